import type { PropKind } from '../../schemas/source/breakdown.ts';
import type { Vec2, Vec3 } from '../../schemas/source/common.ts';
import type { ShotSize } from '../../schemas/source/shotList.ts';
import { frameScale } from '../geometry/body.ts';
import { distanceFor, frameHeightAt, sensor, sizes } from '../geometry/camera.ts';
import { add2, direction, distance2, flat, length3, lerp3, radians, sub2, sub3 } from '../geometry/vector.ts';
import { type Pose, turned } from './framing.ts';
import type { Orientation } from './orientation.ts';
import { hasRoom, headBetween, hiddenWalls, inFrame, isClear } from './sight.ts';
import { keyOf, type ViewDraft } from './view.ts';
import { sideOf, type World } from './world.ts';

/** The longest extent of props that are not about a hand long, metres. */
const extents: Partial<Record<PropKind, number>> = {
  bag: 0.4,
  box: 0.35,
  suitcase: 0.6,
  laptop: 0.34,
  newspaper: 0.4,
  map: 0.4,
  umbrella: 0.8,
  lamp: 0.45,
  lantern: 0.3,
  bottle: 0.3,
  flowers: 0.35,
  plate: 0.26,
  gun: 0.22,
  knife: 0.25,
  radio: 0.3,
  rope: 0.3,
  hat: 0.28,
  ball: 0.22,
  key: 0.09,
  ring: 0.06,
  watch: 0.1,
  cup: 0.12,
  glass: 0.13,
  letter: 0.24,
  envelope: 0.24,
  paper: 0.3,
  book: 0.25,
};
const handLong = 0.16;
/** Hands round a thing take as much of the frame as this, metres of its height. */
const withHands = 0.42;
const insertLens = 70;
/** A frame higher than this is no insert any more, metres. */
const farthest = 1.1;
/** The lens that sees about as an eye does, millimetres. */
const eyeLens = 42;

/** Where a prop is at a frame and who holds it. */
export interface PropSpot {
  at: Vec3;
  holder?: string;
}

/** A prop with the hands round it: a third of the frame, from the holder's front on the camera's side. */
export function insertView(
  world: World,
  orientation: Orientation,
  spot: (frame: number) => PropSpot | undefined,
  kind: PropKind,
  from: number,
  to: number,
): ViewDraft | undefined {
  const frames: number[] = [];
  for (let frame = from; frame < to; frame += Math.max(1, Math.round(world.fps / 6))) frames.push(frame);
  const spots = frames.map(spot);
  const place = spots[spots.length >> 1];
  const path = spots.flatMap((s) => (s ? [s.at] : []));
  if (!place || path.length < spots.length) return undefined;
  const [low, high] = bounds(path);
  const way = length3(sub3(high, low));
  const height = Math.max(
    place.holder || way > 0.1 ? withHands : 0,
    2.6 * (extents[kind] ?? handLong),
    1.7 * way,
  );
  if (height > farthest) return undefined;
  const middle = lerp3(low, high, 0.5);
  const { base, side } = approach(world, orientation, place, frames[frames.length >> 1] ?? from);
  for (const [turn, rise, far] of [
    [35, 28, 1],
    [55, 28, 1],
    [15, 38, 1],
    [75, 38, 1],
    [35, 48, 1],
    [35, 28, 1.4],
    [0, 50, 0.8],
    [-35, 38, 1],
    [-70, 38, 1],
  ] as const) {
    const lens = Math.round(insertLens * far);
    const distance = distanceFor(height, lens);
    const [x, y] = turned(base, radians(turn) * side);
    const flatReach = Math.cos(radians(rise)) * distance;
    const span = Math.hypot(x, y) || 1;
    const pose: Pose = {
      position: [
        middle[0] + (x / span) * flatReach,
        middle[1] + (y / span) * flatReach,
        middle[2] + Math.sin(radians(rise)) * distance,
      ],
      target: middle,
      lens,
    };
    const hides = hiddenWalls(world, pose, [middle]);
    if (!hides) continue;
    const shown = frames.every((frame, i) => {
      const { at, holder } = spots[i] ?? place;
      return (
        inFrame(pose, at, 0.08) &&
        hasRoom(world, pose.position, frame, hides) &&
        isClear(world, pose.position, above(at), frame, hides, holder ? [holder] : []) &&
        !(holder && headBetween(world, holder, frame, pose.position, at))
      );
    });
    if (shown) {
      return {
        keys: [keyOf(pose, from)],
        hides,
        height,
        move: 'static',
        angle: 'high',
        penalty: Math.abs(turn - 35) / 80,
      };
    }
  }
  return undefined;
}

