import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MeasuredSample } from '../../schemas/source/blenderProtocol.ts';
import type { Finding } from '../../schemas/source/common.ts';
import { samplesOf } from '../checks/framing.ts';
import { type Metrics, report } from '../checks/report.ts';
import { measureFilm } from '../checks/sound.ts';
import { Worker } from '../render/worker.ts';
import { requireTools, type Tools } from '../runtime/tools.ts';
import type { StagedScene } from '../staging/commands.ts';
import { type Film, type FilmPaths, filmPaths } from './folder.ts';
import { lockFilm } from './lock.ts';
import { stageAll } from './make.ts';
import { type Plan, planFilm } from './plan.ts';
import { type OnProgress, StageClock } from './progress.ts';
import { openSession } from './session.ts';

/**
 * Measures a film: its plan, its scenes as they stand in Blender, and the finished file where there is one.
 * Throws PhotoplayError, AbortError.
 */
export async function checkFilm(
  film: Film,
  { signal, progress }: { signal: AbortSignal; progress: OnProgress },
): Promise<{ metrics: Metrics; findings: Finding[] }> {
  const paths = filmPaths(film.folder);
  const release = lockFilm(paths.work);
  try {
    const clock = new StageClock(progress);
    const plan = await planFilm(film, { settings: film.settings, clock, signal });
    const tools = await requireTools();
    const staged = stageAll(film, plan);
    const measured = await clock.run('stage', (tell) =>
      measureScenes(plan, staged, paths, tools, signal, tell),
    );
    const file = join(film.folder, 'film.mp4');
    const srt = join(film.folder, 'film.srt');
    const made = existsSync(file)
      ? await clock.run('cut', () => measureFilm(tools.ffmpeg, file, signal))
      : undefined;
    const { metrics, findings } = report({
      ...plan,
      measured,
      ...(existsSync(srt) ? { srt: readFileSync(srt, 'utf8') } : {}),
      ...(made ? { film: made } : {}),
    });
    return { metrics, findings: [...plan.findings, ...findings].sort((a, b) => a.line - b.line) };
  } finally {
    release();
  }
}

async function measureScenes(
  plan: Plan,
  staged: readonly StagedScene[],
  paths: FilmPaths,
  tools: Tools,
  signal: AbortSignal,
  tell: (done: number, total: number) => void,
): Promise<Map<string, MeasuredSample[]>> {
  const measured = new Map<string, MeasuredSample[]>();
  const worker = new Worker(await openSession(tools.blender)(signal), paths.cache, signal);
  try {
    for (const scene of staged) {
      const shots = plan.shots.scenes.find(({ id }) => id === scene.id)?.shots ?? [];
      await worker.stage({ ...scene, shots: [] });
      measured.set(
        scene.id,
        await worker.measure(
          scene,
          shots.flatMap((shot) => samplesOf(shot, plan.shots.fps)),
        ),
      );
      tell(measured.size, staged.length);
    }
    return measured;
  } finally {
    await worker.close();
  }
}
