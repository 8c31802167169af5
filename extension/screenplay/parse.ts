import type { Finding } from '../../schemas/source/common.ts';
import type { ScreenplayElement, TitleEntry } from '../../schemas/source/screenplay.ts';
import { LineSource, positionAt } from './lines.ts';
import { Reader, type Sink } from './reader.ts';
import { rowAt, splitRows } from './rows.ts';
import { findNotes, mergeSpans, type Span } from './spans.ts';
import { readTitlePage } from './titlePage.ts';

/** A place in a file: its offset, and the number of its line. */
export interface Place {
  offset: number;
  line: number;
}

/**
 * A stretch of the screenplay that can be read by itself: a scene, or what stands before the first. Its positions are
 * those of the file as it was when the part was read, from `read`; `at` is where the part stands now.
 */
export interface Part {
  read: Place;
  at: Place;
  titlePage: TitleEntry[];
  elements: ScreenplayElement[];
  findings: Finding[];
}

/** So many unclosed notes are reported for one part; more say nothing new. */
const reportedNotes = 20;

/** Collects what is read into parts; a new one starts with each scene that can be read by itself. */
class Parts implements Sink {
  readonly parts: Part[] = [];
  current: Part;

  constructor(place: Place) {
    this.current = this.begin(place);
  }

  private begin(place: Place): Part {
    const part: Part = { read: place, at: place, titlePage: [], elements: [], findings: [] };
    this.parts.push(part);
    return part;
  }

  element(element: ScreenplayElement, startsScene: boolean): void {
    const { offset, line } = element.range.start;
    if (startsScene && offset > this.current.read.offset) this.current = this.begin({ offset, line });
    this.current.elements.push(element);
  }

  finding(finding: Finding): void {
    this.current.findings.push(finding);
  }
}

/**
 * Reads the text between two offsets, which must stand at the start of the file or of a scene, and at the start of a
 * scene or the end of the file. `boneyards` are those of this stretch.
 */
export function readParts(text: string, from: Place, to: number, boneyards: readonly Span[]): Part[] {
  const rows = splitRows(text, from.offset, to, from.line);
  const { notes, unclosed } = findNotes(rows, boneyards);
  const lines = new LineSource(rows, mergeSpans(boneyards, notes));
  const sink = new Parts(from);
  if (from.offset === 0) sink.current.titlePage = readTitlePage(rows, lines);
  new Reader(rows, lines, sink).read();
  addUnclosedNotes(
    sink.parts,
    unclosed.map((offset) => positionAt(rows, offset, rowAt(rows, offset))),
  );
  return sink.parts;
}

function addUnclosedNotes(
  parts: readonly Part[],
  places: readonly { line: number; column: number; offset: number }[],
) {
  let index = 0;
  for (const { line, column, offset } of places) {
    while ((parts[index + 1]?.read.offset ?? Number.POSITIVE_INFINITY) <= offset) index++;
    const findings = parts[index]?.findings;
    if (findings && findings.length < reportedNotes)
      findings.push({
        line,
        column,
        rule: 'note-unclosed',
        severity: 'warning',
        message: 'Nothing closes this note before the next empty line, so it is read as text.',
      });
  }
}
