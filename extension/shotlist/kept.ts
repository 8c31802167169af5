import type { SceneBlocking } from '../../schemas/source/blocking.ts';
import type { SceneShots, Shot } from '../../schemas/source/shotList.ts';
import { type FigureSize, sizes } from '../geometry/camera.ts';
import { windowOf } from './shotDocument.ts';
import type { Idea, View } from './view.ts';

/**
 * The shots a person edited, on the scene's present clock: each stays as it is for the beats it covers and moves with
 * them. One whose beats are gone goes too; of two that would overlap the later begins where the earlier ends.
 */
export function keptShots(scene: SceneBlocking, previous: SceneShots | undefined, fps: number): Shot[] {
  const out: Shot[] = [];
  for (const shot of previous?.shots ?? []) {
    if (shot.origin !== 'edited') continue;
    const window = windowIn(scene, shot);
    const from = Math.max(window?.from ?? 0, out.at(-1)?.out ?? 0);
    if (!window || window.to - from < 2) continue;
    const camera = shot.camera.map((key) => ({ ...key, frame: key.frame + from - shot.in }));
    out.push({ ...shot, camera, ...windowOf(scene.beats, from, window.to, fps) });
  }
  return out;
}

/** Where a shot's beats now lie; its own ends, where they still fall into its first and last beat. */
function windowIn(scene: SceneBlocking, shot: Shot): { from: number; to: number } | undefined {
  const beats = scene.beats.filter((beat) => shot.beats.includes(beat.id));
  const [first] = beats;
  const last = beats.at(-1);
  if (!first || !last) return undefined;
  const end = last.start + last.frames;
  const inFirst = shot.in >= first.start && shot.in < first.start + first.frames;
  const inLast = shot.out > last.start && shot.out <= end + slackAfter(scene, end);
  const from = inFirst ? shot.in : first.start;
  const to = inLast && shot.out > from ? shot.out : end;
  return { from, to: Math.min(to, scene.frames) };
}

/** A shot may run into the next beat as far as a reply's sound leads its picture. */
function slackAfter(scene: SceneBlocking, end: number): number {
  const next = scene.beats.find((beat) => beat.start === end);
  return next ? Math.floor(next.frames / 2) : 0;
}

/** An edited shot as one side of a cut, so that its neighbours can be chosen to cut well with it. */
export function asSide(shot: Shot): { idea: Idea; view: View } {
  const height = sizes[shot.size as FigureSize]?.height ?? 0;
  return {
    idea: {
      key: `kept ${shot.id}`,
      kind: shot.kind,
      size: shot.size,
      subjects: shot.subjects,
      faced: 0,
      ...(shot.foreground ? { partner: shot.foreground } : {}),
      height,
    },
    view: {
      id: -1,
      keys: shot.camera,
      hides: shot.hides,
      height,
      move: shot.move,
      angle: shot.angle,
      penalty: 0,
    },
  };
}
