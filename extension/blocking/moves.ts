import type { Action } from '../../schemas/source/blocking.ts';
import type { Vec2 } from '../../schemas/source/common.ts';
import type { Seat } from '../../schemas/source/sets.ts';
import { distance2, facingTo, flat, radians, round4, wrapAngle } from '../geometry/vector.ts';
import { pathLength, pointAlong, walkFrames } from '../geometry/walk.ts';
import { entrances } from './places.ts';
import type { Gait } from './reading/lexicon.ts';
import { openTo, roomy } from './spots.ts';
import { act, type Draft, type Person, type Stage } from './stage.ts';
import { seconds, turnSeconds, walkingSpeed } from './timing.ts';

export interface WalkOptions {
  /** Frames from the beat's first. */
  at: number;
  gait?: Gait | undefined;
  facing?: number | undefined;
  mark?: string | undefined;
}

/** Under this, a change of place is a shift of weight, metres; under this, a change of facing is none, radians. */
const noWalk = 0.12;
const noTurn = radians(14);

const tidy = ([x, y]: Vec2): Vec2 => [round4(x), round4(y)];

/** When somebody's body is free, counted from the beat's first frame, not before `at`. */
export const freeAt = (person: Person, draft: Draft, at: number): number =>
  Math.max(at, person.busy - draft.start);

const occupy = (person: Person, draft: Draft, end: number): number => {
  person.busy = Math.max(person.busy, draft.start + end);
  return end;
};

/** Walks to a place, standing up first if need be. Returns the frame of arrival, counted from the beat's first. */
export function walkTo(stage: Stage, draft: Draft, person: Person, to: Vec2, options: WalkOptions): number {
  if (stage.seatsOnly || !person.now.onStage) return options.at;
  const at = riseUp(stage, draft, person, options.at);
  if (distance2(person.now.position, to) < noWalk)
    return options.facing === undefined ? at : turnTo(stage, draft, person, options.facing, at);
  const path = stage.floor.way(person.now.position, to, stage.others(person.id)).map(tidy);
  return walkAlong(stage, draft, person, path, { ...options, at });
}

/** Walks a given way. The start waits until nobody would be met on it. */
function walkAlong(
  stage: Stage,
  draft: Draft,
  person: Person,
  way: readonly Vec2[],
  options: WalkOptions & { entrance?: boolean; exit?: boolean },
): number {
  const path = way.filter((p, i) => i === 0 || distance2(p, way[i - 1] as Vec2) > 1e-3);
  const gait = options.gait ?? 'walk';
  const frames = walkFrames(pathLength(path), walkingSpeed(person.member.look.age, gait), stage.fps);
  const end = path.at(-1) ?? person.now.position;
  const facing = round4(options.facing ?? facingTo(path.at(-2) ?? end, end));
  const action: Action = {
    actor: person.id,
    do: 'walk',
    start: freeAt(person, draft, options.at),
    frames,
    path,
    facing,
    ...(gait === 'walk' ? {} : { gait }),
    ...(options.entrance ? { entrance: true } : {}),
    ...(options.exit ? { exit: true } : {}),
    ...(options.mark ? { mark: options.mark } : {}),
  };
  action.start = waitForOthers(stage, draft, action);
  const { seat: _, ...free } = person.now;
  person.now = { ...free, position: end, floor: 0, facing, posture: 'stand', onStage: !options.exit };
  return occupy(person, draft, act(draft, action));
}

/** Two who walk at the same time keep this much between their middles, metres; one of them waits for it. */
const meeting = 0.5;

function waitForOthers(stage: Stage, draft: Draft, walk: Action): number {
  const others = draft.actions.filter((a) => a.do === 'walk' && a.actor !== walk.actor);
  const pause = stage.frames(0.4);
  let start = walk.start;
  for (let tries = 0; tries < 12 && others.some((other) => meet(other, { ...walk, start })); tries++)
    start += pause;
  return start;
}

