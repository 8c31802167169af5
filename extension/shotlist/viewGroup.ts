import type { Vec2, Vec3 } from '../../schemas/source/common.ts';
import { sensor } from '../geometry/camera.ts';
import { distance2, flat, length3, radians, sub2, sub3 } from '../geometry/vector.ts';
import { groupPose, type Pose, turned } from './framing.ts';
import type { Side } from './obstacles.ts';
import type { Orientation } from './orientation.ts';
import { hasRoom, heightAt, hiddenWalls, inFrame, seesHead } from './sight.ts';
import { type Idea, keyOf, type ViewDraft } from './view.ts';
import { roughFirst, type World } from './world.ts';

/** Degrees round the group to try, the middle first. */
export const arounds = [0, 15, -15, 30, -30, 45, -45, 60, -60] as const;
/** Downward tilt that puts level eyes on the upper third: the angle of a sixth of the frame's height. */
const thirdTilt = (lens: number): number => Math.atan(sensor.height / 6 / lens);
/** A pose that was found, with the walls that go for it and how far it is from what was wished. */
export interface Found {
  pose: Pose;
  hides: Side[];
  cost: number;
}

/** Two, three or more people in one frame: 60–90° to the line between them, heads with room on both sides. */
export function togetherView(
  world: World,
  orientation: Orientation,
  idea: Idea,
  from: number,
  to: number,
): ViewDraft | undefined {
  const frames = world.samples(from, to);
  const present = (actor: string) => frames.every((frame) => world.state(actor, frame).onStage);
  if (idea.subjects.length === 0 || !idea.subjects.every(present)) return undefined;
  const heads = idea.subjects.flatMap((actor) => sparse(frames.map((frame) => world.head(actor, frame))));
  if (Math.max(spread(heads, 0), spread(heads, 1)) > 4) return undefined;
  const base = inward(world, orientation, idea.subjects, from);
  const lens = idea.subjects.length === 2 ? 40 : 35;
  let best: Found | undefined;
  for (const around of arounds) {
    const forward = turned(base, radians(around));
    const pose = groupPose({
      points: heads.flatMap((head) => headAndChest(head, forward)),
      forward,
      tilt: thirdTilt(lens),
      lens,
      margin: { side: 0.02, above: 0.06, below: 0 },
      eyes: average(heads),
    });
    const cost = Math.abs(around) / 45;
    if (best && cost >= best.cost) continue;
    const hides = hiddenWalls(world, pose, heads);
    if (hides && everyoneSeen(world, pose, hides, idea.subjects, roughFirst(frames)))
      best = { pose, hides, cost };
    if (best) break;
  }
  return best && drafted(world, best, idea.subjects, from);
}

/** The points of a path that are a step from each other, metres: its shape without its detail. */
function sparse(path: readonly Vec3[]): Vec3[] {
  const kept: Vec3[] = [];
  for (const point of path) {
    const last = kept.at(-1);
    if (!last || length3(sub3(point, last)) > 0.2) kept.push(point);
  }
  return kept;
}

const spread = (points: readonly Vec3[], axis: 0 | 1): number => {
  const values = points.map((point) => point[axis]);
  return Math.max(...values) - Math.min(...values);
};

/** A head with its room at both sides, its hair and the chest under it, as seen from a direction. */
export function headAndChest(head: Vec3, forward: Vec2): Vec3[] {
  const [rx, ry] = [forward[1] / Math.hypot(...forward), -forward[0] / Math.hypot(...forward)];
  const at = (side: number, up: number): Vec3 => [head[0] + rx * side, head[1] + ry * side, head[2] + up];
  return [at(-0.45, 0), at(0.45, 0), at(0, 0.2), at(0, -0.5)];
}

/** From the camera's side onto a group: across the line of its first two, else from the anchor. */
function inward(world: World, orientation: Orientation, actors: readonly string[], frame: number): Vec2 {
  const points = actors.map((actor) => flat(world.head(actor, frame)));
  const [a, b] = points;
  const middle = average(actors.map((actor) => world.head(actor, frame)));
  const view = sub2(flat(middle), orientation.anchor);
  if (!a || !b || points.length > 2 || distance2(a, b) < 0.2) return view;
  const normal: Vec2 = [-(b[1] - a[1]), b[0] - a[0]];
  return normal[0] * view[0] + normal[1] * view[1] > 0 ? normal : [-normal[0], -normal[1]];
}

/** The middle of some points. */
export const average = (points: readonly Vec3[]): Vec3 => {
  const sum = points.reduce((s, p): Vec3 => [s[0] + p[0], s[1] + p[1], s[2] + p[2]], [0, 0, 0]);
  return [sum[0] / points.length, sum[1] / points.length, sum[2] / points.length];
};

function everyoneSeen(
  world: World,
  pose: Pose,
  hides: readonly Side[],
  actors: readonly string[],
  frames: readonly number[],
): boolean {
  return frames.every(
    (frame) =>
      hasRoom(world, pose.position, frame, hides) &&
      actors.every(
        (actor) =>
          inFrame(pose, world.head(actor, frame), 0.02) &&
          seesHead(world, pose.position, actor, frame, hides),
      ),
  );
}

/** A still camera over its window. */
export const drafted = (world: World, found: Found, actors: readonly string[], frame: number): ViewDraft => ({
  keys: [keyOf(found.pose, frame)],
  hides: found.hides,
  height: actors[0] ? heightAt(found.pose, world.head(actors[0], frame)) : 0,
  move: 'static',
  angle: 'eye',
  penalty: found.cost,
});
