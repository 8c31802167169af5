import type { SceneBlocking } from '../../schemas/source/blocking.ts';
import type { EditTransition } from '../../schemas/source/edit.ts';
import type { Shot } from '../../schemas/source/shotList.ts';
import { PhotoplayError } from '../runtime/errors.ts';
import type { EditSources, Take } from './sources.ts';

/** A shot in the film, with its take and its place on the film's clock. */
export interface PlacedShot {
  shot: Shot;
  take: Take;
  start: number;
  into: EditTransition;
  fadeOut: number;
}

/**
 * A stretch of one scene played without a break: its clock runs beside the film's, `offset` frames apart (film frame
 * = scene frame + offset), so that sound and captions follow from one number.
 */
export interface Run {
  scene: SceneBlocking;
  offset: number;
  start: number;
  end: number;
  shots: PlacedShot[];
}

/** Lengths of transitions where the script's shot gives none, seconds. */
const usualSeconds = { dissolve: 0.75, wipe: 0.5, fade: 0.8 } as const;
const lastFadeSeconds = 1.2;

/**
 * Lays the takes end to end from film frame `at`. Shots without a take are left out, and their scene's clock jumps
 * over them. Dissolves and wipes overlap two shots, by at most half of each. Throws PhotoplayError when a take is not
 * as long as its shot's window.
 */
export function layRuns(
  { blocking, shots, settings }: EditSources,
  takes: readonly Take[],
  at: number,
): Run[] {
  const byShot = new Map(takes.map((take) => [take.shotId, take]));
  const runs: Run[] = [];
  let end = at;
  for (const { id, shots: list } of shots.scenes) {
    const scene = blocking.scenes.find((s) => s.id === id);
    if (!scene) continue;
    let firstOfScene = true;
    for (const shot of [...list].sort((a, b) => a.in - b.in)) {
      const take = byShot.get(shot.id);
      if (!take) continue;
      checkLength(shot, take);
      const run = runs.at(-1);
      const before = run?.shots.at(-1);
      const into = transitionInto(shot, scene, before, firstOfScene, settings.fps);
      const overlap = into.type === 'dissolve' || into.type === 'wipe' ? into.frames : 0;
      if (before && into.type === 'fade') before.fadeOut = Math.min(into.frames, before.take.frames >> 1);
      const start = end - overlap;
      const placed: PlacedShot = { shot, take, start, into, fadeOut: 0 };
      const offset = start - shot.in;
      if (run && run.scene === scene && run.offset === offset) run.shots.push(placed);
      else runs.push({ scene, offset, start, end: start, shots: [placed] });
      end = start + take.frames;
      const current = runs.at(-1);
      if (current) current.end = end;
      firstOfScene = false;
    }
  }
  const last = runs.at(-1);
  const lastShot = last?.shots.at(-1);
  if (last && lastShot && last.scene.transitionOut === 'fade')
    lastShot.fadeOut = Math.min(Math.round(lastFadeSeconds * settings.fps), lastShot.take.frames >> 1);
  return runs;
}

function checkLength(shot: Shot, take: Take): void {
  const wanted = shot.out - shot.in;
  if (take.frames === wanted) return;
  throw new PhotoplayError(
    'take-length',
    `The take of shot ${shot.id} is ${take.frames} frames long, its window ${wanted}.`,
    {
      file: take.file,
      hint: 'Delete the take; the next run renders it again.',
    },
  );
}

/** Smash, match and jump cuts are cuts: what makes them is what stands on either side. */
function transitionInto(
  shot: Shot,
  scene: SceneBlocking,
  before: PlacedShot | undefined,
  firstOfScene: boolean,
  fps: number,
): EditTransition {
  const asked = shot.transition.type;
  const type = asked === 'cut' && firstOfScene && scene.transitionIn === 'fade' ? 'fade' : asked;
  if (type !== 'dissolve' && type !== 'wipe' && type !== 'fade') return { type: 'cut', frames: 0 };
  const wanted = shot.transition.frames || Math.round(usualSeconds[type] * fps);
  const own = (shot.out - shot.in) >> 1;
  const frames = Math.min(wanted, own, before ? before.take.frames >> 1 : own);
  if (!before && type !== 'fade') return { type: 'cut', frames: 0 };
  return frames < 1 ? { type: 'cut', frames: 0 } : { type, frames };
}
