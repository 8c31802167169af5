import { closeSync, existsSync, fstatSync, openSync, readdirSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Call, readCall } from './call.ts';
import { type Cell, Cells, counts, type Filter } from './sums.ts';

/** How far a file has been read, and what it came to. */
interface Read {
  file: number;
  upTo: number;
  cells: Cells;
  damaged: number;
}

const newline = 0x0a;
const stride = 4 * 1024 * 1024;

/**
 * Calls as lines of JSON, a file a month. Every writer appends whole lines, so that any number of processes may write at
 * once. What was read is remembered: later sums read only what came since.
 */
export class Journal {
  readonly #folder: string;
  readonly #tell: (message: string) => void;
  readonly #read = new Map<string, Read>();
  readonly #told = new Map<string, number>();

  constructor(folder: string, tell: (message: string) => void) {
    this.#folder = folder;
    this.#tell = tell;
  }

  /** Appends a call. Throws the file system's error. */
  add(call: Call): void {
    const file = openSync(join(this.#folder, `usage-${call.day.slice(0, 7)}.jsonl`), 'a+', 0o600);
    try {
      const start = endsTorn(file) ? '\n' : '';
      writeSync(file, `${start}${JSON.stringify(call)}\n`);
    } finally {
      closeSync(file);
    }
  }

  /** The cells that count; a day may come in several. */
  *cells(filter: Filter): Generator<Cell> {
    for (const name of this.#files(filter))
      for (const cell of this.#upToDate(name).cells.all()) if (counts(cell, filter)) yield cell;
  }

  /** The calls that count, in the order in which they were written. */
  *calls(filter: Filter): Generator<Call> {
    for (const name of this.#files(filter)) {
      const file = openSync(join(this.#folder, name), 'r');
      try {
        for (const { line } of linesFrom(file, 0)) {
          const call = parsed(line);
          if (call && counts(call, filter)) yield call;
        }
      } finally {
        closeSync(file);
      }
    }
  }

  #files({ since, until }: Filter): string[] {
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder)
      .filter((name) => {
        const month = /^usage-(\d{4}-\d\d)\.jsonl$/.exec(name)?.[1];
        if (month === undefined) return false;
        return (
          (since === undefined || month >= since.slice(0, 7)) &&
          (until === undefined || month <= until.slice(0, 7))
        );
      })
      .sort();
  }

  #upToDate(name: string): Read {
    const file = openSync(join(this.#folder, name), 'r');
    try {
      const { size, ino } = fstatSync(file);
      let read = this.#read.get(name);
      if (!read || read.file !== ino || read.upTo > size)
        read = { file: ino, upTo: 0, cells: new Cells(), damaged: 0 };
      for (const { line, end } of linesFrom(file, read.upTo)) {
        const call = parsed(line);
        if (call) read.cells.add(call);
        else if (line !== '') read.damaged++;
        read.upTo = end;
      }
      this.#read.set(name, read);
      this.#tellDamage(name, read.damaged + (read.upTo < size ? 1 : 0));
      return read;
    } finally {
      closeSync(file);
    }
  }

  #tellDamage(name: string, damaged: number): void {
    if (damaged > (this.#told.get(name) ?? 0))
      this.#tell(
        `${name} has ${damaged === 1 ? 'a damaged line' : `${damaged} damaged lines`}: what it said is not counted, all the rest is.`,
      );
    this.#told.set(name, damaged);
  }
}

/** Whether the file's last line has no end: its writer was stopped in the middle. */
function endsTorn(file: number): boolean {
  const { size } = fstatSync(file);
  const last = Buffer.alloc(1);
  return size > 0 && readSync(file, last, 0, 1, size - 1) === 1 && last[0] !== newline;
}

/** The whole lines from a place on, and where each ends. One without an end is not read yet. */
function* linesFrom(file: number, from: number): Generator<{ line: string; end: number }> {
  let rest = Buffer.alloc(0);
  let at = from;
  const chunk = Buffer.allocUnsafe(stride);
  for (;;) {
    const length = readSync(file, chunk, 0, stride, at + rest.length);
    if (length === 0) return;
    const data = Buffer.concat([rest, chunk.subarray(0, length)]);
    let start = 0;
    for (let end = data.indexOf(newline); end >= 0; end = data.indexOf(newline, start)) {
      yield { line: data.toString('utf8', start, end), end: at + end + 1 };
      start = end + 1;
    }
    rest = data.subarray(start);
    at += start;
  }
}

function parsed(line: string): Call | undefined {
  try {
    return readCall(JSON.parse(line));
  } catch {
    return undefined;
  }
}
