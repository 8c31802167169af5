/** A process that writes to a ledger beside others: folder, name, number of calls, and "journal" for one without SQLite. */
import { openLedger } from '../../../../extension/llm/ledger/ledger.ts';
import { entry } from './entry.ts';

const [folder = '', agent = '', count = '0', kind] = process.argv.slice(2);
const ledger = openLedger(folder, {
  tell: (message) => process.stdout.write(message),
  ...(kind === 'journal' && { sqlite: undefined }),
});
for (let call = 0; call < Number(count); call++) ledger.add(entry({ agent, cost: call }));
ledger.close();
