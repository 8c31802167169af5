import type { Feeling } from '../../../schemas/source/blocking.ts';
import { type Form, formsOf } from './inflect.ts';
import { type DeedKind, feelingOf, type Gait, gaitOf, phrasesOf } from './lexicon.ts';
import type { Token } from './tokens.ts';
import * as words from './words.ts';

/** A noun phrase: its words, and whom or what it names. */
export interface NounPhrase {
  text: string;
  actors: readonly string[];
  prop?: string;
  /** "him", "it", "them" when it is but a pronoun; "her" in "her glass" is not. */
  pronoun?: string;
}
export interface Place {
  preposition: string;
  what: NounPhrase;
}
/** One verb with what belongs to it. No `subject`: that of the clause before. */
export interface Clause {
  kind: DeedKind | 'unknown' | 'be';
  verb: string;
  subject?: NounPhrase;
  objects: NounPhrase[];
  places: Place[];
  /** At the same time as the clause before it. */
  together: boolean;
  negated: boolean;
  gait?: Gait;
  feeling?: Feeling;
}

interface VerbFound {
  kind: DeedKind | 'be';
  verb: string;
  phrase: readonly string[];
  form: Form;
  end: number;
  used: ReadonlySet<number>;
  negated: boolean;
}

/** Reads a sentence's tokens into clauses, in order. Words that fit nowhere are passed over. */
export function clausesOf(tokens: readonly Token[]): Clause[] {
  const clauses: Clause[] = [];
  let open: Clause | undefined;
  let used: ReadonlySet<number> = new Set();
  let boundary = true;
  let joined = false;
  let lastActors: NounPhrase | undefined;
  let leadsIn = false;
  const before: { subject?: NounPhrase; places: Place[] } = { places: [] };
  let i = 0;
  const start = (clause: Clause, found?: VerbFound) => {
    if (clauses.length === 0) {
      leadsIn = clause.together;
      clause.places.push(...before.places);
      if (!clause.subject && before.subject) clause.subject = before.subject;
    } else if (leadsIn) {
      clause.together = true;
      leadsIn = false;
    }
    clauses.push(clause);
    open = clause;
    used = found?.used ?? new Set();
    boundary = false;
    joined = false;
  };
  while (i < tokens.length) {
    const t = tokens[i] as Token;
    if (used.has(i)) {
      i++;
      continue;
    }
    if (t.kind !== 'word' || (words.breaks.has(t.word) && !isPlace(tokens, i))) {
      boundary = true;
      i++;
      continue;
    }
    if (words.together.has(t.word)) {
      if (/^(?:if|though)$/.test(tokens[i + 1]?.word ?? '')) {
        i = nextComma(tokens, i);
        continue;
      }
      boundary = true;
      joined = true;
      i++;
      continue;
    }
    if ((t.word === 'who' || t.word === 'that') && lastActors) {
      const found = verbAt(tokens, i + 1, true);
      if (found) {
        start(clauseOf(found, false, lastActors), found);
        i = found.end;
        continue;
      }
    }
    if (boundary || !open) {
      const part = bodyPartAt(tokens, i);
      if (part) {
        start({ ...part.clause, together: joined || clauses.length > 0 });
        i = part.end;
        continue;
      }
      const subject = subjectAt(tokens, i);
      const found = subject && verbAt(tokens, subject.end, true);
      if (subject && found) {
        lastActors = subject.phrase;
        start(clauseOf(found, joined, subject.phrase), found);
        i = found.end;
        continue;
      }
      if (subject && isUnknownVerb(tokens[subject.end])) {
        lastActors = subject.phrase;
        start({
          kind: 'unknown',
          verb: (tokens[subject.end] as Token).word,
          subject: subject.phrase,
          objects: [],
          places: [],
          together: joined,
          negated: false,
        });
        i = subject.end + 1;
        continue;
      }
    }
    const bare = bareVerbAt(tokens, i, boundary, clauses.length === 0);
    if (bare) {
      const together = joined || (bare.form === 'ing' && clauses.length > 0);
      start(clauseOf(bare, together), bare);
      i = bare.end;
      continue;
    }
    if (words.prepositions.has(t.word)) {
      const phrase = nounPhraseAt(tokens, i + 1);
      if (phrase) {
        (open?.places ?? before.places).push({ preposition: t.word, what: phrase.phrase });
        if (phrase.phrase.actors.length > 0) lastActors = phrase.phrase;
        i = phrase.end;
        continue;
      }
      (open?.places ?? before.places).push({ preposition: t.word, what: { text: '', actors: [] } });
      i++;
      continue;
    }
    const phrase = words.isAdverb(t.word) ? undefined : nounPhraseAt(tokens, i);
    if (phrase) {
      // "Vera enters, the key in her hand": what follows a comma has no verb of its own.
      if (open && (!boundary || (phrase.phrase.prop && !open.objects.some((o) => o.prop))))
        open.objects.push(phrase.phrase);
      if (phrase.phrase.actors.length > 0) {
        lastActors = phrase.phrase;
        if (!open) before.subject = phrase.phrase;
      }
      i = Math.max(phrase.end, i + 1);
      boundary = false;
      continue;
    }
    i++;
  }
  return clauses;
}

