import { isRoleName } from './names.ts';
import { distinguishing, titles } from './personWords.ts';
import { addTo, fold } from './text.ts';

/** A name found in a text. */
export interface Mention {
  ids: readonly string[];
  start: number;
  end: number;
  /** `Vera's`: something of hers, not necessarily she. */
  owner: boolean;
}

interface Token {
  word: string;
  raw: string;
  owner: boolean;
  start: number;
  end: number;
}

interface Entry {
  words: string[];
  ids: string[];
  /** A role may be written small: the waiter. */
  small: boolean;
}

const wide = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/u;
const wordPattern = /[\p{L}\p{M}\p{N}]+(?:['’.-][\p{L}\p{M}\p{N}]+)*/gu;
const hasCase = /[\p{Lu}\p{Ll}]/u;

/** Finds known names in action lines: whole names, and the parts of a name that no other has. */
export class NameIndex {
  private readonly byFirst = new Map<string, Entry[]>();
  private readonly wideNames: { name: string; ids: string[] }[] = [];

  constructor(names: readonly { name: string; ids: string[] }[]) {
    const counts = new Map<string, number>();
    const split = names.map(({ name, ids }) => ({ name, ids, words: fold(name).match(wordPattern) ?? [] }));
    for (const { words } of split)
      for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
    for (const { name, ids, words } of split) {
      if (wide.test(name)) this.wideNames.push({ name, ids });
      const role = isRoleName(name);
      this.add({ words, ids, small: role });
      if (role || words.length < 2) continue;
      for (const word of words)
        if (
          counts.get(word) === 1 &&
          word.length > 2 &&
          !titles.has(word) &&
          !distinguishing.has(word) &&
          !/^\d/.test(word)
        )
          this.add({ words: [word], ids, small: false });
    }
    for (const entries of this.byFirst.values()) entries.sort((a, b) => b.words.length - a.words.length);
  }

  private add(entry: Entry): void {
    const first = entry.words[0];
    if (first === undefined) return;
    addTo(this.byFirst, first, entry);
  }

  /** All names of a text, in order. */
  find(text: string): Mention[] {
    const found: Mention[] = [];
    const tokens: Token[] = [];
    for (const match of text.matchAll(wordPattern)) {
      const raw = match[0];
      const owner = /['’][sS]$/.test(raw);
      const word = fold(owner ? raw.slice(0, -2) : raw);
      tokens.push({ word, raw, owner, start: match.index, end: match.index + raw.length });
    }
    for (let i = 0; i < tokens.length; i++) {
      const first = tokens[i];
      const entries = first && this.byFirst.get(first.word);
      if (!first || !entries) continue;
      const isCapital = !hasCase.test(first.raw) || /^[\p{Lu}\p{N}]/u.test(first.raw);
      const entry = entries.find(
        ({ words, small }) => (small || isCapital) && words.every((word, k) => tokens[i + k]?.word === word),
      );
      const last = tokens[i + (entry?.words.length ?? 1) - 1];
      if (!entry || !last) continue;
      found.push({ ids: entry.ids, start: first.start, end: last.end, owner: last.owner });
      i += entry.words.length - 1;
    }
    for (const { name, ids } of this.wideNames) {
      const at = text.indexOf(name);
      if (at >= 0) found.push({ ids, start: at, end: at + name.length, owner: false });
    }
    return found.sort((a, b) => a.start - b.start);
  }
}