function meet(a: Action, b: Action): boolean {
  const at = (w: Action, frame: number): Vec2 | undefined => {
    const path = w.path ?? [];
    const t = (frame - w.start) / w.frames;
    return t < 0 || t > 1 ? undefined : pointAlong(path, t * pathLength(path));
  };
  const from = Math.max(a.start, b.start);
  const to = Math.min(a.start + a.frames, b.start + b.frames);
  for (let f = from; f <= to; f += 4) {
    const [p, q] = [at(a, f), at(b, f)];
    if (p && q && distance2(p, q) < meeting) return true;
  }
  return false;
}

/** Turns the whole body, if it is worth a step. */
export function turnTo(stage: Stage, draft: Draft, person: Person, facing: number, at: number): number {
  const angle = wrapAngle(facing - person.now.facing);
  if (Math.abs(angle) < noTurn || person.now.posture !== 'stand') return at;
  const start = freeAt(person, draft, at);
  const frames = stage.frames(turnSeconds(angle));
  person.now = { ...person.now, facing: round4(facing) };
  return occupy(
    person,
    draft,
    act(draft, { actor: person.id, do: 'turn', start, frames, facing: round4(facing) }),
  );
}

/** Turns to somebody or something when it lies more than so far off to the side. */
export function turnTowards(
  stage: Stage,
  draft: Draft,
  person: Person,
  to: Vec2,
  at: number,
  beyond = radians(55),
): number {
  const off = wrapAngle(facingTo(person.now.position, to) - person.now.facing);
  if (Math.abs(off) < beyond || distance2(person.now.position, to) < 0.2) return at;
  return turnTo(stage, draft, person, openTo(stage, person.now.position, to), at);
}

/** Stands up from a seat, the ground or the knees. */
export function riseUp(stage: Stage, draft: Draft, person: Person, at: number): number {
  if (person.now.posture === 'stand' || stage.seatsOnly) return at;
  const seat = stage.seat(person.now.seat);
  const start = freeAt(person, draft, at);
  const approach: Vec2 = seat ? flat(seat.approach) : person.now.position;
  const stand = roomy(stage, approach, [person.id], 0.45)
    ? approach
    : (stage.floor.nearest(approach, 1.2, (p) => roomy(stage, p, [person.id], 0.45)) ?? approach);
  const path =
    distance2(person.now.position, stand) > 0.02 ? { path: [tidy(person.now.position), tidy(stand)] } : {};
  const { seat: _, ...free } = person.now;
  person.now = { ...free, position: tidy(stand), floor: seat?.approach[2] ?? free.floor, posture: 'stand' };
  const frames = stage.frames(seconds.rise);
  return occupy(
    person,
    draft,
    act(draft, {
      actor: person.id,
      do: 'rise',
      start,
      frames,
      facing: person.now.facing,
      ...(seat ? { seat: seat.id } : {}),
      ...path,
    }),
  );
}

/** Goes to a seat and sits (or lies) down on it. */
export function sitOn(
  stage: Stage,
  draft: Draft,
  person: Person,
  seat: Seat,
  at: number,
  gait?: Gait,
): number {
  if (person.now.seat === seat.id) return at;
  if (stage.seatsOnly) return at;
  const there = walkTo(stage, draft, person, flat(seat.approach), { at, gait, facing: seat.facing });
  const start = freeAt(person, draft, there);
  const pose = seat.kind === 'bed' ? 'lie' : 'sit';
  person.now = {
    position: flat(seat.position),
    floor: seat.position[2],
    facing: seat.facing,
    posture: pose,
    seat: seat.id,
    onStage: true,
  };
  const frames = stage.frames(pose === 'lie' ? seconds.lie : seconds.sit);
  return occupy(
    person,
    draft,
    act(draft, { actor: person.id, do: pose, start, frames, seat: seat.id, facing: seat.facing }),
  );
}

/** Where a door is passed on the way in or out. */
interface Gate {
  outside: Vec2;
  inside: Vec2;
  opening?: string | undefined;
  leaf: boolean;
}

/** Out of doors people come from at least so far off, metres. */
const farEnough = 3;

