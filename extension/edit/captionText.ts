/** Limits of a caption (BBC and Netflix guidelines agree within a little): two lines of 42 characters. */
export const lineLength = 42;
export const captionLength = 2 * lineLength;

const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uff60]/u;

/** Columns a text takes: a wide character (Han, kana, Hangul) counts as two. */
export function columns(text: string): number {
  let sum = 0;
  for (const c of text.normalize('NFC')) sum += wide.test(c) ? 2 : 1;
  return sum;
}

/** Words as running text: no space beside a character of a script that writes none. */
export function joinWords(words: readonly string[]): string {
  let out = '';
  for (const word of words) {
    const glue = out === '' || (wide.test(out.at(-1) ?? '') && wide.test(word[0] ?? '')) ? '' : ' ';
    out += glue + word;
  }
  return out.replace(/--(?= |$)/g, '—').replace(/ — /g, '—');
}

/** Words after which a line should not end: what follows belongs to them. */
const leaning = new Set(
  'a an the of to in on at by for from with and or but my your his her its our their this that is are was were be i you he she we they not no so as if than will would can could should shall may might must do does did have has had'.split(
    ' ',
  ),
);

/** How bad it is to break after a word, 0 (a sentence ends) to 1 (inside a group of words). */
export function breakCost(word: string): number {
  if (/[.!?…。！？]["'”’»)]*$/u.test(word)) return 0;
  if (/(--|[,;:—、，；：])["'”’»)]*$/u.test(word)) return 0.25;
  return leaning.has(word.toLowerCase().replace(/[^\p{L}']/gu, '')) ? 1 : 0.6;
}

/**
 * A caption's words in one line, or in two that break well and differ little in length. Undefined when they fit into
 * neither. A word longer than a line is left alone in its own.
 */
export function toLines(words: readonly string[]): string[] | undefined {
  const whole = joinWords(words);
  if (columns(whole) <= lineLength || (words.length === 1 && words[0] !== undefined)) return [whole];
  let best: { lines: string[]; cost: number } | undefined;
  for (let i = 1; i < words.length; i++) {
    const lines = [joinWords(words.slice(0, i)), joinWords(words.slice(i))];
    const [top, bottom] = lines.map(columns) as [number, number];
    if (top > lineLength || bottom > lineLength) continue;
    const cost = breakCost(words[i - 1] ?? '') + Math.abs(top - bottom) / lineLength;
    if (!best || cost < best.cost) best = { lines, cost };
  }
  return best?.lines;
}
