import { styledRuns } from '../runtime/emphasis.ts';

/** A set of words written as one text. */
export const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}

/** Lower case, without the accents of Latin letters, straight apostrophes. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (isAscii(lower)) return lower;
  return lower
    .replaceAll('’', "'")
    .normalize('NFD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize('NFC')
    .replaceAll('ß', 'ss');
}

/** The words of a text, folded; hyphens and apostrophes inside words stay. */
export function foldedWords(text: string): string[] {
  return fold(text).match(/[\p{L}\p{M}\p{N}]+(?:['-][\p{L}\p{M}\p{N}]+)*/gu) ?? [];
}

/** The text without Fountain's emphasis marks, on one line. */
export function plainText(text: string): string {
  if (!/[*_\\]|\s\s|[^\S ]/.test(text)) return text.trim();
  const bare = /[*_\\]/.test(text)
    ? styledRuns(text)
        .map((run) => run.text)
        .join('')
    : text;
  return bare.replace(/\s+/g, ' ').trim();
}

/** Puts an item into the list of a key. */
export function addTo<K, V>(lists: Map<K, V[]>, key: K, item: V): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}

/** So many texts are remembered: the paragraphs of a long script. */
const rememberedTexts = 8000;

/** A pure reading of a text that is not done twice for texts read lately: a script is planned again and again. */
export function remembered<T>(read: (text: string) => readonly T[]): (text: string) => readonly T[] {
  const known = new Map<string, readonly T[]>();
  return (text) => {
    const before = known.get(text);
    if (before) return before;
    if (known.size >= rememberedTexts) known.clear();
    const now = read(text);
    known.set(text, now);
    return now;
  };
}

/** Splits a text into sentences, roughly: at full stops, exclamation and question marks before a space or the end. */
export function sentencesOf(text: string): string[] {
  return text.match(/[^.!?。！？]+(?:[.!?。！？]+["”’)]*|$)(?:\s+|$)?|[.!?。！？]+\s*/gu) ?? [];
}

/** An id that people can read and type: `INT. VERA'S HOUSE` → `int-veras-house`. */
export function slug(text: string, longest = 40): string {
  const joined = fold(text)
    .replaceAll("'", '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return [...joined].slice(0, longest).join('').replace(/-+$/, '');
}

/** Hands out ids that are free: the wished one, else with -2, -3 … behind it. */
export class Ids {
  private readonly taken: Set<string>;
  private readonly counts = new Map<string, number>();

  constructor(taken: Iterable<string> = []) {
    this.taken = new Set(taken);
  }

  take(wish: string): string {
    let id = wish;
    let count = this.counts.get(wish) ?? 1;
    while (this.taken.has(id)) id = `${wish}-${++count}`;
    this.counts.set(wish, count);
    this.taken.add(id);
    return id;
  }
}