/** The way into the set nearest to a place; of a plan without any, the floor's edge. */
export function gateNear(
  stage: Stage,
  near: Vec2,
  named?: { opening?: string | undefined; mark?: string | undefined },
): Gate {
  const ways = entrances(stage.plan, near);
  const way =
    ways.find((w) => named?.opening !== undefined && w.outside.opening === named.opening) ??
    ways.find((w) => w.outside.id === named?.mark) ??
    ways.find((w) => w.door !== undefined || distance2(flat(w.outside.position), near) >= farEnough) ??
    ways.at(-1);
  if (!way) {
    const [w] = stage.plan.size;
    const edge = stage.floor.nearest([near[0] < 0 ? -w : w, near[1]], 2 * w) ?? near;
    return { outside: edge, inside: edge, leaf: false };
  }
  const outside = flat(way.outside.position);
  const inside = stage.floor.nearest(way.door ? flat(way.door.position) : outside, 2.5) ?? outside;
  const opening = way.outside.opening;
  return {
    outside,
    inside,
    opening,
    leaf: stage.plan.openings.some((o) => o.id === opening && o.type === 'door'),
  };
}

/** The longest walk in or out that is shown, seconds; a longer one begins, or goes on, unseen by the clock. */
const longestWalk = 3.5;

/** Comes in through a gate and walks to a place. A long way is begun during the beats before, as far as there are any. */
export function enterTo(
  stage: Stage,
  draft: Draft,
  person: Person,
  to: Vec2,
  options: WalkOptions & { gate: Gate },
): number {
  if (stage.seatsOnly) return options.at;
  const { gate } = options;
  const inner = stage.floor.way(gate.inside, to, stage.others(person.id));
  const whole = distance2(gate.outside, gate.inside) > noWalk ? [gate.outside, ...inner] : inner;
  const speed = walkingSpeed(person.member.look.age, options.gait ?? 'walk');
  const opening = gate.leaf && gate.opening !== undefined && !stage.openDoors.has(gate.opening);
  const total = walkFrames(pathLength(whole), speed, stage.fps);
  const notFirst = draft.actions.some((a) => a.entrance);
  const early =
    opening || notFirst
      ? 0
      : Math.min(
          Math.max(0, total - stage.frames(longestWalk)),
          Math.max(0, draft.start + options.at),
          Math.max(0, draft.start + options.at - person.busy),
        );
  let at = options.at - early;
  const { seat: _, ...free } = person.now;
  person.now = { ...free, position: tidy(gate.outside), floor: 0, posture: 'stand', onStage: true };
  if (opening) {
    openGate(stage, draft, person, gate, at);
    at += stage.frames(0.5);
  }
  return walkAlong(stage, draft, person, whole.map(tidy), { ...options, at, entrance: true });
}

/** Walks out through a gate. Returns when the audience has seen enough of it. */
export function exitBy(stage: Stage, draft: Draft, person: Person, gate: Gate, options: WalkOptions): number {
  if (stage.seatsOnly) return options.at;
  const at = riseUp(stage, draft, person, options.at);
  const inner = stage.floor.way(person.now.position, gate.inside, stage.others(person.id));
  const path = (distance2(gate.outside, gate.inside) > noWalk ? [...inner, gate.outside] : inner).map(tidy);
  const from = person.now.position;
  person.gone = true;
  const end = walkAlong(stage, draft, person, path, { ...options, at, exit: true });
  const walk = draft.actions.at(-1);
  if (gate.leaf && gate.opening !== undefined && !stage.openDoors.has(gate.opening) && walk) {
    const share = pathLength(stage.floor.way(from, gate.inside, [])) / Math.max(0.01, pathLength(path));
    openGate(
      stage,
      draft,
      person,
      gate,
      Math.max(at, walk.start + Math.round(walk.frames * Math.min(1, share)) - stage.frames(0.9)),
    );
  }
  return Math.min(end, at + stage.frames(longestWalk));
}

function openGate(stage: Stage, draft: Draft, person: Person, gate: Gate, at: number): void {
  if (gate.opening === undefined) return;
  stage.openDoors.add(gate.opening);
  act(draft, {
    actor: person.id,
    do: 'openDoor',
    start: at,
    frames: stage.frames(seconds.openDoor),
    opening: gate.opening,
  });
}
