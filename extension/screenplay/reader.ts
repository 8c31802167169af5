import type { Finding } from '../../schemas/source/common.ts';
import { beginsAsHeading } from '../../schemas/source/headingWords.ts';
import type { ScreenplayElement } from '../../schemas/source/screenplay.ts';
import { isUppercase, isWrapped, readCue } from './cue.ts';
import {
  character,
  heading,
  marked,
  Paragraph,
  parenthetical,
  spanElements,
  transition,
} from './elements.ts';
import type { Line, LineSource } from './lines.ts';
import { type Mark, markOf } from './marks.ts';
import type { Rows } from './rows.ts';

/** Takes what is read, in order. `startsScene` says that reading may begin here again, whatever stands before. */
export interface Sink {
  element(element: ScreenplayElement, startsScene: boolean): void;
  finding(finding: Finding): void;
}

/** An element whose mark needs nothing around it. */
const standsAlone = (
  mark: Mark | undefined,
): mark is 'section' | 'synopsis' | 'page_break' | 'centered' | 'transition' =>
  mark === 'section' ||
  mark === 'synopsis' ||
  mark === 'page_break' ||
  mark === 'centered' ||
  mark === 'transition';

/**
 * Reads lines into elements, by the rules of Fountain 1.1. `open` says that an empty line stands before the next
 * line, or something that needs none (a section, a transition …); `speech` that a cue stands above.
 */
export class Reader {
  private open = true;
  private speech = false;
  private afterEmpty = false;
  private readonly rows: Rows;
  private readonly lines: LineSource;
  private readonly sink: Sink;

  constructor(rows: Rows, lines: LineSource, sink: Sink) {
    this.rows = rows;
    this.lines = lines;
    this.sink = sink;
  }

  /** Reads all lines. */
  read(): void {
    for (let line = this.lines.peek(); line; line = this.lines.peek()) {
      if (line.kind === 'text') this.text(line);
      else if (line.kind === 'notes' || line.kind === 'boneyard') this.aside(line);
      else if (line.kind === 'held' && this.holdsSpeech()) this.dialogue(line);
      else this.blank(line);
    }
  }

  private emit(element: ScreenplayElement, startsScene = false): void {
    this.afterEmpty = false;
    this.sink.element(element, startsScene);
  }

  /** A line of two spaces goes on with a speech if words of it follow. */
  private holdsSpeech(): boolean {
    if (!this.speech) return false;
    let distance = 0;
    while (this.lines.peek(distance)?.kind === 'held') distance++;
    const after = this.lines.peek(distance);
    return after?.kind === 'text' && markOf(after) === undefined;
  }

  private blank(first: Line): void {
    const run = new Paragraph(this.rows, first);
    let last = first;
    for (let line: Line | undefined = first; line && isBlank(line); line = this.lines.advance()) {
      run.add(line, line.text);
      last = line;
    }
    this.emit(run.element('blank'));
    this.speech = false;
    this.open = true;
    this.afterEmpty = last.kind === 'empty';
  }

  /** Notes and boneyards on lines of their own. Without a boneyard its line is empty; a note breaks no speech. */
  private aside(line: Line): void {
    for (const element of spanElements(this.rows, line)) this.emit(element);
    if (line.kind === 'boneyard') this.speech = false;
    this.open = !this.speech;
    this.lines.advance();
  }

  private text(line: Line): void {
    const mark = markOf(line);
    if (standsAlone(mark)) this.alone(line, mark);
    else if (mark === 'lyrics') this.lyrics(line);
    else if (mark === 'action') this.action(line);
    else if (mark === 'character' && (this.open || this.hasWordsBelow())) this.forcedCue(line);
    else if (mark === 'scene_heading' && this.open) this.heading(line, true);
    else if (this.speech) this.spoken(line);
    else if (!this.open || !this.unmarked(line)) this.action(line);
  }

  private alone(line: Line, mark: Mark): void {
    this.emit(marked(this.rows, line, mark));
    this.speech = false;
    this.open = mark !== 'centered';
    this.lines.advance();
  }

  /** Headings, transitions and cues that are seen by their words alone; false if the line is none of them. */
  private unmarked(line: Line): boolean {
    const words = line.text.slice(line.indent);
    if (beginsAsHeading(words)) this.heading(line, false);
    else if (!isUppercaseLine(words)) return false;
    else if (words.endsWith('TO:') && this.isTransition(words)) this.transition(line);
    else return this.cue(line, words);
    return true;
  }

