import { execFileSync, spawn } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LlmError } from '../../../../extension/llm/errors.ts';
import { dayOf } from '../../../../extension/llm/ledger/call.ts';
import { type Ledger, openLedger } from '../../../../extension/llm/ledger/ledger.ts';
import { loadSqlite } from '../../../../extension/llm/ledger/sqlite.ts';
import { emptyFolder } from '../../../cli.ts';
import { entry } from './entry.ts';
import { writers } from './writers.ts';

const day = (date: number, hour = 12): number => new Date(2026, 10, date, hour).getTime();

let folder: string;
let told: string[];
let opened: Ledger[];
beforeEach(() => {
  folder = join(emptyFolder(), 'data');
  told = [];
  opened = [];
});
afterEach(() => {
  for (const ledger of opened) ledger.close();
});

const tell = (message: string) => told.push(message);
function open(kind = 'database'): Ledger {
  const ledger = openLedger(folder, kind === 'journal' ? { tell, sqlite: undefined } : { tell });
  opened.push(ledger);
  return ledger;
}

describe.each(['database', 'journal'])('a ledger that is a %s', (kind) => {
  it('sums what was used by day, model, film and agent', () => {
    const ledger = open(kind);
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
    expect(told).toEqual([]);
  });

  it('counts days and films that are asked for, first and last day included', () => {
    const ledger = open(kind);
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
    const ledger = open(kind);
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
    const ledger = open(kind);
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
    const ledger = open(kind);
    const refused = { time: day(21), provider: 'p', model: 'm', retry: 0, totalMs: 1 };
    ledger.add({ ...refused, code: 'auth' });
    ledger.add({ ...refused, code: 'network' });
    expect(ledger.sum([])[0]).toMatchObject({ calls: 2, failed: 2, unpriced: 0, unmeasured: 0, cost: 0 });
    ledger.add({ ...refused, code: 'network', firstTokenMs: 5 });
    expect(ledger.sum([])[0]).toMatchObject({ calls: 3, unpriced: 1, cost: 0 });
  });

  it('does not believe what no call takes', () => {
    const ledger = open(kind);
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
    const ledger = open(kind);
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
    const ledger = open(kind);
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
    const ledger = open(kind);
    const names = ['', "it's", '"], ["', 'Ein Fräulein 🎬', 'a\nb', '=1+1'];
    for (const film of names) ledger.add(entry({ film, agent: film }));
    expect(ledger.sum(['film', 'agent']).map(({ film, agent }) => [film, agent])).toHaveLength(names.length);
    expect(new Set([...ledger.calls()].map(({ film }) => film))).toEqual(new Set(names));
  });

  it('is there for the next process, which sees what others add while it is open', () => {
    const first = open(kind);
    first.add(entry());
    const second = open(kind);
    expect(second.sum([])[0]?.calls).toBe(1);
    first.add(entry());
    second.add(entry());
    expect(first.sum([])[0]?.calls).toBe(3);
    first.close();
    expect(second.sum([])[0]?.calls).toBe(3);
  });

  it('loses nothing when many processes write at once, from the first moment on', async () => {
    const outputs = await writers(folder, 4, 250, kind);
    expect(outputs).toEqual(['', '', '', '']);
    const ledger = open(kind);
    expect(ledger.sum(['agent']).map(({ agent, calls, cost }) => [agent, calls, cost])).toEqual(
      [0, 1, 2, 3].map((writer) => [`agent ${writer}`, 250, (249 * 250) / 2]),
    );
    expect([...ledger.calls()]).toHaveLength(1000);
    expect(told).toEqual([]);
  });

  it('goes on when its files were removed under it', () => {
    const ledger = open(kind);
    ledger.add(entry());
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    ledger.add(entry({ cost: 5 }));
    expect(ledger.spent({})).toBe(5);
  });
});

