import type { Vec3 } from '../../schemas/source/common.ts';
import { headHeight, shoulderHeight } from '../geometry/body.ts';
import { cameraAxes, frameHeightAt, projector, sensor } from '../geometry/camera.ts';
import { add3, dot3, length3, radians, scale3, sub3 } from '../geometry/vector.ts';
import type { Pose } from './framing.ts';
import { ballBetween, boxBetween, isNearBox, postBetween, type Side } from './obstacles.ts';
import { distanceToWalls, isInside, wallsBetween } from './room.ts';
import { facesCamera, type World } from './world.ts';

/** Metres kept between the lens and anything that stands, and between it and a body's middle. */
const clearance = 0.3;
const bodyClearance = 0.5;
/** Half the width of a trunk, metres; heads are measured with their hair. */
const trunk = 0.2;
const hair = 0.6;

/** Walls that go for a camera that looks at points from there; undefined when one of them cannot go. */
export function hiddenWalls(world: World, pose: Pose, points: readonly Vec3[]): Side[] | undefined {
  const { room } = world;
  if (!room || isInside(room, pose.position)) return [];
  const sides = new Set<Side>();
  for (const point of [...points, ...frameCorners(pose, points[0])]) {
    for (const side of wallsBetween(room, pose.position, point)) sides.add(side);
  }
  const order: readonly Side[] = ['N', 'E', 'S', 'W', 'C'];
  const hides = order.filter((side) => sides.has(side));
  return hides.every((side) => world.plan.wildWalls.includes(side)) ? hides : undefined;
}

/** Points near the frame's edges at the depth of what it is about. */
function frameCorners(pose: Pose, at: Vec3 | undefined): Vec3[] {
  if (!at) return [];
  const { right, up, forward } = cameraAxes(pose);
  const { depth } = seen(pose, at);
  const [w, h] = [(sensor.width / pose.lens) * 0.48 * depth, (sensor.height / pose.lens) * 0.48 * depth];
  const middle = add3(pose.position, scale3(forward, depth));
  return [-1, 1].flatMap((x) =>
    [-1, 0, 1].map((y) => add3(middle, add3(scale3(right, x * w), scale3(up, y * h)))),
  );
}

/** Whether a lens can stand there: clear of walls that stay, of solid pieces and of bodies. */
export function hasRoom(world: World, at: Vec3, frame: number, hides: readonly Side[]): boolean {
  if (at[2] < 0.15 || (world.room && distanceToWalls(world.room, hides, at) < clearance)) return false;
  for (const box of world.boxes) {
    if (box.wall && hides.includes(box.wall)) continue;
    if (isNearBox(box, at, clearance)) return false;
  }
  for (const actor of world.onStage(frame)) {
    const { position, crown } = world.state(actor, frame);
    const [dx, dy] = [at[0] - position[0], at[1] - position[1]];
    if (at[2] < crown[2] + clearance && dx * dx + dy * dy < bodyClearance * bodyClearance) return false;
  }
  return true;
}

/** Whether nothing stands between the lens and a point; `mine` are actors who do not count: it is theirs. */
export function isClear(
  world: World,
  from: Vec3,
  to: Vec3,
  frame: number,
  hides: readonly Side[],
  mine: readonly string[],
): boolean {
  if (!thingsClear(world, from, to, hides)) return false;
  for (const actor of world.onStage(frame)) {
    if (!mine.includes(actor) && bodyBetween(world, actor, frame, from, to)) return false;
  }
  return true;
}

function thingsClear(world: World, from: Vec3, to: Vec3, hides: readonly Side[]): boolean {
  for (const box of world.boxes) {
    if (box.wall && hides.includes(box.wall)) continue;
    if (boxBetween(box, from, to)) return false;
  }
  return true;
}

/** Whether an actor's head is between a lens and what is in the actor's own hands. */
export function headBetween(world: World, actor: string, frame: number, from: Vec3, to: Vec3): boolean {
  const { crown } = world.state(actor, frame);
  const skull = headHeight(world.look(actor));
  return ballBetween([crown[0], crown[1], crown[2] - skull / 2], skull * hair, from, to);
}

function bodyBetween(world: World, actor: string, frame: number, from: Vec3, to: Vec3): boolean {
  const { position, crown, posture, seatHeight } = world.state(actor, frame);
  const look = world.look(actor);
  if (headBetween(world, actor, frame, from, to)) return true;
  if (posture === 'lie') return false;
  const shoulders = crown[2] - (look.heightM - shoulderHeight(look));
  return postBetween([position[0], position[1]], position[2] + seatHeight * 0.8, shoulders, trunk, from, to);
}

/** Whether the lens has an actor's face and the top of the head in the open. */
export function seesHead(
  world: World,
  from: Vec3,
  actor: string,
  frame: number,
  hides: readonly Side[],
): boolean {
  const { crown } = world.state(actor, frame);
  return (
    isClear(world, from, world.head(actor, frame), frame, hides, [actor]) &&
    thingsClear(world, from, [crown[0], crown[1], crown[2] - 0.04], hides)
  );
}

/** More of a face than its outline, radians off the lens. */
const profile = radians(82);

/** Whether a camera has more of a face than its outline for a share of [from, to): one may turn away and back. */
export function isFaced(
  world: World,
  actor: string,
  partner: string | undefined,
  from: number,
  to: number,
  share: number,
  poseAt: (frame: number) => Pose,
): boolean {
  const step = Math.max(1, Math.round(world.fps / 4));
  let faced = 0;
  let all = 0;
  for (let frame = from; frame < to; frame += step) {
    all++;
    if (facesCamera(world, actor, frame, poseAt(frame).position, partner, profile)) faced++;
  }
  return faced >= share * all;
}

/** The camera asked last: points come in handfuls for one camera, and its axes are not worked out for each. */
let latest: { pose: Pose; see: ReturnType<typeof projector> } | undefined;

/** Where a camera sees a point: as `project`. */
function seen(pose: Pose, point: Vec3): { x: number; y: number; depth: number } {
  if (latest?.pose !== pose) latest = { pose, see: projector(pose) };
  return latest.see(point);
}

/** Height of the frame at a point, metres. */
export function heightAt(pose: Pose, point: Vec3): number {
  const axis = sub3(pose.target, pose.position);
  const depth = dot3(axis, sub3(point, pose.position)) / (length3(axis) || 1);
  return frameHeightAt(Math.max(0.05, depth), pose.lens);
}

/** Whether a point lies in the frame, `margin` (a share of the frame) from its edges. */
export function inFrame(pose: Pose, point: Vec3, margin = 0): boolean {
  const { x, y, depth } = seen(pose, point);
  return depth > 0 && x >= margin && x <= 1 - margin && y >= margin && y <= 1 - margin;
}

/** The horizontal stretch of the frame, from 0 to 1 and beyond, that a head takes. */
export function headSpan(world: World, pose: Pose, actor: string, frame: number): readonly [number, number] {
  const { crown } = world.state(actor, frame);
  const skull = headHeight(world.look(actor));
  const { x, depth } = seen(pose, [crown[0], crown[1], crown[2] - skull / 2]);
  const half = (skull * 0.48 * pose.lens) / sensor.width / Math.max(depth, 0.05);
  return [x - half, x + half];
}
