import type { Vec2, Vec3 } from '../../schemas/source/common.ts';
import type { ActorState } from '../geometry/timeline.ts';
import { degrees, radians, sub2 } from '../geometry/vector.ts';
import { groupBy } from '../runtime/groupBy.ts';
import { groupPose, type Pose, turned } from './framing.ts';
import type { Side } from './obstacles.ts';
import type { Orientation } from './orientation.ts';
import { hasRoom, hiddenWalls, isClear, seesHead } from './sight.ts';
import type { ViewDraft } from './view.ts';
import { arounds, average, drafted, type Found, headAndChest } from './viewGroup.ts';
import type { World } from './world.ts';

/** How wide a whole-scene frame may grow before its people are lost, metres of height at their place. */
const widest = 4.6;
/** What it costs a wide frame to have all its faces hidden. */
const unseen = 12;

/** Frames of the scene's clock at which somebody's place is worth holding. */
function wholeScene(world: World): number[] {
  const frames = new Set<number>([0, world.frames - 1]);
  for (const beat of world.scene.beats) {
    frames.add(beat.start);
    for (const action of beat.actions) {
      if (action.do === 'walk')
        frames.add(Math.min(world.frames - 1, beat.start + action.start + action.frames));
    }
  }
  return [...frames].filter((frame) => frame >= 0).sort((a, b) => a - b);
}

/**
 * The scene's master: holds every place that is used, with half a metre round it, 30–45° to the axis. Where that
 * is wider than its people are seen (`whole` is undefined), or hides somebody, it holds the window's places only.
 */
export function masterView(
  world: World,
  orientation: Orientation,
  whole: Found | undefined,
  from: number,
  to: number,
): ViewDraft | undefined {
  const shown = world.samples(from, to);
  if (whole && shown.every((frame) => hasRoom(world, whole.pose.position, frame, whole.hides))) {
    const hidden = hiddenPart(world, whole.pose, whole.hides, shown);
    if (hidden < 0.2) return drafted(world, { ...whole, cost: unseen * hidden }, world.onStage(from), from);
  }
  return wideView(world, orientation, shown, [], 28, shown);
}

/** The camera that holds all of a scene, where one does without losing its people. */
export function wholeSceneFrame(world: World, orientation: Orientation): Found | undefined {
  const frames = wholeScene(world);
  const found = wideFrame(world, orientation, frames, [], 28, frames);
  const height = found && drafted(world, found, world.onStage(frames[0] ?? 0), frames[0] ?? 0).height;
  return height !== undefined && height <= widest ? found : undefined;
}

/** A first look at a place: a room to its far wall, a house or street front as a whole, with who is there. */
export function establishView(
  world: World,
  orientation: Orientation,
  from: number,
  to: number,
): ViewDraft | undefined {
  const seen = world.samples(from, to);
  return wideView(world, orientation, seen, landmarks(world, orientation), 24, seen);
}

/** What an establishing frame must hold besides people. */
function landmarks(world: World, orientation: Orientation): Vec3[] {
  const [hx, hy] = [world.plan.size[0] / 2, world.plan.size[1] / 2];
  const [cx, cy] = orientation.centre;
  if (!world.plan.exterior) {
    const away = sub2(orientation.centre, orientation.anchor);
    const corners: Vec2[] = [
      [hx, hy],
      [-hx, hy],
      [hx, -hy],
      [-hx, -hy],
    ];
    const far = corners
      .map((c) => ({ c, depth: c[0] * away[0] + c[1] * away[1] }))
      .sort((a, b) => b.depth - a.depth)
      .slice(0, 2);
    return far.flatMap(({ c }): Vec3[] => [
      [c[0], c[1], 0.6],
      [c[0], c[1], Math.min(1.9, world.plan.size[2])],
    ]);
  }
  const built = world.boxes
    .filter((box) => box.half[2] > 1.2 && box.half[0] * box.half[1] > 2)
    .filter((box) => Math.hypot(box.centre[0] - cx, box.centre[1] - cy) < 22)
    .sort((a, b) => nearness(a.centre) - nearness(b.centre))[0];
  if (built) {
    const top = Math.min(built.centre[2] + built.half[2], 6);
    const reach = Math.min(built.half[0], 5);
    const [x, y] = built.centre;
    return [-1, 1].flatMap((s): Vec3[] => [
      [x + built.cos * reach * s, y + built.sin * reach * s, 0],
      [x + built.cos * reach * s, y + built.sin * reach * s, top],
    ]);
  }
  return [-3.5, 3.5].flatMap((d): Vec3[] => [
    [cx + d, cy, 0],
    [cx, cy + d, 3.2],
  ]);

  function nearness(point: Vec3): number {
    return Math.hypot(point[0] - cx, point[1] - cy);
  }
}

