import type { Vec2, Vec3 } from '../../schemas/source/common.ts';
import { frameScale } from '../geometry/body.ts';
import { type FigureSize, sizes } from '../geometry/camera.ts';
import { direction, distance2, facingTo, flat, radians, sub2, wrapAngle } from '../geometry/vector.ts';
import { figurePose, type Pose, turned } from './framing.ts';
import type { Side } from './obstacles.ts';
import { cameraSide, type Orientation } from './orientation.ts';
import { hasRoom, headSpan, hiddenWalls, inFrame, isFaced, seesHead } from './sight.ts';
import { type Idea, keyOf, type ViewDraft } from './view.ts';
import { faceYaw, roughFirst, sideOf, type World } from './world.ts';

/** One place to try for a camera of a figure: degrees off the eyeline, factor on distance and lens, metres higher. */
interface Try {
  turn: number;
  far: number;
  raise: number;
  cost: number;
}

/** Direction's order: as wished, farther with a longer lens, round the subject, higher, the other side. */
const tries: readonly Try[] = [
  { turn: 32, far: 1, raise: 0, cost: 0 },
  { turn: 32, far: 1.3, raise: 0, cost: 0.3 },
  { turn: 32, far: 0.78, raise: 0, cost: 0.4 },
  { turn: 40, far: 1, raise: 0, cost: 0.4 },
  { turn: 25, far: 1, raise: 0, cost: 0.4 },
  { turn: 47, far: 1, raise: 0, cost: 0.6 },
  { turn: 47, far: 1.3, raise: 0, cost: 0.8 },
  { turn: 17, far: 1, raise: 0, cost: 0.8 },
  { turn: 32, far: 1, raise: 0.25, cost: 0.8 },
  { turn: 47, far: 0.78, raise: 0.15, cost: 1 },
  { turn: 62, far: 1, raise: 0, cost: 1 },
  { turn: 32, far: 1.3, raise: 0.45, cost: 1.2 },
  { turn: 62, far: 0.78, raise: 0.3, cost: 1.4 },
  { turn: 75, far: 1, raise: 0.1, cost: 1.6 },
  { turn: -32, far: 1, raise: 0, cost: 3 },
  { turn: -50, far: 1, raise: 0.2, cost: 3.4 },
];

/** Degrees off the walk from which a walker is led, the lens keeping its distance. */
const leads: readonly number[] = [42, 58, 30, 75, 90, -42, -62, -90];

/** Who has turned from the partner by more than this is seen from where the body faces, radians. */
const turnedAway = radians(110);

/** Metres that a close-up goes with somebody; on longer ways it only shakes. */
const closeTravel = 1;

/** A place for the camera, and at which frames it is known to show its figure or not. */
interface Stand {
  pose: Pose;
  hides: Side[];
  cost: number;
  shows: Map<number, boolean>;
}
/** Places that were tried in a scene, so that each is judged once; undefined where the set has no room for one. */
export type Stands = Map<string, Stand | undefined>;

/** A frame of one figure over a window; undefined when no place for the camera shows it throughout. */
export function figureView(
  world: World,
  orientation: Orientation,
  stands: Stands,
  idea: Idea,
  from: number,
  to: number,
): ViewDraft | undefined {
  const [actor] = idea.subjects;
  if (!actor) return undefined;
  const frames = world.samples(from, to);
  if (!frames.every((frame) => world.state(actor, frame).onStage)) return undefined;
  if (world.moves(actor, from, to)) return followView(world, orientation, idea, actor, frames, from, to);
  const { partner } = idea;
  const paired = partner && !world.moves(partner, from, to) && world.state(partner, from).onStage;
  const rough = roughFirst(frames);
  let first: Stand | undefined;
  for (const option of tries) {
    const own = standFor(world, orientation, stands, idea, actor, partner, option, to - 1);
    if (!own || !rough.every((frame) => shows(world, own, actor, frame))) continue;
    if (!isFaced(world, actor, partner, from, to, idea.faced, () => own.pose)) continue;
    first ??= own;
    const other = paired && standFor(world, orientation, stands, idea, partner, actor, option, to - 1);
    if (!paired || (other && shows(world, other, partner, from))) return still(world, own, idea, actor, from);
  }
  return first && still(world, { ...first, cost: first.cost + 0.3 }, idea, actor, from);
}

/** Whether a place for the camera shows its figure at a frame, judged once for all frames that look alike. */
function shows(world: World, stand: Stand, actor: string, frame: number): boolean {
  const alike = world.like(frame);
  let known = stand.shows.get(alike);
  if (known === undefined) {
    known = holds(world, stand.pose, stand.hides, actor, frame);
    stand.shows.set(alike, known);
  }
  return known;
}

const still = (world: World, stand: Stand, idea: Idea, actor: string, frame: number): ViewDraft => ({
  keys: [keyOf(stand.pose, frame)],
  hides: stand.hides,
  height: heightFor(world, idea, actor),
  move: 'static',
  angle: 'eye',
  penalty: stand.cost,
});

/** The frame's height at an actor for an idea's size, metres. */
const heightFor = (world: World, idea: Pick<Idea, 'height'>, actor: string): number =>
  idea.height * frameScale(world.look(actor), idea.height);

const lensFor = (idea: Idea): number => sizes[idea.size as FigureSize]?.lens ?? 50;

