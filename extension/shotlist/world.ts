import type { Beat, SceneBlocking } from '../../schemas/source/blocking.ts';
import type { Look } from '../../schemas/source/breakdown.ts';
import type { Vec2, Vec3 } from '../../schemas/source/common.ts';
import type { FloorPlan } from '../../schemas/source/sets.ts';
import { looksOf, type TargetSource, targetPoint } from '../geometry/targets.ts';
import { type ActorState, sceneTimeline } from '../geometry/timeline.ts';
import { clamp, distance2, facingTo, flat, length3, radians, sub3, wrapAngle } from '../geometry/vector.ts';
import { type Box, boxesOf, type Side } from './obstacles.ts';
import { type Room, roomOf } from './room.ts';

/** How far a head turns from the chest; what lies farther behind is not looked at without turning, radians. */
const neck = radians(70);
const behind = radians(115);
const fromBehind = radians(118);
/** What a head takes to follow the eyes, seconds. */
const headTurn = 0.6;
/** A head that shifts less than this stays still for the camera: as far as turning on the spot carries it, metres. */
const still = 0.15;
/** A body that turns by less than this shows the same face, radians. */
const turned = radians(40);

/** A scene as the camera finds it: who is where at each frame, and what stands about. */
export interface World {
  scene: SceneBlocking;
  plan: FloorPlan;
  fps: number;
  frames: number;
  /** Everybody in the scene, in the script's order. */
  cast: readonly string[];
  boxes: readonly Box[];
  /** The walls; undefined outdoors. */
  room: Room | undefined;
  state(actor: string, frame: number): ActorState;
  look(actor: string): Look;
  /** What an actor's head is turned to at a frame, where the blocking says; metres. */
  gaze(actor: string, frame: number): Vec3 | undefined;
  /** The point the camera measures a figure by: between the eyes and the head's axis, at eye height. */
  head(actor: string, frame: number): Vec3;
  onStage(frame: number): readonly string[];
  /** Whether the actor changes place, height or facing within [from, to). */
  moves(actor: string, from: number, to: number): boolean;
  /** Frames worth looking at within [from, to), in order: one of each time in which nobody moves. */
  samples(from: number, to: number): number[];
  /** A window whose ends, where they cut into a move, lie on half seconds outside it: windows that nearly agree do. */
  whole(from: number, to: number): readonly [number, number];
  /** The first frame that looks like this one: where nobody has moved since. */
  like(frame: number): number;
  /** Walls that somebody passes through within [from, to): their doors should be there. */
  passed(from: number, to: number): ReadonlySet<Side>;
  beatAt(frame: number): Beat;
}

/** Reads a scene's blocking for the camera. Actors without a look are not seen and left out. */
export function worldOf(
  scene: SceneBlocking,
  plan: FloorPlan,
  looks: ReadonlyMap<string, Look>,
  fps: number,
  propAt: TargetSource['propAt'] = () => undefined,
): World {
  const timeline = sceneTimeline(scene, plan, looks, fps);
  const cast = timeline.actors.filter((actor) => looks.has(actor));
  const memo = new Map<string, ActorState[]>(cast.map((actor) => [actor, []]));
  const state = (actor: string, frame: number): ActorState => {
    const known = memo.get(actor);
    const found = known?.[frame];
    if (found) return found;
    const made = timeline.state(actor, frame);
    if (known && frame >= 0) known[frame] = made;
    return made;
  };
  const shifts = new Map(cast.map((actor) => [actor, changes(actor, timeline, state, hasShifted)]));
  const turns = cast.flatMap((actor) => changes(actor, timeline, state, hasTurned));
  const step = Math.max(2, Math.round(fps / 5));
  const busy = merged([...[...shifts.values()].flat(), ...turns]);
  const moves = (actor: string, from: number, to: number): boolean =>
    (shifts.get(actor) ?? []).some(([start, end]) => start < to && end > from);
  const gazes = new Map(cast.map((actor) => [actor, looksOf(scene, actor)]));
  const lag = Math.round(headTurn * fps);
  const present: string[][] = [];
  const look = (actor: string): Look => {
    const found = looks.get(actor);
    if (!found) throw new RangeError(`${actor} has no look`);
    return found;
  };
  return {
    scene,
    plan,
    fps,
    frames: scene.frames,
    cast,
    boxes: boxesOf(plan),
    room: roomOf(plan),
    state,
    look,
    gaze(actor, frame) {
      const held = gazes.get(actor)?.findLast(({ start, glance }) => start <= frame - lag && !glance);
      return held?.at && targetPoint({ plan, timeline, propAt }, held.at, frame);
    },
    head: (actor, frame) => headOf(state(actor, frame)),
    onStage: (frame) => (present[frame] ??= cast.filter((actor) => state(actor, frame).onStage)),
    moves,
    samples: (from, to) => samplesOf(busy, step, from, to),
    whole(from, to) {
      const half = Math.round(fps / 2);
      const first = busyAt(busy, from);
      const last = busyAt(busy, to - 1);
      return [
        first ? Math.max(first[0], Math.floor(from / half) * half) : from,
        last ? Math.min(last[1], Math.ceil(to / half) * half, scene.frames) : to,
      ];
    },
    like: (frame) => (busyAt(busy, frame) ? frame : (busy.findLast(([, end]) => end <= frame)?.[1] ?? 0)),
    passed: (from, to) => passedWalls(plan, cast, state, samplesOf(busy, step, from, to)),
    beatAt: (frame) => beatAt(scene.beats, frame),
  };
}

