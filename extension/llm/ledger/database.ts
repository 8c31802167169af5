import { copyFileSync, existsSync, mkdirSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type Call, readCall } from './call.ts';
import { rest } from './patience.ts';
import { removeDatabase, salvage } from './salvage.ts';
import { insertCall, isDamage, prepare, type Sqlite, selectCall } from './sqlite.ts';
import { type Cell, type CellColumn, cellAmounts, cellColumns, type Filter, inexact } from './sums.ts';

/** How long a call waits for other processes that write. */
const busyMs = 5000;
/** A process that mends for longer was stopped in the middle. */
const longestMendMs = 60_000;

const counting = 'day >= :since and day <= :until and (:film is null or film = :film)';
const selectCalls = `${selectCall} where id > :after and ${counting} order by id limit 1000`;

/** Sums of the cells that count; what they are not told apart by is empty. */
const selectSums = (columns: readonly CellColumn[]): string => `
  select ${cellColumns.map((name) => (columns.includes(name) ? name : `'' as ${name}`)).join(', ')},
    ${cellAmounts.map((name) => `sum(${name}) as ${name}`).join(', ')}
  from sums where ${counting} group by ${columns.join(', ') || "''"}`;

interface Open {
  db: DatabaseSync;
  insert: StatementSync;
  /** Which file it is: another one may have taken its name. */
  file: string;
}

/** Calls in an SQLite database, to which any number of processes may write. A damaged one is mended when it is met. */
export class Database {
  readonly #sqlite: Sqlite;
  readonly #path: string;
  readonly #tell: (message: string) => void;
  #open: Open | undefined;

  /** Throws what SQLite throws, NewerLedger for a file of a later version. */
  constructor(sqlite: Sqlite, folder: string, tell: (message: string) => void) {
    this.#sqlite = sqlite;
    this.#path = join(folder, databaseName);
    this.#tell = tell;
    this.#mended(() => this.#opened());
  }

  add(call: Call): void {
    this.#mended(() => this.#opened().insert.run({ id: null, ...call }));
  }

  /** Sums of the calls that count, told apart by these columns. Throws LlmError past 2^53. */
  cells(filter: Filter, columns: readonly CellColumn[]): Cell[] {
    try {
      const read = () => this.#opened().db.prepare(selectSums(columns)).all(bound(filter));
      return this.#mended(read) as unknown as Cell[];
    } catch (error) {
      throw error instanceof RangeError ? inexact() : error;
    }
  }

  /** In the order in which they were written. */
  *calls(filter: Filter): Generator<Call> {
    for (let after = 0, more = true; more; ) {
      const page = { ...bound(filter), after };
      const rows = this.#mended(() => this.#opened().db.prepare(selectCalls).all(page));
      for (const row of rows) {
        const call = readCall(row);
        if (call) yield call;
        after = Number(row.id);
      }
      more = rows.length > 0;
    }
  }

  close(): void {
    this.#open?.db.close();
    this.#open = undefined;
  }

  /** The database as it lies there now: opened anew when it was replaced or removed. */
  #opened(): Open {
    if (this.#open && this.#open.file === identity(this.#path)) return this.#open;
    this.close();
    const db = new this.#sqlite.DatabaseSync(this.#path, { timeout: busyMs });
    try {
      prepare(db);
      this.#open = { db, insert: db.prepare(insertCall), file: identity(this.#path) };
      return this.#open;
    } catch (error) {
      db.close();
      throw error;
    }
  }

  #mended<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      if (!isDamage(error)) throw error;
      const damaged = identity(this.#path);
      this.close();
      this.#mend(damaged);
      return action();
    }
  }

  /** One process mends, the others wait for it. */
  #mend(damaged: string): void {
    const lock = `${this.#path}-mending`;
    for (;;) {
      try {
        mkdirSync(lock);
        break;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        if (ageOf(lock) > longestMendMs) rmSync(lock, { recursive: true, force: true });
        rest(20);
      }
    }
    try {
      if (identity(this.#path) === damaged) this.#replace();
    } finally {
      rmdirSync(lock);
    }
  }

  #replace(): void {
    const stamp = new Date().toISOString().replace(/\W/g, '');
    const kept = this.#path.replace(/\.sqlite$/, `-damaged-${stamp}.sqlite`);
    const fresh = `${this.#path}-new`;
    const saved = salvage(this.#sqlite, this.#path, fresh);
    copyFileSync(this.#path, kept);
    if (existsSync(`${this.#path}-wal`)) copyFileSync(`${this.#path}-wal`, `${kept}-wal`);
    for (const suffix of ['-wal', '-shm']) rmSync(this.#path + suffix, { force: true });
    renameSync(fresh, this.#path);
    removeDatabase(fresh);
    this.#tell(
      `The ledger of usage was damaged. ${saved} calls could be saved; the damaged file is kept: ${kept}`,
    );
  }
}

export const databaseName = 'usage.sqlite';

const bound = ({ since, until, film }: Filter) => ({
  since: since ?? '',
  until: until ?? '~',
  film: film ?? null,
});

/** Device and number of a file; empty when there is none. */
function identity(path: string): string {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found ? `${found.dev}:${found.ino}` : '';
}

/** Milliseconds since it was made; 0 when it has gone. */
const ageOf = (path: string): number =>
  Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
