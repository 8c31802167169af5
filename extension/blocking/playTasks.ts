import { distance2, facingTo, flat } from '../geometry/vector.ts';
import { destination } from './destinations.ts';
import { aimOf, type Doing, freeHand, handWith, look, perform, propOf } from './doing.ts';
import { gateNear, turnTowards, walkTo } from './moves.ts';
import { markNamed } from './places.ts';
import { goToReach, have, pickUp, reach } from './playHands.ts';
import { comeTo, goToTask, hold } from './playMoves.ts';
import { openTo } from './spots.ts';
import type { Person, Stage } from './stage.ts';
import { reachMetres, seconds, talking } from './timing.ts';

const doorWord = /\b(?:door|doorway|lock|gate|it|bolt)\b/;

/** Doors are opened at their mark; anything else that opens is reached for where it stands. */
export function door(doing: Doing, verb: 'openDoor' | 'closeDoor' | 'knock'): number {
  const { stage, draft, person, deed } = doing;
  const texts = [...deed.objects, ...deed.places.map((p) => p.what)].map((t) => t.text);
  const phrase = `${deed.verb} ${texts.join(' ')}`;
  if (verb !== 'knock' && !doorWord.test(phrase) && texts.length > 0)
    return propOf(deed) === undefined ? reach(doing) : pickUp(doing);
  const mark =
    texts.map((t) => markNamed(stage.plan, t, person.now.position, ['door'])).find((m) => m !== undefined) ??
    stage.plan.marks
      .filter((m) => m.kind === 'door')
      .sort(
        (a, b) =>
          distance2(flat(a.position), person.now.position) - distance2(flat(b.position), person.now.position),
      )[0];
  if (!mark || stage.seatsOnly) return perform(doing, verb === 'knock' ? 'knock' : 'reach');
  const gate = gateNear(stage, flat(mark.position), { opening: mark.opening });
  const facing = facingTo(gate.inside, gate.outside);
  const near = distance2(person.now.position, gate.inside) < 0.9;
  const at = near
    ? turnTowards(stage, draft, person, gate.outside, doing.at)
    : walkTo(stage, draft, person, gate.inside, { at: doing.at, gait: deed.gait, facing, mark: mark.id });
  if (verb === 'openDoor' && mark.opening !== undefined) stage.openDoors.add(mark.opening);
  if (verb === 'closeDoor' && mark.opening !== undefined) stage.openDoors.delete(mark.opening);
  return perform(doing, verb, mark.opening === undefined ? {} : { opening: mark.opening }, at);
}

/** What is drunk from, eaten and read. */
const used: Readonly<Record<'drink' | 'eat' | 'read', ReadonlySet<string>>> = {
  drink: new Set(['cup', 'glass', 'wineglass', 'bottle', 'cigarette']),
  eat: new Set(['food', 'plate']),
  read: new Set(['book', 'letter', 'paper', 'newspaper', 'envelope', 'photo', 'map', 'ticket', 'phone']),
};

/** What somebody drinks, eats or reads when the words do not say: what is in the hand, else what lies at hand. */
function atHand(stage: Stage, person: Person, verb: keyof typeof used): string | undefined {
  const fits = (prop: string | undefined) =>
    prop !== undefined && used[verb].has(stage.props.get(prop)?.kind ?? '');
  const inHand = [person.hands.right, person.hands.left].find(fits);
  if (inHand !== undefined || verb !== 'read') return inHand;
  const lying = [...stage.props].find(
    ([prop, { at }]) => fits(prop) && at && distance2(flat(at), person.now.position) < reachMetres + 0.3,
  );
  return lying?.[0];
}

/** Drinking, eating, reading: with the thing in the hand, if it is there. */
export function consume(doing: Doing, verb: 'drink' | 'eat' | 'read'): number {
  const { stage, draft, person, deed } = doing;
  const prop = propOf(deed) ?? atHand(stage, person, verb);
  const there = goToTask(doing);
  const ready = prop !== undefined && stage.props.has(prop) ? have(doing, prop, there) : there;
  const hand = prop === undefined ? undefined : handWith(person, prop);
  if (verb === 'read' && prop !== undefined) look(stage, draft, person, { prop }, ready);
  return perform(doing, verb, { ...(prop === undefined ? {} : { prop }), ...(hand ? { hand } : {}) }, ready);
}

/** Work at a place: typing, writing, pouring, repairing. */
export function task(doing: Doing, verb: 'type' | 'write' | 'work' | 'drive'): number {
  const { stage, draft, person } = doing;
  const aim = aimOf(doing);
  let at = goToTask(doing);
  if (
    aim &&
    !('actor' in aim.target) &&
    person.now.posture === 'stand' &&
    distance2(aim.at, person.now.position) < 6 &&
    verb !== 'drive'
  )
    at = goToReach(doing, aim.at, at);
  look(stage, draft, person, aim?.target ?? { point: stage.ahead(person, 0, 0.7, -0.5) }, at);
  return perform(doing, verb, aim ? { at: aim.target } : {}, at);
}

export function phoneUp(doing: Doing): number {
  const { stage, draft, person } = doing;
  const prop = propOf(doing.deed) ?? stage.phone;
  if (person.onPhone) return hold(doing);
  const ready = prop === undefined ? doing.at : have(doing, prop);
  person.onPhone = true;
  look(stage, draft, person, undefined, ready);
  const hand = (prop !== undefined && handWith(person, prop)) || freeHand(person);
  return perform(doing, 'phoneUp', { hand, hold: true, ...(prop === undefined ? {} : { prop }) }, ready);
}

export function phoneDown(doing: Doing): number {
  const { person } = doing;
  person.onPhone = false;
  const prop = propOf(doing.deed) ?? doing.stage.phone;
  const hand = prop === undefined ? undefined : handWith(person, prop);
  return perform(doing, 'phoneDown', hand ? { hand } : {});
}

export function hug(doing: Doing): number {
  const { stage, draft, person, partner } = doing;
  if (!partner) return hold(doing);
  if (draft.actions.some((a) => a.do === 'hug' && a.actor === person.id)) return doing.at;
  const at = comeTo(doing, partner, 0.45);
  look(stage, draft, person, { actor: partner.id }, doing.at);
  look(stage, draft, partner, { actor: person.id }, doing.at);
  const end = perform(doing, 'hug', { to: partner.id }, at);
  perform({ ...doing, person: partner }, 'hug', { to: person.id }, end - stage.frames(seconds.hug));
  return end + stage.frames(0.5);
}

export function push(doing: Doing): number {
  const { stage, draft, person, partner } = doing;
  if (!partner || doing.deed.objects.some((o) => o.prop !== undefined)) return reach(doing);
  const at = comeTo(doing, partner, talking.close);
  look(stage, draft, person, { actor: partner.id }, doing.at);
  const end = perform(doing, 'push', { to: partner.id }, at);
  perform({ ...doing, person: partner }, 'startle', {}, end - stage.frames(0.4));
  return end;
}

export function leanOn(doing: Doing): number {
  const { stage, draft, person } = doing;
  const to = doing.deed.places.length > 0 || doing.deed.objects.length > 0 ? destination(doing) : undefined;
  if (to && person.now.posture === 'stand' && distance2(to.at, person.now.position) > 0.5) {
    const facing = doing.partner ? openTo(stage, to.at, doing.partner.now.position) : to.facing;
    return perform(
      doing,
      'crossArms',
      { hold: true },
      walkTo(stage, draft, person, to.at, { at: doing.at, facing }),
    );
  }
  return hold(doing);
}
