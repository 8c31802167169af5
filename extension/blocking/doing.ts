import type { Action, ActionVerb, Feeling, Target } from '../../schemas/source/blocking.ts';
import type { Vec2 } from '../../schemas/source/common.ts';
import { direction, distance2, facingTo, flat, round4 } from '../geometry/vector.ts';
import { freeAt } from './moves.ts';
import { markNamed } from './places.ts';
import type { Deed, Thing } from './reading/discourse.ts';
import { act, type Draft, type Hand, type Person, type Stage } from './stage.ts';
import { seconds } from './timing.ts';

/** One person's share in a deed while it is turned into actions. */
export interface Doing {
  stage: Stage;
  draft: Draft;
  person: Person;
  deed: Deed;
  /** Place among those who do it together, from 0. */
  index: number;
  /** Frames from the beat's first. */
  at: number;
  /** Whom it is done to or with: the one named, else the nearest on stage. */
  partner: Person | undefined;
  random: () => number;
}

export const namedActor = (doing: Pick<Doing, 'stage' | 'person'>, deed: Deed): Person | undefined =>
  [...deed.objects, ...deed.places.map((p) => p.what)]
    .flatMap((thing) => thing.actors)
    .map((id) => doing.stage.person(id))
    .find((p) => p !== undefined && p.id !== doing.person.id && p.now.onStage);

export const nearestTo = (stage: Stage, person: Person): Person | undefined =>
  stage
    .onStage(person.id)
    .sort(
      (a, b) =>
        distance2(a.now.position, person.now.position) - distance2(b.now.position, person.now.position),
    )[0];

export const propOf = (deed: Deed): string | undefined =>
  [...deed.objects, ...deed.places.map((p) => p.what)].find((t) => t.prop !== undefined)?.prop;

/** Where something named is now. */
export function whereIs(stage: Stage, thing: Thing, from: Person): { target: Target; at: Vec2 } | undefined {
  const other = thing.actors.map((id) => stage.person(id)).find((p) => p?.now.onStage && p.id !== from.id);
  if (other) return { target: { actor: other.id }, at: other.now.position };
  const prop = thing.prop === undefined ? undefined : stage.props.get(thing.prop);
  if (thing.prop !== undefined && prop) {
    const holder = prop.holder && stage.person(prop.holder.actor);
    if (prop.at || holder?.now.onStage)
      return {
        target: { prop: thing.prop },
        at: prop.at ? flat(prop.at) : (holder?.now.position ?? from.now.position),
      };
  }
  const mark = markNamed(stage.plan, thing.text, from.now.position);
  if (!mark) return undefined;
  const piece = stage.plan.pieces.find((p) => p.id === mark.piece);
  return piece
    ? { target: { piece: piece.id }, at: flat(piece.position) }
    : { target: { mark: mark.id }, at: flat(mark.position) };
}

/** The first thing of a deed that is somewhere: what is looked at, pointed at, reached for. */
export function aimOf(doing: Doing): { target: Target; at: Vec2 } | undefined {
  const { stage, deed } = doing;
  const behind = deed.places
    .filter((p) => p.preposition === 'behind')
    .flatMap((p) => p.what.actors)
    .map((id) => stage.person(id))[0];
  const places = deed.places.filter((p) => p.preposition !== 'from' || p.what.actors.length > 0);
  for (const thing of [...deed.objects, ...places.map((p) => p.what)]) {
    if (behind && thing.actors.includes(behind.id)) return beyond(doing, behind);
    const found = whereIs(doing.stage, thing, doing.person);
    if (found) return found;
  }
  return undefined;
}

/** A point some metres behind somebody, seen from the one who acts. */
function beyond({ stage, person }: Doing, other: Person): { target: Target; at: Vec2 } {
  const [dx, dy] = direction(facingTo(person.now.position, other.now.position));
  const [x, y] = other.now.position;
  const at: Vec2 = [round4(x + 3 * dx), round4(y + 3 * dy)];
  return { target: { point: [at[0], at[1], round4(stage.eyes(other)[2])] }, at };
}

/** Turns eyes and head. */
export function look(
  stage: Stage,
  draft: Draft,
  person: Person,
  at: Target | undefined,
  start: number,
  glance = false,
): number {
  return act(draft, {
    actor: person.id,
    do: 'look',
    start,
    frames: stage.frames(seconds.look),
    ...(at ? { at } : {}),
    ...(glance ? { hold: false } : {}),
  });
}

/** An action of the body that stays where it is; the body is taken until its end. */
export function perform(doing: Doing, verb: ActionVerb, more: Partial<Action> = {}, at = doing.at): number {
  const { stage, draft, person } = doing;
  const prop = more.prop === undefined ? undefined : stage.props.get(more.prop);
  const start = Math.max(freeAt(person, draft, at), (prop?.busy ?? 0) - draft.start);
  const frames = more.frames ?? stage.frames(seconds[verb as keyof typeof seconds]);
  person.busy = Math.max(person.busy, draft.start + start + frames);
  return act(draft, { actor: person.id, do: verb, start, frames, ...more });
}

/** Shows a feeling and remembers it. */
export function feel(
  stage: Stage,
  draft: Draft,
  person: Person,
  feeling: Feeling,
  strength: number,
  start: number,
): number {
  person.mood = { feeling, strength };
  return act(draft, {
    actor: person.id,
    do: 'feel',
    start,
    frames: stage.frames(seconds.feel),
    feeling,
    strength,
  });
}

export const freeHand = (person: Person): Hand =>
  person.hands.right === undefined ? 'right' : person.hands.left === undefined ? 'left' : 'right';
export const handWith = (person: Person, prop: string): Hand | undefined =>
  person.hands.right === prop ? 'right' : person.hands.left === prop ? 'left' : undefined;
