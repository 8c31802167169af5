import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { LlmError } from '../../../../extension/llm/errors.ts';
import { dayOf } from '../../../../extension/llm/ledger/call.ts';
import { type Ledger, openLedger } from '../../../../extension/llm/ledger/ledger.ts';
import { entry } from './entry.ts';
import { day, ledgersOfFile } from './ledgers.ts';
import { writers } from './writers.ts';

const at = ledgersOfFile();

describe.each(['database', 'journal'])('a ledger that is a %s', (kind) => {
  it('sums what was used by day, model, film and agent', () => {
    const ledger = at.open(kind);
    ledger.add(entry({ film: 'a', agent: 'writer' }));
    ledger.add(entry({ film: 'b', agent: 'writer', time: day(20), cost: 1 }));
    ledger.add(
      entry({
        film: 'b',
        agent: 'critic',
        provider: 'proxy',
        usage: { input: 1, cached: 0, cacheWrite: 0, output: 2, reasoning: 0 },
      }),
    );
    const lines = (by: Parameters<Ledger['sum']>[0]) =>
      ledger
        .sum(by)
        .map(({ calls, input, output, cost, day, provider, model, film, agent }) =>
          [day, provider, model, film, agent, calls, input, output, cost].filter(
            (value) => value !== undefined,
          ),
        );
    expect(lines(['day'])).toEqual([
      ['2026-11-20', 1, 1000, 50, 1],
      ['2026-11-21', 2, 1001, 52, 2468],
    ]);
    expect(lines(['model'])).toEqual([
      ['openai', 'gpt-x', 2, 2000, 100, 1235],
      ['proxy', 'gpt-x', 1, 1, 2, 1234],
    ]);
    expect(lines(['film'])).toEqual([
      ['a', 1, 1000, 50, 1234],
      ['b', 2, 1001, 52, 1235],
    ]);
    expect(lines(['agent', 'day'])).toEqual([
      ['2026-11-21', 'critic', 1, 1, 2, 1234],
      ['2026-11-20', 'writer', 1, 1000, 50, 1],
      ['2026-11-21', 'writer', 1, 1000, 50, 1234],
    ]);
    expect(ledger.sum([])).toEqual([
      {
        calls: 3,
        failed: 0,
        unmeasured: 0,
        unpriced: 0,
        input: 2001,
        cached: 400,
        cacheWrite: 20,
        output: 102,
        reasoning: 10,
        cost: 2469,
      },
    ]);
    expect(at.told).toEqual([]);
  });

  it('counts days and films that are asked for, first and last day included', () => {
    const ledger = at.open(kind);
    for (const date of [1, 2, 3, 4])
      ledger.add(entry({ time: day(date), cost: 10 ** date, film: date % 2 ? 'odd' : 'even' }));
    ledger.add(entry({ time: new Date(2026, 8, 30).getTime(), cost: 7, film: 'odd' }));
    expect(ledger.spent({})).toBe(11_117);
    expect(ledger.spent({ since: '2026-11-02', until: '2026-11-03' })).toBe(1100);
    expect(ledger.spent({ since: '2026-11-03' })).toBe(11_000);
    expect(ledger.spent({ until: '2026-10-31' })).toBe(7);
    expect(ledger.spent({ film: 'odd', since: '2026-11-01' })).toBe(1010);
    expect(ledger.spent({ film: 'none' })).toBe(0);
    expect([...ledger.calls({ film: 'even', since: '2026-11-03' })].map(({ cost }) => cost)).toEqual([
      10_000,
    ]);
  });

  it('tells each call as it was, in the order in which they came', () => {
    const ledger = at.open(kind);
    ledger.add(
      entry({ purpose: 'outline', film: 'f', agent: 'a', retry: 2, totalMs: 12.4, firstTokenMs: 3.6 }),
    );
    ledger.add({ time: day(2), provider: 'vscode', model: 'm', retry: 0, totalMs: 5, code: 'stalled' });
    expect([...ledger.calls()]).toEqual([
      {
        ...{
          time: day(21),
          day: '2026-11-21',
          provider: 'openai',
          model: 'gpt-x',
          film: 'f',
          agent: 'a',
          purpose: 'outline',
        },
        ...{ input: 1000, cached: 200, cacheWrite: 10, output: 50, reasoning: 5, cost: 1234 },
        ...{ firstTokenMs: 4, totalMs: 12, retry: 2, code: '' },
      },
      {
        ...{
          time: day(2),
          day: '2026-11-02',
          provider: 'vscode',
          model: 'm',
          film: '',
          agent: '',
          purpose: '',
        },
        ...{ input: null, cached: null, cacheWrite: null, output: null, reasoning: null, cost: null },
        ...{ firstTokenMs: null, totalMs: 5, retry: 0, code: 'stalled' },
      },
    ]);
  });

  it('never takes an unknown cost for none', () => {
    const ledger = at.open(kind);
    const { cost: _, ...unpriced } = entry({ model: 'local' });
    ledger.add(unpriced);
    ledger.add({ time: day(21), provider: 'p', model: 'local', retry: 0, totalMs: 1, code: 'aborted' });
    const [mine, theirs] = ledger.sum(['model']);
    expect(mine).toMatchObject({ calls: 1, unpriced: 1, unmeasured: 0, input: 1000 });
    expect(mine).not.toHaveProperty('cost');
    expect(theirs).toMatchObject({ calls: 1, failed: 1, unpriced: 1, unmeasured: 1, input: 0 });
    ledger.add(entry({ model: 'local' }));
    expect(ledger.sum(['model'])[0]).toMatchObject({ calls: 2, unpriced: 1, cost: 1234 });
    expect(ledger.sum([])[0]).toMatchObject({ calls: 3, unpriced: 2, cost: 1234 });
  });

  it('knows that a call which was turned down cost nothing', () => {
    const ledger = at.open(kind);
    const refused = { time: day(21), provider: 'p', model: 'm', retry: 0, totalMs: 1 };
    ledger.add({ ...refused, code: 'auth' });
    ledger.add({ ...refused, code: 'network' });
    expect(ledger.sum([])[0]).toMatchObject({ calls: 2, failed: 2, unpriced: 0, unmeasured: 0, cost: 0 });
    ledger.add({ ...refused, code: 'network', firstTokenMs: 5 });
    expect(ledger.sum([])[0]).toMatchObject({ calls: 3, unpriced: 1, cost: 0 });
  });

  it('does not believe what no call takes', () => {
    const ledger = at.open(kind);
    const odd = [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 41];
    for (const value of odd)
      ledger.add(
        entry({
          cost: value,
          retry: value,
          usage: { input: value, cached: value, cacheWrite: value, output: value, reasoning: value },
        }),
      );
    ledger.add(entry({ totalMs: Number.NaN }));
    expect(ledger.sum([])[0]).toMatchObject({
      calls: 6,
      unmeasured: 5,
      unpriced: 5,
      input: 1000,
      cost: 1234,
    });
  });

  it('is exact up to 2^53, and refuses to guess past it', () => {
    const ledger = at.open(kind);
    const most = 2 ** 40;
    for (let call = 0; call < 8190; call++) ledger.add(entry({ cost: most }));
    ledger.add(entry({ cost: most - 1 }));
    expect(BigInt(ledger.spent({}))).toBe(8191n * BigInt(most) - 1n);
    ledger.add(entry({ cost: most, film: 'other' }));
    expect(BigInt(ledger.spent({}))).toBe(BigInt(Number.MAX_SAFE_INTEGER));
    ledger.add(entry({ cost: 1, film: 'other' }));
    expect(() => ledger.spent({})).toThrow(LlmError);
    expect(() => ledger.sum(['model'])).toThrow(/exact/);
    expect(BigInt(ledger.spent({ film: 'other' }))).toBe(BigInt(most) + 1n);
    for (let call = 0; call < 3; call++) ledger.add(entry({ cost: most }));
    expect(() => ledger.spent({})).toThrow(LlmError);
  });

  it('knows what was spent today, for all and for a film', () => {
    const ledger = at.open(kind);
    vi.useFakeTimers({ now: day(21, 23), toFake: ['Date'] });
    try {
      ledger.add(entry({ time: day(21, 0), cost: 1, film: 'a' }));
      ledger.add(entry({ time: day(21, 23), cost: 2 }));
      ledger.add(entry({ time: day(20, 23), cost: 4, film: 'a' }));
      ledger.add(entry({ time: day(22, 0), cost: 8, film: 'a' }));
      expect(ledger.spentToday()).toBe(3);
      expect(ledger.spentToday('a')).toBe(1);
    } finally {
      vi.useRealTimers();
    }
  });

  it('keeps names of any kind apart', () => {
    const ledger = at.open(kind);
    const names = ['', "it's", '"], ["', 'Ein Fräulein 🎬', 'a\nb', '=1+1'];
    for (const film of names) ledger.add(entry({ film, agent: film }));
    expect(ledger.sum(['film', 'agent']).map(({ film, agent }) => [film, agent])).toHaveLength(names.length);
    expect(new Set([...ledger.calls()].map(({ film }) => film))).toEqual(new Set(names));
  });

  it('is there for the next process, which sees what others add while it is open', () => {
    const first = at.open(kind);
    first.add(entry());
    const second = at.open(kind);
    expect(second.sum([])[0]?.calls).toBe(1);
    first.add(entry());
    second.add(entry());
    expect(first.sum([])[0]?.calls).toBe(3);
    first.close();
    expect(second.sum([])[0]?.calls).toBe(3);
  });

  it('loses nothing when many processes write at once, from the first moment on', async () => {
    const outputs = await writers(at.folder, 4, 250, kind);
    expect(outputs).toEqual(['', '', '', '']);
    const ledger = at.open(kind);
    expect(ledger.sum(['agent']).map(({ agent, calls, cost }) => [agent, calls, cost])).toEqual(
      [0, 1, 2, 3].map((writer) => [`agent ${writer}`, 250, (249 * 250) / 2]),
    );
    expect([...ledger.calls()]).toHaveLength(1000);
    expect(at.told).toEqual([]);
  });

  it('goes on when its files were removed under it', () => {
    const ledger = at.open(kind);
    ledger.add(entry());
    for (const name of readdirSync(at.folder)) rmSync(join(at.folder, name));
    ledger.add(entry({ cost: 5 }));
    expect(ledger.spent({})).toBe(5);
  });
});

