/** A word as the script shows it. */
export interface Sentence {
  words: string[];
  /** Seconds of silence after it, unless it is the last. */
  pause: number;
}

/** Pauses inside one speech, seconds: after a full stop, at a dash (the thought is cut), at an ellipsis. */
const pauses = { stop: 0.34, dash: 0.16, ellipsis: 0.5 };

const abbreviations = new Set(
  'mr mrs ms dr prof st vs etc jr sr capt col gen lt sgt rev hon no approx dept inc ltd'.split(' '),
);

const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u;

/**
 * What is to be said of a line of dialogue, sentence by sentence: without Fountain's emphasis marks, notes, cue
 * extensions and directions in brackets. Empty when nothing in it can be said.
 */
export function sentencesOf(text: string, language: string): Sentence[] {
  const out: Sentence[] = [];
  let words: string[] = [];
  const close = (pause: number) => {
    if (words.some((word) => /[\p{L}\p{N}]/u.test(word))) out.push({ words, pause });
    words = [];
  };
  const tokens = tokenize(clean(text), language);
  tokens.forEach((token, i) => {
    if (!/[\p{L}\p{N}]/u.test(token) && words.length > 0) words[words.length - 1] += token;
    else words.push(token);
    const tail = (words.at(-1) ?? '').replace(/["'”’»)\]]+$/u, '');
    if (/(\.{2,}|…)$/u.test(tail)) close(pauses.ellipsis);
    else if (/[!?。！？।؟]$/u.test(tail)) close(pauses.stop);
    else if (/\.$/.test(tail) && !isAbbreviation(tail, tokens[i + 1])) close(pauses.stop);
    else if (/(--|—)$/u.test(tail)) close(pauses.dash);
  });
  close(pauses.stop);
  return out;
}

function clean(text: string): string {
  return text
    .replace(/\[\[[\s\S]*?\]\]|\/\*[\s\S]*?\*\//g, ' ')
    .replace(/\([^()]*\)|（[^（）]*）/g, ' ')
    .replace(/\\([*_])/g, '$1')
    .replace(/\*+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '')
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/\s*(--+|—)\s*/g, '-- ')
    .replace(/(\.{3,}|…)/g, '... ')
    .normalize('NFC');
}

function tokenize(text: string, language: string): string[] {
  const tokens = text.split(/\s+/u).filter(Boolean);
  if (!spaceless.test(text)) return tokens;
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  return tokens.flatMap((token) => [...segmenter.segment(token)].map((part) => part.segment));
}

function isAbbreviation(token: string, next: string | undefined): boolean {
  if (next === undefined) return false;
  const word = token.slice(0, -1).toLowerCase();
  if (abbreviations.has(word.replace(/^["'(]+/, ''))) return /^[\p{Lu}\p{N}]/u.test(next);
  return /^(\p{L}\.)*\p{L}$/u.test(word) && word !== 'i';
}

/** Whether a script writes its words without spaces between them. */
export const writesWithoutSpaces = (text: string): boolean => spaceless.test(text);
