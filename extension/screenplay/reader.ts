import type { Finding } from '../../schemas/source/common.ts';
import { beginsAsHeading } from '../../schemas/source/headingWords.ts';
import type { ScreenplayElement } from '../../schemas/source/screenplay.ts';
import { isUppercase, isWrapped, readCue } from './cue.ts';
import {
  character,
  heading,
  marked,
  paragraph,
  parenthetical,
  spanElements,
  transition,
} from './elements.ts';
import type { Line } from './lines.ts';
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
  private next: number;
  private open = true;
  private speech = false;
  private afterEmpty = false;
  private readonly rows: Rows;
  private readonly lines: readonly Line[];
  private readonly sink: Sink;

  constructor(rows: Rows, lines: readonly Line[], sink: Sink, first: number) {
    this.rows = rows;
    this.lines = lines;
    this.sink = sink;
    this.next = first;
  }

  /** Reads all lines. */
  read(): void {
    for (let line = this.lines[this.next]; line; line = this.lines[this.next]) {
      if (line.kind === 'text') this.text(line);
      else if (line.kind === 'empty' || (line.kind === 'held' && !this.holdsSpeech(this.next))) this.blank();
      else if (line.kind === 'held') this.dialogue();
      else this.aside(line);
    }
  }

  private emit(element: ScreenplayElement, startsScene = false): void {
    this.afterEmpty = false;
    this.sink.element(element, startsScene);
  }

  /** A line of two spaces goes on with a speech if words of it follow. */
  private holdsSpeech(index: number): boolean {
    if (!this.speech) return false;
    let at = index;
    while (this.lines[at]?.kind === 'held') at++;
    const after = this.lines[at];
    return after?.kind === 'text' && markOf(after) === undefined;
  }

  private blank(): void {
    const run: Line[] = [];
    let line = this.lines[this.next];
    for (; line && (line.kind === 'empty' || line.kind === 'held'); line = this.lines[++this.next])
      run.push(line);
    this.emit(
      paragraph(
        this.rows,
        'blank',
        run,
        run.map((each) => each.text),
      ),
    );
    this.speech = false;
    this.open = true;
    this.afterEmpty = run.at(-1)?.kind === 'empty';
  }

  /** Notes and boneyards on lines of their own. Without a boneyard its line is empty; a note breaks no speech. */
  private aside(line: Line): void {
    for (const element of spanElements(this.rows, line)) this.emit(element);
    if (line.kind === 'boneyard') this.speech = false;
    this.open = !this.speech;
    this.next++;
  }

  private text(line: Line): void {
    const mark = markOf(line);
    if (standsAlone(mark)) this.alone(line, mark);
    else if (mark === 'lyrics') this.lyrics();
    else if (mark === 'action') this.action();
    else if (mark === 'character' && (this.open || this.hasWordsBelow())) this.forcedCue(line);
    else if (mark === 'scene_heading' && this.open) this.heading(line, true);
    else if (this.speech) this.spoken(line);
    else if (!this.open || !this.unmarked(line)) this.action();
  }

  private alone(line: Line, mark: Mark): void {
    this.emit(marked(this.rows, line, mark));
    this.speech = false;
    this.open = mark !== 'centered';
    this.next++;
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
    const startsScene = this.afterEmpty || this.next === 0;
    const below = this.lines[this.next + 1];
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
    this.next++;
  }

  /** Empty lines around and nothing after the colon; a heading straight below is let pass. */
  private isTransition(words: string): boolean {
    const below = this.lines[this.next + 1];
    if (below?.kind !== 'text') return isUppercase(words);
    return isUppercase(words) && beginsAsHeading(below.text.slice(below.indent));
  }

  private transition(line: Line): void {
    this.emit(transition(this.rows, line, false));
    this.next++;
  }

  private hasWordsBelow(): boolean {
    const below = this.lines[this.next + 1];
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
    this.next++;
  }

  private spoken(line: Line): void {
    if (!this.isParenthetical(line)) {
      this.dialogue();
      return;
    }
    this.emit(parenthetical(this.rows, line));
    this.next++;
  }

  private isParenthetical(line: Line): boolean {
    return line.text.charCodeAt(line.indent) === 40 && isWrapped(line.text.trim());
  }

  private dialogue(): void {
    const run: Line[] = [];
    const texts: string[] = [];
    const take = (line: Line, text: string) => {
      run.push(line);
      texts.push(text);
    };
    for (let line = this.lines[this.next]; line; line = this.lines[++this.next]) {
      if (line.kind === 'held' && this.holdsSpeech(this.next)) {
        for (; line?.kind === 'held'; line = this.lines[++this.next]) take(line, line.text);
      }
      if (line?.kind !== 'text' || this.endsSpeech(line) || this.isParenthetical(line)) break;
      take(line, line.text.trim());
    }
    this.emit(paragraph(this.rows, 'dialogue', run, texts));
  }

  /** A forced heading wants an empty line, and a forced cue words below; within a speech they are words otherwise. */
  private endsSpeech(line: Line): boolean {
    const mark = markOf(line);
    if (mark === 'character') return this.hasWordsBelow();
    return mark !== undefined && mark !== 'scene_heading';
  }

  private lyrics(): void {
    const run: Line[] = [];
    let line = this.lines[this.next];
    for (; line?.kind === 'text' && markOf(line) === 'lyrics'; line = this.lines[++this.next]) run.push(line);
    const texts = run.map((each) => each.text.slice(each.indent + 1).trim());
    this.emit(paragraph(this.rows, 'lyrics', run, texts));
    this.open = false;
  }

  /** A paragraph; it ends at an empty line or where a mark makes a line something else. */
  private action(): void {
    const run: Line[] = [];
    const texts: string[] = [];
    for (let line = this.lines[this.next]; line?.kind === 'text'; line = this.lines[++this.next]) {
      const mark = markOf(line);
      if (run.length > 0 && this.endsAction(mark)) break;
      run.push(line);
      texts.push(
        mark === 'action' ? line.text.slice(0, line.indent) + line.text.slice(line.indent + 1) : line.text,
      );
    }
    this.emit(paragraph(this.rows, 'action', run, texts));
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