describe('a database', () => {
  const file = () => join(folder, 'usage.sqlite');
  const filled = (calls: number): void => {
    const ledger = openLedger(folder, { tell });
    for (let call = 0; call < calls; call++) ledger.add(entry({ cost: call, purpose: 'x'.repeat(60) }));
    ledger.close();
  };
  const overwrite = (at: number, bytes: Uint8Array): void => {
    const data = readFileSync(file());
    data.set(bytes, at);
    writeFileSync(file(), data);
  };

  const sqliteHere = () => {
    const sqlite = loadSqlite();
    if (!sqlite) throw new Error('This Node has no SQLite.');
    return sqlite.DatabaseSync;
  };

  it('is not there in a Node without it, and hides no other warning while it is loaded', () => {
    const { getBuiltinModule, emitWarning } = process;
    const seen: unknown[] = [];
    try {
      process.emitWarning = (warning: unknown) => void seen.push(warning);
      process.getBuiltinModule = (() => {
        process.emitWarning('SQLite is an experimental feature', 'ExperimentalWarning');
        process.emitWarning('something else', 'Warning');
      }) as never;
      expect(loadSqlite()).toBeUndefined();
      expect(seen).toEqual(['something else']);
      Reflect.deleteProperty(process, 'getBuiltinModule');
      expect(loadSqlite()).toBeUndefined();
    } finally {
      Object.assign(process, { getBuiltinModule, emitWarning });
    }
  });

  it('brings no warning to the user', () => {
    const module = new URL('../../../../extension/llm/ledger/sqlite.ts', import.meta.url).href;
    const code = `import(${JSON.stringify(module)}).then(({ loadSqlite }) => { loadSqlite(); process.emitWarning("mine") })`;
    const output = execFileSync(
      'sh',
      ['-c', `"$0" --input-type=module -e '${code}' 2>&1`, process.execPath],
      {
        encoding: 'utf8',
      },
    );
    expect(output).toContain('mine');
    expect(output).not.toMatch(/sqlite|experimental/i);
  });

  it('whose head is damaged is mended with all its calls, the damaged file kept', () => {
    filled(500);
    overwrite(0, Buffer.alloc(100, 'garbage '));
    const ledger = open();
    expect(ledger.sum([])[0]).toMatchObject({ calls: 500, cost: (499 * 500) / 2 });
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/damaged.* 500 calls could be saved/);
    const kept = /kept: (.*)$/.exec(told[0] ?? '')?.[1] ?? '';
    expect(readFileSync(kept, 'latin1')).toContain('garbage');
    expect(readdirSync(folder).filter((name) => /-new|-from|mending/.test(name))).toEqual([]);
  });

  it('that is damaged in the middle loses the calls that stood there, and no others', () => {
    filled(2000);
    const pages = Math.floor(readFileSync(file()).length / 4096);
    overwrite(Math.floor(pages / 2) * 4096, Buffer.alloc(4096, 0xee));
    const ledger = open();
    const calls = [...ledger.calls()];
    expect(calls.length).toBeGreaterThan(1900);
    expect(calls.length).toBeLessThan(2000);
    expect(calls.map(({ cost }) => cost)).toEqual(
      calls.map(({ cost }) => cost).toSorted((a, b) => Number(a) - Number(b)),
    );
    expect(ledger.sum([])[0]?.calls).toBe(calls.length);
    expect(told).toHaveLength(1);
  });

  it('whose sums are damaged makes them anew from the calls', () => {
    filled(300);
    overwrite(2 * 4096, Buffer.alloc(4096, 0xee));
    const ledger = open();
    ledger.add(entry({ cost: 1000 }));
    expect(ledger.spent({})).toBe((299 * 300) / 2 + 1000);
    expect(told).toHaveLength(1);
  });

  it('that was cut keeps what is left', () => {
    filled(2000);
    truncateSync(file(), Math.floor(readFileSync(file()).length / 2));
    const ledger = open();
    ledger.add(entry());
    expect(ledger.sum([])[0]?.calls).toBeGreaterThan(500);
    expect(ledger.sum([])[0]?.calls).toBe([...ledger.calls()].length);
    expect(told.length).toBeGreaterThan(0);
  });

  it('that is something else altogether is put aside', () => {
    filled(1);
    for (const content of ['no database at all', 'x'.repeat(50_000)]) {
      writeFileSync(file(), content);
      told = [];
      const ledger = open();
      ledger.add(entry({ cost: 3 }));
      expect(ledger.spent({})).toBe(3);
      expect(told[0]).toContain('0 calls could be saved');
      ledger.close();
    }
  });

  it('is mended once when several processes meet the damage', async () => {
    filled(400);
    overwrite(0, Buffer.alloc(100, 0xff));
    const outputs = await writers(folder, 3, 20, 'database');
    expect(outputs.filter((output) => output.includes('could be saved'))).toHaveLength(1);
    expect(open().sum([])[0]?.calls).toBe(460);
  });

  it('is mended also when somebody was stopped while mending', () => {
    filled(10);
    overwrite(0, Buffer.alloc(100, 0xff));
    const lock = join(folder, 'usage.sqlite-mending');
    mkdirSync(lock);
    utimesSync(lock, 1, 1);
    expect(open().sum([])[0]?.calls).toBe(10);
    expect(existsSync(lock)).toBe(false);
  });

  it('is waited for while another process mends it, and then taken as that has left it', () => {
    filled(10);
    const good = readFileSync(file());
    overwrite(0, Buffer.alloc(100, 0xff));
    const lock = join(folder, 'usage.sqlite-mending');
    const mended = join(folder, 'mended');
    mkdirSync(lock);
    writeFileSync(mended, good);
    const mend = `setTimeout(() => { fs.renameSync(${JSON.stringify(mended)}, ${JSON.stringify(file())}); fs.rmdirSync(${JSON.stringify(lock)}) }, 300)`;
    spawn(process.execPath, ['-e', mend], { stdio: 'ignore' });
    expect(open().sum([])[0]?.calls).toBe(10);
    expect(told).toEqual([]);
  });

  it('that a process left behind in the middle of its work keeps what that wrote last', () => {
    filled(300);
    const ledger = open();
    for (let call = 0; call < 100; call++) ledger.add(entry({ cost: 1 }));
    const left = join(emptyFolder(), 'left');
    mkdirSync(left);
    for (const name of readdirSync(folder))
      if (!name.endsWith('-shm')) copyFileSync(join(folder, name), join(left, name));
    folder = left;
    expect(readdirSync(folder)).toContain('usage.sqlite-wal');
    overwrite(2 * 4096, Buffer.alloc(4096, 0xee));
    writeFileSync(
      join(folder, 'usage.sqlite-wal'),
      readFileSync(join(folder, 'usage.sqlite-wal')).subarray(0, -2000),
    );
    overwrite(0, Buffer.alloc(100, 0xee));
    const { calls = 0 } = open().sum([])[0] ?? {};
    expect(calls).toBeGreaterThan(390);
    expect(calls).toBeLessThanOrEqual(400);
  });

  it('passes over rows that are no calls', () => {
    filled(3);
    const db = new (sqliteHere())(file());
    db.exec('update calls set cost = -1 where id = 2');
    db.close();
    const ledger = open();
    expect([...ledger.calls()].map(({ cost }) => cost)).toEqual([0, 2]);
    overwrite(2 * 4096, Buffer.alloc(4096, 0xee));
    expect(open().sum([])[0]).toMatchObject({ calls: 2, cost: 2 });
  });

  it('of a newer version is left alone; calls go to the journal', () => {
    filled(3);
    const db = new (sqliteHere())(file());
    db.exec('pragma user_version = 99');
    db.close();
    const before = readFileSync(file());
    const ledger = open();
    ledger.add(entry({ cost: 5 }));
    expect(ledger.spent({})).toBe(5);
    expect(told).toEqual([expect.stringContaining('newer version')]);
    expect(readFileSync(file())).toEqual(before);
  });

  it('that cannot be written sends calls to the journal, and sums are of both', () => {
    filled(3);
    const ledger = open();
    const other = new (sqliteHere())(file());
    other.exec("create trigger refuse before insert on calls begin select raise(abort, 'not now'); end");
    ledger.add(entry({ cost: 50 }));
    ledger.add(entry({ cost: 50 }));
    other.close();
    expect(ledger.sum([])[0]).toMatchObject({ calls: 5, cost: 103 });
    expect([...ledger.calls()]).toHaveLength(5);
    expect(told).toEqual([expect.stringContaining('not now')]);
  });

  it('is told to be left out where Node has no SQLite', () => {
    filled(3);
    expect(open('journal').sum([])[0]?.calls).toBe(0);
    expect(told).toEqual([expect.stringContaining('has no SQLite')]);
  });
});

