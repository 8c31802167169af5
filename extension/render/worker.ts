import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  EventName,
  EventParams,
  MethodName,
  Params,
  Result,
} from '../../schemas/source/blenderProtocol.ts';
import type { StageCommand } from '../../schemas/source/stageCommand.ts';
import { PhotoplayError } from '../runtime/errors.ts';
import type { RenderSettings, SceneJob, ShotJob } from './jobs.ts';

/** A Blender session of our own, as the bridge gives it. */
export interface Session {
  call<M extends MethodName>(
    method: M,
    params: Params<M>,
    options?: { signal?: AbortSignal; deadlineMs?: number },
  ): Promise<Result<M>>;
  on<E extends EventName>(event: E, handler: (params: EventParams<E>) => void): () => void;
  /** Settles when the session is gone, with what it said last. */
  readonly gone: Promise<string>;
  close(): Promise<void>;
}

export type OpenSession = (signal: AbortSignal) => Promise<Session>;

/** Staging builds bodies, sets and light; minutes mean that something is wrong. */
const stageDeadline = 300_000;
const openDeadline = 60_000;

/** Where a staged scene lies in the cache. */
export const stagedFile = (cacheDir: string, scene: Pick<SceneJob, 'key'>): string =>
  join(cacheDir, 'stage', `${scene.key}.blend`);
/** Where the frames of a shot lie until they are a take. */
export const frameFolder = (cacheDir: string, shot: Pick<ShotJob, 'key'>): string =>
  join(cacheDir, 'frames', shot.key);

/** One warm Blender that stages scenes and draws shots. */
export class Worker {
  readonly #session: Session;
  readonly #cacheDir: string;
  readonly #signal: AbortSignal;
  /** Key of the scene that is open. */
  open: string | undefined;

  constructor(session: Session, cacheDir: string, signal: AbortSignal) {
    this.#session = session;
    this.#cacheDir = cacheDir;
    this.#signal = signal;
  }

  /** A call that fails because Blender is gone says so, whatever the socket says first. */
  async #call<M extends MethodName>(method: M, params: Params<M>, deadlineMs: number): Promise<Result<M>> {
    try {
      return await this.#session.call(method, params, { signal: this.#signal, deadlineMs });
    } catch (error) {
      const words = await Promise.race([this.#session.gone, sleep(200).then(() => undefined)]);
      throw words === undefined || this.#signal.aborted ? error : new SessionGone(words);
    }
  }

  /** Builds a scene from its commands and keeps it in the cache. A staged scene that lies there is used as it is. */
  async stage(scene: SceneJob): Promise<void> {
    const file = stagedFile(this.#cacheDir, scene);
    if (existsSync(file)) return;
    mkdirSync(join(this.#cacheDir, 'stage'), { recursive: true });
    this.open = undefined;
    await this.#call('stage/reset', {}, stageDeadline);
    await this.#call(
      'stage/apply',
      { label: `Scene ${scene.number}`, commands: scene.commands },
      stageDeadline,
    );
    await this.#call('snapshot/save', { path: file }, stageDeadline);
    this.open = scene.key;
  }

  /** Opens a staged scene, unless it is open. */
  async visit(scene: Pick<SceneJob, 'key'>): Promise<void> {
    if (this.open === scene.key) return;
    const path = stagedFile(this.#cacheDir, scene);
    await this.#call('snapshot/open', { path }, openDeadline);
    this.open = scene.key;
  }

  /** Draws a shot's frames; valid ones that are there are kept. Returns the ending of the picture files. */
  async draw(
    scene: SceneJob,
    shot: ShotJob,
    settings: RenderSettings,
    onFrame: () => void,
  ): Promise<{ directory: string; ending: string }> {
    await this.visit(scene);
    const directory = frameFolder(this.#cacheDir, shot);
    mkdirSync(directory, { recursive: true });
    let ending = '';
    const done = this.#finished((file) => {
      ending = file.slice(file.lastIndexOf('.') + 1);
      onFrame();
    });
    done.catch(() => undefined);
    const { job } = await this.#call(
      'render/start',
      { scene: scene.number, tier: settings.tier, shots: [{ id: shot.id, frames: shot.frames, directory }] },
      openDeadline,
    );
    const cancel = () => void this.#session.call('render/cancel', { job }).catch(() => undefined);
    this.#signal.addEventListener('abort', cancel, { once: true });
    try {
      await done;
    } finally {
      this.#signal.removeEventListener('abort', cancel);
    }
    this.#signal.throwIfAborted();
    return { directory, ending };
  }

  #finished(onFrame: (file: string) => void): Promise<void> {
    const offs: (() => void)[] = [];
    const ended = new Promise<void>((resolve, reject) => {
      offs.push(
        this.#session.on('render/frame', ({ file }) => onFrame(file)),
        this.#session.on('render/done', () => resolve()),
        this.#session.on('render/failed', ({ message, shot }) => {
          const full = /space/i.test(message);
          reject(
            new PhotoplayError(
              full ? 'disk-full' : 'render',
              `Shot ${shot} could not be rendered: ${message}`,
              {
                hint: full
                  ? 'Free some space and run the command again; finished frames are kept.'
                  : 'Run the command again; if it fails again, the scene may be planned in a way Blender cannot build.',
              },
            ),
          );
        }),
      );
      void this.#session.gone.then((words) => reject(new SessionGone(words)));
    });
    return ended.finally(() => {
      for (const off of offs) off();
    });
  }

  /** Brings staged scenes together in one file. */
  async gather(scenes: readonly Pick<SceneJob, 'key' | 'number'>[]): Promise<void> {
    this.open = undefined;
    const commands = scenes.map(
      (scene): StageCommand => ({
        type: 'scene.append',
        file: stagedFile(this.#cacheDir, scene),
        scene: scene.number,
      }),
    );
    await this.#call('stage/reset', {}, stageDeadline);
    await this.#call('stage/apply', { label: 'Scenes', commands }, stageDeadline);
  }

  /** Adds the cut to gathered scenes and saves all of it as one file that opens as a film. */
  async saveFilm(edit: StageCommand, file: string): Promise<void> {
    await this.#call('stage/apply', { label: 'Film', commands: [edit] }, stageDeadline);
    await this.#call('snapshot/save', { path: file, compress: true }, stageDeadline);
  }

  /** Measures shots of a staged scene at frames. */
  async measure(
    scene: Pick<SceneJob, 'key' | 'number'>,
    samples: { shot: string; frame: number }[],
  ): Promise<Result<'scene/measure'>['samples']> {
    await this.visit(scene);
    return (await this.#call('scene/measure', { scene: scene.number, samples }, stageDeadline)).samples;
  }

  async close(): Promise<void> {
    await this.#session.close();
  }
}

/** A Blender process ended before its work did. */
export class SessionGone extends Error {
  constructor(words: string) {
    super(`Blender stopped unexpectedly${words ? `: ${words}` : ''}`);
    this.name = 'SessionGone';
  }
}

/** Removes what a finished take leaves behind. */
export const dropFrames = (cacheDir: string, shot: Pick<ShotJob, 'key'>): void =>
  rmSync(frameFolder(cacheDir, shot), { recursive: true, force: true });
