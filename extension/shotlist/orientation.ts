import type { Beat } from '../../schemas/source/blocking.ts';
import type { Vec2 } from '../../schemas/source/common.ts';
import type { SceneShots } from '../../schemas/source/shotList.ts';
import { add2, distance2, flat, lerp2, scale2, sub2 } from '../geometry/vector.ts';
import { sideOf, type World } from './world.ts';

/** From which side a scene is seen: every camera of a conversation stays on the anchor's side of its line. */
export interface Orientation {
  anchor: Vec2;
  /** The middle of the action, metres. */
  centre: Vec2;
  axis: SceneShots['axis'];
}

const outward: Record<'N' | 'E' | 'S' | 'W', Vec2> = { N: [0, 1], E: [1, 0], S: [0, -1], W: [-1, 0] };
/** Metres from the action to the anchor: beyond every camera that plays a face. */
const far = 9;

/** To whom a line is said: the blocking's addressee, else who spoke last, else who stands nearest. */
export function addressee(world: World, beat: Beat): string | undefined {
  const { speaker } = beat;
  if (!speaker || !world.cast.includes(speaker)) return undefined;
  const frame = beat.start + (beat.speech?.start ?? 0);
  const others = world.onStage(frame).filter((actor) => actor !== speaker);
  if (beat.addressee && others.includes(beat.addressee)) return beat.addressee;
  const before = world.scene.beats
    .filter((b) => b.start < beat.start && b.speaker !== speaker && others.includes(b.speaker ?? ''))
    .at(-1);
  if (before?.speaker) return before.speaker;
  const own = flat(world.state(speaker, frame).position);
  const near = others.map((actor) => ({
    actor,
    gap: distance2(flat(world.state(actor, frame).position), own),
  }));
  return near.sort((a, b) => a.gap - b.gap)[0]?.actor;
}

/** Chooses the axis of a scene (the two who speak most to each other) and the side the camera takes. */
export function orient(world: World): Orientation {
  const centre = middleOfAction(world);
  // People in a car face its front: they are seen through the windscreen.
  const out = outward[world.plan.kind === 'car' ? 'N' : world.plan.master.from];
  const open = add2(centre, scale2(out, far));
  const talk = mainPair(world);
  if (!talk) return { anchor: open, centre, axis: undefined };
  const a = flat(world.state(talk.a, talk.frame).position);
  const b = flat(world.state(talk.b, talk.frame).position);
  const line = sub2(b, a);
  const span = Math.hypot(...line) || 1;
  const left: Vec2 = [-line[1] / span, line[0] / span];
  const lean = left[0] * out[0] + left[1] * out[1];
  // Where the audience's side lies on the line itself, the side with more of the set in it.
  const side = Math.abs(lean) > 0.15 ? (lean > 0 ? 1 : -1) : sideOf(a, b, [0, 0]) || 1;
  const normal = scale2(left, side);
  const toward = add2(scale2(out, 0.35), normal);
  const anchor = add2(lerp2(a, b, 0.5), scale2(toward, far / (Math.hypot(...toward) || 1)));
  return { anchor, centre, axis: { a, b, side } };
}

/** The side of p→q the camera belongs on at a frame. */
export function cameraSide(
  world: World,
  orientation: Orientation,
  p: string,
  q: string,
  frame: number,
): 1 | -1 {
  const a = flat(world.state(p, frame).position);
  const b = flat(world.state(q, frame).position);
  return sideOf(a, b, orientation.anchor) === -1 ? -1 : 1;
}

function mainPair(world: World): { a: string; b: string; frame: number } | undefined {
  const pairs = new Map<string, { a: string; b: string; frame: number; heard: number }>();
  for (const beat of world.scene.beats) {
    const to = beat.speech?.visible ? addressee(world, beat) : undefined;
    if (!to || !beat.speaker || !beat.speech) continue;
    const [a, b] = [beat.speaker, to].sort() as [string, string];
    const known = pairs.get(`${a} ${b}`) ?? { a, b, frame: beat.start + beat.speech.start, heard: 0 };
    known.heard += beat.speech.frames;
    pairs.set(`${a} ${b}`, known);
  }
  return [...pairs.values()].sort((x, y) => y.heard - x.heard)[0];
}

function middleOfAction(world: World): Vec2 {
  let sum: Vec2 = [0, 0];
  let count = 0;
  for (const beat of world.scene.beats) {
    for (const actor of world.onStage(beat.start)) {
      sum = add2(sum, flat(world.state(actor, beat.start).position));
      count++;
    }
  }
  return count ? scale2(sum, 1 / count) : [0, 0];
}