/** The corners of the box round some points. */
function bounds(points: readonly Vec3[]): readonly [Vec3, Vec3] {
  const along = (pick: (...values: number[]) => number, axis: 0 | 1 | 2) =>
    pick(...points.map((point) => point[axis]));
  return [
    [along(Math.min, 0), along(Math.min, 1), along(Math.min, 2)],
    [along(Math.max, 0), along(Math.max, 1), along(Math.max, 2)],
  ];
}

/** A prop lies on things: it counts as seen a hand above what carries it. */
const above = ([x, y, z]: Vec3): Vec3 => [x, y, z + 0.08];

/** Where an insert looks from before it turns aside: the holder's front, or the scene's side of a thing that lies. */
function approach(
  world: World,
  orientation: Orientation,
  place: PropSpot,
  frame: number,
): { base: Vec2; side: 1 | -1 } {
  if (!place.holder) return { base: sub2(orientation.anchor, flat(place.at)), side: 1 };
  const { facing, position } = world.state(place.holder, frame);
  const base = direction(facing);
  const own = flat(position);
  return { base, side: sideOf(own, add2(own, base), orientation.anchor) || 1 };
}

/** The size, frame height and lens nearest to what the eye takes in at a distance, metres and millimetres. */
function eyeFrame(reach: number, figure: boolean): { size: ShotSize; height: number; lens: number } {
  if (!figure) return { size: 'INSERT', height: frameHeightAt(reach, eyeLens), lens: eyeLens };
  const fits = (['CU', 'MCU', 'MS', 'MLS', 'FS', 'WS', 'EWS'] as const).map((size) => ({
    size,
    height: sizes[size].height,
    lens: (reach * sensor.height) / sizes[size].height,
  }));
  return fits.reduce((best, fit) => (offEye(fit.lens) < offEye(best.lens) ? fit : best));
}
const offEye = (lens: number): number => Math.abs(Math.log(lens / eyeLens));

/** Through somebody's eyes: from the owner's head onto whom or what is looked at. */
export function povView(
  world: World,
  owner: string,
  seen: { actor: string } | { at: Vec3 },
  from: number,
  to: number,
): ViewDraft | undefined {
  const frames = world.samples(from, to);
  if (world.moves(owner, from, to) || !world.state(owner, from).onStage) return undefined;
  const eye = world.head(owner, from);
  const goal = 'actor' in seen ? world.head(seen.actor, from) : seen.at;
  const reach = distance2(flat(eye), flat(goal));
  if (reach < 0.45) return undefined;
  const ahead = Math.min(0.3, reach / 4) / reach;
  const at: Vec3 = [eye[0] + (goal[0] - eye[0]) * ahead, eye[1] + (goal[1] - eye[1]) * ahead, eye[2]];
  const { size, height, lens } = eyeFrame(length3(sub3(goal, at)), 'actor' in seen);
  const scale = 'actor' in seen ? frameScale(world.look(seen.actor), height) : 1;
  const aim: Vec3 = 'actor' in seen ? [goal[0], goal[1], goal[2] - height / 6] : goal;
  const pose: Pose = { position: at, target: aim, lens: lens / scale };
  const hides = hiddenWalls(world, pose, [goal]);
  const clear = hides && frames.every((frame) => inFrame(pose, goalAt(frame), 0.05) && isOpen(frame));
  if (!clear) return undefined;
  return {
    keys: [keyOf(pose, from)],
    hides,
    height: height * scale,
    size,
    move: 'static',
    angle: 'eye',
    penalty: 0,
  };

  function goalAt(frame: number): Vec3 {
    return 'actor' in seen ? world.head(seen.actor, frame) : goal;
  }
  function isOpen(frame: number): boolean {
    return 'actor' in seen
      ? isClear(world, at, world.head(seen.actor, frame), frame, hides ?? [], [owner, seen.actor])
      : isClear(world, at, above(goal), frame, hides ?? [], [owner]);
  }
}
