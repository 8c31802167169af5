import type { Blocking } from '../../schemas/source/blocking.ts';
import type { Breakdown } from '../../schemas/source/breakdown.ts';
import type { ShotList } from '../../schemas/source/shotList.ts';

/** What the mapping reads: both on the same scenes' clocks. Lines count from 0. */
export interface LineSources {
  breakdown: Breakdown;
  blocking: Blocking;
  shots: ShotList;
}

/** A frame of a scene, in the shot that shows it; `shot` is missing where no shot does. */
export interface Place {
  scene: string;
  frame: number;
  shot?: string;
}

/**
 * Where a line of the script is played: the first frame of its first beat. A line between two beats (a heading, a
 * character's name, an empty line) leads to what comes next in its scene, and after the last beat to that one.
 * Undefined before the first scene, and where nothing is played.
 */
export function placeOfLine({ breakdown, blocking, shots }: LineSources, line: number): Place | undefined {
  const written = breakdown.scenes.filter(({ span }) => span.first <= line).at(-1);
  const scene = blocking.scenes.find(({ id }) => id === written?.id);
  if (!scene) return undefined;
  const beats = scene.beats.filter(({ kind }) => kind === 'line' || kind === 'action');
  const beat = beats.find(({ span }) => span.last >= line) ?? beats.at(-1);
  const frame = beat?.start ?? 0;
  const shot = shotAt(shots, scene.number, frame, beat?.id);
  return { scene: scene.number, frame, ...(shot && { shot }) };
}

/** The shot whose window holds the frame; of several the one that is there for the beat, else the one that cuts in last. */
function shotAt(shots: ShotList, scene: string, frame: number, beat?: string): string | undefined {
  const holding = (shots.scenes.find(({ number }) => number === scene)?.shots ?? []).filter(
    (shot) => shot.in <= frame && frame < shot.out,
  );
  const meant = holding.filter((shot) => beat !== undefined && shot.beats.includes(beat));
  return (meant.length > 0 ? meant : holding).at(-1)?.id;
}

/** The line of the script that plays at a frame; undefined when the scene is none of the film's. */
export function lineAt(
  { blocking }: Pick<LineSources, 'blocking'>,
  scene: string,
  frame: number,
): number | undefined {
  const beats = blocking.scenes.find(({ number }) => number === scene)?.beats ?? [];
  const beat = beats.filter(({ start }) => start <= frame).at(-1) ?? beats[0];
  return beat?.span.first;
}

/** The first line in which two texts differ; undefined when they are the same. */
export function firstChange(before: string, after: string): number | undefined {
  if (before === after) return undefined;
  const [a, b] = [before.split('\n'), after.split('\n')];
  const at = b.findIndex((line, i) => line !== a[i]);
  return at >= 0 ? at : Math.max(0, b.length - 1);
}
