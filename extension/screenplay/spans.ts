import { blankKind, type Rows } from './rows.ts';

/** A boneyard or note in the source, delimiters included; `end` is exclusive. `inner` are boneyards inside a note. */
export interface Span {
  type: 'note' | 'boneyard';
  start: number;
  end: number;
  inner?: Span[];
}

/** All boneyards of a text, and the offset of the first opening that nothing closes. */
export interface Boneyards {
  spans: Span[];
  unclosed: number | undefined;
}

/** Finds boneyards. They do not nest; what nothing closes is plain text. Linear in the text. */
export function findBoneyards(text: string): Boneyards {
  const spans: Span[] = [];
  let at = text.indexOf('/*');
  while (at >= 0) {
    const close = text.indexOf('*/', at + 2);
    if (close < 0) return { spans, unclosed: at };
    spans.push({ type: 'boneyard', start: at, end: close + 2 });
    at = text.indexOf('/*', close + 2);
  }
  return { spans, unclosed: undefined };
}

/** Walks a list of spans from left to right, and says which one holds an offset. */
function cursor(spans: readonly Span[]): (offset: number) => Span | undefined {
  let index = 0;
  return (offset) => {
    while (index < spans.length && (spans[index]?.end ?? 0) <= offset) index++;
    const span = spans[index];
    return span && span.start <= offset ? span : undefined;
  };
}

/** Looks for a token from left to right, skipping boneyards; each found offset is at or after the one asked for. */
function finder(rows: Rows, to: number, token: string, boneyards: readonly Span[]): (from: number) => number {
  const holding = cursor(boneyards);
  let found = -1;
  return (from) => {
    if (found >= from) return found;
    let at = rows.text.indexOf(token, from);
    while (at >= 0 && at + token.length <= to) {
      const inside = holding(at);
      if (!inside && !holding(at + token.length - 1)) {
        found = at;
        return at;
      }
      at = rows.text.indexOf(token, inside ? inside.end : at + 1);
    }
    found = Number.POSITIVE_INFINITY;
    return found;
  };
}

/** Looks for the next line that is truly empty (fewer than two spaces) and not inside a boneyard. */
function emptyLineFinder(rows: Rows, boneyards: readonly Span[]): (from: number) => number {
  const holding = cursor(boneyards);
  let row = 0;
  return (from) => {
    for (; row < rows.starts.length; row++) {
      const start = rows.starts[row] ?? 0;
      if (start < from || holding(start)) continue;
      if (blankKind(rows.text.slice(start, rows.ends[row])) === 'empty') return start;
    }
    return Number.POSITIVE_INFINITY;
  };
}

/**
 * Finds `[[ … ]]` in a stretch of lines. A note may hold line breaks, but no truly empty line. Returns the notes and
 * the offsets of openings that nothing closes (one for each paragraph). Linear in the text.
 */
export function findNotes(rows: Rows, boneyards: readonly Span[]): { notes: Span[]; unclosed: number[] } {
  const notes: Span[] = [];
  const unclosed: number[] = [];
  const to = rows.ends.at(-1) ?? 0;
  const nextOpen = finder(rows, to, '[[', boneyards);
  const nextClose = finder(rows, to, ']]', boneyards);
  const nextEmpty = emptyLineFinder(rows, boneyards);
  let open = nextOpen(rows.starts[0] ?? 0);
  while (open < to) {
    const close = nextClose(open + 2);
    const empty = nextEmpty(open + 2);
    if (close < empty) {
      notes.push({ type: 'note', start: open, end: close + 2 });
      open = nextOpen(close + 2);
    } else {
      unclosed.push(open);
      open = nextOpen(empty);
    }
  }
  return { notes, unclosed };
}

/** Puts boneyards and notes in one ordered list; boneyards inside a note become its `inner`. */
export function mergeSpans(boneyards: readonly Span[], notes: readonly Span[]): Span[] {
  if (notes.length === 0) return [...boneyards];
  const merged: Span[] = [];
  let index = 0;
  for (const note of notes) {
    for (; (boneyards[index]?.start ?? note.start) < note.start; index++) {
      const before = boneyards[index];
      if (before) merged.push(before);
    }
    const first = index;
    while ((boneyards[index]?.start ?? note.end) < note.end) index++;
    merged.push(index > first ? { ...note, inner: boneyards.slice(first, index) } : note);
  }
  merged.push(...boneyards.slice(index));
  return merged;
}

/** A stretch of text without the spans inside it; spans in order. */
export function textWithout(text: string, from: number, to: number, spans: readonly Span[]): string {
  let out = '';
  let at = from;
  for (const span of spans) {
    out += text.slice(at, span.start);
    at = span.end;
  }
  return out + text.slice(at, to);
}

/** What a span says, without delimiters; line breaks as `\n`. */
export function spanText(text: string, span: Span): string {
  const [from, to] = [span.start + 2, span.end - 2];
  const said = span.inner ? textWithout(text, from, to, span.inner) : text.slice(from, to);
  return said.includes('\r') ? said.replace(/\r\n?/g, '\n') : said;
}
