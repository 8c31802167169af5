import type { DatabaseSync } from 'node:sqlite';
import { callColumns } from './call.ts';
import { patiently } from './patience.ts';
import { cellAmounts, cellColumns } from './sums.ts';

export type Sqlite = typeof import('node:sqlite');

/** Node's SQLite, where there is one (22.13 or newer); its warning that it is experimental is not for users. */
export function loadSqlite(): Sqlite | undefined {
  const { emitWarning } = process;
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    if (!String(warning).includes('SQLite')) Reflect.apply(emitWarning, process, [warning, ...rest]);
  };
  try {
    return process.getBuiltinModule?.('node:sqlite');
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** Raised with every change of the tables. */
const version = 1;

const words = 'text not null';
const whole = 'integer not null';
const cell = cellColumns.join(', ');
const added = {
  calls: '1',
  failed: "new.code <> ''",
  unmeasured: 'new.input is null',
  unpriced: 'new.cost is null',
  input: 'ifnull(new.input, 0)',
  cached: 'ifnull(new.cached, 0)',
  cacheWrite: 'ifnull(new.cacheWrite, 0)',
  output: 'ifnull(new.output, 0)',
  reasoning: 'ifnull(new.reasoning, 0)',
  cost: 'ifnull(new.cost, 0)',
} satisfies Record<(typeof cellAmounts)[number], string>;

/** Every call; and what each day's calls to a model came to, kept by the same transaction that adds a call. */
const tables = `
  create table if not exists calls (
    id integer primary key, time ${whole}, day ${words}, provider ${words}, model ${words}, film ${words},
    agent ${words}, purpose ${words}, input integer, cached integer, cacheWrite integer, output integer,
    reasoning integer, cost integer, firstTokenMs integer, totalMs ${whole}, retry ${whole}, code ${words}
  ) strict;
  create table if not exists sums (
    ${cellColumns.map((name) => `${name} ${words}`).join(', ')},
    ${cellAmounts.map((name) => `${name} ${whole}`).join(', ')},
    primary key (${cell})
  ) strict, without rowid;
  create trigger if not exists summed after insert on calls begin
    insert into sums values (${cellColumns.map((name) => `new.${name}`).join(', ')}, ${cellAmounts.map((name) => added[name]).join(', ')})
    on conflict (${cell}) do update set ${cellAmounts.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')};
  end;
  pragma user_version = ${version};`;

/** With `id` null the next one is taken. */
export const insertCall = `insert into calls (id, ${callColumns.join(', ')}) values (:id, ${callColumns.map((name) => `:${name}`).join(', ')})`;
export const selectCall = `select id, ${callColumns.join(', ')} from calls`;

/** A file of a later Photoplay: not to be touched. */
export class NewerLedger extends Error {}

/** Readies a file that may be new, that others may be readying at the same time. Throws NewerLedger, or SQLite's error. */
export function prepare(db: DatabaseSync): void {
  const found = db.prepare('pragma user_version').get()?.user_version;
  if (Number(found) > version) throw new NewerLedger();
  patiently(isBusy, () => db.exec('pragma journal_mode = wal'));
  db.exec('pragma synchronous = normal');
  if (found === version) return;
  db.exec('begin immediate');
  db.exec(tables);
  db.exec('commit');
}

/** SQLite's primary result code, https://www.sqlite.org/rescode.html; undefined of any other error. */
function errcodeOf(error: unknown): number | undefined {
  const code = (error as { errcode?: unknown } | undefined)?.errcode;
  return typeof code === 'number' ? code & 0xff : undefined;
}

/** Whether another process is at it. */
const isBusy = (error: unknown): boolean => errcodeOf(error) === 5;

/** Whether the file itself is damaged: SQLITE_CORRUPT, SQLITE_NOTADB; or our tables are not in it. */
export const isDamage = (error: unknown): boolean => {
  const code = errcodeOf(error);
  return (
    code === 11 ||
    code === 26 ||
    (code === 1 && /^no such (table|column)/.test(String((error as Error).message)))
  );
};
