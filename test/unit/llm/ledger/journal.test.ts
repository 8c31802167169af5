import { appendFileSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { entry } from './entry.ts';
import { day, ledgersOfFile } from './ledgers.ts';

const at = ledgersOfFile();

describe('a journal', () => {
  const file = () => join(at.folder, 'usage-2026-11.jsonl');

  it('is a file a month', () => {
    const ledger = at.open('journal');
    ledger.add(entry());
    ledger.add(entry({ time: day(-40) }));
    expect(readdirSync(at.folder).sort()).toEqual(['usage-2026-09.jsonl', 'usage-2026-11.jsonl']);
  });

  it('whose last line is torn keeps the others and those that come, and says so', () => {
    const ledger = at.open('journal');
    ledger.add(entry({ cost: 1 }));
    ledger.add(entry({ cost: 2 }));
    truncateSync(file(), readFileSync(file()).length - 30);
    expect(at.open('journal').spent({})).toBe(1);
    expect(at.told).toEqual([
      'usage-2026-11.jsonl has a damaged line: what it said is not counted, all the rest is.',
    ]);
    ledger.add(entry({ cost: 4 }));
    expect(at.open('journal').spent({})).toBe(5);
    expect(ledger.spent({})).toBe(5);
    expect([...ledger.calls()].map(({ cost }) => cost)).toEqual([1, 4]);
  });

  it('passes over lines that are no calls, and empty ones', () => {
    const ledger = at.open('journal');
    ledger.add(entry());
    const good = JSON.parse(readFileSync(file(), 'utf8'));
    const lines = [
      'null',
      '{}',
      '[',
      '\u0000\ufffd',
      { ...good, cost: -1 },
      { ...good, time: 'x' },
      { ...good, film: null },
    ];
    appendFileSync(
      file(),
      `\n\n${lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n')}\n`,
    );
    ledger.add(entry({ cost: 1 }));
    expect(ledger.spent({})).toBe(1235);
    expect(at.told).toEqual([expect.stringContaining('7 damaged lines')]);
    expect([...ledger.calls()]).toHaveLength(2);
  });

  it('that was replaced by a shorter one is read anew', () => {
    const ledger = at.open('journal');
    ledger.add(entry());
    ledger.add(entry());
    expect(ledger.sum([])[0]?.calls).toBe(2);
    truncateSync(file(), 0);
    ledger.add(entry({ cost: 9 }));
    expect(ledger.spent({})).toBe(9);
  });

  it('that cannot be written is at.told, and the call goes on', () => {
    const ledger = at.open('journal');
    rmSync(at.folder, { recursive: true });
    expect(() => ledger.add(entry())).not.toThrow();
    expect(at.told).toEqual([expect.stringContaining('could not be written')]);
    expect(ledger.sum([])[0]?.calls).toBe(0);
  });

  it('reads lines across the borders of its chunks', () => {
    const ledger = at.open('journal');
    for (let call = 0; call < 60; call++) ledger.add(entry({ purpose: 'é'.repeat(50_000), cost: call }));
    expect(at.open('journal').spent({})).toBe((59 * 60) / 2);
  });
});
