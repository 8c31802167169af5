import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { RenderTier } from '../../schemas/source/blenderProtocol.ts';
import { cutFilm } from '../edit/cut.ts';
import { planEdit } from '../edit/plan.ts';
import type { EditSources, Take } from '../edit/sources.ts';
import type { SceneJob } from '../render/jobs.ts';
import { renderShots } from '../render/render.ts';
import { PhotoplayError } from '../runtime/errors.ts';
import { kitVersion } from '../runtime/folders.ts';
import { requireTools, type Tools } from '../runtime/tools.ts';
import { type StagedScene, stageScene } from '../staging/commands.ts';
import { hashOf } from '../staging/takeKey.ts';
import { saveBlend } from './blend.ts';
import { type Film, type FilmPaths, filmPaths } from './folder.ts';
import { lockFilm } from './lock.ts';
import { type Plan, planFilm } from './plan.ts';
import { type OnProgress, type Report, StageClock, type StageName } from './progress.ts';
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

/** What the steps of one make share. */
interface Making {
  film: Film;
  paths: FilmPaths;
  plan: Plan;
  tools: Tools;
  signal: AbortSignal;
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
  const { breakdown, voices } = plan;
  const { settings } = film;
  const sets = new Map(plan.sets.sets.map((set) => [set.id, set]));
  const input = { breakdown, sets, voices, settings, quality: settings.quality, kitVersion: kitVersion() };
  return plan.shots.scenes.flatMap((covered) => {
    const blocked = plan.blocking.scenes.find(({ id }) => id === covered.id);
    return blocked ? [stageScene(input, blocked, covered)] : [];
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
    if (!plan.shots.scenes.some(({ shots }) => shots.length > 0)) throw nothingToFilm(film);
    const ids = new Set(
      choose(selection, plan.shots.scenes).flatMap(({ shots }) => shots.map(({ id }) => id)),
    );
    const staged = stageAll(film, plan);
    const sorted = staged.map((scene) => ({ scene, ...sortTakes(paths, scene, ids) }));
    const jobs = sorted
      .filter(({ missing }) => missing.length > 0)
      .map(({ scene, missing }): SceneJob => ({ ...scene, shots: missing }));
    const making: Making = { film, paths, plan, tools: await requireTools(), signal };
    await clock.run('render', (report) => render(making, jobs, report));
    const whole = isEverything(selection);
    const out = options.out ?? join(film.folder, whole ? 'film.mp4' : partName(selection));
    const takes = staged.flatMap(({ shots }) => shots).filter(({ id }) => ids.has(id));
    const cut = await clock.run('cut', (report) => cutTakes(making, takes, { out, whole }, report));
    if (whole) {
      await clock.run('blend', (report) =>
        saveBlend(paths, out, cut.edit, staged, making.tools, signal, report),
      );
      prune(paths, staged);
    }
    return {
      version: 1,
      film: out,
      seconds: round((performance.now() - started) / 1000),
      length: round(cut.edit.frames / cut.edit.fps),
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

const nothingToFilm = ({ screenplay }: Film) =>
  new PhotoplayError('nothing-to-film', `${screenplay}:1 holds nothing to film.`, {
    file: screenplay,
    line: 0,
    hint: 'Write a scene: a heading like INT. ROOM - DAY, and somebody who does or says something.',
  });

const round = (n: number): number => Math.round(n * 1000) / 1000;

function render({ film, paths, tools, signal }: Making, jobs: SceneJob[], report: Report): Promise<void> {
  const { quality, fps, size } = film.settings;
  return renderShots(
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

/** "film-scenes-2,4-6.mp4": a part never takes the place of the whole. */
function partName({ scenes, shots }: Selection): string {
  const ranges = scenes.map(({ first, last }) => (first === last ? first : `${first}-${last}`)).join(',');
  return `film${ranges ? `-scenes-${ranges}` : ''}${shots.length > 0 ? `-shots-${shots.join(',')}` : ''}.mp4`;
}

/** Cuts the takes, unless that film is there already. A part of the film leaves the whole's edit and poster alone. */
async function cutTakes(
  { film, paths, plan, tools, signal }: Making,
  shown: readonly { id: string; key: string; in: number; out: number }[],
  target: { out: string; whole: boolean },
  report: Report,
): Promise<{ edit: ReturnType<typeof planEdit>; warnings: string[] }> {
  const { breakdown, sets, blocking, shots, voices } = plan;
  const sources: EditSources = { breakdown, sets, blocking, shots, voices, settings: film.settings };
  const takes = shown.map(
    (shot): Take => ({ shotId: shot.id, file: takeFile(paths, shot), frames: shot.out - shot.in }),
  );
  const edit = planEdit(sources, takes);
  const key = hashOf({ edit, quality: film.settings.quality });
  if (isFresh(paths, target.out, key)) return { edit, warnings: [] };
  const beside = (ending: string) => target.out.replace(/\.mp4$/i, ending);
  const cut = await cutFilm(sources, takes, {
    ffmpeg: tools.ffmpeg,
    film: target.out,
    otio: target.whole ? paths.otio : beside('.otio'),
    poster: target.whole ? paths.poster : beside('.png'),
    work: join(paths.work, 'cut'),
    cache: paths.cache,
    quality: film.settings.quality,
    signal,
    onProgress: report,
  });
  markFresh(paths, target.out, key);
  return cut;
}
