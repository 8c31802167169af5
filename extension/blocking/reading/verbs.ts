import { type Form, formsOf } from './inflect.ts';
import { type DeedKind, phrasesOf } from './lexicon.ts';
import { type Token, wordAt } from './tokens.ts';
import * as words from './words.ts';

export interface VerbFound {
  kind: DeedKind | 'be';
  verb: string;
  phrase: readonly string[];
  form: Form;
  end: number;
  used: ReadonlySet<number>;
  negated: boolean;
}

const finite = /(?:[^s'u]s|ed)$/;

export const isUnknownVerb = (t: Token | undefined): boolean =>
  !!t &&
  t.kind === 'word' &&
  !t.actor &&
  !t.prop &&
  finite.test(t.word) &&
  !words.prepositions.has(t.word) &&
  !words.isAdverb(t.word) &&
  !words.auxiliaries.has(t.word);

/** A verb after a subject: adverbs, helpers and "begins to" may come before it. */
export function verbAt(tokens: readonly Token[], at: number, afterSubject: boolean): VerbFound | undefined {
  let i = at;
  let negated = false;
  let helper = false;
  for (; i < tokens.length; i++) {
    const word = wordAt(tokens, i);
    if (tokens[i]?.kind !== 'word') return undefined;
    if (words.negations.has(word)) negated = true;
    else if (words.auxiliaries.has(word) && !isHolding(tokens, i)) helper = true;
    else if (words.lightVerbs.has(word) && leadsToVerb(tokens, i + 1)) {
      helper = true;
      if (tokens[i + 1]?.word === 'to') i++;
    } else if (!(words.isAdverb(word) && !formsOf.has(word))) break;
  }
  const found = lexical(tokens, i, (form) => afterSubject || form !== 'base' || helper);
  if (found) return { ...found, negated };
  return helper && afterSubject
    ? { kind: 'be', verb: 'be', phrase: [], form: 's', end: i, used: new Set(), negated }
    : undefined;
}

const isHolding = (tokens: readonly Token[], i: number): boolean =>
  /^(?:has|have|had)$/.test(wordAt(tokens, i)) &&
  !/(?:ed|en|ing)$/.test(wordAt(tokens, i + 1)) &&
  !words.negations.has(wordAt(tokens, i + 1));

function leadsToVerb(tokens: readonly Token[], i: number): boolean {
  const next = tokens[i]?.word === 'to' ? tokens[i + 1] : tokens[i];
  return !!next && (tokens[i]?.word === 'to' || next.word.endsWith('ing')) && formsOf.has(next.word);
}

/** A verb without a subject of its own: after "and", a participle, or "to" with an infinitive. */
export function bareVerbAt(
  tokens: readonly Token[],
  at: number,
  boundary: boolean,
  first: boolean,
): VerbFound | undefined {
  const t = tokens[at] as Token;
  if (t.actor || t.prop || t.owner) return undefined;
  if (t.word === 'to') {
    const found = lexical(tokens, at + 1, (form) => form === 'base');
    return found && !first ? { ...found, negated: false } : undefined;
  }
  if (!boundary)
    return t.word.endsWith('ing') && !first
      ? withNegation(lexical(tokens, at, (form) => form === 'ing'))
      : undefined;
  let i = at;
  while (words.isAdverb(wordAt(tokens, i)) && !formsOf.has(wordAt(tokens, i))) i++;
  if (words.lightVerbs.has(wordAt(tokens, i)) && leadsToVerb(tokens, i + 1))
    i += tokens[i + 1]?.word === 'to' ? 2 : 1;
  return withNegation(lexical(tokens, i, (form) => form !== 'base' || i > at));
}

const withNegation = (found: Omit<VerbFound, 'negated'> | undefined): VerbFound | undefined =>
  found && { ...found, negated: false };

function lexical(
  tokens: readonly Token[],
  at: number,
  allows: (form: Form) => boolean,
): Omit<VerbFound, 'negated'> | undefined {
  const t = tokens[at];
  if (t?.kind !== 'word' || t.actor) return undefined;
  let best: Omit<VerbFound, 'negated'> | undefined;
  for (const { verb, form } of formsOf.get(t.word) ?? []) {
    if (!allows(form)) continue;
    for (const { words: phrase, kind } of phrasesOf.get(verb) ?? []) {
      if (best && phrase.length <= best.phrase.length) break;
      const used = matchPhrase(tokens, at, phrase, kind);
      if (used) best = { kind, verb, phrase, form, end: at + 1, used };
    }
  }
  return best;
}

/** Kinds whose particle must stand alone ("walks in", not "walks in the rain"); the others may take an object after it. */
const bareParticle = new Set<DeedKind>(['enter', 'approach', 'retreat', 'lookAround', 'fall', 'jump']);

/** Words that may stand between the words of a phrase. */
const gap = 4;

function matchPhrase(
  tokens: readonly Token[],
  at: number,
  phrase: readonly string[],
  kind: DeedKind,
): ReadonlySet<number> | undefined {
  const used = new Set<number>();
  let i = at + 1;
  for (const word of phrase) {
    const from = i;
    while (i < tokens.length && tokens[i]?.word !== word) {
      const t = tokens[i] as Token;
      const skips =
        words.determiners.has(t.word) ||
        words.objectPronouns.has(t.word) ||
        words.isAdverb(t.word) ||
        (!words.prepositions.has(t.word) && !words.breaks.has(t.word) && !words.together.has(t.word));
      if (t.kind !== 'word' || i - from >= gap || !skips) return undefined;
      i++;
    }
    if (i >= tokens.length) return undefined;
    used.add(i);
    i++;
  }
  const last = phrase.at(-1);
  if (last && bareParticle.has(kind) && words.prepositions.has(last) && opensNoun(tokens[i]))
    return undefined;
  return used;
}

/** Whether a noun phrase begins here, after a particle: "walks in the rain". */
const opensNoun = (t: Token | undefined): boolean =>
  t?.kind === 'word' &&
  !words.prepositions.has(t.word) &&
  !words.breaks.has(t.word) &&
  !words.together.has(t.word) &&
  !words.isAdverb(t.word);
