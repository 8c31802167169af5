import type { Vec2, Vec3 } from '../../schemas/source/common.ts';
import { direction, distance2, facingTo, flat, round4 } from '../geometry/vector.ts';
import { pathLength } from '../geometry/walk.ts';
import { aimOf, type Doing, freeHand, handWith, look, perform, propOf } from './doing.ts';
import { turnTowards, walkTo } from './moves.ts';
import { nearestSurface, pointOn, surfaceNamed } from './places.ts';
import { comeTo, exit, hold } from './playMoves.ts';
import { roomy, spotBeside } from './spots.ts';
import type { Hand, Person, Stage } from './stage.ts';
import { reachMetres, read, seconds, talking } from './timing.ts';

/** With a step and a lean one reaches so far, metres; it saves a long way round. */
const stretch = 1.25;
/** A way longer by this is too long for a better reach, metres. */
const detour = 2;

/** Goes within an arm's reach of a point; one who sits reaches a little farther across the table before getting up. */
export function goToReach(doing: Doing, point: Vec2, at = doing.at): number {
  const { stage, draft, person } = doing;
  const here = person.now.position;
  const reach = person.now.posture === 'sit' ? stretch : reachMetres;
  if (stage.seatsOnly || distance2(here, point) <= reach) return turnTowards(stage, draft, person, point, at);
  const way = (to: Vec2) => pathLength(stage.floor.way(here, to, []));
  const close = spotBeside(stage, person.id, point, 0.55, here);
  const far = withinReach(stage, person, point);
  const spot = far && way(close) > way(far) + detour ? far : close;
  return walkTo(stage, draft, person, spot, {
    at,
    gait: doing.deed.gait,
    facing: facingTo(spot, point),
  });
}

/** The nearest place from which somebody reaches a point with a lean. */
const withinReach = (stage: Stage, person: Person, point: Vec2): Vec2 | undefined =>
  stage.floor.nearest(
    person.now.position,
    4,
    (p) => distance2(p, point) <= stretch && roomy(stage, p, [person.id]),
  );

/** Takes a prop into a hand, wherever it is. Returns when the hand has it. */
export function have(doing: Doing, prop: string, at = doing.at): number {
  const { stage, draft, person } = doing;
  const state = stage.props.get(prop);
  if (state?.holder?.actor === person.id) return at;
  const holder = state?.holder && stage.person(state.holder.actor);
  if (holder?.now.onStage) return takeFrom({ ...doing, at }, prop, holder);
  const hand = freeHand(person);
  const place = state?.at ?? pocket(stage, person, hand);
  look(stage, draft, person, state?.at ? { prop } : undefined, at, true);
  const there = state?.at ? goToReach(doing, flat(state.at), at) : at;
  // What somebody carried off comes out of a pocket too: it was handed over where nobody saw it.
  const end = holder
    ? perform(doing, 'take', { prop, hand }, there)
    : perform(doing, 'pickUp', { prop, hand, place }, there);
  stage.hold(prop, person.id, hand, draft.start + end);
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
  stage.hold(prop, person.id, hand, draft.start + end);
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
  stage.lay(prop, place, draft.start + end);
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
  const near = person.now.posture === 'sit' ? stretch : stretch + 0.8;
  return place && distance2(flat(place), b) < 1.2 && distance2(flat(place), a) < near ? place : undefined;
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
    const near =
      distance2(flat(between), person.now.position) > stretch
        ? withinReach(stage, person, flat(between))
        : undefined;
    const there = near
      ? walkTo(stage, draft, person, near, { at: ready, facing: facingTo(near, flat(between)) })
      : ready;
    const laid = { prop, hand, place: between, facing: person.now.facing };
    const end = perform(doing, 'putDown', laid, there);
    stage.lay(prop, between, draft.start + end);
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
  stage.hold(prop, partner.id, theirs, draft.start + end);
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

/** "Leaves the letter on the table" lays it down; "leaves" goes. */
export const leave = (doing: Doing): number =>
  propOf(doing.deed) !== undefined && /^(?:leave|drop)/.test(doing.deed.verb) ? putDown(doing) : exit(doing);
