import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LlmError } from '../errors.ts';
import { asCall, type Call, dayOf, type LedgerEntry } from './call.ts';
import { Database, databaseName } from './database.ts';
import { Journal } from './journal.ts';
import { loadSqlite, NewerLedger } from './sqlite.ts';
import { type By, type Cell, columnsOf, type Filter, grouped, type Sum } from './sums.ts';

/** Every call to a model, whoever made it: what it took and what it cost. */
export interface Ledger {
  /** Writes down a try. Throws nothing: what cannot be written is told. */
  add(entry: LedgerEntry): void;
  /** What was used, by these; by nothing: all in one. Exact. Throws LlmError past 2^53, or when it cannot be read. */
  sum(by: readonly By[], filter?: Filter): Sum[];
  /** Micro-dollars that are known to be spent. */
  spent(filter: Filter): number;
  /** Micro-dollars that are known to be spent today, where the person is. */
  spentToday(film?: string): number;
  /** The calls one by one, in the order in which they were written; those of the journal, if there are any, last. */
  calls(filter?: Filter): Iterable<Call>;
  close(): void;
}

export interface LedgerOptions {
  /** Told what went wrong: damage, what could not be written. Otherwise it is a warning of the process. */
  tell?: (message: string) => void;
  /** Node's SQLite; undefined where there is none. */
  sqlite?: ReturnType<typeof loadSqlite>;
}

/**
 * Opens the ledger of a folder, which is made when it is missing: an SQLite database, and beside it a journal of lines
 * of JSON, where Node has no SQLite or the database cannot be written. Sums are of both. Throws the file system's error.
 */
export function openLedger(folder: string, options: LedgerOptions = {}): Ledger {
  const tell = once(options.tell ?? ((message) => process.emitWarning(message, 'LedgerWarning')));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const journal = new Journal(folder, tell);
  const database = openDatabase(folder, 'sqlite' in options ? options.sqlite : loadSqlite(), tell);
  const cells = function* (by: readonly By[], filter: Filter): Generator<Cell> {
    if (database) yield* database.cells(filter, columnsOf(by));
    yield* journal.cells(filter);
  };
  const sum = (by: readonly By[], filter: Filter = {}) => readable(() => grouped(cells(by, filter), by));
  const spent = (filter: Filter) => sum([], filter)[0]?.cost ?? 0;
  return {
    add: (entry) => {
      const call = asCall(entry);
      try {
        if (database) return database.add(call);
      } catch (error) {
        tell(
          `The ledger's database cannot be written (${messageOf(error)}): the call goes to the journal beside it.`,
        );
      }
      try {
        journal.add(call);
      } catch (error) {
        tell(`A call could not be written to the ledger: ${messageOf(error)}`);
      }
    },
    sum,
    spent,
    spentToday: (film) => {
      const today = dayOf(Date.now());
      return spent({ since: today, until: today, ...(film !== undefined && { film }) });
    },
    calls: function* (filter = {}) {
      if (database) yield* database.calls(filter);
      yield* journal.calls(filter);
    },
    close: () => database?.close(),
  };
}

function openDatabase(
  folder: string,
  sqlite: ReturnType<typeof loadSqlite>,
  tell: (message: string) => void,
): Database | undefined {
  if (!sqlite) {
    if (existsSync(join(folder, databaseName)))
      tell(
        `What was written to ${databaseName} is not counted: this Node (${process.version}) has no SQLite. 22.13 has.`,
      );
    return undefined;
  }
  try {
    return new Database(sqlite, folder, tell);
  } catch (error) {
    const why = error instanceof NewerLedger ? 'it is of a newer version' : messageOf(error);
    tell(
      `What was written to ${databaseName} is not counted, and calls go to the journal beside it: ${why}.`,
    );
    return undefined;
  }
}

/** What was read, or LlmError. */
function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof LlmError) throw error;
    throw new LlmError('unknown', `The ledger of usage cannot be read: ${messageOf(error)}.`, {
      cause: error,
    });
  }
}

/** Tells each thing once. */
function once(tell: (message: string) => void): (message: string) => void {
  const told = new Set<string>();
  return (message) => {
    if (!told.has(message)) tell(message);
    told.add(message);
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
