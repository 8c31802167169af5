import type { Position, Range } from '../../schemas/source/range.ts';
import type { InlineSpan } from '../../schemas/source/screenplay.ts';
import { blankKind, isSpaceUnit, type Rows, rowAt } from './rows.ts';
import { type Span, spanText, textWithout } from './spans.ts';

/**
 * A line as Fountain reads it: without notes and boneyards, so possibly several lines of the file. `held` is a line
 * of two spaces; `notes` and `boneyard` hold nothing else.
 */
export interface Line {
  kind: 'text' | 'empty' | 'held' | 'notes' | 'boneyard';
  /** Visible text, indentation and trailing spaces kept. */
  text: string;
  /** Length of the indentation. */
  indent: number;
  start: number;
  end: number;
  /** First and last line in the file, as indexes into the rows. */
  row: number;
  endRow: number;
  spans: Span[];
}

const none: Span[] = [];

function indentOf(text: string): number {
  let indent = 0;
  while (indent < text.length && isSpaceUnit(text.charCodeAt(indent))) indent++;
  return indent;
}

function lineOf(rows: Rows, start: number, end: number, row: number, endRow: number, spans: Span[]): Line {
  const bare = spans.length === 0;
  const text = bare ? rows.text.slice(start, end) : textWithout(rows.text, start, end, spans);
  const indent = indentOf(text);
  let kind: Line['kind'] = 'text';
  if (indent === text.length) {
    if (bare) kind = blankKind(text) ?? 'text';
    else kind = spans.some((span) => span.type === 'note') ? 'notes' : 'boneyard';
  }
  return { kind, text, indent, start, end, row, endRow, spans };
}

/**
 * Hands out lines one after the other: joins the rows that notes and boneyards span, and takes those out of the text.
 * Lines are made when they are looked at, so that a file of millions of lines costs no more than its elements.
 * A leading BOM is skipped.
 */
export class LineSource {
  private readonly rows: Rows;
  private readonly spans: readonly Span[];
  private row = 0;
  private nextSpan = 0;
  private ahead: Line[] = [];
  private head = 0;

  constructor(rows: Rows, spans: readonly Span[]) {
    this.rows = rows;
    this.spans = spans;
  }

  /** The line so many after the current one; undefined past the end. */
  peek(distance = 0): Line | undefined {
    while (this.ahead.length <= this.head + distance) {
      const line = this.make();
      if (!line) return undefined;
      this.ahead.push(line);
    }
    return this.ahead[this.head + distance];
  }

  /** Goes on to the next line, and returns it. */
  advance(): Line | undefined {
    if (this.peek()) this.head++;
    if (this.head === this.ahead.length) {
      this.ahead = [];
      this.head = 0;
    }
    return this.peek();
  }

  private make(): Line | undefined {
    const { rows } = this;
    const first = this.row;
    let start = rows.starts[first];
    if (start === undefined) return undefined;
    if (start === 0 && rows.text.charCodeAt(0) === 0xfeff) start = 1;
    let end = rows.ends[first] ?? start;
    let own = none;
    for (let span = this.spans[this.nextSpan]; span && span.start < end; span = this.spans[++this.nextSpan]) {
      if (own === none) own = [];
      own.push(span);
      while (end < span.end && this.row + 1 < rows.starts.length) end = rows.ends[++this.row] ?? end;
    }
    const line = lineOf(rows, start, end, first, this.row, own);
    this.row++;
    return line;
  }
}

/** The position of an offset whose row is known. */
export function positionAt(rows: Rows, offset: number, row: number): Position {
  return { line: rows.first + row, column: offset - (rows.starts[row] ?? 0), offset };
}

/** The range of a run of lines: from the first one's indentation to before the last one's line break. */
export function rangeOf(rows: Rows, first: Line, last: Line): Range {
  return {
    start: positionAt(rows, first.start, first.row),
    end: positionAt(rows, last.end, last.endRow),
  };
}

/** The range of a note or boneyard. */
export function spanRange(rows: Rows, start: number, end: number): Range {
  return {
    start: positionAt(rows, start, rowAt(rows, start)),
    end: positionAt(rows, end, rowAt(rows, end)),
  };
}

/** Spans as an element's `inline`. */
export function inlineOf(rows: Rows, spans: readonly Span[]): InlineSpan[] {
  return spans.map((span) => ({
    type: span.type,
    text: spanText(rows.text, span),
    range: spanRange(rows, span.start, span.end),
  }));
}