/** The best wide frame of people's places and landmarks: most faces free, near 40° to the axis, at the camera's side. */
function wideView(
  world: World,
  orientation: Orientation,
  held: readonly number[],
  extra: readonly Vec3[],
  lens: number,
  shown: readonly number[],
): ViewDraft | undefined {
  const found = wideFrame(world, orientation, held, extra, lens, shown);
  return found && drafted(world, found, world.onStage(shown[0] ?? 0), shown[0] ?? 0);
}

function wideFrame(
  world: World,
  orientation: Orientation,
  held: readonly number[],
  extra: readonly Vec3[],
  lens: number,
  shown: readonly number[],
): Found | undefined {
  // Wide frames lose nobody between two of nine.
  const judged = few(shown, 9);
  const unlike = [...groupBy(judged, world.like).values()].flatMap((frames) => frames.slice(0, 1));
  const places = placesHeld(world, held);
  const points = [
    ...extra,
    ...places.flatMap(({ position: [x, y, z], crown }): Vec3[] => [
      [x - 0.5, y, z],
      [x + 0.5, y, z],
      [x, y - 0.5, z],
      [x, y + 0.5, z],
      [crown[0], crown[1], crown[2] + 0.15],
    ]),
  ];
  if (points.length === 0) points.push(...emptySet(world));
  const eyes = places.length ? average(places.map((state) => state.eye)) : undefined;
  const base = sub2(orientation.centre, orientation.anchor);
  const cast = judged.flatMap((frame) => world.onStage(frame).map((actor) => ({ actor, frame })));
  let best: (Found & { score: number }) | undefined;
  for (const around of arounds) {
    for (const tilt of [7, 14, 22]) {
      const forward = turned(base, radians(around));
      const shape = { points, forward, tilt: radians(tilt), lens, ...(eyes ? { eyes } : {}) };
      const pose = groupPose({ ...shape, margin: { side: 0.04, above: 0.05, below: 0.03 } });
      const hides = hiddenWalls(world, pose, [...points.slice(0, 1), ...cast.slice(0, 8).map(headOf)]);
      if (!hides) continue;
      const stance =
        rake(orientation, forward) +
        Math.abs(around) / 90 +
        (tilt - 7) / 12 +
        0.3 * Math.max(0, hides.length - 1);
      // Where it stands is judged first: what it sees, which costs more to find out, only adds to that.
      if (best && stance >= best.score) continue;
      if (!unlike.every((frame) => hasRoom(world, pose.position, frame, hides))) continue;
      const hidden = hiddenPart(world, pose, hides, judged);
      const blocked = extra.filter(
        (p) => !isClear(world, pose.position, p, shown[0] ?? 0, hides, world.cast),
      );
      const score = stance + unseen * hidden + blocked.length / (extra.length || 1);
      if (!best || score < best.score) best = { pose, hides, cost: unseen * hidden, score };
    }
    if (best && best.score < 0.5) break;
  }
  return best;

  function headOf({ actor, frame }: { actor: string; frame: number }): Vec3 {
    return world.head(actor, frame);
  }
}