/** The same frames, the first, last and middle ones before all others: where a camera fails, it mostly fails there. */
export function roughFirst(frames: readonly number[]): readonly number[] {
  if (frames.length < 4) return frames;
  const last = frames.length - 1;
  const rough = [0, last, last >> 1, last >> 2, (3 * last) >> 2];
  return [...new Set([...rough.map((i) => frames[i] as number), ...frames])];
}

/** Halfway between a head's axis and its eyes: about where lenses and bones agree that somebody is. */
const headOf = ({ eye, crown }: ActorState): Vec3 => [
  (eye[0] + crown[0]) / 2,
  (eye[1] + crown[1]) / 2,
  eye[2],
];

const hasShifted = (a: ActorState, b: ActorState): boolean =>
  length3(sub3(headOf(a), headOf(b))) > still || a.onStage !== b.onStage;
const hasTurned = (a: ActorState, b: ActorState): boolean =>
  Math.abs(wrapAngle(a.facing - b.facing)) > turned;

/** Spans of frames [start, end) in which an actor changes. */
function changes(
  actor: string,
  timeline: ReturnType<typeof sceneTimeline>,
  state: World['state'],
  differs: (a: ActorState, b: ActorState) => boolean,
): (readonly [number, number])[] {
  const spans: (readonly [number, number])[] = [];
  for (const { start, end } of timeline.segments(actor)) {
    if (!Number.isFinite(start) || end <= start) continue;
    const a = state(actor, Math.max(0, start));
    const b = state(actor, end);
    if (differs(a, b)) spans.push([start, end]);
  }
  return spans;
}

function passedWalls(
  plan: FloorPlan,
  cast: readonly string[],
  state: World['state'],
  frames: readonly number[],
): ReadonlySet<Side> {
  const out = new Set<Side>();
  if (plan.exterior) return out;
  const [hx, hy] = [plan.size[0] / 2, plan.size[1] / 2];
  for (const frame of frames) {
    for (const actor of cast) {
      const { position, onStage } = state(actor, frame);
      if (!onStage) continue;
      if (position[1] > hy) out.add('N');
      if (position[0] > hx) out.add('E');
      if (position[1] < -hy) out.add('S');
      if (position[0] < -hx) out.add('W');
    }
  }
  return out;
}

type Span = readonly [number, number];

/** Overlapping spans as one, in order. */
function merged(spans: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const span of [...spans].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = out.at(-1);
    if (last && span[0] <= last[1]) out[out.length - 1] = [last[0], Math.max(last[1], span[1])];
    else out.push(span);
  }
  return out;
}

const busyAt = (busy: readonly Span[], frame: number): Span | undefined =>
  busy.find(([start, end]) => frame >= start && frame < end);

function samplesOf(busy: readonly Span[], step: number, from: number, to: number): number[] {
  const out: number[] = [];
  let frame = from;
  while (frame < to) {
    out.push(frame);
    const span = busyAt(busy, frame);
    const on = busy.find(([start]) => start > frame)?.[0] ?? to;
    frame = span ? Math.min(span[1], (Math.floor(frame / step) + 1) * step) : on;
  }
  if (out.at(-1) !== to - 1 && busyAt(busy, to - 1)) out.push(to - 1);
  return out;
}

function beatAt(beats: readonly Beat[], frame: number): Beat {
  let found = beats[0];
  for (const beat of beats) {
    if (beat.start > frame) break;
    found = beat;
  }
  if (!found) throw new RangeError('a scene without beats');
  return found;
}

/** Where a face points: to what is looked at, else to the partner, as far as the neck turns; radians. */
export function faceYaw(world: World, actor: string, frame: number, partner?: string): number {
  const self = world.state(actor, frame);
  if (self.moving) return self.facing;
  const other = partner && partner !== actor ? world.state(partner, frame) : undefined;
  const at = world.gaze(actor, frame) ?? (other?.onStage ? other.position : undefined);
  if (!at || distance2(flat(self.position), flat(at)) < 0.05) return self.facing;
  const turn = wrapAngle(facingTo(flat(self.position), flat(at)) - self.facing);
  return Math.abs(turn) > behind ? self.facing : self.facing + clamp(turn, -neck, neck);
}

/**
 * Whether a camera at a point sees the front of a face: within `limit` (radians) of where it points, and not from
 * behind the body, whose head may also look ahead.
 */
export function facesCamera(
  world: World,
  actor: string,
  frame: number,
  from: Vec3,
  partner?: string,
  limit = radians(100),
): boolean {
  const head = world.head(actor, frame);
  const to = facingTo(flat(head), flat(from));
  const off = (yaw: number) => Math.abs(wrapAngle(to - yaw));
  return (
    off(faceYaw(world, actor, frame, partner)) < limit && off(world.state(actor, frame).facing) < fromBehind
  );
}

/** Which side of the line a→b a point lies on: 1 left, -1 right; 0 within `slack` metres of the line. */
export function sideOf(a: Vec2, b: Vec2, point: Vec2 | Vec3, slack = 0): 1 | -1 | 0 {
  const ux = b[0] - a[0];
  const uy = b[1] - a[1];
  const off = (ux * (point[1] - a[1]) - uy * (point[0] - a[0])) / (Math.hypot(ux, uy) || 1);
  if (Math.abs(off) <= slack) return 0;
  return off > 0 ? 1 : -1;
}
