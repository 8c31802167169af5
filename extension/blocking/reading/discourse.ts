import type { Beat, Feeling } from '../../../schemas/source/blocking.ts';
import type { CastMember } from '../../../schemas/source/breakdown.ts';
import { cameraWords } from './cameraWords.ts';
import { type Clause, clausesOf } from './grammar.ts';
import { formsOf } from './inflect.ts';
import type { DeedKind, Gait } from './lexicon.ts';
import type { NounPhrase } from './nouns.ts';
import { type Names, sentences, type Token, tokenize } from './tokens.ts';
import { determiners, everybody, prepositions } from './words.ts';

/** Whom and what a phrase means, once pronouns are resolved. */
export interface Thing {
  text: string;
  actors: readonly string[];
  prop?: string;
}
/** Something that somebody does, as the words say it. */
export interface Deed {
  kind: DeedKind | 'be';
  verb: string;
  who: readonly string[];
  objects: readonly Thing[];
  places: readonly { preposition: string; what: Thing }[];
  together: boolean;
  gait?: Gait;
  feeling?: Feeling;
}
/** A sentence of an action line, read. */
export interface Sentence {
  text: string;
  deeds: readonly Deed[];
  /** Verbs of persons that are not in the lexicon. */
  unknown: readonly string[];
  /** A silence of so many seconds is all it says. */
  silence?: number;
  /** It says that somebody does not do something, or is somehow: nothing to play, but understood. */
  states: boolean;
  /** Cast and props it names or means, in order. */
  mentions: readonly string[];
  direction?: NonNullable<Beat['direction']>;
}

const silences: readonly (readonly [RegExp, number])[] = [
  [/^(?:a |another )?(?:very |really )?long,? (?:\w+,? )?(?:silence|pause|beat|moment)\b/i, 2],
  [/^(?:a |another |there is )?(?:\w+,? )?(?:silence|pause|moment of silence)\b/i, 1.7],
  [/^(?:they|he|she) (?:say|says) nothing|^nobody (?:speaks|moves)|^no ?one (?:speaks|moves|answers)/i, 1.7],
  [/^(?:a |another |one )?(?:\w+,? )?(?:beat|moment)(?: passes)?\b[.!]?$/i, 1],
];

/** After so many sentences "they" no longer means the two who were last named together, but all who are there. */
const groupLasts = 3;

/** Reads action lines of one scene in order, remembering who and what was last spoken of. */
export class Reader {
  readonly #names: Names;
  readonly #cast: ReadonlyMap<string, CastMember>;
  readonly #present: ReadonlySet<string>;
  readonly #inScene: (id: string) => boolean;
  /** Most recent first. */
  #actors: string[] = [];
  #subject: readonly string[] = [];
  #group: readonly string[] = [];
  /** Sentences and speeches so far, and how many there were when the group was last spoken of. */
  #told = 0;
  #groupTold = 0;
  #prop: string | undefined;

  constructor(
    names: Names,
    cast: ReadonlyMap<string, CastMember>,
    scene: { cast: readonly string[]; props: readonly string[] },
  ) {
    this.#names = names;
    this.#cast = cast;
    this.#present = new Set(scene.cast);
    const here = new Set([...scene.cast, ...scene.props]);
    this.#inScene = (id) => here.has(id);
  }

  /** Somebody was seen or heard: the next "he" or "she" may mean them. */
  mention(actor: string): void {
    this.#actors = [actor, ...this.#actors.filter((a) => a !== actor)];
  }

