import type { Prop } from '../../schemas/source/breakdown.ts';
import { colourOf } from './colours.ts';
import { personNoun } from './personWords.ts';
import { adjectives, determiners, handVerbs, noProps, propKindOf } from './propWords.ts';
import { fold, Ids, remembered, slug } from './text.ts';

/** A prop as an action line names it. */
interface Named {
  /** Adjectives and noun: `brass key`. */
  name: string;
  head: string;
  kind: Prop['kind'];
}

const tokenPattern = /[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*|[.,;:!?()–—]/gu;
function singular(noun: string): string {
  if (propKindOf(noun) === 'flowers') return noun;
  if (noun.endsWith('knives')) return noun.replace(/ves$/, 'fe');
  return noun.replace(/(?<=[sxz]|[cs]h)es$|(?<!s)s$/, '');
}

/** Verbs that look like plural nouns: `the phone rings`, `he watches`. */
const verbLike =
  /^(?:rings|watches|phones|books|bags|boxes|plates|lights|notes|papers|pens|keys|matches|lists|files|forms|checks|cards|passes|shots|drinks|cases|masks|pipes|ropes|chains|drills|saws|hammers|pictures|maps|pockets|balls|pans|cuts|shoots|tools|brushes|whips|tickets)$/;

interface Token {
  word: string;
  raw: string;
}

function startOfPhrase(tokens: readonly Token[], head: number): number | undefined {
  let at = head - 1;
  while (at >= 0 && head - at <= 3) {
    const word = tokens[at]?.word ?? '';
    if (determiners.has(word) || /'s$/.test(word)) return at;
    if (!adjectives.has(word) && colourOf(word) === undefined && propKindOf(word) === undefined)
      return undefined;
    at--;
  }
  return undefined;
}

function nounPhrase(tokens: readonly Token[], head: number): Named | undefined {
  const { word = '', raw = '' } = tokens[head] ?? {};
  const kind = propKindOf(word);
  const start = startOfPhrase(tokens, head);
  const shouted = /^\p{Lu}{3,}$/u.test(raw) && !/^\p{Lu}{2,}$/u.test(tokens[head - 1]?.raw ?? '');
  if (!kind || (start === undefined && !shouted)) return undefined;
  const next = tokens[head + 1]?.word ?? '';
  if (propKindOf(next) !== undefined && !verbLike.test(next)) return undefined;
  if (verbLike.test(word) && propKindOf(tokens[head - 1]?.word ?? '') !== undefined) return undefined;
  const describing = start === undefined ? [] : tokens.slice(start + 1, head).map((token) => token.word);
  const noun = singular(word);
  return { name: [...describing, noun].join(' '), head: noun, kind };
}

const isAdjective = (word: string): boolean =>
  adjectives.has(word) || /^\p{L}{3,}(?:ed|ish|ic|less|ful|ous)$/u.test(word);

/** The unknown object of a hand's verb: `holds out a carved idol` → idol, a thing. */
function thingAfter(tokens: readonly Token[], verb: number): (Named & { at: number }) | undefined {
  let at = verb + 1;
  while (at < tokens.length && at - verb <= 3 && !determiners.has(tokens[at]?.word ?? '')) {
    if (/^[.,;:!?()–—]$/.test(tokens[at]?.word ?? '')) return undefined;
    at++;
  }
  if (!/^(?:an?|his|her|their|the)$/.test(tokens[at]?.word ?? '')) return undefined;
  const describing: string[] = [];
  for (at++; isAdjective(tokens[at]?.word ?? ''); at++) describing.push(tokens[at]?.word ?? '');
  const head = tokens[at]?.word ?? '';
  const next = tokens[at + 1]?.word ?? '.';
  const ends =
    /^[.,;:!?()–—]$|^(?:and|from|to|in|on|out|up|with|at|into|for|under|behind|off|toward|towards|over|against)$/.test(
      next,
    );
  if (!ends || !/^[a-z]{3,}$/.test(head) || noProps.has(head) || propKindOf(head) || personNoun(head))
    return undefined;
  return { name: [...describing, head].join(' '), head, kind: 'thing', at };
}

/** The props an action line names, in order. What stands in brackets describes people, and is left out. */
export const propsIn = remembered((text): Named[] => {
  const bare = text.replace(/\([^()]*\)/g, ' ');
  const tokens = [...bare.matchAll(tokenPattern)].map(([raw]) => ({ raw, word: fold(raw) }));
  const found: Named[] = [];
  tokens.forEach(({ word }, index) => {
    const named = nounPhrase(tokens, index) ?? (handVerbs.has(word) ? thingAfter(tokens, index) : undefined);
    if (named) found.push({ name: named.name, head: named.head, kind: named.kind });
  });
  return found;
});

/** Gathers props over a film: `the key` is the last key spoken of, `a blue book` another than the red one. */
export class PropShelf {
  readonly props: Prop[] = [];
  private readonly byName = new Map<string, Prop>();
  private readonly lastByHead = new Map<string, Prop>();
  private readonly ids: Ids;

  /** `reserved` are ids that must not be used. */
  constructor(reserved: Iterable<string>) {
    this.ids = new Ids(reserved);
  }

  /** Notes the props of an action line, and returns their ids. */
  note(text: string, scene: string, line: number): string[] {
    const ids = propsIn(text).map((named) => {
      const prop = this.known(named) ?? this.make(named);
      this.lastByHead.set(named.head, prop);
      if (!prop.scenes.includes(scene)) prop.scenes.push(scene);
      if (prop.mentions.at(-1) !== line) prop.mentions.push(line);
      return prop.id;
    });
    return [...new Set(ids)];
  }

  private known({ name, head }: Named): Prop | undefined {
    const last = this.lastByHead.get(head);
    if (name === head) return last;
    const same = this.byName.get(name);
    if (same) return same;
    // A bare `key` may turn out to be the brass one; after that another adjective is another key.
    const isBare = last !== undefined && last.name === head;
    if (!isBare) return undefined;
    this.byName.set(name, last);
    last.name = name;
    this.colour(last);
    return last;
  }

  private make({ name, kind }: Named): Prop {
    const prop: Prop = {
      id: this.ids.take(slug(name)),
      name,
      kind,
      scenes: [],
      mentions: [],
      origin: 'planned',
    };
    this.colour(prop);
    this.byName.set(name, prop);
    this.props.push(prop);
    return prop;
  }

  private colour(prop: Prop): void {
    const colour = prop.name
      .split(' ')
      .map(colourOf)
      .find((each) => each !== undefined);
    if (colour) prop.colour = colour;
  }
}
