import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { type Call, readCall } from './call.ts';
import { insertCall, prepare, type Sqlite, selectCall } from './sqlite.ts';

/**
 * Writes a new database with every call that can still be read in a damaged one, which stays as it is.
 * Returns how many there were.
 */
export function salvage(sqlite: Sqlite, damaged: string, fresh: string): number {
  const copy = `${fresh}-from`;
  removeDatabase(copy);
  removeDatabase(fresh);
  const to = new sqlite.DatabaseSync(fresh);
  try {
    prepare(to);
    to.exec('pragma wal_checkpoint(truncate)');
    copyFileSync(damaged, copy);
    if (existsSync(`${damaged}-wal`)) copyFileSync(`${damaged}-wal`, `${copy}-wal`);
    if (!opens(sqlite, copy)) giveHead(copy, fresh);
    const insert = to.prepare(insertCall);
    let saved = 0;
    to.exec('begin');
    for (const { id, call } of readable(sqlite, copy)) {
      insert.run({ id, ...call });
      saved++;
    }
    to.exec('commit');
    return saved;
  } finally {
    to.close();
    removeDatabase(copy);
  }
}

/** A database with the files that go with it. */
export function removeDatabase(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
}

/** How many ids are read at once. */
const stride = 1024;

/** The calls that can be read, in the order of their ids. */
function* readable(sqlite: Sqlite, file: string): Generator<{ id: number; call: Call }> {
  const bytes = [file, `${file}-wal`].reduce(
    (sum, path) => sum + (existsSync(path) ? statSync(path).size : 0),
    0,
  );
  // Ids count from one, and a row takes more than ten bytes.
  const last = Math.ceil(bytes / 10);
  const db = new sqlite.DatabaseSync(file);
  try {
    const range = db.prepare(`${selectCall} where id between ? and ? order by id`);
    const between = (first: number, end: number): { id: number; call: Call }[] => {
      try {
        return range.all(first, end).flatMap((row) => {
          const call = readCall(row);
          return call ? [{ id: Number(row.id), call }] : [];
        });
      } catch {
        const middle = Math.floor((first + end) / 2);
        return first === end ? [] : [...between(first, middle), ...between(middle + 1, end)];
      }
    };
    for (let first = 1; first <= last; first += stride) yield* between(first, first + stride - 1);
  } catch {
    // Not even its tables are known: there is nothing to read.
  } finally {
    db.close();
  }
}

function opens(sqlite: Sqlite, file: string): boolean {
  const db = new sqlite.DatabaseSync(file);
  try {
    db.prepare(selectCall);
    return true;
  } catch {
    return false;
  } finally {
    db.close();
  }
}

/** Size of a page in bytes: SQLite's default, and so that of every ledger. */
const pageSize = 4096;
/** Where the head says of how many pages the file is: https://www.sqlite.org/fileformat2.html#in_header_database_size */
const pageCountAt = 28;

/** A new ledger's first page: its tables begin at the same pages as those of every other. */
function giveHead(file: string, fresh: string): void {
  const head = Buffer.alloc(pageSize);
  const from = openSync(fresh, 'r');
  readSync(from, head, 0, pageSize, 0);
  closeSync(from);
  head.writeUInt32BE(Math.max(1, Math.floor(statSync(file).size / pageSize)), pageCountAt);
  const to = openSync(file, 'r+');
  writeSync(to, head, 0, pageSize, 0);
  closeSync(to);
}