  read(paragraph: string, subject?: string): Sentence[] {
    if (subject) {
      this.mention(subject);
      this.#subject = [subject];
    }
    return sentences(paragraph).map((text) => this.#sentence(text));
  }

  /** Ids of cast and props that a text names. */
  named(text: string): string[] {
    return tokenize(text, this.#names, this.#inScene).flatMap((t) => this.#known(t));
  }

  /** Those of the scene's cast whom a text names. */
  people(text: string): string[] {
    return this.named(text).filter((id) => this.#cast.has(id));
  }

  #known(t: Token): string[] {
    if (t.actor && this.#present.has(t.actor)) return [t.actor];
    return t.prop && this.#inScene(t.prop) ? [t.prop] : [];
  }

  #remember(group: readonly string[]): void {
    this.#group = group;
    this.#groupTold = this.#told;
  }

  #sentence(text: string): Sentence {
    this.#told++;
    const camera = cameraWords(text);
    const tokens = tokenize(camera?.rest ?? text, this.#names, this.#inScene);
    const clauses = clausesOf(tokens);
    const deeds: Deed[] = [];
    const unknown: string[] = [];
    let states = false;
    if (clauses.length === 0) {
      for (const t of tokens) this.#note(t);
      const strange = camera ? undefined : strangeVerb(tokens);
      if (strange !== undefined) unknown.push(strange);
    }
    for (const clause of clauses) {
      const who = this.#subjects(clause.subject);
      if (who.length > 0) this.#subject = who;
      if (clause.kind === 'unknown') unknown.push(clause.verb);
      else if (clause.negated) states = true;
      else if (who.length > 0) deeds.push(this.#deed(clause, clause.kind, who));
      else states = true;
      const others = clause.objects.flatMap((o) => this.#thing(o, who).actors);
      if (who.length === 1 && others.length > 0) this.#remember([...who, ...others]);
      for (const thing of [...clause.objects, ...clause.places.map((p) => p.what)])
        this.#noteThing(thing, who);
    }
    const on = camera ? this.named(camera.on) : [];
    const silence =
      deeds.length === 0 && unknown.length === 0
        ? silences.find(([pattern]) => pattern.test(text))?.[1]
        : undefined;
    const mentions = [
      ...new Set([
        ...deeds.flatMap((d) => [
          ...d.who,
          ...d.objects.flatMap(ids),
          ...d.places.flatMap((p) => ids(p.what)),
        ]),
        ...tokens.flatMap((t) => this.#known(t)),
        ...on,
      ]),
    ];
    return {
      text,
      deeds,
      unknown,
      states: states || (camera !== undefined && deeds.length === 0),
      mentions,
      ...(silence === undefined ? {} : { silence }),
      ...(camera
        ? { direction: { kind: camera.kind, ...(on[0] ? { on: on.length > 1 ? on : on[0] } : {}) } }
        : {}),
    };
  }

  #deed(clause: Clause, kind: Deed['kind'], who: readonly string[]): Deed {
    return {
      kind,
      verb: clause.verb,
      who,
      objects: clause.objects.map((o) => this.#thing(o, who)),
      places: clause.places.map((p) => ({ preposition: p.preposition, what: this.#thing(p.what, who) })),
      together: clause.together,
      ...(clause.gait ? { gait: clause.gait } : {}),
      ...(clause.feeling ? { feeling: clause.feeling } : {}),
    };
  }

  #subjects(phrase: NounPhrase | undefined): readonly string[] {
    if (!phrase) return this.#subject;
    const named = phrase.actors.filter((a) => this.#present.has(a));
    const meant = phrase.pronoun ? this.#pronoun(phrase.pronoun, []) : [];
    const who = [...new Set([...meant, ...named])];
    for (const actor of [...who].reverse()) this.mention(actor);
    if (who.length > 1) this.#remember(who);
    return who;
  }

  #thing(phrase: NounPhrase, who: readonly string[]): Thing {
    const prop = phrase.prop ?? (phrase.pronoun === 'it' ? this.#prop : undefined);
    const actors =
      phrase.pronoun && phrase.pronoun !== 'it'
        ? this.#object(phrase.pronoun, who)
        : phrase.actors.filter((a) => this.#present.has(a));
    return { text: phrase.text, actors, ...(prop && this.#inScene(prop) ? { prop } : {}) };
  }

  #object(pronoun: string, who: readonly string[]): readonly string[] {
    if (pronoun === 'each other') return who;
    if (/sel(?:f|ves)$/.test(pronoun)) return [];
    return this.#pronoun(pronoun, who);
  }

  #pronoun(pronoun: string, not: readonly string[]): readonly string[] {
    if (everybody.has(pronoun)) {
      const recent = this.#told - this.#groupTold <= groupLasts;
      const group = recent ? this.#group.filter((a) => !not.includes(a)) : [];
      if (group.length > 0 && pronoun !== 'everyone' && pronoun !== 'everybody' && pronoun !== 'all')
        return group;
      return [...this.#present].filter((a) => !not.includes(a));
    }
    const sex =
      pronoun === 'he' || pronoun === 'him'
        ? 'male'
        : pronoun === 'she' || pronoun === 'her'
          ? 'female'
          : undefined;
    if (!sex) return [];
    const sexOf = (id: string) => this.#cast.get(id)?.sex;
    const known = [...(not.length === 0 ? this.#subject : []), ...this.#actors, ...this.#present].filter(
      (a) => !not.includes(a) && this.#present.has(a),
    );
    const found = known.find((a) => sexOf(a) === sex) ?? known.find((a) => sexOf(a) === 'unknown');
    return found ? [found] : [];
  }

  #note(t: Token): void {
    if (t.actor && this.#present.has(t.actor)) this.mention(t.actor);
    if (t.prop && this.#inScene(t.prop)) this.#prop = t.prop;
  }

  #noteThing(phrase: NounPhrase, who: readonly string[]): void {
    for (const actor of phrase.actors) {
      // The object is remembered after the subject: "He hugs Sam. He leaves." is still the first.
      if (!who.includes(actor) && this.#present.has(actor))
        this.#actors = [
          ...this.#actors.filter((a) => a !== actor).slice(0, 1),
          actor,
          ...this.#actors.filter((a) => a !== actor).slice(1),
        ];
    }
    if (phrase.prop && this.#inScene(phrase.prop)) this.#prop = phrase.prop;
  }
}

/** What things do by themselves; such sentences describe, and need no actor. */
const ambient =
  /^(?:is|was|has|hangs|hums|shines|falls|fills|burns|glows|flickers|rains|blows|passes|rings|ticks|buzzes|drips|creaks|fades|echoes|howls|rolls|floats|blinks|flashes|rumbles|roars|drifts|stretches|lines|covers|surrounds|leads|sways|rustles|rises|sets|comes|goes|begins|ends|plays|beeps|chimes|explodes|crashes|spills|streams|pours|beats|hisses|clicks|swings|opens|closes|shuts|stops|starts|seems|appears|reads|says|shows|tells|sits|stands|lies|needs|looks|feels|smells|sounds|remains|waits|dies|lives|crackles|shimmers|glints|glistens|sparkles|melts|steams|smokes|boils|whistles|barks|meows|sings|chirps|crows|runs|turns|moves|rests|leans|settles|spreads|grows|slams|bangs|thunders|cracks|rattles|clinks|whirs|purrs|as|its|his|this|always|perhaps|us|less|across|does|yes|windows|walls|chairs|books|trees|lights|stairs|doors|boxes|shelves|cars|houses|clouds|waves|stars|hills|fields|leaves|bottles|flowers|papers|clothes|tables|shadows|steps|hours|minutes|days|years)$/;

/** The verb of a sentence about a thing, when it is one nobody knows: "The zeppelin gribbles." */
function strangeVerb(tokens: readonly Token[]): string | undefined {
  if (!determiners.has(tokens[0]?.word ?? '')) return undefined;
  for (let i = 2; i < Math.min(tokens.length, 5); i++) {
    const word = tokens[i]?.word ?? '';
    if (tokens[i]?.kind !== 'word' || prepositions.has(word) || ambient.test(word)) return undefined;
    if (/[^s]s$/.test(word) && !formsOf.has(word) && !tokens[i]?.prop && !tokens[i]?.actor) return word;
  }
  return undefined;
}

const ids = (thing: Thing): string[] => [...thing.actors, ...(thing.prop ? [thing.prop] : [])];
