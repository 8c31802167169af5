import type { Message, Part } from '../types.ts';
import { wellFormed } from '../wellFormed.ts';
import { estimateText } from './tokens.ts';

/** Characters of a tool's input or result that a summary is made from: its beginning and its end. */
const [headOfResult, tailOfResult] = [1000, 400];
/** No character takes more tokens. */
const tokensACharacter = 1.5;

/** A conversation as text to be summarised: who said what, which tool gave what. */
export const transcriptOf = (messages: readonly Message[]): string =>
  messages.flatMap(({ role, parts }) => parts.flatMap((part) => said(role, part))).join('\n');

function said(role: Message['role'], part: Part): string[] {
  switch (part.type) {
    case 'text':
      return [`${role}: ${part.text}`];
    case 'image':
      return [`${role}: [a picture]`];
    case 'reasoning':
      return [];
    case 'toolCall':
      return [`${role} calls ${part.name}: ${shortened(JSON.stringify(part.input) ?? '')}`];
    case 'toolResult':
      return [`${part.name} ${part.failed ? 'fails' : 'gives'}: ${shortened(part.text)}`];
  }
}

function shortened(text: string): string {
  const left = text.length - headOfResult - tailOfResult;
  if (left <= 0) return text;
  return wellFormed(
    `${text.slice(0, headOfResult)} [${left} characters left out] ${text.slice(-tailOfResult)}`,
  );
}

/** Cuts a text into pieces of at most so many tokens (estimated), between lines where it can. Linear. */
export function pieces(text: string, tokens: number): string[] {
  if (estimateText(text) <= tokens) return [text];
  const longest = Math.max(2, Math.floor(tokens / tokensACharacter));
  const cut: string[] = [];
  let piece: string[] = [];
  let taken = 0;
  for (const line of text.split('\n').flatMap((line) => slices(line, longest))) {
    const more = estimateText(line) + 1;
    if (taken + more > tokens && piece.length > 0) {
      cut.push(piece.join('\n'));
      piece = [];
      taken = 0;
    }
    piece.push(line);
    taken += more;
  }
  return [...cut, piece.join('\n')];
}

/** Pieces of a line, never between the halves of a pair. */
function slices(line: string, longest: number): string[] {
  const parts: string[] = [];
  for (let from = 0; from < line.length || from === 0; ) {
    let to = from + longest;
    if (/[\uD800-\uDBFF]/.test(line[to - 1] ?? '') && to < line.length) to--;
    parts.push(line.slice(from, to));
    from = to;
  }
  return parts;
}
