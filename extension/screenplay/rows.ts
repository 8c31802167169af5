/** The physical lines of a stretch of text, as parallel arrays for speed. */
export interface Rows {
  text: string;
  /** Number of the first line in the file. */
  first: number;
  /** Offset where each line starts. */
  starts: number[];
  /** Offset of each line's line break, or of the end of the text. */
  ends: number[];
}

/** Splits a stretch of text at LF, CRLF and lone CR; nothing else ends a line. */
export function splitRows(text: string, from: number, to: number, first: number): Rows {
  const starts: number[] = [];
  const ends: number[] = [];
  let start = from;
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i);
    if (unit !== 10 && unit !== 13) continue;
    starts.push(start);
    ends.push(i);
    if (unit === 13 && i + 1 < to && text.charCodeAt(i + 1) === 10) i++;
    start = i + 1;
  }
  if (start < to) {
    starts.push(start);
    ends.push(to);
  }
  return { text, first, starts, ends };
}

/** Index of the line that holds an offset. */
export function rowAt(rows: Rows, offset: number): number {
  let low = 0;
  let high = rows.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((rows.starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Spaces of a line: blank, tab, vertical tab, form feed, no-break and ideographic space, byte order mark. */
export function isSpaceUnit(unit: number): boolean {
  return (
    unit === 32 ||
    unit === 9 ||
    unit === 11 ||
    unit === 12 ||
    unit === 0xa0 ||
    unit === 0x3000 ||
    unit === 0xfeff
  );
}

/** What an all-space text is: `empty`, or `held` with the two spaces (or a tab) that keep a speech or note together. */
export function blankKind(text: string): 'empty' | 'held' | undefined {
  for (let i = 0; i < text.length; i++) if (!isSpaceUnit(text.charCodeAt(i))) return undefined;
  return text.length >= 2 || text === '\t' ? 'held' : 'empty';
}
