import { formsOf } from './inflect.ts';
import { type Token, wordAt } from './tokens.ts';
import { verbAt } from './verbs.ts';
import * as words from './words.ts';

/** A noun phrase: its words, and whom or what it names. */
export interface NounPhrase {
  text: string;
  actors: readonly string[];
  prop?: string;
  /** "him", "it", "them" when it is but a pronoun; "her" in "her glass" is not. */
  pronoun?: string;
}

/** Somebody who can be a subject, alone or several: "Vera", "she and Sam", "the old man". */
export function subjectAt(
  tokens: readonly Token[],
  at: number,
): { phrase: NounPhrase; end: number } | undefined {
  let i = at;
  const actors: string[] = [];
  let pronoun: string | undefined;
  let text = '';
  for (;;) {
    if (words.determiners.has(wordAt(tokens, i)) && tokens[i + 1]?.actor) i++;
    if (tokens[i]?.word === 'the' && words.groups.has(wordAt(tokens, i + 1))) {
      i += tokens[i + 2]?.word === 'of' ? 4 : 2;
      return { phrase: { text: 'all', actors: [], pronoun: 'all' }, end: i };
    }
    const t = tokens[i];
    if (t?.kind !== 'word') break;
    const everybody = words.everybody.has(t.word) && t.word !== 'them' && t.word !== 'us';
    if (t.actor && (!t.owner || isParticiple(tokens[i + 1]))) actors.push(t.actor);
    else if ((words.subjectPronouns.has(t.word) && t.word !== 'you') || everybody) pronoun = t.word;
    else break;
    text = text ? `${text} ${t.word}` : t.word;
    i++;
    if (t.word === 'both' || t.word === 'all') {
      if (tokens[i]?.word === 'of') i += 2;
    }
    const next = tokens[i];
    if (next?.word === 'and' || next?.word === ',') {
      const after = tokens[i + 1]?.word === 'and' ? i + 2 : i + 1;
      const other = nameWithin(tokens, after);
      if (other !== undefined) {
        i = other;
        continue;
      }
    }
    break;
  }
  if (actors.length === 0 && !pronoun) return undefined;
  return { phrase: { text, actors, ...(pronoun ? { pronoun } : {}) }, end: i };
}

/** The place of a name that may follow "and": at once, after an article, or after "her brother". */
function nameWithin(tokens: readonly Token[], at: number): number | undefined {
  const first = words.determiners.has(wordAt(tokens, at)) ? at + 1 : at;
  for (let i = first; i <= (first > at ? first + 2 : first); i++) {
    const t = tokens[i];
    if (t?.kind !== 'word' || words.prepositions.has(t.word)) return undefined;
    if (t.actor) return t.owner ? undefined : i;
  }
  return undefined;
}

const isParticiple = (t: Token | undefined): boolean => !!t && t.word.endsWith('ing');

/** A noun phrase: determiner, adjectives, nouns; or a name, several names, a pronoun. */
export function nounPhraseAt(
  tokens: readonly Token[],
  at: number,
): { phrase: NounPhrase; end: number } | undefined {
  const text: string[] = [];
  const actors: string[] = [];
  let prop: string | undefined;
  let i = at;
  for (; i < tokens.length; i++) {
    const t = tokens[i] as Token;
    if (t.kind !== 'word') break;
    if (words.together.has(t.word) || (t.word === 'who' && i > at)) break;
    if (t.word === 'and') {
      const named = words.determiners.has(wordAt(tokens, i + 1)) ? i + 2 : i + 1;
      const other = tokens[named];
      if (actors.length > 0 && other?.actor && !other.owner && !verbAt(tokens, named + 1, true)) continue;
      break;
    }
    if (words.breaks.has(t.word)) break;
    if (t.actor) {
      if (actors.length > 0 && text.length > 0 && tokens[i - 1]?.word !== 'and') break;
      if (t.owner) {
        text.push(`${t.word}'s`);
        continue;
      }
      if (text.length > 0 && !words.determiners.has(text.at(-1) as string) && actors.length === 0) break;
      actors.push(t.actor);
      text.push(t.word);
      continue;
    }
    if (actors.length > 0) break;
    if (words.objectPronouns.has(t.word)) {
      if (t.word === 'her' && startsNoun(tokens[i + 1])) {
        text.push('her');
        continue;
      }
      if (text.length > 0) break;
      return { phrase: { text: t.word, actors: [], pronoun: t.word }, end: i + 1 };
    }
    if (t.word === 'each' && tokens[i + 1]?.word === 'other')
      return { phrase: { text: 'each other', actors: [], pronoun: 'each other' }, end: i + 2 };
    if (words.prepositions.has(t.word) && !(t.word === 'back' && text.length > 0)) break;
    if (words.isAdverb(t.word) && text.length > 0 && !words.determiners.has(text.at(-1) as string)) break;
    if (
      text.length > 0 &&
      t.word.endsWith('ing') &&
      formsOf.has(t.word) &&
      !words.determiners.has(text.at(-1) as string)
    )
      break;
    text.push(t.word);
    if (t.prop) {
      // "Another box" is not the one that was spoken of.
      if (text[0] !== 'another') prop = t.prop;
      i++;
      break;
    }
  }
  if (text.length === 0) return undefined;
  return { phrase: { text: text.join(' '), actors, ...(prop ? { prop } : {}) }, end: i };
}

const startsNoun = (t: Token | undefined): boolean =>
  t?.kind === 'word' &&
  !t.actor &&
  !words.prepositions.has(t.word) &&
  !words.breaks.has(t.word) &&
  !words.together.has(t.word) &&
  !words.isAdverb(t.word) &&
  !words.determiners.has(t.word);