/** Where people are at frames, each place once. */
function placesHeld(world: World, frames: readonly number[]): ActorState[] {
  const places = new Map<string, ActorState>();
  for (const frame of frames) {
    for (const actor of world.onStage(frame)) {
      const state = world.state(actor, frame);
      const [x, y] = state.position;
      places.set(`${actor} ${x.toFixed(1)} ${y.toFixed(1)} ${state.crown[2].toFixed(1)}`, state);
    }
  }
  return [...places.values()];
}

/** At most so many of a list, evenly chosen, its first and last among them. */
const few = <T>(list: readonly T[], most: number): readonly T[] =>
  list.length <= most
    ? list
    : Array.from({ length: most }, (_, i) => Math.round((i * (list.length - 1)) / (most - 1))).flatMap((at) =>
        list.slice(at, at + 1),
      );

/** The share of people, over frames, whose faces a camera does not have in the open; of a crowd, of some in it. */
function hiddenPart(world: World, pose: Pose, hides: readonly Side[], frames: readonly number[]): number {
  let hidden = 0;
  let all = 0;
  for (const [frame = 0, ...same] of groupBy(frames, world.like).values()) {
    const people = few(world.onStage(frame), 12);
    const lost = people.filter((actor) => !seesHead(world, pose.position, actor, frame, hides));
    all += people.length * (1 + same.length);
    hidden += lost.length * (1 + same.length);
  }
  return all ? hidden / all : 0;
}

/** 0 where a wide camera stands 30–60° to the axis; grows towards the line and towards flat. */
function rake(orientation: Orientation, forward: Vec2): number {
  if (!orientation.axis) return 0;
  const line = sub2(orientation.axis.b, orientation.axis.a);
  const cos =
    Math.abs(line[0] * forward[0] + line[1] * forward[1]) /
    (Math.hypot(...line) * Math.hypot(...forward) || 1);
  const angle = degrees(Math.acos(Math.min(1, cos)));
  return Math.max(0, 35 - angle) / 20 + Math.max(0, angle - 65) / 80;
}

/** A place without people: its floor's middle half, to the height of a person. */
function emptySet(world: World): Vec3[] {
  const [hx, hy] = [Math.min(3, world.plan.size[0] / 3), Math.min(3, world.plan.size[1] / 3)];
  return [-1, 1].flatMap((x) =>
    [-1, 1].flatMap((y): Vec3[] => [
      [x * hx, y * hy, 0],
      [x * hx, y * hy, 1.8],
    ]),
  );
}

/** A second look at a place without people: closer, from another side. */
export function cutawayView(
  world: World,
  orientation: Orientation,
  turn: number,
  frame: number,
): ViewDraft | undefined {
  const base = turned(sub2(orientation.centre, orientation.anchor), radians(turn));
  const points = emptySet(world).map(([x, y, z]): Vec3 => [x * 0.55, y * 0.55, z * 0.8]);
  const pose = groupPose({
    points,
    forward: base,
    tilt: radians(10),
    lens: 50,
    margin: { side: 0.05, above: 0.05, below: 0.05 },
  });
  const hides = hiddenWalls(world, pose, points.slice(0, 1));
  if (!hides || !hasRoom(world, pose.position, frame, hides)) return undefined;
  return drafted(world, { pose, hides, cost: 0.5 }, [], frame);
}

/** A wide frame from the camera's side, whatever stands in its way: what is left when no other camera finds a place. */
export function lastResortView(world: World, orientation: Orientation, from: number, to: number): ViewDraft {
  const frames = world.samples(from, to);
  const points = frames.flatMap((frame) => world.onStage(frame).map((actor) => world.head(actor, frame)));
  const forward = sub2(orientation.centre, orientation.anchor);
  const held = points.length ? points.flatMap((head) => headAndChest(head, forward)) : emptySet(world);
  const margin = { side: 0.05, above: 0.06, below: 0.04 };
  const pose = groupPose({ points: held, forward, tilt: radians(10), lens: 28, margin, least: 2.4 });
  const hides = hiddenWalls(world, pose, points) ?? world.plan.wildWalls;
  return drafted(world, { pose, hides: [...hides], cost: 4 }, world.onStage(from), from);
}