  private heading(line: Line, forced: boolean): void {
    const startsScene = this.afterEmpty;
    const below = this.lines.peek(1);
    this.emit(heading(this.rows, line, forced), startsScene);
    if (below?.kind === 'text' && !standsAlone(markOf(below)))
      this.sink.finding({
        line: this.rows.first + line.endRow,
        column: line.end - (this.rows.starts[line.endRow] ?? 0),
        rule: 'heading-empty-line',
        severity: 'info',
        message: 'A scene heading wants an empty line below it.',
      });
    this.speech = false;
    this.open = false;
    this.lines.advance();
  }

  /** Empty lines around and nothing after the colon; a heading straight below is let pass. */
  private isTransition(words: string): boolean {
    const below = this.lines.peek(1);
    if (below?.kind !== 'text') return isUppercase(words);
    return isUppercase(words) && beginsAsHeading(below.text.slice(below.indent));
  }

  private transition(line: Line): void {
    this.emit(transition(this.rows, line, false));
    this.lines.advance();
  }

  private hasWordsBelow(): boolean {
    const below = this.lines.peek(1);
    if (below?.kind === 'notes') return true;
    if (below?.kind !== 'text') return false;
    const mark = markOf(below);
    return mark === undefined || mark === 'lyrics' || mark === 'scene_heading';
  }

  private cue(line: Line, words: string): boolean {
    if (!this.hasWordsBelow()) return false;
    const cue = readCue(words);
    if (!isUppercase(cue.name)) return false;
    this.emit(character(this.rows, line, cue, false));
    this.startSpeech();
    return true;
  }

  private forcedCue(line: Line): void {
    this.emit(character(this.rows, line, readCue(line.text.slice(line.indent + 1)), true));
    this.startSpeech();
  }

  private startSpeech(): void {
    this.speech = true;
    this.open = false;
    this.lines.advance();
  }

  private spoken(line: Line): void {
    if (!this.isParenthetical(line)) {
      this.dialogue(line);
      return;
    }
    this.emit(parenthetical(this.rows, line));
    this.lines.advance();
  }

  private isParenthetical(line: Line): boolean {
    return line.text.charCodeAt(line.indent) === 40 && isWrapped(line.text.trim());
  }

  private dialogue(first: Line): void {
    const run = new Paragraph(this.rows, first);
    for (let line: Line | undefined = first; line; line = this.lines.advance()) {
      if (line.kind === 'held' && this.holdsSpeech())
        for (; line?.kind === 'held'; line = this.lines.advance()) run.add(line, line.text);
      if (line?.kind !== 'text' || this.endsSpeech(line) || this.isParenthetical(line)) break;
      run.add(line, line.text.trim());
    }
    this.emit(run.element('dialogue'));
  }

  /** A forced heading wants an empty line, and a forced cue words below; within a speech they are words otherwise. */
  private endsSpeech(line: Line): boolean {
    const mark = markOf(line);
    if (mark === 'character') return this.hasWordsBelow();
    return mark !== undefined && mark !== 'scene_heading';
  }

  private lyrics(first: Line): void {
    const run = new Paragraph(this.rows, first);
    let line: Line | undefined = first;
    for (; line?.kind === 'text' && markOf(line) === 'lyrics'; line = this.lines.advance())
      run.add(line, line.text.slice(line.indent + 1).trim());
    this.emit(run.element('lyrics'));
    this.open = false;
  }

  /** A paragraph; it ends at an empty line or where a mark makes a line something else. */
  private action(first: Line): void {
    const run = new Paragraph(this.rows, first);
    for (let line: Line | undefined = first; line?.kind === 'text'; line = this.lines.advance()) {
      const mark = markOf(line);
      if (!run.isEmpty && this.endsAction(mark)) break;
      run.add(line, mark === 'action' ? withoutMark(line) : line.text);
    }
    this.emit(run.element('action'));
    this.speech = false;
    this.open = false;
  }

  private endsAction(mark: Mark | undefined): boolean {
    if (mark === 'character') return this.hasWordsBelow();
    return mark === 'lyrics' || standsAlone(mark);
  }
}

/** Quick test that lets cues with a lower-case extension pass. */
function isUppercaseLine(words: string): boolean {
  const bracket = words.indexOf('(');
  return isUppercase(bracket > 0 ? words.slice(0, bracket) : words);
}

const isBlank = (line: Line): boolean => line.kind === 'empty' || line.kind === 'held';
const withoutMark = (line: Line): string =>
  line.text.slice(0, line.indent) + line.text.slice(line.indent + 1);
