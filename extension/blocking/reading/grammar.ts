import type { Feeling } from '../../../schemas/source/blocking.ts';
import { type DeedKind, feelingOf, type Gait, gaitOf } from './lexicon.ts';
import { type NounPhrase, nounPhraseAt, subjectAt } from './nouns.ts';
import { type Token, wordAt } from './tokens.ts';
import { bareVerbAt, isUnknownVerb, type VerbFound, verbAt } from './verbs.ts';
import * as words from './words.ts';

interface Place {
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
      if (/^(?:if|though)$/.test(wordAt(tokens, i + 1))) {
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
  if (!words.prepositions.has(wordAt(tokens, at))) return false;
  const subject = subjectAt(tokens, at + 1);
  return !(subject && verbAt(tokens, subject.end, true)) && nounPhraseAt(tokens, at + 1) !== undefined;
}

function nextComma(tokens: readonly Token[], from: number): number {
  let i = from;
  while (i < tokens.length && tokens[i]?.kind === 'word') i++;
  return i;
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
  while (tokens[part]?.kind === 'word' && !words.bodyParts.has(wordAt(tokens, part)) && part < at + 3) part++;
  if (!words.bodyParts.has(wordAt(tokens, part))) return undefined;
  for (let end = part + 1; end < Math.min(tokens.length, part + 4); end++) {
    const word = wordAt(tokens, end);
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
