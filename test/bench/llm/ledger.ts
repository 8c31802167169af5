import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { asCall, type LedgerEntry } from '../../../extension/llm/ledger/call.ts';
import { databaseName } from '../../../extension/llm/ledger/database.ts';
import { openLedger } from '../../../extension/llm/ledger/ledger.ts';
import { insertCall, prepare } from '../../../extension/llm/ledger/sqlite.ts';
import { latencies, medianMs, percentile, type Take } from '../measure.ts';

const models = ['gpt', 'claude', 'gemini', 'llama', 'mistral'];
const month = { since: '2026-11-01', until: '2026-11-30' };

/** The n-th call of a month of so many: always the same, its costs of every size, some of them unknown. */
function call(n: number, count: number): LedgerEntry {
  const input = (n * 7919) % 100_003;
  const output = (n * 104_729) % 4001;
  return {
    time: Date.UTC(2026, 10, 1, 12) + Math.floor((n * 29 * 86_400_000) / count),
    provider: `provider ${n % 2}`,
    model: models[n % models.length] ?? '',
    film: `film ${n % 4}`,
    agent: `agent ${n % 6}`,
    retry: 0,
    totalMs: 900 + (n % 1000),
    usage: { input, cached: 0, cacheWrite: 0, output, reasoning: 0 },
    ...(n % 10 !== 0 && { cost: input * 3 + output * 15 }),
  };
}

/** Fills a ledger through its own tables, but with many calls in one transaction. Gives the cost that it must add up to. */
function fill(folder: string, count: number): bigint {
  openLedger(folder).close();
  const db = new DatabaseSync(join(folder, databaseName));
  prepare(db);
  const insert = db.prepare(insertCall);
  let cost = 0n;
  db.exec('begin');
  for (let n = 0; n < count; n++) {
    const entry = call(n, count);
    insert.run({ ...asCall(entry) });
    cost += BigInt(entry.cost ?? 0);
  }
  db.exec('commit');
  db.close();
  return cost;
}

/** What a month of calls has cost, and whether a million calls add up to the last micro-dollar. */
export async function benchLedger(take: Take): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'photoplay-bench-'));
  const folder = (name: string) => join(home, name);
  try {
    fill(folder('month'), 100_000);
    const ms = medianMs(21, () => {
      const ledger = openLedger(folder('month'));
      ledger.sum(['model'], month);
      ledger.close();
    });
    take('ledger-month-by-model', ms, 'ms', '≤ 50, 100,000 calls, opened for it', ms <= 50);
    const ledger = openLedger(folder('month'));
    const adding = await latencies(1000, async () => ledger.add(call(1, 100_000)));
    ledger.close();
    take('ledger-add-p50', percentile(adding, 0.5), 'ms', 'one call written, to compare', true);

    const expected = fill(folder('million'), 1_000_000);
    const million = openLedger(folder('million'));
    const sums = million.sum(['model'], month);
    million.close();
    const off = sums.reduce((sum, { cost = 0 }) => sum - BigInt(cost), expected);
    const calls = sums.reduce((sum, one) => sum + one.calls, 0);
    take('ledger-million-off-by', Number(off), 'µ$', '0', off === 0n && calls === 1_000_000);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
