import type { Breakdown } from '../../../schemas/source/breakdown.ts';
import { formsOf } from './inflect.ts';
import { determiners } from './words.ts';

export interface Token {
  /** Lower case, without a possessive 's. */
  word: string;
  kind: 'word' | 'comma' | 'dash';
  actor?: string;
  prop?: string;
  /** "Vera's" */
  owner: boolean;
}

/** The word at a place, empty beyond the ends. */
export const wordAt = (tokens: readonly Token[], at: number): string => tokens[at]?.word ?? '';

interface Name {
  words: readonly string[];
  id: string;
  kind: 'actor' | 'prop';
  /** Only when written with a capital: the name is also a word. */
  capital: boolean;
}

/** The names of a breakdown's cast and props, by their first word; longer names first. */
export type Names = ReadonlyMap<string, readonly Name[]>;

const titles = new Set(
  'mr mrs ms miss dr the old young a an of and man woman boy girl detective officer sergeant captain doctor professor father mother sister brother lady sir first second'.split(
    ' ',
  ),
);
const plain = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/['’]s\b/g, '')
    .match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu)
    ?.map((w) => w.replace(/\.$/, '')) ?? [];

/** Indexes whole names, aliases, unique parts of names ("Cole" for DETECTIVE COLE) and head nouns of props. */
export function indexNames(breakdown: Pick<Breakdown, 'cast' | 'props'>): Names {
  const names: Name[] = [];
  const seen = new Map<string, number>();
  for (const member of breakdown.cast)
    for (const word of new Set(plain(member.name))) seen.set(word, (seen.get(word) ?? 0) + 1);
  for (const { id, name, aliases } of breakdown.cast) {
    const whole = [name, ...aliases].map(plain).filter((words) => words.length > 0);
    const own = plain(name);
    const parts =
      own.length > 1
        ? own.filter((w) => seen.get(w) === 1 && !titles.has(w) && !/^\d/.test(w)).map((w) => [w])
        : [];
    for (const words of [...whole, ...parts])
      names.push({
        words,
        id,
        kind: 'actor',
        capital: words.length === 1 && formsOf.has(words[0] as string),
      });
  }
  for (const { id, name } of breakdown.props) {
    const words = plain(name);
    const head = words.at(-1);
    if (!head) continue;
    names.push({ words, id, kind: 'prop', capital: false });
    if (words.length > 1) names.push({ words: [head], id, kind: 'prop', capital: false });
  }
  const index = new Map<string, Name[]>();
  for (const name of names) {
    const first = name.words[0] as string;
    index.set(first, [...(index.get(first) ?? []), name]);
  }
  for (const list of index.values()) list.sort((a, b) => b.words.length - a.words.length);
  return index;
}

const abbreviation = /\b(?:Mr|Mrs|Ms|Dr|St|Sgt|Lt|Capt|Prof|Jr|Sr|vs|No)\.$/;

/** Splits a paragraph into sentences; an ellipsis or a quotation does not end one before a small letter. */
export function sentences(text: string): string[] {
  const out: string[] = [];
  let from = 0;
  for (const match of text.matchAll(/[.!?…]+["'”’)]*(?=\s|$)|\n+/g)) {
    const end = match.index + match[0].length;
    const piece = text.slice(from, end);
    const next = text.slice(end).trimStart();
    if (abbreviation.test(piece) || /^\p{Ll}/u.test(next)) continue;
    if (piece.trim()) out.push(piece.trim());
    from = end;
  }
  if (text.slice(from).trim()) out.push(text.slice(from).trim());
  return out;
}

/** Words and the punctuation that parts clauses; what stands in brackets or quotation marks is left out. */
export function tokenize(sentence: string, names: Names, inScene: (id: string) => boolean): Token[] {
  const bare = sentence
    .replace(/\([^)]*\)/g, ' ')
    .replace(/["“][^"”]*["”]/g, ' ')
    .replace(/[*_]+/g, '');
  const raws = bare.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*|--+|[—–]|\.\.\.|…|[,;:]/gu) ?? [];
  const tokens: Token[] = [];
  for (let i = 0; i < raws.length; i++) {
    const raw = raws[i] as string;
    if (/^[,;:]$/.test(raw)) tokens.push({ word: raw, kind: 'comma', owner: false });
    else if (/^[-—–.…]/.test(raw)) tokens.push({ word: raw, kind: 'dash', owner: false });
    else {
      const found = nameAt(raws, i, names, inScene, tokens.at(-1));
      const last = raws[i + (found?.words.length ?? 1) - 1] as string;
      const owner = /['’]s$|s['’]$/i.test(last);
      const word = raw.toLowerCase().replace('’', "'");
      const stem = word === "'s" ? word : word.replace(/'s$|'$/, '');
      const token: Token = { word: found ? found.words.join(' ') : stem, kind: 'word', owner };
      if (found?.kind === 'actor') token.actor = found.id;
      if (found?.kind === 'prop') token.prop = found.id;
      tokens.push(token);
      if (found) i += found.words.length - 1;
    }
  }
  return tokens;
}

const bareWord = (raw: string): string =>
  raw
    .toLowerCase()
    .replace('’', "'")
    .replace(/'s$|s'$/, '');

function nameAt(
  raws: readonly string[],
  i: number,
  names: Names,
  inScene: (id: string) => boolean,
  before: Token | undefined,
): Name | undefined {
  const raw = raws[i] as string;
  const candidates = [
    ...(names.get(bareWord(raw)) ?? []),
    ...(raw.endsWith('s') ? (names.get(raw.toLowerCase().slice(0, -1)) ?? []) : []),
  ];
  const fits = candidates.filter((name) => {
    if (name.capital && !/^\p{Lu}/u.test(raw)) return false;
    if (
      name.kind === 'prop' &&
      formsOf.has(name.words[0] as string) &&
      before &&
      !determiners.has(before.word) &&
      !before.owner
    )
      return false;
    return name.words.every((word, k) => k === 0 || bareWord(raws[i + k] ?? '') === word);
  });
  const longest = fits.filter((name) => name.words.length === fits[0]?.words.length);
  return longest.find((name) => inScene(name.id)) ?? longest[0];
}
