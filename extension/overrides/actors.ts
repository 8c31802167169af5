import type { Action, Placement, SceneBlocking } from '../../schemas/source/blocking.ts';
import type { Look } from '../../schemas/source/breakdown.ts';
import type { Vec2 } from '../../schemas/source/common.ts';
import type { Override } from '../../schemas/source/overrides.ts';
import type { FloorPlan, Seat } from '../../schemas/source/sets.ts';
import { type SceneTimeline, sceneTimeline } from '../geometry/timeline.ts';
import { distance2, facingTo, flat, round4, wrapAngle } from '../geometry/vector.ts';
import { type Stay, stayAfter, staysOf, withActions } from './stays.ts';

type Move = Extract<Override, { do: 'moveActor' }>;

/** Metres within which a moved actor who sat takes another seat instead of standing up, or keeps the own one. */
const seatReach = 0.6;
const ownSeatReach = 0.25;
/** Radians off which somebody still faces somebody. */
const faces = 0.4;

interface Context {
  plan: FloorPlan;
  looks: ReadonlyMap<string, Look>;
  fps: number;
}

/**
 * A scene in which an actor stands elsewhere for one stay: the walk before it leads there, the walk after it leads
 * from there, and whoever faced whom still does. One who sat takes the nearest seat, or stands where there is none.
 */
export function moveActor(scene: SceneBlocking, move: Move, context: Context): SceneBlocking {
  const stay = stayAfter(staysOf(scene, move.actor), move.after);
  const start = scene.cast.find(({ actor }) => actor === move.actor)?.start;
  if (!stay || !start || stay.arrival?.action.exit || (!stay.arrival && !start.onStage)) return scene;
  const seat = sits(stay, start) ? nearest(context.plan, move.position, seatOf(stay, start)) : undefined;
  const there = relocated(scene, move, stay, seat);
  return reaimed(scene, there, move, stay, context);
}

const sitting = (verb: Action['do']): boolean => verb === 'sit' || verb === 'lie';

const sits = (stay: Stay, start: Placement): boolean =>
  stay.within.some(({ action }) => sitting(action.do)) || (!stay.arrival && start.seat !== undefined);

const seatOf = (stay: Stay, start: Placement): string | undefined =>
  stay.within.find(({ action }) => sitting(action.do))?.action.seat ?? start.seat;

const nearest = ({ seats }: FloorPlan, at: Vec2, own: string | undefined): Seat | undefined =>
  seats
    .map((seat) => ({ seat, far: distance2(flat(seat.position), at) }))
    .filter(({ seat, far }) => far < (seat.id === own ? ownSeatReach : seatReach))
    .sort((a, b) => a.far - b.far)[0]?.seat;

function relocated(
  scene: SceneBlocking,
  { actor, position }: Move,
  stay: Stay,
  seat: Seat | undefined,
): SceneBlocking {
  const within = new Set(stay.within.map(({ action }) => action));
  const leaves: Vec2 = seat ? flat(seat.approach) : position;
  const moved = withActions(scene, (action) => {
    if (action === stay.arrival?.action) return arriving(action, seat ? leaves : position);
    if (action === stay.departure?.action) return leaving(action, leaves);
    if (!within.has(action)) return action;
    if (sitting(action.do) || action.do === 'rise') return seat ? seated(action, seat) : undefined;
    return action;
  });
  if (stay.arrival) return moved;
  return {
    ...moved,
    cast: moved.cast.map((entry) =>
      entry.actor === actor ? { ...entry, start: placed(entry.start, position, seat) } : entry,
    ),
  };
}

/** Where one is at the scene's start: on the seat if one sat, else standing. */
function placed(start: Placement, position: Vec2, seat: Seat | undefined): Placement {
  const { seat: before, ...rest } = start;
  if (before === undefined) return { ...rest, position };
  if (!seat) return { ...rest, position, floor: 0, posture: 'stand' };
  return {
    ...rest,
    position: flat(seat.position),
    floor: seat.position[2],
    facing: seat.facing,
    seat: seat.id,
  };
}

function arriving(walk: Action, to: Vec2): Action {
  const { mark: _, ...rest } = walk;
  return { ...rest, path: [...(walk.path ?? [to]).slice(0, -1), to] };
}

const leaving = (walk: Action, from: Vec2): Action => ({
  ...walk,
  path: [from, ...(walk.path ?? [from]).slice(1)],
});

/** Sits down on, or rises from, another seat. */
function seated(action: Action, seat: Seat): Action {
  const { path: _, ...rest } = action;
  return action.do === 'rise' ? { ...rest, seat: seat.id } : { ...rest, seat: seat.id, facing: seat.facing };
}

/** Gives everybody who faced the moved actor, and the actor, the facings that the new places ask for. */
function reaimed(
  before: SceneBlocking,
  after: SceneBlocking,
  move: Move,
  stay: Stay,
  { plan, looks, fps }: Context,
): SceneBlocking {
  const old = sceneTimeline(before, plan, looks, fps);
  const now = sceneTimeline(after, plan, looks, fps);
  const from = stay.arrival?.start ?? 0;
  const to = stay.departure?.start ?? before.frames;
  const aim = (actor: string, facing: number, frame: number): number => {
    if (actor === move.actor && move.facing !== undefined) return move.facing;
    const faced = whomFaced(old, actor, facing, frame);
    if (!faced || (actor !== move.actor && faced !== move.actor)) return facing;
    return round4(wrapAngle(facingTo(at(now, actor, frame), at(now, faced, frame))));
  };
  const turned = withActions(after, (action) => {
    const end = endOf(after, action);
    if (action.facing === undefined || end < from || end > to || sitting(action.do)) return action;
    return { ...action, facing: aim(action.actor, action.facing, end) };
  });
  if (stay.arrival) return turned;
  return {
    ...turned,
    cast: turned.cast.map(({ actor, start }) => ({
      actor,
      start: start.seat ? start : { ...start, facing: aim(actor, start.facing, 0) },
    })),
  };
}

const at = (timeline: SceneTimeline, actor: string, frame: number): Vec2 =>
  flat(timeline.state(actor, frame).position);

/** The one in whose direction somebody faces, the nearest of several. */
function whomFaced(
  timeline: SceneTimeline,
  actor: string,
  facing: number,
  frame: number,
): string | undefined {
  const own = at(timeline, actor, frame);
  return timeline.actors
    .filter((other) => other !== actor && timeline.state(other, frame).onStage)
    .map((other) => ({ other, place: at(timeline, other, frame) }))
    .filter(({ place }) => Math.abs(wrapAngle(facingTo(own, place) - facing)) < faces)
    .sort((a, b) => distance2(own, a.place) - distance2(own, b.place))[0]?.other;
}

function endOf(scene: SceneBlocking, action: Action): number {
  const beat = scene.beats.find(({ actions }) => actions.includes(action));
  return (beat?.start ?? 0) + action.start + action.frames;
}
