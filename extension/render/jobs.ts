import type { RenderTier } from '../../schemas/source/blenderProtocol.ts';
import type { StageCommand } from '../../schemas/source/stageCommand.ts';
import type { Grade } from './grade.ts';

/** A shot whose pictures are wanted. */
export interface ShotJob {
  id: string;
  /** Hash of what it shows; names its frames, so that an interrupted run goes on. */
  key: string;
  /** Frames on the scene's clock to draw. */
  frames: number[];
  /** Film frames that each picture stands for, and the length of the take in film frames. */
  step: number;
  length: number;
  /** Where the take, or the picture, goes. */
  file: string;
}

/** A scene with shots to render. */
export interface SceneJob {
  number: string;
  /** Hash of its commands; names the staged scene in the cache. */
  key: string;
  commands: StageCommand[];
  grade: Grade;
  shots: ShotJob[];
}

/** How to render. */
export interface RenderSettings {
  tier: RenderTier;
  fps: number;
  size: { width: number; height: number };
}

/** What happened so far; `drawn` counts pictures, kept ones included. */
export interface RenderProgress {
  staged: number;
  scenes: number;
  drawn: number;
  pictures: number;
  shot: string;
}

/** What a worker may do next. */
export type Task = { do: 'stage'; scene: SceneJob } | { do: 'render'; scene: SceneJob; shot: ShotJob };

/**
 * Hands out tasks so that no worker waits without need: first what is left of the scene a worker has open, then the
 * longest scene nobody has staged yet, then any shot of a staged scene.
 */
export class Schedule {
  readonly #scenes: { job: SceneJob; state: 'new' | 'staging' | 'staged'; left: ShotJob[] }[];

  constructor(scenes: readonly SceneJob[]) {
    const length = (scene: SceneJob) => scene.shots.reduce((sum, shot) => sum + shot.frames.length, 0);
    this.#scenes = [...scenes]
      .sort((a, b) => length(b) - length(a))
      .map((job) => ({ job, state: 'new', left: [...job.shots] }));
  }

  /** The next task for a worker that has `open` (a scene's key) open; 'wait' while others stage, undefined at the end. */
  next(open: string | undefined): Task | 'wait' | undefined {
    const own = this.#scenes.find(({ job, state }) => job.key === open && state === 'staged');
    const ownShot = own?.left.shift();
    if (own && ownShot) return { do: 'render', scene: own.job, shot: ownShot };
    const fresh = this.#scenes.find(({ state }) => state === 'new');
    if (fresh) {
      fresh.state = 'staging';
      return { do: 'stage', scene: fresh.job };
    }
    const ready = this.#scenes.filter(({ state, left }) => state === 'staged' && left.length > 0);
    const most = ready.sort((a, b) => b.left.length - a.left.length)[0];
    const shot = most?.left.shift();
    if (most && shot) return { do: 'render', scene: most.job, shot };
    return this.#scenes.some(({ state }) => state === 'staging') ? 'wait' : undefined;
  }

  /** A scene lies staged in the cache. */
  staged(scene: SceneJob): void {
    const entry = this.#scenes.find(({ job }) => job === scene);
    if (entry) entry.state = 'staged';
  }

  /** A task whose worker died goes back. */
  giveBack(task: Task): void {
    const entry = this.#scenes.find(({ job }) => job === task.scene);
    if (!entry) return;
    if (task.do === 'stage') entry.state = 'new';
    else entry.left.unshift(task.shot);
  }
}
