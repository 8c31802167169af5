import type { Vec2, Vec3 } from '../../schemas/source/common.ts';
import { direction, distance2, facingTo, flat, round4 } from '../geometry/vector.ts';
import { aimOf, type Doing, freeHand, handWith, look, perform, propOf } from './doing.ts';
import { gateNear, turnTowards, walkTo } from './moves.ts';
import { markNamed, nearestSurface, pointOn, surfaceNamed } from './places.ts';
import { comeTo, destination, exit, goToTask, hold } from './playMoves.ts';
import { openTo, spotBeside } from './spots.ts';
import type { Hand, Person, Stage } from './stage.ts';
import { reachMetres, read, seconds, talking } from './timing.ts';

/** Goes within an arm's reach of a point; one who sits reaches a little farther across the table before getting up. */
function goToReach(doing: Doing, point: Vec2, at = doing.at): number {
  const { stage, draft, person } = doing;
  const reach = person.now.posture === 'sit' ? reachMetres + 0.25 : reachMetres;
  if (stage.seatsOnly || distance2(person.now.position, point) <= reach)
    return turnTowards(stage, draft, person, point, at);
  const spot = spotBeside(stage, person.id, point, 0.55, person.now.position);
  return walkTo(stage, draft, person, spot, { at, gait: doing.deed.gait, facing: facingTo(spot, point) });
}

/** Takes a prop into a hand, wherever it is. Returns when the hand has it. */
function have(doing: Doing, prop: string, at = doing.at): number {
  const { stage, draft, person } = doing;
  const state = stage.props.get(prop);
  if (handWith(person, prop)) return at;
  const holder = state?.holder && stage.person(state.holder.actor);
  if (holder?.now.onStage) return takeFrom({ ...doing, at }, prop, holder);
  const hand = freeHand(person);
  const place = state?.at ?? pocket(stage, person, hand);
  look(stage, draft, person, state?.at ? { prop } : undefined, at, true);
  const there = state?.at ? goToReach(doing, flat(state.at), at) : at;
  const end = perform(doing, 'pickUp', { prop, hand, place }, there);
  stage.hold(prop, person.id, hand);
  return end;
}

/** Beside the hip, where pockets and bags are. */
function pocket(stage: Stage, person: Person, hand: Hand): Vec3 {
  const [dx, dy] = direction(person.now.facing + (hand === 'right' ? -1 : 1) * 1.2);
  const [x, y] = person.now.position;
  const eye = stage.eyes(person)[2] - person.now.floor;
  return [round4(x + dx * 0.2), round4(y + dy * 0.2), round4(person.now.floor + eye * 0.55)];
}

function takeFrom(doing: Doing, prop: string, holder: Person): number {
  const { stage, draft, person } = doing;
  const at = comeTo(doing, holder, talking.close);
  look(stage, draft, person, { prop }, at);
  const hand = freeHand(person);
  const end = perform(doing, 'take', { prop, to: holder.id, hand }, at);
  stage.hold(prop, person.id, hand);
  return end;
}

export function pickUp(doing: Doing): number {
  const prop = propOf(doing.deed);
  if (prop !== undefined && doing.stage.props.has(prop)) {
    const end = have(doing, prop);
    return end === doing.at ? show(doing) : end;
  }
  return prop === undefined ? reach(doing) : takeOut(doing);
}

export function takeOut(doing: Doing): number {
  const prop = propOf(doing.deed);
  if (prop === undefined) return reach(doing);
  const end = have(doing, prop);
  return end === doing.at ? show(doing) : end;
}

export function take(doing: Doing): number {
  const prop = propOf(doing.deed);
  return prop === undefined ? reach(doing) : have(doing, prop);
}

export function putDown(doing: Doing): number {
  const { stage, draft, person, deed } = doing;
  const prop = propOf(deed) ?? person.hands.right ?? person.hands.left;
  if (prop === undefined) return reach(doing);
  const ready = have(doing, prop);
  const hand = handWith(person, prop) ?? 'right';
  const named = deed.places
    .map((p) => surfaceNamed(stage.plan, p.what.text, person.now.position))
    .find((s) => s !== undefined);
  const near = nearestSurface(stage.plan, person.now.position);
  const taken = [...stage.props.values()].flatMap((p) => (p.at ? [p.at] : []));
  const spot = (surface: NonNullable<typeof near>) =>
    pointOn(stage.plan, surface, person.now.position, taken);
  const floorward =
    deed.places.some((p) => /\b(?:floor|ground|grass|sand|street|pavement|feet)\b/.test(p.what.text)) ||
    /^(?:drop|throw|toss|fling|hurl|dump)/.test(deed.verb);
  const surface =
    named ?? (floorward || !near || distance2(flat(spot(near)), person.now.position) > 4 ? undefined : near);
  const place: Vec3 = surface && !stage.seatsOnly ? spot(surface) : ground(person);
  const there = surface ? goToReach(doing, flat(place), ready) : ready;
  look(stage, draft, person, { prop }, there, true);
  const end = perform(doing, 'putDown', { prop, hand, place, facing: person.now.facing }, there);
  stage.lay(prop, place);
  return end;
}

/** On the ground before somebody's feet. */
function ground(person: Person): Vec3 {
  const [dx, dy] = direction(person.now.facing);
  return [
    round4(person.now.position[0] + dx * 0.35),
    round4(person.now.position[1] + dy * 0.35),
    person.now.floor,
  ];
}

