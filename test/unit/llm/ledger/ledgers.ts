import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { type Ledger, openLedger } from '../../../../extension/llm/ledger/ledger.ts';
import { emptyFolder } from '../../../cli.ts';

/** Noon, or another hour, of a day of November 2026 where the test runs: milliseconds since 1970. */
export const day = (date: number, hour = 12): number => new Date(2026, 10, date, hour).getTime();

/** For the tests of a file: a folder for each, what its ledgers told, and ledgers that are closed in the end. */
export function ledgersOfFile() {
  const opened: Ledger[] = [];
  const at = {
    folder: '',
    told: [] as string[],
    tell: (message: string) => at.told.push(message),
    open: (kind = 'database'): Ledger => {
      const { folder, tell } = at;
      const ledger = openLedger(folder, kind === 'journal' ? { tell, sqlite: undefined } : { tell });
      opened.push(ledger);
      return ledger;
    },
  };
  beforeEach(() => {
    at.folder = join(emptyFolder(), 'data');
    at.told = [];
  });
  afterEach(() => {
    for (const ledger of opened.splice(0)) ledger.close();
  });
  return at;
}
