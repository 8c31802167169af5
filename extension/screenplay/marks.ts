import type { Line } from './lines.ts';

/** What a line's leading mark makes of it, whatever stands around it (a forced heading wants an empty line before). */
export type Mark =
  | 'scene_heading'
  | 'character'
  | 'action'
  | 'section'
  | 'synopsis'
  | 'page_break'
  | 'lyrics'
  | 'transition'
  | 'centered';

function equalsMark(body: string): Mark {
  return body.length >= 3 && /^=+$/.test(body) ? 'page_break' : 'synopsis';
}

function arrowMark(body: string): Mark | undefined {
  if (body.length === 1) return undefined;
  return body.endsWith('<') ? 'centered' : 'transition';
}

function startsWithLetterOrDigit(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit < 128) return (unit >= 48 && unit <= 57) || ((unit | 32) >= 97 && (unit | 32) <= 122);
  return /^[\p{L}\p{N}]/u.test(text.slice(at, at + 2));
}

/** The mark of a line, by Fountain's leading characters. */
export function markOf(line: Line): Mark | undefined {
  const { text, indent } = line;
  switch (text.charCodeAt(indent)) {
    case 33: // !
      return 'action';
    case 35: // #
      return 'section';
    case 46: // .
      return startsWithLetterOrDigit(text, indent + 1) ? 'scene_heading' : undefined;
    case 61: // =
      return equalsMark(text.slice(indent).trimEnd());
    case 62: // >
      return arrowMark(text.slice(indent).trimEnd());
    case 64: // @
      return /[^\s^]/.test(text.slice(indent + 1)) ? 'character' : undefined;
    case 126: // ~
      return 'lyrics';
    default:
      return undefined;
  }
}
