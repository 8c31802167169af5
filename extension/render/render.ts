import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { encodeStill, encodeTake } from './encode.ts';
import { asKnown } from './errors.ts';
import {
  type RenderProgress,
  type RenderSettings,
  type SceneJob,
  Schedule,
  type ShotJob,
  type Task,
} from './jobs.ts';
import { dropFrames, type OpenSession, SessionGone, Worker } from './worker.ts';

/** What rendering needs from outside. */
export interface RenderContext {
  open: OpenSession;
  ffmpeg: string;
  cacheDir: string;
  workers: number;
  signal: AbortSignal;
  onProgress: (progress: RenderProgress) => void;
}

/**
 * Stages scenes and renders their shots into graded takes (or stills), with as many Blender processes as pay off. A
 * process that dies is replaced once and its task done again. Finished takes and valid frames survive an error, a
 * cancel and a kill. Throws PhotoplayError, or AbortError.
 */
export async function renderShots(
  scenes: readonly SceneJob[],
  settings: RenderSettings,
  context: RenderContext,
): Promise<void> {
  if (scenes.length === 0) return;
  const schedule = new Schedule(scenes);
  const shots = scenes.flatMap((scene) => scene.shots);
  const progress: RenderProgress = {
    staged: 0,
    scenes: scenes.length,
    drawn: 0,
    pictures: shots.reduce((sum, shot) => sum + shot.frames.length, 0),
    shot: '',
  };
  const stop = new AbortController();
  /** What went wrong first; all that follows is work that was stopped because of it. */
  const failures: unknown[] = [];
  const fail = (error: unknown) => {
    failures.push(error);
    stop.abort();
  };
  const signal = AbortSignal.any([context.signal, stop.signal]);
  const encodes: Promise<void>[] = [];
  const tell = (change: Partial<RenderProgress>) => context.onProgress(Object.assign(progress, change));
  const finish = async (scene: SceneJob, shot: ShotJob, footage: { directory: string; ending: string }) => {
    mkdirSync(dirname(shot.file), { recursive: true });
    if (settings.tier === 'still') {
      await encodeStill(
        context.ffmpeg,
        `${footage.directory}/0001.${footage.ending}`,
        scene.grade,
        settings.size,
        shot.file,
        signal,
      );
    } else {
      const { step, length: frames, file } = shot;
      await encodeTake(
        context.ffmpeg,
        { ...footage, step, frames, fps: settings.fps, size: settings.size, grade: scene.grade, file },
        signal,
      );
    }
    dropFrames(context.cacheDir, shot);
  };
  const perform = async (worker: Worker, task: Task) => {
    if (task.do === 'stage') {
      await worker.stage(task.scene);
      schedule.staged(task.scene);
      tell({ staged: progress.staged + 1 });
      return;
    }
    const { scene, shot } = task;
    tell({ shot: shot.id });
    const footage = await worker.draw(scene, shot, settings, () =>
      tell({ drawn: progress.drawn + 1, shot: shot.id }),
    );
    encodes.push(finish(scene, shot, footage).catch(fail));
  };
  const workers = Math.max(1, Math.min(context.workers, shots.length));
  await Promise.all(
    Array.from({ length: workers }, () => workLoop(schedule, perform, context, signal).catch(fail)),
  );
  await Promise.all(encodes);
  context.signal.throwIfAborted();
  if (failures.length > 0) throw failures[0];
}

/** One worker from start to end; its Blender is started when there is work, and once more when it dies. */
async function workLoop(
  schedule: Schedule,
  perform: (worker: Worker, task: Task) => Promise<void>,
  context: RenderContext,
  signal: AbortSignal,
): Promise<void> {
  let worker: Worker | undefined;
  let restarts = 0;
  try {
    for (;;) {
      signal.throwIfAborted();
      const task = schedule.next(worker?.open);
      if (task === undefined) return;
      if (task === 'wait') {
        worker ??= new Worker(await context.open(signal), context.cacheDir, signal);
        await sleep(50, undefined, { signal });
        continue;
      }
      try {
        worker ??= new Worker(await context.open(signal), context.cacheDir, signal);
        await perform(worker, task);
      } catch (error) {
        if (!(error instanceof SessionGone) || restarts > 0) throw asKnown(error);
        restarts += 1;
        await worker?.close().catch(() => undefined);
        worker = undefined;
        schedule.giveBack(task);
      }
    }
  } finally {
    await worker?.close().catch(() => undefined);
  }
}
