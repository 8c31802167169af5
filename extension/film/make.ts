import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { RenderTier } from '../../schemas/source/blenderProtocol.ts';
import type { Edit } from '../../schemas/source/edit.ts';
import type { LightPlan } from '../../schemas/source/stageCommand.ts';
import { cutFilm } from '../edit/cut.ts';
import { planEdit } from '../edit/plan.ts';
import type { EditSources, Take } from '../edit/sources.ts';
import { overrideLight } from '../overrides/lamps.ts';
import type { SceneJob } from '../render/jobs.ts';
import { renderShots } from '../render/render.ts';
import { PhotoplayError } from '../runtime/errors.ts';
import { kitVersion } from '../runtime/folders.ts';
import { requireTools, type Tools } from '../runtime/tools.ts';
import { type StagedScene, stageScene } from '../staging/commands.ts';
import { hashOf } from '../staging/takeKey.ts';
import { beginBlend } from './blend.ts';
import { type Film, type FilmPaths, filmPaths } from './folder.ts';
import { lockFilm } from './lock.ts';
import { ownObjects } from './overrides.ts';
import { type Plan, planFilm } from './plan.ts';
import type { Documents } from './previous.ts';
import { type OnProgress, type Report, StageClock, type StageName } from './progress.ts';
import { choose, isEverything, type Selection } from './select.ts';
import { openSession, WarmSessions } from './session.ts';
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
  sessions: WarmSessions;
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
export function stageAll(film: Film, plan: Documents & Pick<Plan, 'voices' | 'overrides'>): StagedScene[] {
  const { breakdown, voices, overrides } = plan;
  const { settings } = film;
  const sets = new Map(plan.sets.sets.map((set) => [set.id, set]));
  const relight = (light: LightPlan, scene: string) => overrideLight(light, scene, overrides);
  const input = {
    breakdown,
    sets,
    voices,
    settings,
    quality: settings.quality,
    kitVersion: kitVersion(),
    relight,
    own: (scene: string) => ownObjects(filmPaths(film.folder), scene, overrides),
  };
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
  let sessions: WarmSessions | undefined;
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
    const tools = await requireTools();
    sessions = new WarmSessions(openSession(tools.blender));
    const making: Making = { film, paths, plan, tools, sessions, signal };
    await clock.run('render', (report) => render(making, jobs, report));
    const whole = isEverything(selection);
    const out = options.out ?? join(film.folder, whole ? 'film.mp4' : partName(selection));
    const takes = staged
      .flatMap(({ shots }) => shots)
      .filter(({ id }) => ids.has(id))
      .map((shot): Take => ({ shotId: shot.id, file: takeFile(paths, shot), frames: shot.out - shot.in }));
    const sources: EditSources = { ...plan, settings: film.settings };
    const edit = planEdit(sources, takes);
    const blend = whole ? beginBlend(paths, out, edit, staged, sessions.open, signal) : undefined;
    const warnings = await clock.run('cut', (report) =>
      cutTakes(making, { sources, takes, edit, out, whole }, report),
    );
    if (blend) await clock.run('blend', () => blend.finish());
    if (whole) prune(paths, staged);
    return {
      version: 1,
      film: out,
      seconds: round((performance.now() - started) / 1000),
      length: round(edit.frames / edit.fps),
      shots: ids.size,
      rendered: jobs.flatMap(({ shots }) => shots.map(({ id }) => id)),
      reused: sorted.flatMap(({ reused }) => reused),
      stages: clock.seconds,
      warnings: [...plan.warnings, ...warnings],
    };
  } finally {
    await sessions?.close();
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

function render(
  { film, paths, tools, sessions, signal }: Making,
  jobs: SceneJob[],
  report: Report,
): Promise<void> {
  const { quality, fps, size } = film.settings;
  return renderShots(
    jobs,
    { tier: quality, fps, size },
    {
      open: sessions.open,
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

/** A cut to make. */
interface Target {
  sources: EditSources;
  takes: readonly Take[];
  edit: Edit;
  out: string;
  whole: boolean;
}

/**
 * Cuts the takes, unless that film is there already; returns warnings. A part of the film leaves the whole's edit and
 * poster alone.
 */
async function cutTakes(
  { film, paths, tools, signal }: Making,
  { sources, takes, edit, out, whole }: Target,
  report: Report,
): Promise<string[]> {
  const key = hashOf({ edit, quality: film.settings.quality });
  if (isFresh(paths, out, key)) return [];
  const beside = (ending: string) => out.replace(/\.mp4$/i, ending);
  const { warnings } = await cutFilm(sources, takes, {
    ffmpeg: tools.ffmpeg,
    film: out,
    otio: whole ? paths.otio : beside('.otio'),
    poster: whole ? paths.poster : beside('.png'),
    work: join(paths.work, 'cut'),
    cache: paths.cache,
    quality: film.settings.quality,
    signal,
    onProgress: report,
  });
  markFresh(paths, out, key);
  return warnings;
}
