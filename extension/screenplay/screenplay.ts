import type { Finding } from '../../schemas/source/common.ts';
import type { Position, Range } from '../../schemas/source/range.ts';
import type { Screenplay, ScreenplayElement } from '../../schemas/source/screenplay.ts';
import { decode, type Encoding, encode } from './encoding.ts';
import { type Part, readParts } from './parse.ts';
import { rowAt, splitRows } from './rows.ts';
import { type Boneyards, findBoneyards } from './spans.ts';

/** A screenplay that was read: its source, and its parts (one a scene), so that an edit reads only what it touches. */
export interface ParsedScreenplay {
  file: string;
  text: string;
  encoding: Encoding;
  parts: Part[];
  boneyards: Boneyards;
}

/** Reads a Fountain text. Any text is a screenplay: nothing throws, and the time is linear in its length. */
export function parseScreenplay(text: string, file: string, encoding: Encoding = 'utf-8'): ParsedScreenplay {
  const boneyards = findBoneyards(text);
  const parts = readParts(text, { offset: 0, line: 0 }, text.length, boneyards.spans);
  return { file, text, encoding, parts, boneyards };
}

/** Reads the bytes of a Fountain file: UTF-8, or Windows-1252 where they are not UTF-8. */
export function readScreenplay(bytes: Uint8Array, file: string): ParsedScreenplay {
  const { text, encoding } = decode(bytes);
  return parseScreenplay(text, file, encoding);
}

type Shift = { offset: number; line: number };

const movePosition = (position: Position, by: Shift): Position => ({
  line: position.line + by.line,
  column: position.column,
  offset: position.offset + by.offset,
});
const moveRange = (range: Range, by: Shift): Range => ({
  start: movePosition(range.start, by),
  end: movePosition(range.end, by),
});

function moveElement(element: ScreenplayElement, by: Shift): ScreenplayElement {
  const moved = { ...element, range: moveRange(element.range, by) };
  if (element.inline)
    moved.inline = element.inline.map((span) => ({ ...span, range: moveRange(span.range, by) }));
  return moved;
}

/** The elements of a part, with their positions in the file as it is now. */
function elementsOf(part: Part): ScreenplayElement[] {
  const by = { offset: part.at.offset - part.read.offset, line: part.at.line - part.read.line };
  if (by.offset === 0 && by.line === 0) return part.elements;
  return part.elements.map((element) => moveElement(element, by));
}

function findingsOf(parsed: ParsedScreenplay): Finding[] {
  const findings = parsed.parts.flatMap((part) =>
    part.findings.map((finding) => ({ ...finding, line: finding.line + part.at.line - part.read.line })),
  );
  const { unclosed } = parsed.boneyards;
  if (unclosed !== undefined) {
    const rows = splitRows(parsed.text, 0, unclosed + 1, 0);
    const line = rowAt(rows, unclosed);
    findings.push({
      line,
      column: unclosed - (rows.starts[line] ?? 0),
      rule: 'boneyard-unclosed',
      severity: 'warning',
      message: 'Nothing closes this boneyard, so it is read as text.',
    });
  }
  if (parsed.encoding === 'windows-1252')
    findings.push({
      line: 0,
      column: 0,
      rule: 'encoding',
      severity: 'info',
      message: 'The file is not UTF-8; it is read as Windows-1252.',
    });
  return findings.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** The screenplay as a document. */
export function toScreenplay(parsed: ParsedScreenplay): Screenplay {
  return {
    version: 1,
    file: parsed.file,
    titlePage: parsed.parts.flatMap((part) => part.titlePage),
    elements: parsed.parts.flatMap(elementsOf),
    findings: findingsOf(parsed),
  };
}

/** The line that `parse --json` prints for a file, in pieces: the whole may be longer than a string can be. */
export function* jsonLine(parsed: ParsedScreenplay): Generator<string> {
  const { version, file, titlePage, elements, findings } = toScreenplay(parsed);
  yield `{"version":${version},"file":${JSON.stringify(file)},"titlePage":${JSON.stringify(titlePage)},"elements":[`;
  const batch = 5000;
  for (let i = 0; i < elements.length; i += batch)
    yield (i > 0 ? ',' : '') + JSON.stringify(elements.slice(i, i + batch)).slice(1, -1);
  yield `],"findings":${JSON.stringify(findings)}}`;
}

/** Writes the tree back: every entry and element from its range, and the line breaks and marks between them. */
export function printText(parsed: ParsedScreenplay): string {
  const { titlePage, elements } = toScreenplay(parsed);
  const pieces: string[] = [];
  let at = 0;
  for (const { range } of [...titlePage, ...elements]) {
    pieces.push(
      parsed.text.slice(at, range.start.offset),
      parsed.text.slice(range.start.offset, range.end.offset),
    );
    at = range.end.offset;
  }
  pieces.push(parsed.text.slice(at));
  return pieces.join('');
}

/** The bytes of the file, byte for byte as they were read. */
export function printBytes(parsed: ParsedScreenplay): Uint8Array {
  return encode(printText(parsed), parsed.encoding);
}
