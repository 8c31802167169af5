import type { Beat } from '../../schemas/source/blocking.ts';
import type { SpokenLine } from '../../schemas/source/voices.ts';
import { type CutPoint, cutPoints } from './cuts.ts';
import { closenessFor } from './grammar.ts';
import { addressee } from './orientation.ts';
import type { World } from './world.ts';

/** A stretch of the scene's clock that is never cut inside, and what it is about. */
export interface Segment {
  index: number;
  from: number;
  to: number;
  /** What a cut at its start costs. */
  cutCost: number;
  beat: Beat;
  /** Who is heard and on stage here. */
  speaker?: string;
  /** Who is spoken to, or the speaker's usual partner. */
  listener?: string;
  /** How close the beat's tension asks the camera to be: a place on the ladder of sizes. */
  closeness: number;
  /** The first of a line's segments: the speaker is seen in it. */
  opensLine: boolean;
  /** The only one of its line. */
  wholeLine: boolean;
  /** The moment of the line to see the listener in. */
  reaction: boolean;
}

/** Seconds from which on a line gives room for the listener's face. */
const longEnough = 5;
/** Words of fault said to somebody's face. */
export const blame =
  /\byou(?:'ve|'d|r)?\b[^.?!]*\b(?:lied?|liar|took|stole|killed|left|knew|never|always|promised|went|said|told|did)\b/i;
const reveal =
  /\b(?:love|dead|died|dying|pregnant|divorce|married|mother|father|killer|truth|secret|found|gone|goodbye)\b/i;

/** Divides a scene's clock where the picture may change; `kept` windows are not divided. */
export function segmentsOf(
  world: World,
  spoken: ReadonlyMap<string, SpokenLine>,
  seed: number,
  kept: readonly (readonly [number, number])[] = [],
): Segment[] {
  const points = aroundKept(cutPoints(world.scene, spoken, world.fps, seed), kept, world);
  const segments = points.slice(0, -1).map((point, index): Segment => {
    const from = point.frame;
    const to = points[index + 1]?.frame ?? world.frames;
    const beat = mainBeat(world, from, to);
    const speaker = heard(world, beat, from, to);
    const listener = speaker ? addressee(world, beat) : undefined;
    return {
      index,
      from,
      to,
      cutCost: point.cost,
      beat,
      ...(speaker ? { speaker } : {}),
      ...(listener ? { listener } : {}),
      closeness: closenessFor(beat.tension),
      opensLine: false,
      wholeLine: false,
      reaction: false,
    };
  });
  markLines(segments, world.fps);
  return segments;
}

/** Cut points with windows [from, to) that stay as they are: cut at their ends and nowhere inside or just beside them. */
function aroundKept(
  points: readonly CutPoint[],
  kept: readonly (readonly [number, number])[],
  world: World,
): CutPoint[] {
  if (kept.length === 0) return [...points];
  const slack = Math.round(0.4 * world.fps);
  const ends = new Set(kept.flat());
  const free = points.filter(
    ({ frame }) =>
      frame === 0 ||
      frame === world.frames ||
      !kept.some(([from, to]) => frame > from - slack && frame < to + slack),
  );
  const own = [...ends].filter((frame) => frame > 0 && frame < world.frames);
  return [...free, ...own.map((frame) => ({ frame, cost: 0 }))].sort((a, b) => a.frame - b.frame);
}

function mainBeat(world: World, from: number, to: number): Beat {
  let best = world.beatAt(from);
  let most = 0;
  for (const beat of world.scene.beats) {
    const shared = Math.min(to, beat.start + beat.frames) - Math.max(from, beat.start);
    if (shared > most) {
      most = shared;
      best = beat;
    }
  }
  return best;
}

function heard(world: World, beat: Beat, from: number, to: number): string | undefined {
  const { speech, speaker } = beat;
  if (!speech?.visible || !speaker || !world.cast.includes(speaker)) return undefined;
  const start = beat.start + speech.start;
  const shared = Math.min(to, start + speech.frames) - Math.max(from, start);
  const onStage = world.state(speaker, Math.max(from, start)).onStage;
  return onStage && shared > 0.25 * (to - from) ? speaker : undefined;
}

function markLines(segments: Segment[], fps: number): void {
  const lines = new Map<Beat, Segment[]>();
  for (const segment of segments) {
    if (segment.speaker) lines.set(segment.beat, [...(lines.get(segment.beat) ?? []), segment]);
  }
  for (const [beat, parts] of lines) {
    const [first] = parts;
    if (first) {
      first.opensLine = true;
      first.wholeLine = parts.length === 1;
    }
    const chosen = reactionIn(beat, parts.slice(1), fps);
    if (chosen?.listener) chosen.reaction = true;
  }
}

/** The phrase to see the listener in: the last after an accusation, a hurtful question or a revelation, else a middle one of a long line. */
function reactionIn(beat: Beat, later: readonly Segment[], fps: number): Segment | undefined {
  const strikes =
    blame.test(beat.text) || reveal.test(beat.text) || (beat.text.includes('?') && beat.tension > 0.55);
  const readable = later.filter((s) => s.to - s.from >= 0.9 * fps && s.to - s.from <= 3 * fps);
  if (strikes) return readable.at(-1);
  if ((beat.speech?.frames ?? 0) < longEnough * fps) return undefined;
  return readable[Math.floor(readable.length / 2)];
}