/** From the figure towards the camera: off the eyeline to the partner, else off where the body faces. */
function towardCamera(
  world: World,
  orientation: Orientation,
  actor: string,
  partner: string | undefined,
  frame: number,
  turn: number,
): Vec2 {
  const own = flat(world.state(actor, frame).position);
  if (partner && world.state(partner, frame).onStage) {
    const line = sub2(flat(world.state(partner, frame).position), own);
    const away = Math.abs(wrapAngle(facingTo([0, 0], line) - world.state(actor, frame).facing));
    if (Math.hypot(...line) > 0.2 && away < turnedAway) {
      return turned(line, radians(turn) * cameraSide(world, orientation, actor, partner, frame));
    }
  }
  const facing = direction(world.state(actor, frame).facing);
  const ahead: Vec2 = [own[0] + facing[0], own[1] + facing[1]];
  return turned(facing, radians(turn) * (sideOf(own, ahead, orientation.anchor) || 1));
}

function standFor(
  world: World,
  orientation: Orientation,
  stands: Stands,
  idea: Idea,
  actor: string,
  partner: string | undefined,
  option: Try,
  frame: number,
): Stand | undefined {
  const key = `${actor} ${partner} ${idea.size} ${tries.indexOf(option)} ${world.like(frame)}`;
  if (stands.has(key)) return stands.get(key);
  const head = world.head(actor, frame);
  const pose = figurePose({
    head,
    ground: world.state(actor, frame).position[2],
    toward: towardCamera(world, orientation, actor, partner, frame, option.turn),
    height: heightFor(world, idea, actor),
    lens: Math.round(lensFor(idea) * option.far),
    raise: option.raise,
    gaze: direction(faceYaw(world, actor, frame, partner)),
  });
  const hides = hiddenWalls(world, pose, [head]);
  const stand = hides && { pose, hides, cost: option.cost, shows: new Map<number, boolean>() };
  stands.set(key, stand);
  return stand;
}

/** Whether a camera has an actor in the open and in the frame, and nobody looms before it. */
function holds(world: World, pose: Pose, hides: readonly Side[], actor: string, frame: number): boolean {
  const head = world.head(actor, frame);
  return (
    hasRoom(world, pose.position, frame, hides) &&
    seesHead(world, pose.position, actor, frame, hides) &&
    inFrame(pose, head, 0.05) &&
    !looms(world, pose, actor, frame)
  );
}

/** Whether somebody nearer than the subject fills more than an eighth of the frame's width. */
function looms(world: World, pose: Pose, actor: string, frame: number): boolean {
  const reach = distance2(flat(pose.position), flat(world.head(actor, frame)));
  if (world.onStage(frame).length < 2) return false;
  return world.onStage(frame).some((other) => {
    if (other === actor) return false;
    const at = world.head(other, frame);
    if (distance2(flat(pose.position), flat(at)) > reach - 0.2) return false;
    if (!inFront(pose, at)) return false;
    const [left, right] = headSpan(world, pose, other, frame);
    return Math.min(1, right) - Math.max(0, left) > 0.125;
  });
}

function inFront(pose: Pose, at: Vec3): boolean {
  const [fx, fy] = sub2(flat(pose.target), flat(pose.position));
  return fx * (at[0] - pose.position[0]) + fy * (at[1] - pose.position[1]) > 0;
}

/** A camera that keeps its distance from somebody who walks, rises or sits down: the size holds over the move. */
function followView(
  world: World,
  orientation: Orientation,
  idea: Idea,
  actor: string,
  frames: readonly number[],
  from: number,
  to: number,
): ViewDraft | undefined {
  const start = world.head(actor, from);
  const end = world.head(actor, to - 1);
  const travel: Vec2 = [end[0] - start[0], end[1] - start[1]];
  const walks = Math.hypot(...travel) > 0.6;
  if (Math.hypot(...travel) > closeTravel && (idea.size === 'CU' || idea.size === 'ECU')) return undefined;
  const ahead: Vec2 = [start[0] + travel[0], start[1] + travel[1]];
  const side = sideOf(flat(start), ahead, orientation.anchor) || 1;
  const options = walks
    ? leads.map((lead, i) => ({
        toward: turned(travel, radians(lead) * side),
        gaze: travel,
        raise: 0,
        cost: 0.3 * i,
      }))
    : tries.map(({ turn, raise, cost }) => ({
        toward: towardCamera(world, orientation, actor, idea.partner, to - 1, turn),
        gaze: direction(faceYaw(world, actor, to - 1, idea.partner)),
        raise,
        cost,
      }));
  const height = heightFor(world, idea, actor);
  const [rough, lens] = [roughFirst(frames), lensFor(idea)];
  for (const { toward, gaze, raise, cost } of options) {
    const poseAt = (frame: number): Pose => {
      const ground = world.state(actor, frame).position[2];
      return figurePose({ head: world.head(actor, frame), ground, toward, height, lens, raise, gaze });
    };
    const hides = heldThroughout(world, actor, rough, poseAt);
    if (!hides || !isFaced(world, actor, idea.partner, from, to, idea.faced, poseAt)) continue;
    const passed = world.passed(from, to);
    if (hides.some((side) => passed.has(side))) continue;
    const keys = frames
      .filter((_, i) => i % 2 === 0 || i === frames.length - 1)
      .map((frame) => keyOf(poseAt(frame), frame));
    return { keys, hides, height, move: 'follow', angle: 'eye', penalty: cost };
  }
  return undefined;
}

/** Walls that go for a camera that moves with an actor; undefined when it loses the actor or goes through things. */
function heldThroughout(
  world: World,
  actor: string,
  frames: readonly number[],
  poseAt: (frame: number) => Pose,
): Side[] | undefined {
  const all = new Set<Side>();
  for (const frame of frames) {
    const pose = poseAt(frame);
    const hides = hiddenWalls(world, pose, [world.head(actor, frame)]);
    if (!hides || !holds(world, pose, hides, actor, frame)) return undefined;
    for (const side of hides) all.add(side);
  }
  return (['N', 'E', 'S', 'W', 'C'] as const).filter((wall) => all.has(wall));
}
