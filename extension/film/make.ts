import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { RenderTier } from '../../schemas/source/blenderProtocol.ts';

import type { SceneJob } from '../render/jobs.ts';
import { renderShots } from '../render/render.ts';
import { kitVersion } from '../runtime/folders.ts';
import { requireTools, type Tools } from '../runtime/tools.ts';
import { type StagedScene, stageScene } from '../staging/commands.ts';
import { hashOf } from '../staging/takeKey.ts';
import { blendStage } from './blend.ts';
import { type Film, type FilmPaths, filmPaths } from './folder.ts';
import { lockFilm } from './lock.ts';
import { type Plan, planFilm } from './plan.ts';
import { type OnProgress, StageClock, type StageName } from './progress.ts';
import { choose, isEverything, type Selection } from './select.ts';
import { openSession } from './session.ts';
import { isFresh, markFresh } from './stamps.ts';
import { prune, sortTakes, takeFile } from './takes.ts';

/** How a film was made; also what `film --json` prints. */
export interface Made {
  version: 1;
  film: string;
  /** Seconds it took. */
  seconds: number;
  /** Seconds of film. */
  length: number;
  shots: number;
  rendered: string[];
  reused: string[];
  stages: Partial<Record<StageName, number>>;
  warnings: string[];
}

interface Run {
  signal: AbortSignal;
  progress: OnProgress;
}

/** Plans a film and writes its documents; nothing is rendered. */
export async function planOnPaper(
  film: Film,
  { signal, progress }: Run,
): Promise<{ plan: Plan; stages: Made['stages'] }> {
  const release = lockFilm(filmPaths(film.folder).work);
  try {
    const clock = new StageClock(progress);
    const plan = await planFilm(film, { settings: film.settings, clock, signal });
    return { plan, stages: clock.seconds };
  } finally {
    release();
  }
}

/** Every scene of a plan as stage commands, with the keys of its takes. */
export function stageAll(film: Film, plan: Plan): StagedScene[] {
  const sets = new Map(plan.sets.sets.map((set) => [set.id, set]));
  const version = kitVersion();
  return plan.shots.scenes.flatMap((covered) => {
    const blocked = plan.blocking.scenes.find(({ id }) => id === covered.id);
    if (!blocked) return [];
    const { breakdown, voices } = plan;
    return [
      stageScene(
        {
          breakdown,
          sets,
          voices,
          settings: film.settings,
          quality: film.settings.quality,
          kitVersion: version,
        },
        blocked,
        covered,
      ),
    ];
  });
}

/** Cycles fills the machine by itself; software Workbench uses about one core a process. */
export const workersFor = (tier: RenderTier): number =>
  tier === 'draft' || tier === 'still' ? Math.min(4, availableParallelism()) : 1;

/**
 * Makes the film, or the chosen part of it: plans, stages and renders what is missing, cuts, and saves film.blend.
 * What is finished is never made again. Throws PhotoplayError with what to do, AbortError when stopped.
 */
export async function makeFilm(
  film: Film,
  options: Run & { selection: Selection; out?: string },
): Promise<Made> {
  const started = performance.now();
  const { signal, progress, selection } = options;
  const paths = filmPaths(film.folder);
  const release = lockFilm(paths.work);
  try {
    const clock = new StageClock(progress);
    const plan = await planFilm(film, { settings: film.settings, clock, signal });
    const chosen = choose(selection, plan.shots.scenes);
    const ids = new Set(chosen.flatMap(({ shots }) => shots.map(({ id }) => id)));
    const staged = stageAll(film, plan);
    const sorted = staged.map((scene) => ({ scene, ...sortTakes(paths, scene, ids) }));
    const jobs = sorted
      .filter(({ missing }) => missing.length > 0)
      .map(({ scene, missing }): SceneJob => ({ ...scene, shots: missing }));
    const tools = await requireTools();
    await clock.run('render', (report) => render(film, paths, jobs, tools, signal, report));
    const out =
      options.out ??
      join(film.folder, isEverything(selection) ? 'film.mp4' : `film-${[...ids].length}-shots.mp4`);
    const cut = await clock.run('cut', (report) =>
      cutChosen(film, plan, staged, ids, out, tools, signal, report),
    );
    if (isEverything(selection)) {
      await clock.run('blend', () => blendStage(film, paths, plan, staged, tools, signal));
      prune(paths, staged);
    }
    const round = (n: number) => Math.round(n * 1000) / 1000;
    return {
      version: 1,
      film: out,
      seconds: round((performance.now() - started) / 1000),
      length: round(cut.seconds),
      shots: ids.size,
      rendered: jobs.flatMap(({ shots }) => shots.map(({ id }) => id)),
      reused: sorted.flatMap(({ reused }) => reused),
      stages: clock.seconds,
      warnings: [...plan.warnings, ...cut.warnings],
    };
  } finally {
    release();
  }
}

async function render(
  film: Film,
  paths: FilmPaths,
  jobs: SceneJob[],
  tools: Tools,
  signal: AbortSignal,
  report: (done: number, total: number, message?: string) => void,
): Promise<void> {
  const { quality, fps, size } = film.settings;
  await renderShots(
    jobs,
    { tier: quality, fps, size },
    {
      open: openSession(tools.blender),
      ffmpeg: tools.ffmpeg,
      cacheDir: paths.cache,
      workers: workersFor(quality),
      signal,
      onProgress: ({ drawn, pictures, shot, staged, scenes }) =>
        report(
          drawn,
          pictures,
          drawn === 0 ? `staging scene ${Math.min(staged + 1, scenes)} of ${scenes}` : `shot ${shot}`,
        ),
    },
  );
}