describe('an error', () => {
  it('is a warning of the process when nobody listens', async () => {
    const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
    const ledger = openLedger(at.folder, { sqlite: undefined });
    rmSync(at.folder, { recursive: true });
    ledger.add(entry());
    expect((await warned).name).toBe('LedgerWarning');
    ledger.close();
  });

  it('of the file system is one of the ledger when it is read', () => {
    const ledger = at.open('journal');
    mkdirSync(join(at.folder, 'usage-2026-11.jsonl'));
    expect(() => ledger.sum([])).toThrow(LlmError);
  });
});

describe('a day', () => {
  it('is that of the place, also in the hours when clocks change', () => {
    const show = (zone: string, time: string) =>
      execFileSync(
        process.execPath,
        [
          '--input-type=module',
          '-e',
          `import { dayOf } from ${JSON.stringify(new URL('../../../../extension/llm/ledger/call.ts', import.meta.url).href)}; console.log(dayOf(Date.parse('${time}')))`,
        ],
        { encoding: 'utf8', env: { ...process.env, TZ: zone } },
      ).trim();
    expect(show('Pacific/Auckland', '2026-11-20T12:00:00Z')).toBe('2026-11-21');
    expect(show('America/Los_Angeles', '2026-11-21T07:59:00Z')).toBe('2026-11-20');
    expect(show('Europe/Berlin', '2026-10-25T00:30:00Z')).toBe('2026-10-25');
    expect(dayOf(new Date(2026, 0, 5).getTime())).toBe('2026-01-05');
  });
});
