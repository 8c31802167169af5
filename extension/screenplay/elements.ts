import type { InlineSpan, ScreenplayElement } from '../../schemas/source/screenplay.ts';
import type { Cue } from './cue.ts';
import { inlineOf, type Line, positionAt, rangeOf, spanRange } from './lines.ts';
import type { Mark } from './marks.ts';
import type { Rows } from './rows.ts';
import { spanText } from './spans.ts';

/** What every element has, of one line. */
function common(rows: Rows, text: string, line: Line) {
  const range = rangeOf(rows, line, line);
  return line.spans.length > 0 ? { text, range, inline: inlineOf(rows, line.spans) } : { text, range };
}

/** Gathers the lines of an element that may have several. */
export class Paragraph {
  private readonly texts: string[] = [];
  private readonly inline: InlineSpan[] = [];
  private readonly rows: Rows;
  private readonly first: Line;
  private last: Line;

  constructor(rows: Rows, first: Line) {
    this.rows = rows;
    this.first = first;
    this.last = first;
  }

  get isEmpty(): boolean {
    return this.texts.length === 0;
  }

  add(line: Line, text: string): void {
    this.texts.push(text);
    this.last = line;
    if (line.spans.length > 0) for (const span of inlineOf(this.rows, line.spans)) this.inline.push(span);
  }

  element(type: 'action' | 'dialogue' | 'lyrics' | 'blank'): ScreenplayElement {
    const range = rangeOf(this.rows, this.first, this.last);
    const text = this.texts.join('\n');
    return this.inline.length > 0 ? { type, text, range, inline: this.inline } : { type, text, range };
  }
}

/** Takes `#12-B.#` off the end of a heading. */
function sceneNumber(text: string): { text: string; number?: string } {
  if (!text.endsWith('#')) return { text };
  const open = text.lastIndexOf('#', text.length - 2);
  const number = text.slice(open + 1, -1);
  if (open < 0 || !/^[\p{L}\p{N}.-]+$/u.test(number)) return { text };
  return { text: text.slice(0, open).trimEnd(), number };
}

export function heading(rows: Rows, line: Line, forced: boolean): ScreenplayElement {
  const words = sceneNumber(line.text.slice(line.indent + (forced ? 1 : 0)).trim());
  return {
    type: 'scene_heading',
    ...common(rows, words.text, line),
    ...(words.number === undefined ? {} : { number: words.number }),
    ...(forced ? { forced } : {}),
  };
}

export function character(rows: Rows, line: Line, cue: Cue, forced: boolean): ScreenplayElement {
  return {
    type: 'character',
    ...common(rows, cue.text, line),
    name: cue.name,
    extensions: cue.extensions,
    ...(cue.dual ? { dual: true } : {}),
    ...(forced ? { forced } : {}),
  };
}

export function transition(rows: Rows, line: Line, forced: boolean): ScreenplayElement {
  const text = forced ? line.text.slice(line.indent + 1).trim() : line.text.trim();
  return { type: 'transition', ...common(rows, text, line), ...(forced ? { forced } : {}) };
}

export function parenthetical(rows: Rows, line: Line): ScreenplayElement {
  const text = line.text.trim().slice(1, -1).trim();
  return { type: 'parenthetical', ...common(rows, text, line) };
}

function section(rows: Rows, line: Line): ScreenplayElement {
  const body = line.text.slice(line.indent);
  let depth = 1;
  while (body.charCodeAt(depth) === 35) depth++;
  return { type: 'section', ...common(rows, body.slice(depth).trim(), line), depth };
}

/** A line that its mark alone makes what it is. */
export function marked(rows: Rows, line: Line, mark: Mark): ScreenplayElement {
  const body = line.text.slice(line.indent).trimEnd();
  switch (mark) {
    case 'section':
      return section(rows, line);
    case 'synopsis':
      return { type: 'synopsis', ...common(rows, body.slice(1).trim(), line) };
    case 'centered':
      return { type: 'centered', ...common(rows, body.slice(1, -1).trim(), line) };
    case 'transition':
      return transition(rows, line, true);
    default:
      return { type: 'page_break', ...common(rows, '', line) };
  }
}

/** The notes and boneyards of a line that holds nothing else, one element each. */
export function spanElements(rows: Rows, line: Line): ScreenplayElement[] {
  return line.spans.map((span, index) => {
    const isFirst = index === 0;
    const isLast = index === line.spans.length - 1;
    const range = spanRange(rows, span.start, span.end);
    if (isFirst) range.start = positionAt(rows, line.start, line.row);
    if (isLast) range.end = positionAt(rows, line.end, line.endRow);
    const inner = span.inner ? { inline: inlineOf(rows, span.inner) } : {};
    return { type: span.type, text: spanText(rows.text, span), range, ...inner };
  });
}
