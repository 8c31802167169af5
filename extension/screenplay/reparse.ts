import type { Part, Place } from './parse.ts';
import { readParts } from './parse.ts';
import { blankKind } from './rows.ts';
import { type ParsedScreenplay, parseScreenplay } from './screenplay.ts';
import { type Boneyards, findBoneyards, type Span } from './spans.ts';

/** A change of a text: what stands from `from` to `to` (exclusive, UTF-16 units) gives way to `text`. */
export interface TextEdit {
  from: number;
  to: number;
  text: string;
}

/** Index of the part that holds an offset. */
function partAt(parts: readonly Part[], offset: number): number {
  let low = 0;
  let high = parts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((parts[middle]?.at.offset ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Whether a scene may begin at an offset: the line before it is truly empty. */
function followsEmptyLine(text: string, offset: number): boolean {
  const breakAt = text[offset - 1] === '\n' && text[offset - 2] === '\r' ? offset - 2 : offset - 1;
  const before = Math.max(text.lastIndexOf('\n', breakAt - 1), text.lastIndexOf('\r', breakAt - 1)) + 1;
  return breakAt > before ? blankKind(text.slice(before, breakAt)) === 'empty' : breakAt >= 0;
}

/** Whether the boneyards outside a stretch are the same before and after an edit, and none reaches across its ends. */
function sameOutside(old: Boneyards, now: Boneyards, from: number, oldEnd: number, newEnd: number): boolean {
  const before = (spans: Span[]) => spans.filter((span) => span.start < from);
  const after = (spans: Span[], end: number) => spans.filter((span) => span.end > end);
  const shift = newEnd - oldEnd;
  const agree = (a: Span[], b: Span[], by: number) =>
    a.length === b.length &&
    a.every((span, i) => span.start + by === b[i]?.start && span.end + by === b[i]?.end);
  return (
    agree(before(old.spans), before(now.spans), 0) &&
    before(now.spans).every((span) => span.end <= from) &&
    agree(after(old.spans, oldEnd), after(now.spans, newEnd), shift) &&
    after(now.spans, newEnd).every((span) => span.start >= newEnd)
  );
}

function movedPart(part: Part, offset: number, line: number): Part {
  return { ...part, at: { offset: part.at.offset + offset, line: part.at.line + line } };
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 10 || (unit === 13 && text.charCodeAt(i + 1) !== 10)) lines++;
  }
  return lines;
}

/**
 * Reads a screenplay again after an edit; only the scenes that the edit touches are read. The result is what
 * `parseScreenplay` makes of the new text. Throws a RangeError if the edit lies outside the text.
 */
export function reparse(previous: ParsedScreenplay, edit: TextEdit): ParsedScreenplay {
  const { parts, file, encoding } = previous;
  if (edit.from < 0 || edit.to < edit.from || edit.to > previous.text.length)
    throw new RangeError(`reparse: no stretch ${edit.from}–${edit.to} in a text of ${previous.text.length}`);
  const text = previous.text.slice(0, edit.from) + edit.text + previous.text.slice(edit.to);
  const grown = text.length - previous.text.length;
  const boneyards = findBoneyards(text);

  const first = Math.max(0, partAt(parts, edit.from) - 1);
  const from: Place = parts[first]?.at ?? { offset: 0, line: 0 };
  let last = partAt(parts, edit.to) + 1;
  for (; last < parts.length; last++) {
    const start = parts[last]?.at.offset ?? 0;
    if (start > edit.to && followsEmptyLine(text, start + grown)) break;
  }
  const after = parts[last]?.at;
  const oldEnd = after?.offset ?? previous.text.length;
  const newEnd = oldEnd + grown;
  if (!sameOutside(previous.boneyards, boneyards, from.offset, oldEnd, newEnd))
    return parseScreenplay(text, file, encoding);

  const inside = boneyards.spans.filter((span) => span.start >= from.offset && span.end <= newEnd);
  const fresh = readParts(text, from, newEnd, inside);
  const lines = after ? from.line + countLines(text, from.offset, newEnd) - after.line : 0;
  const kept = parts.slice(last).map((part) => movedPart(part, grown, lines));
  return { file, text, encoding, boneyards, parts: [...parts.slice(0, first), ...fresh, ...kept] };
}