function clauseOf(found: VerbFound, together: boolean, subject?: NounPhrase): Clause {
  const gait = gaitOf(found.verb);
  const feeling = feelingOf(found.verb, found.phrase);
  return {
    kind: found.kind,
    verb: [found.verb, ...found.phrase].join(' '),
    ...(subject ? { subject } : {}),
    objects: [],
    places: [],
    together,
    negated: found.negated,
    ...(gait ? { gait } : {}),
    ...(feeling ? { feeling } : {}),
  };
}

/** "Before the desk" is a place; "before she leaves" is not. */
function isPlace(tokens: readonly Token[], at: number): boolean {
  if (!words.prepositions.has(tokens[at]?.word ?? '')) return false;
  const subject = subjectAt(tokens, at + 1);
  return !(subject && verbAt(tokens, subject.end, true)) && nounPhraseAt(tokens, at + 1) !== undefined;
}

function nextComma(tokens: readonly Token[], from: number): number {
  let i = from;
  while (i < tokens.length && tokens[i]?.kind === 'word') i++;
  return i;
}

/** Somebody who can be a subject, alone or several: "Vera", "she and Sam", "the old man". */
function subjectAt(tokens: readonly Token[], at: number): { phrase: NounPhrase; end: number } | undefined {
  let i = at;
  const actors: string[] = [];
  let pronoun: string | undefined;
  let text = '';
  for (;;) {
    if (words.determiners.has(tokens[i]?.word ?? '') && tokens[i + 1]?.actor) i++;
    if (tokens[i]?.word === 'the' && words.groups.has(tokens[i + 1]?.word ?? '')) {
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
  const first = words.determiners.has(tokens[at]?.word ?? '') ? at + 1 : at;
  for (let i = first; i <= (first > at ? first + 2 : first); i++) {
    const t = tokens[i];
    if (t?.kind !== 'word' || words.prepositions.has(t.word)) return undefined;
    if (t.actor) return t.owner ? undefined : i;
  }
  return undefined;
}

/** What a part of somebody's body does tells how they feel: "her eyes widen", "Sam's hand trembles". */
const bodyLanguage: readonly (readonly [RegExp, Feeling])[] = [
  [/^(?:widen|bulge|pop)/, 'surprised'],
  [/^(?:narrow|harden|tighten|clench|flare|burn|twist|redden)/, 'angry'],
  [/^(?:trembl|shak|quiver|pound|quicken|race|freez|dart)/, 'afraid'],
  [
    /^(?:fill|well|water|fall|fell|drop|droop|crumpl|sink|break|brok|crack|slump|run|roll|fade|sag|stream)/,
    'sad',
  ],
  [/^(?:light|brighten|sparkl|shine|twinkl|beam)/, 'happy'],
  [/^(?:soften|relax|warm|melt)/, 'tender'],
];

function bodyPartAt(tokens: readonly Token[], at: number): { clause: Clause; end: number } | undefined {
  const owner = tokens[at];
  const pronoun = ({ her: 'she', his: 'he', their: 'they' } as Readonly<Record<string, string>>)[
    owner?.word ?? ''
  ];
  const actor = owner?.owner ? owner.actor : undefined;
  if (!owner || (!pronoun && !actor)) return undefined;
  let part = at + 1;
  while (tokens[part]?.kind === 'word' && !words.bodyParts.has(tokens[part]?.word ?? '') && part < at + 3)
    part++;
  if (!words.bodyParts.has(tokens[part]?.word ?? '')) return undefined;
  for (let end = part + 1; end < Math.min(tokens.length, part + 4); end++) {
    const word = tokens[end]?.word ?? '';
    if (tokens[end]?.kind !== 'word') return undefined;
    const feeling = bodyLanguage.find(([pattern]) => pattern.test(word))?.[1];
    if (!feeling) continue;
    const subject = {
      text: owner.word,
      actors: actor ? [actor] : [],
      ...(actor ? {} : { pronoun: pronoun as string }),
    };
    return {
      clause: {
        kind: 'feel',
        verb: word,
        subject,
        objects: [],
        places: [],
        together: false,
        negated: false,
        feeling,
      },
      end: end + 1,
    };
  }
  return undefined;
}

const isParticiple = (t: Token | undefined): boolean => !!t && t.word.endsWith('ing');
const finite = /(?:[^s'u]s|ed)$/;
const isUnknownVerb = (t: Token | undefined): boolean =>
  !!t &&
  t.kind === 'word' &&
  !t.actor &&
  !t.prop &&
  finite.test(t.word) &&
  !words.prepositions.has(t.word) &&
  !words.isAdverb(t.word) &&
  !words.auxiliaries.has(t.word);

/** A verb after a subject: adverbs, helpers and "begins to" may come before it. */
function verbAt(tokens: readonly Token[], at: number, afterSubject: boolean): VerbFound | undefined {
  let i = at;
  let negated = false;
  let helper = false;
  for (; i < tokens.length; i++) {
    const word = tokens[i]?.word ?? '';
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
  /^(?:has|have|had)$/.test(tokens[i]?.word ?? '') &&
  !/(?:ed|en|ing)$/.test(tokens[i + 1]?.word ?? '') &&
  !words.negations.has(tokens[i + 1]?.word ?? '');

function leadsToVerb(tokens: readonly Token[], i: number): boolean {
  const next = tokens[i]?.word === 'to' ? tokens[i + 1] : tokens[i];
  return !!next && (tokens[i]?.word === 'to' || next.word.endsWith('ing')) && formsOf.has(next.word);
}

/** A verb without a subject of its own: after "and", a participle, or "to" with an infinitive. */
function bareVerbAt(
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
  while (words.isAdverb(tokens[i]?.word ?? '') && !formsOf.has(tokens[i]?.word ?? '')) i++;
  if (words.lightVerbs.has(tokens[i]?.word ?? '') && leadsToVerb(tokens, i + 1))
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
  if (
    last &&
    bareParticle.has(kind) &&
    words.prepositions.has(last) &&
    nounPhraseAt(tokens, i) &&
    !words.isAdverb(tokens[i]?.word ?? '')
  )
    return undefined;
  return used;
}

/** A noun phrase: determiner, adjectives, nouns; or a name, several names, a pronoun. */
function nounPhraseAt(tokens: readonly Token[], at: number): { phrase: NounPhrase; end: number } | undefined {
  const text: string[] = [];
  const actors: string[] = [];
  let prop: string | undefined;
  let i = at;
  for (; i < tokens.length; i++) {
    const t = tokens[i] as Token;
    if (t.kind !== 'word') break;
    if (words.together.has(t.word) || (t.word === 'who' && i > at)) break;
    if (t.word === 'and') {
      const named = words.determiners.has(tokens[i + 1]?.word ?? '') ? i + 2 : i + 1;
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
  !!t &&
  t.kind === 'word' &&
  !t.actor &&
  !words.prepositions.has(t.word) &&
  !words.breaks.has(t.word) &&
  !words.together.has(t.word) &&
  !words.isAdverb(t.word) &&
  !words.determiners.has(t.word);
