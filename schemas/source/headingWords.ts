/** Where a scene plays, as its heading says. */
export type HeadingSetting = 'INT' | 'EXT' | 'INT/EXT';

interface HeadingWord {
  word: string;
  setting: HeadingSetting;
  /** What must follow: `space` a space or a mark; `mark` only a mark, where the word is also an everyday word. */
  after: 'space' | 'mark';
}

const row = (after: HeadingWord['after'], inside: string, outside: string): HeadingWord[] => [
  ...inside.split(' ').map((word): HeadingWord => ({ word, setting: 'INT', after })),
  ...outside.split(' ').map((word): HeadingWord => ({ word, setting: 'EXT', after })),
];

/** Fountain's own prefixes; they count in any case, before a dot or a space. Longer ones stand first. */
const fountainWords: HeadingWord[] = [
  { word: 'INT./EXT', setting: 'INT/EXT', after: 'space' },
  { word: 'EXT./INT', setting: 'INT/EXT', after: 'space' },
  { word: 'INT/EXT', setting: 'INT/EXT', after: 'space' },
  { word: 'EXT/INT', setting: 'INT/EXT', after: 'space' },
  { word: 'I/E', setting: 'INT/EXT', after: 'space' },
  { word: 'INT', setting: 'INT', after: 'space' },
  { word: 'EXT', setting: 'EXT', after: 'space' },
  { word: 'EST', setting: 'EXT', after: 'space' },
];

/** The same words in other languages; they count as written here, in capitals where the script has them. */
const otherWords: HeadingWord[] = [
  ...row('space', 'INTÉRIEUR INTERIEUR', 'EXTÉRIEUR EXTERIEUR'), // French
  ...row('space', 'INNEN', 'AUSSEN AUßEN AUẞEN'), // German
  ...row('mark', 'INTERIOR', 'EXTERIOR'), // Spanish, Portuguese, English in full
  ...row('space', 'INTERNO', 'ESTERNO'), // Italian
  ...row('space', 'BINNEN', 'BUITEN'), // Dutch
  ...row('space', 'INOMHUS INNE', 'UTOMHUS UTE'), // Swedish, Norwegian
  ...row('space', 'INDE', 'UDE'), // Danish
  ...row('space', 'SISÄ', 'ULKO'), // Finnish
  ...row('space', 'WNĘTRZE', 'PLENER'), // Polish
  ...row('space', 'INTERIÉR', 'EXTERIÉR'), // Czech, Slovak
  ...row('space', 'BELSŐ', 'KÜLSŐ'), // Hungarian
  ...row('space', 'İÇ', 'DIŞ'), // Turkish
  ...row('space', 'ΕΣΩΤ ΕΣΩΤΕΡΙΚΟ', 'ΕΞΩΤ ΕΞΩΤΕΡΙΚΟ'), // Greek
  ...row('space', 'ИНТ ИНТЕРЬЕР', 'ЭКСТ НАТ НАТУРА'), // Russian
  ...row('space', '内景 內景 屋内 室内', '外景 屋外 室外'), // Chinese, Japanese
  ...row('space', '실내', '실외'), // Korean
  ...row('mark', 'داخلي', 'خارجي'), // Arabic
  ...row('mark', 'פנים', 'חוץ'), // Hebrew
];

const byFirstLetter = new Map<string, HeadingWord[]>();
for (const entry of otherWords) {
  const first = entry.word.charAt(0);
  byFirstLetter.set(first, [...(byFirstLetter.get(first) ?? []), entry]);
}

const marks = new Set(['.', ':', '/', '-', '–', '—', '。', '．', '：', '、', '，', '・', '－']);
const isSpace = (char: string): boolean =>
  char === ' ' || char === '\t' || char === '\u3000' || char === '\xa0';

function follows(entry: HeadingWord, text: string): boolean {
  const next = text.charAt(entry.word.length);
  if (marks.has(next)) return true;
  if (!isSpace(next)) return false;
  return entry.after === 'space' || marks.has(text.charAt(entry.word.length + 1));
}

function fountainWord(text: string): HeadingWord | undefined {
  const first = text.charCodeAt(0) | 32;
  if (first !== 105 && first !== 101) return undefined; // i, e
  const head = text.slice(0, 7).toUpperCase();
  for (const entry of fountainWords) {
    if (!head.startsWith(entry.word)) continue;
    const next = text.charAt(entry.word.length);
    if (next === '.' || isSpace(next)) return entry;
  }
  return undefined;
}

function headingWord(text: string): HeadingWord | undefined {
  const own = fountainWord(text);
  if (own) return own;
  const entries = byFirstLetter.get(text.charAt(0));
  return entries?.find((entry) => text.startsWith(entry.word) && follows(entry, text));
}

/** Whether a line (already without its indentation) begins as a scene heading does. */
export function beginsAsHeading(text: string): boolean {
  return headingWord(text) !== undefined;
}

/** Splits a heading into its setting and the rest: `INT./EXT. CAR - DAY` → INT/EXT, `CAR - DAY`. */
export function readHeadingPrefix(text: string): { setting: HeadingSetting; rest: string } | undefined {
  const entry = headingWord(text);
  if (!entry) return undefined;
  const afterMarks = text.slice(entry.word.length).replace(/^[\s.:/\-–—。．：、，・－]+/u, '');
  const crosses = /^[\s.]*\//u.test(text.slice(entry.word.length));
  const second = crosses ? headingWord(`${afterMarks} `) : undefined;
  if (!second) return { setting: entry.setting, rest: afterMarks };
  const rest = afterMarks.slice(second.word.length).replace(/^[\s.:\-–—。．：、，]+/u, '');
  return { setting: entry.setting === second.setting ? entry.setting : 'INT/EXT', rest };
}
