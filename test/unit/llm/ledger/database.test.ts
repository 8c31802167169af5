import { execFileSync, spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLedger } from '../../../../extension/llm/ledger/ledger.ts';
import { loadSqlite } from '../../../../extension/llm/ledger/sqlite.ts';
import { emptyFolder } from '../../../cli.ts';
import { entry } from './entry.ts';
import { ledgersOfFile } from './ledgers.ts';
import { writers } from './writers.ts';

const at = ledgersOfFile();

describe('a database', () => {
  const file = () => join(at.folder, 'usage.sqlite');
  const filled = (calls: number): void => {
    const ledger = openLedger(at.folder, { tell: at.tell });
    for (let call = 0; call < calls; call++) ledger.add(entry({ cost: call, purpose: 'x'.repeat(60) }));
    ledger.close();
  };
  const overwrite = (offset: number, bytes: Uint8Array): void => {
    const data = readFileSync(file());
    data.set(bytes, offset);
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
    const ledger = at.open();
    expect(ledger.sum([])[0]).toMatchObject({ calls: 500, cost: (499 * 500) / 2 });
    expect(at.told).toHaveLength(1);
    expect(at.told[0]).toMatch(/damaged.* 500 calls could be saved/);
    const kept = /kept: (.*)$/.exec(at.told[0] ?? '')?.[1] ?? '';
    expect(readFileSync(kept, 'latin1')).toContain('garbage');
    expect(readdirSync(at.folder).filter((name) => /-new|-from|mending/.test(name))).toEqual([]);
  });

  it('that is damaged in the middle loses the calls that stood there, and no others', () => {
    filled(2000);
    const pages = Math.floor(readFileSync(file()).length / 4096);
    overwrite(Math.floor(pages / 2) * 4096, Buffer.alloc(4096, 0xee));
    const ledger = at.open();
    const calls = [...ledger.calls()];
    expect(calls.length).toBeGreaterThan(1900);
    expect(calls.length).toBeLessThan(2000);
    expect(calls.map(({ cost }) => cost)).toEqual(
      calls.map(({ cost }) => cost).toSorted((a, b) => Number(a) - Number(b)),
    );
    expect(ledger.sum([])[0]?.calls).toBe(calls.length);
    expect(at.told).toHaveLength(1);
  });

  it('whose sums are damaged makes them anew from the calls', () => {
    filled(300);
    overwrite(2 * 4096, Buffer.alloc(4096, 0xee));
    const ledger = at.open();
    ledger.add(entry({ cost: 1000 }));
    expect(ledger.spent({})).toBe((299 * 300) / 2 + 1000);
    expect(at.told).toHaveLength(1);
  });

  it('that was cut keeps what is left', () => {
    filled(2000);
    truncateSync(file(), Math.floor(readFileSync(file()).length / 2));
    const ledger = at.open();
    ledger.add(entry());
    expect(ledger.sum([])[0]?.calls).toBeGreaterThan(500);
    expect(ledger.sum([])[0]?.calls).toBe([...ledger.calls()].length);
    expect(at.told.length).toBeGreaterThan(0);
  });

  it('that is something else altogether is put aside', () => {
    filled(1);
    for (const content of ['no database at all', 'x'.repeat(50_000)]) {
      writeFileSync(file(), content);
      at.told = [];
      const ledger = at.open();
      ledger.add(entry({ cost: 3 }));
      expect(ledger.spent({})).toBe(3);
      expect(at.told[0]).toContain('0 calls could be saved');
      ledger.close();
    }
  });

  it('is mended once when several processes meet the damage', async () => {
    filled(400);
    overwrite(0, Buffer.alloc(100, 0xff));
    const outputs = await writers(at.folder, 3, 20, 'database');
    expect(outputs.filter((output) => output.includes('could be saved'))).toHaveLength(1);
    expect(at.open().sum([])[0]?.calls).toBe(460);
  });

  it('is mended also when somebody was stopped while mending', () => {
    filled(10);
    overwrite(0, Buffer.alloc(100, 0xff));
    const lock = join(at.folder, 'usage.sqlite-mending');
    mkdirSync(lock);
    utimesSync(lock, 1, 1);
    expect(at.open().sum([])[0]?.calls).toBe(10);
    expect(existsSync(lock)).toBe(false);
  });

  it('is waited for while another process mends it, and then taken as that has left it', () => {
    filled(10);
    const good = readFileSync(file());
    overwrite(0, Buffer.alloc(100, 0xff));
    const lock = join(at.folder, 'usage.sqlite-mending');
    const mended = join(at.folder, 'mended');
    mkdirSync(lock);
    writeFileSync(mended, good);
    const mend = `setTimeout(() => { fs.renameSync(${JSON.stringify(mended)}, ${JSON.stringify(file())}); fs.rmdirSync(${JSON.stringify(lock)}) }, 300)`;
    spawn(process.execPath, ['-e', mend], { stdio: 'ignore' });
    expect(at.open().sum([])[0]?.calls).toBe(10);
    expect(at.told).toEqual([]);
  });

  it('that a process left behind in the middle of its work keeps what that wrote last', () => {
    filled(300);
    const ledger = at.open();
    for (let call = 0; call < 100; call++) ledger.add(entry({ cost: 1 }));
    const left = join(emptyFolder(), 'left');
    mkdirSync(left);
    for (const name of readdirSync(at.folder))
      if (!name.endsWith('-shm')) copyFileSync(join(at.folder, name), join(left, name));
    at.folder = left;
    expect(readdirSync(at.folder)).toContain('usage.sqlite-wal');
    overwrite(2 * 4096, Buffer.alloc(4096, 0xee));
    writeFileSync(
      join(at.folder, 'usage.sqlite-wal'),
      readFileSync(join(at.folder, 'usage.sqlite-wal')).subarray(0, -2000),
    );
    overwrite(0, Buffer.alloc(100, 0xee));
    const { calls = 0 } = at.open().sum([])[0] ?? {};
    expect(calls).toBeGreaterThan(390);
    expect(calls).toBeLessThanOrEqual(400);
  });

  it('passes over rows that are no calls', () => {
    filled(3);
    const db = new (sqliteHere())(file());
    db.exec('update calls set cost = -1 where id = 2');
    db.close();
    const ledger = at.open();
    expect([...ledger.calls()].map(({ cost }) => cost)).toEqual([0, 2]);
    overwrite(2 * 4096, Buffer.alloc(4096, 0xee));
    expect(at.open().sum([])[0]).toMatchObject({ calls: 2, cost: 2 });
  });

  it('of a newer version is left alone; calls go to the journal', () => {
    filled(3);
    const db = new (sqliteHere())(file());
    db.exec('pragma user_version = 99');
    db.close();
    const before = readFileSync(file());
    const ledger = at.open();
    ledger.add(entry({ cost: 5 }));
    expect(ledger.spent({})).toBe(5);
    expect(at.told).toEqual([expect.stringContaining('newer version')]);
    expect(readFileSync(file())).toEqual(before);
  });

  it('that cannot be written sends calls to the journal, and sums are of both', () => {
    filled(3);
    const ledger = at.open();
    const other = new (sqliteHere())(file());
    other.exec("create trigger refuse before insert on calls begin select raise(abort, 'not now'); end");
    ledger.add(entry({ cost: 50 }));
    ledger.add(entry({ cost: 50 }));
    other.close();
    expect(ledger.sum([])[0]).toMatchObject({ calls: 5, cost: 103 });
    expect([...ledger.calls()]).toHaveLength(5);
    expect(at.told).toEqual([expect.stringContaining('not now')]);
  });

  it('is at.told to be left out where Node has no SQLite', () => {
    filled(3);
    expect(at.open('journal').sum([])[0]?.calls).toBe(0);
    expect(at.told).toEqual([expect.stringContaining('has no SQLite')]);
  });
});