/** Over a counter things are not handed, but pushed across: the place before the other, if both stand at one top. */
function acrossTop(stage: Stage, person: Person, other: Person): Vec3 | undefined {
  const [a, b] = [person.now.position, other.now.position];
  const d = distance2(a, b);
  if (d < 1.3 || d > 2.4) return undefined;
  const top = nearestSurface(stage.plan, b);
  const taken = [...stage.props.values()].flatMap((p) => (p.at ? [p.at] : []));
  const place = top && top.position[2] > 0.65 ? pointOn(stage.plan, top, b, taken) : undefined;
  return place && distance2(flat(place), b) < 1.2 && distance2(flat(place), a) < reachMetres + 0.4
    ? place
    : undefined;
}

export function give(doing: Doing): number {
  const { stage, draft, person, partner, deed } = doing;
  const prop = propOf(deed) ?? person.hands.right ?? person.hands.left;
  if (prop === undefined || !partner) return prop === undefined ? reach(doing) : putDown(doing);
  if (handWith(partner, prop)) return reach(doing);
  const ready = have(doing, prop);
  const between = acrossTop(stage, person, partner);
  if (between) {
    look(stage, draft, person, { actor: partner.id }, ready);
    const hand = handWith(person, prop) ?? 'right';
    const end = perform(doing, 'putDown', { prop, hand, place: between, facing: person.now.facing }, ready);
    stage.lay(prop, between);
    look(stage, draft, partner, { prop }, end - stage.frames(0.4));
    return end;
  }
  const at = comeTo({ ...doing, at: ready }, partner, talking.close + 0.15);
  const theirs = freeHand(partner);
  look(stage, draft, person, { actor: partner.id }, at);
  look(stage, draft, partner, { prop }, at);
  const end = perform(doing, 'give', { prop, to: partner.id, hand: handWith(person, prop) ?? 'right' }, at);
  const start = end - stage.frames(seconds.give);
  perform({ ...doing, person: partner }, 'take', { prop, to: person.id, hand: theirs }, start);
  stage.hold(prop, partner.id, theirs);
  return end;
}

/** Holds something where others see it. */
export function show(doing: Doing): number {
  const { stage, draft, person, partner, deed } = doing;
  const prop = propOf(deed);
  const ready = prop === undefined ? doing.at : have(doing, prop);
  if (partner) {
    look(stage, draft, person, { actor: partner.id }, ready);
    if (prop !== undefined) look(stage, draft, partner, { prop }, ready + stage.frames(0.3));
  }
  const hand = prop === undefined ? undefined : handWith(person, prop);
  return perform(
    doing,
    'reach',
    {
      ...(prop === undefined ? {} : { prop }),
      ...(hand ? { hand } : {}),
      ...(partner ? { at: { actor: partner.id } } : {}),
    },
    ready,
  );
}

/** "Holding a gun": it is in the hand by now. */
export function holdProp(doing: Doing): number {
  const prop = propOf(doing.deed);
  const ready = prop === undefined ? doing.at : have(doing, prop);
  return ready === doing.at ? hold(doing) : ready;
}

export function reach(doing: Doing): number {
  const { stage, draft, person } = doing;
  const aim = aimOf(doing);
  if (!aim) return perform(doing, 'reach', { at: { point: stage.ahead(person, 0.2, 0.55, -0.45) } });
  const at =
    'actor' in aim.target
      ? comeTo(doing, stage.person(aim.target.actor) as Person, talking.close)
      : goToReach(doing, aim.at);
  look(stage, draft, person, aim.target, doing.at);
  return perform(doing, 'reach', { at: aim.target }, at);
}

export function point(doing: Doing): number {
  const { stage, draft, person, partner } = doing;
  const aim = aimOf({
    ...doing,
    deed: { ...doing.deed, places: doing.deed.places.filter((p) => p.preposition !== 'with') },
  });
  const target =
    aim?.target ?? (partner ? { actor: partner.id } : { point: stage.ahead(person, 0, 3, -0.2) });
  if (aim) stage.pointedAt = aim;
  look(stage, draft, person, target, doing.at);
  const at = aim ? turnTowards(stage, draft, person, aim.at, doing.at, Math.PI / 2) : doing.at;
  return perform(
    doing,
    'point',
    { at: target, hand: freeHand(person), frames: stage.frames(seconds.point + read.hold) },
    at,
  );
}

const doorWord = /\b(?:door|doorway|lock|gate|it|bolt)\b/;

/** Doors are opened at their mark; anything else that opens is reached for where it stands. */
export function door(doing: Doing, verb: 'openDoor' | 'closeDoor' | 'knock'): number {
  const { stage, draft, person, deed } = doing;
  const texts = [...deed.objects, ...deed.places.map((p) => p.what)].map((t) => t.text);
  const phrase = `${deed.verb} ${texts.join(' ')}`;
  if (verb !== 'knock' && !doorWord.test(phrase) && texts.length > 0) return reach(doing);
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

const inHandFor = (stage: Stage, person: Person, verb: keyof typeof used): string | undefined =>
  [person.hands.right, person.hands.left].find(
    (prop) => prop !== undefined && used[verb].has(stage.props.get(prop)?.kind ?? ''),
  );

/** Drinking, eating, reading: with the thing in the hand, if it is there. */
export function consume(doing: Doing, verb: 'drink' | 'eat' | 'read'): number {
  const { stage, draft, person, deed } = doing;
  const prop = propOf(deed) ?? inHandFor(stage, person, verb);
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

/** "Leaves the letter on the table" lays it down; "leaves" goes. */
export const leave = (doing: Doing): number =>
  propOf(doing.deed) !== undefined && /^(?:leave|drop)/.test(doing.deed.verb) ? putDown(doing) : exit(doing);

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
