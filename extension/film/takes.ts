import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ShotJob } from '../render/jobs.ts';
import { groupBy } from '../runtime/groupBy.ts';
import type { StagedScene } from '../staging/commands.ts';
import type { FilmPaths } from './folder.ts';

/** A shot's take on disk, named so that a person finds it and a build knows it. */
export const takeFile = (paths: FilmPaths, shot: { id: string; key: string }): string =>
  join(paths.takes, `${shot.id}-${shot.key.slice(0, 8)}.mp4`);

/** Frames to draw for a shot: every `step`th of its window. */
function drawnFrames(shot: { in: number; out: number; step: number }): number[] {
  return Array.from(
    { length: Math.ceil((shot.out - shot.in) / shot.step) },
    (_, i) => shot.in + i * shot.step,
  );
}

/** Which shots have their take, and which must be rendered. */
export function sortTakes(
  paths: FilmPaths,
  scene: StagedScene,
  ids: ReadonlySet<string>,
): { reused: string[]; missing: ShotJob[] } {
  const reused: string[] = [];
  const missing: ShotJob[] = [];
  for (const shot of scene.shots) {
    if (!ids.has(shot.id)) continue;
    const file = takeFile(paths, shot);
    if (existsSync(file)) reused.push(shot.id);
    else
      missing.push({
        id: shot.id,
        key: shot.key,
        frames: drawnFrames(shot),
        step: shot.step,
        length: shot.out - shot.in,
        file,
      });
  }
  return { reused, missing };
}

/** Takes of one shot that are kept: the one in use, and what it was before, for a change of mind. */
const keptPerShot = 3;

/** Removes takes and staged scenes that no build is likely to want again. */
export function prune(paths: FilmPaths, scenes: readonly StagedScene[]): void {
  const used = new Set(scenes.flatMap((scene) => scene.shots.map((shot) => takeFile(paths, shot))));
  const byShot = groupBy(listed(paths.takes), (file) => /([^/\\]+)-[0-9a-f]{8}\.mp4$/.exec(file)?.[1] ?? '');
  byShot.delete('');
  for (const files of byShot.values()) {
    const spare = files.filter((file) => !used.has(file)).sort(newestFirst);
    for (const file of spare.slice(keptPerShot - 1)) rmSync(file, { force: true });
  }
  const stage = join(paths.cache, 'stage');
  const staged = new Set(scenes.map(({ key }) => join(stage, `${key}.blend`)));
  for (const file of listed(stage)
    .filter((f) => !staged.has(f))
    .sort(newestFirst)
    .slice(scenes.length))
    rmSync(file, { force: true });
}

const listed = (dir: string): string[] =>
  existsSync(dir) ? readdirSync(dir).map((name) => join(dir, name)) : [];
const newestFirst = (a: string, b: string): number => statSync(b).mtimeMs - statSync(a).mtimeMs;