describe('a journal', () => {
  const file = () => join(folder, 'usage-2026-11.jsonl');

  it('is a file a month', () => {
    const ledger = open('journal');
    ledger.add(entry());
    ledger.add(entry({ time: day(-40) }));
    expect(readdirSync(folder).sort()).toEqual(['usage-2026-09.jsonl', 'usage-2026-11.jsonl']);
  });

  it('whose last line is torn keeps the others and those that come, and says so', () => {
    const ledger = open('journal');
    ledger.add(entry({ cost: 1 }));
    ledger.add(entry({ cost: 2 }));
    truncateSync(file(), readFileSync(file()).length - 30);
    expect(open('journal').spent({})).toBe(1);
    expect(told).toEqual([
      'usage-2026-11.jsonl has a damaged line: what it said is not counted, all the rest is.',
    ]);
    ledger.add(entry({ cost: 4 }));
    expect(open('journal').spent({})).toBe(5);
    expect(ledger.spent({})).toBe(5);
    expect([...ledger.calls()].map(({ cost }) => cost)).toEqual([1, 4]);
  });

  it('passes over lines that are no calls, and empty ones', () => {
    const ledger = open('journal');
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
    expect(told).toEqual([expect.stringContaining('7 damaged lines')]);
    expect([...ledger.calls()]).toHaveLength(2);
  });

  it('that was replaced by a shorter one is read anew', () => {
    const ledger = open('journal');
    ledger.add(entry());
    ledger.add(entry());
    expect(ledger.sum([])[0]?.calls).toBe(2);
    truncateSync(file(), 0);
    ledger.add(entry({ cost: 9 }));
    expect(ledger.spent({})).toBe(9);
  });

  it('that cannot be written is told, and the call goes on', () => {
    const ledger = open('journal');
    rmSync(folder, { recursive: true });
    expect(() => ledger.add(entry())).not.toThrow();
    expect(told).toEqual([expect.stringContaining('could not be written')]);
    expect(ledger.sum([])[0]?.calls).toBe(0);
  });

  it('reads lines across the borders of its chunks', () => {
    const ledger = open('journal');
    for (let call = 0; call < 60; call++) ledger.add(entry({ purpose: 'é'.repeat(50_000), cost: call }));
    expect(open('journal').spent({})).toBe((59 * 60) / 2);
  });
});

describe('an error', () => {
  it('is a warning of the process when nobody listens', async () => {
    const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
    const ledger = openLedger(folder, { sqlite: undefined });
    rmSync(folder, { recursive: true });
    ledger.add(entry());
    expect((await warned).name).toBe('LedgerWarning');
    ledger.close();
  });

  it('of the file system is one of the ledger when it is read', () => {
    const ledger = open('journal');
    mkdirSync(join(folder, 'usage-2026-11.jsonl'));
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
