import type { Action, Placement, Posture, SceneBlocking } from '../../schemas/source/blocking.ts';
import type { Look } from '../../schemas/source/breakdown.ts';
import type { Vec2, Vec3 } from '../../schemas/source/common.ts';
import type { FloorPlan } from '../../schemas/source/sets.ts';
import { eyeForward, eyeHeight, headHeight, sink } from './body.ts';
import { clamp, direction, facingTo, lerp2, lerpAngle, smoothstep } from './vector.ts';
import { pathLength, pointAlong, travelled } from './walk.ts';

/** Someone at a frame of the scene's clock. */
export interface ActorState {
  /** The feet; while seated, the floor below the middle of the seat. */
  position: Vec3;
  facing: number;
  posture: Posture;
  /** Height of what one sits or lies on above `position`, metres; 0 when standing. */
  seatHeight: number;
  /** Between the eyes, and the top of the head. */
  eye: Vec3;
  crown: Vec3;
  onStage: boolean;
  moving: boolean;
}

/** A stretch of one actor's time: from one placement to the next. */
interface Segment {
  start: number;
  end: number;
  action?: Action;
  from: Placement & { seatHeight: number };
  to: Placement & { seatHeight: number };
}

/** Everybody's movement through one scene. */
export interface SceneTimeline {
  frames: number;
  actors: string[];
  segments(actor: string): readonly Segment[];
  /** Throws RangeError for an actor who is not in the scene. */
  state(actor: string, frame: number): ActorState;
}

const moves = new Set<Action['do']>(['walk', 'turn', 'sit', 'rise', 'kneel', 'lie']);

/** Folds a scene's actions into where everybody is at every frame. */
export function sceneTimeline(
  scene: SceneBlocking,
  plan: FloorPlan,
  looks: ReadonlyMap<string, Look>,
  fps: number,
): SceneTimeline {
  const tracks = new Map(scene.cast.map(({ actor, start }) => [actor, fold(scene, plan, actor, start)]));
  const track = (actor: string) => {
    const found = tracks.get(actor);
    if (!found) throw new RangeError(`${actor} is not in scene ${scene.number}`);
    return found;
  };
  return {
    frames: scene.frames,
    actors: [...tracks.keys()],
    segments: track,
    state(actor, frame) {
      const segment = find(track(actor), frame);
      const look = looks.get(actor);
      if (!look) throw new RangeError(`${actor} has no look`);
      return stateIn(segment, frame, look, fps);
    },
  };
}

function fold(scene: SceneBlocking, plan: FloorPlan, actor: string, start: Placement): Segment[] {
  let now = withSeat(start, plan);
  const out: Segment[] = [{ start: Number.NEGATIVE_INFINITY, end: 0, from: now, to: now }];
  const own = scene.beats
    .flatMap((beat) => beat.actions.map((action) => ({ action, start: beat.start + action.start })))
    .filter(({ action }) => action.actor === actor && moves.has(action.do))
    .sort((a, b) => a.start - b.start);
  for (const { action, start: at } of own) {
    const next = after(action, now, plan);
    out.push({ start: at, end: at + action.frames, action, from: now, to: next });
    now = next;
  }
  return out;
}

function withSeat(place: Placement, plan: FloorPlan): Placement & { seatHeight: number } {
  const seat = plan.seats.find((s) => s.id === place.seat);
  return {
    ...place,
    seatHeight: place.posture === 'sit' || place.posture === 'lie' ? (seat?.height ?? 0.45) : 0,
  };
}

function after(
  action: Action,
  now: Placement & { seatHeight: number },
  plan: FloorPlan,
): Placement & { seatHeight: number } {
  const seat = plan.seats.find((s) => s.id === (action.seat ?? now.seat));
  const facing = action.facing ?? now.facing;
  const { seat: _, ...free } = now;
  switch (action.do) {
    case 'walk': {
      const end = action.path?.at(-1) ?? now.position;
      const last = action.path?.at(-2) ?? now.position;
      const arrives =
        action.facing ?? (last[0] === end[0] && last[1] === end[1] ? now.facing : facingTo(last, end));
      return {
        ...free,
        position: end,
        facing: arrives,
        posture: 'stand',
        seatHeight: 0,
        onStage: !action.exit,
      };
    }
    case 'sit':
    case 'lie':
      return {
        ...free,
        ...(seat
          ? { seat: seat.id, position: [seat.position[0], seat.position[1]], floor: seat.position[2] }
          : {}),
        facing: seat?.facing ?? facing,
        posture: action.do,
        seatHeight: seat?.height ?? (action.do === 'sit' ? 0.45 : 0),
      };
    case 'rise': {
      const stand =
        action.path?.at(-1) ?? (seat ? ([seat.approach[0], seat.approach[1]] satisfies Vec2) : now.position);
      return {
        ...free,
        position: stand,
        floor: seat?.approach[2] ?? now.floor,
        facing,
        posture: 'stand',
        seatHeight: 0,
      };
    }
    case 'kneel':
      return { ...free, facing, posture: 'kneel', seatHeight: 0 };
    default:
      return { ...now, facing };
  }
}

function find(segments: readonly Segment[], frame: number): Segment {
  let found = segments[0] as Segment;
  for (const s of segments) {
    if (s.start > frame) break;
    found = s;
  }
  return found;
}

function stateIn(segment: Segment, frame: number, look: Look, fps: number): ActorState {
  const { from, to, action } = segment;
  const length = segment.end - segment.start;
  const t = Number.isFinite(length) && length > 0 ? clamp((frame - segment.start) / length, 0, 1) : 1;
  let position = lerp2(from.position, to.position, t);
  let facing = lerpAngle(from.facing, to.facing, smoothstep(0, 1, t));
  if (action?.do === 'walk' && action.path && action.path.length > 1 && t < 1) {
    const total = pathLength(action.path);
    const gone = travelled(total, action.frames, frame - segment.start, fps);
    position = pointAlong(action.path, gone);
    const along = facingTo(pointAlong(action.path, gone - 0.25), pointAlong(action.path, gone + 0.25));
    const turn = Math.min(0.45 * fps, action.frames / 3);
    const elapsed = frame - segment.start;
    facing = lerpAngle(from.facing, along, smoothstep(0, turn, elapsed));
    facing = lerpAngle(facing, to.facing, smoothstep(action.frames - turn, action.frames, elapsed));
  }
  const floor = from.floor + (to.floor - from.floor) * t;
  const drop =
    sink(look, from.posture, from.seatHeight) * (1 - t) + sink(look, to.posture, to.seatHeight) * t;
  const eyeZ = floor + eyeHeight(look) - drop;
  const [dx, dy] = direction(facing);
  const ahead = eyeForward(look);
  return {
    position: [position[0], position[1], floor],
    facing,
    posture: t < 0.5 ? from.posture : to.posture,
    seatHeight: from.seatHeight * (1 - t) + to.seatHeight * t,
    eye: [position[0] + dx * ahead, position[1] + dy * ahead, eyeZ],
    crown: [position[0], position[1], eyeZ + 0.5 * headHeight(look)],
    onStage: t >= 1 ? to.onStage : from.onStage || (action?.entrance ?? false) || to.onStage,
    moving: action?.do === 'walk' && t > 0 && t < 1,
  };
}
