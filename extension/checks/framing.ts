import type { MeasuredSample } from '../../schemas/source/blenderProtocol.ts';
import type { Beat } from '../../schemas/source/blocking.ts';
import type { Look } from '../../schemas/source/breakdown.ts';
import type { Shot } from '../../schemas/source/shotList.ts';
import { frameScale } from '../geometry/body.ts';
import { type FigureSize, frameHeightAt, sizes } from '../geometry/camera.ts';

/** What the pictures of one film show, counted over sampled frames. */
export interface FramingCount {
  /** Relative errors of the frame's height at the subject, one a sample of a shot with a figure's size. */
  errors: number[];
  frames: number;
  inside: number;
  speaking: number;
  hidden: number;
  lensTouches: number;
  perShot: Map<
    string,
    {
      error: number;
      outside: number;
      hidden: number;
      samples: number;
      touches: number;
      hiddenBy: Set<string>;
    }
  >;
}

/** Beyond this turn from the camera (radians, 100°) a face does not show; seen by less than this share it is hidden. */
const turnedAway = 1.75;
const leastFace = 0.4;
/** Metres that a lens keeps from anything. */
const leastClearance = 0.2;

/** Frames to measure: first, last, and every half second between. */
export function samplesOf(
  shot: Pick<Shot, 'id' | 'in' | 'out'>,
  fps: number,
): { shot: string; frame: number }[] {
  const frames = new Set([shot.in, shot.out - 1]);
  for (let f = shot.in; f < shot.out; f += Math.max(1, Math.round(fps / 2))) frames.add(f);
  return [...frames].sort((a, b) => a - b).map((frame) => ({ shot: shot.id, frame }));
}

/** Counts a scene's measured samples against what its shots promise. */
export function countFraming(
  count: FramingCount,
  samples: readonly MeasuredSample[],
  shots: readonly Shot[],
  beats: readonly Beat[],
  looks: ReadonlyMap<string, Look>,
): void {
  for (const sample of samples) {
    const shot = shots.find((s) => s.id === sample.shot);
    if (!shot) continue;
    const own = count.perShot.get(shot.id) ?? {
      error: 0,
      outside: 0,
      hidden: 0,
      samples: 0,
      touches: 0,
      hiddenBy: new Set<string>(),
    };
    count.perShot.set(shot.id, own);
    own.samples += 1;
    if (sample.clearance < leastClearance) {
      own.touches += 1;
      count.lensTouches += 1;
    }
    const main = sample.subjects.find((s) => s.id === shot.subjects[0]);
    const look = main && looks.get(main.id);
    if (!main || !look) continue;
    count.frames += 1;
    const [left, bottom, right, top] = main.head;
    const x = (left + right) / 2;
    const y = (bottom + top) / 2;
    if (main.depth > 0 && x > 0 && x < 1 && y > 0 && y < 1) count.inside += 1;
    else own.outside += 1;
    const size = sizes[shot.size as FigureSize];
    if (size) {
      const wanted = size.height * frameScale(look, size.height);
      const error = Math.abs(frameHeightAt(main.depth, sample.lens, shot.sensor.height) - wanted) / wanted;
      count.errors.push(error);
      own.error = Math.max(own.error, error);
    }
    if (speaksNow(beats, sample.frame, main.id) && shot.kind !== 'reaction') {
      count.speaking += 1;
      if (main.faceTurn > turnedAway || main.faceSeen < leastFace) {
        count.hidden += 1;
        own.hidden += 1;
        for (const name of main.hiddenBy) own.hiddenBy.add(name);
      }
    }
  }
}

export const emptyCount = (): FramingCount => ({
  errors: [],
  frames: 0,
  inside: 0,
  speaking: 0,
  hidden: 0,
  lensTouches: 0,
  perShot: new Map(),
});

/** Whether someone speaks on stage at a frame. */
function speaksNow(beats: readonly Beat[], frame: number, actor: string): boolean {
  return beats.some((beat) => {
    if (beat.speaker !== actor || !beat.speech?.visible) return false;
    const start = beat.start + beat.speech.start;
    return frame >= start && frame < start + beat.speech.frames;
  });
}
