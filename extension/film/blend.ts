import type { Edit } from '../../schemas/source/edit.ts';
import type { StageCommand } from '../../schemas/source/stageCommand.ts';
import { type OpenSession, Worker } from '../render/worker.ts';
import type { StagedScene } from '../staging/commands.ts';
import { hashOf } from '../staging/takeKey.ts';
import type { FilmPaths } from './folder.ts';
import { isFresh, markFresh } from './stamps.ts';

/** Channels of the sequencer, from below: shots live, their takes over them, the film's sound. */
const channels = { live: 1, take: 2, sound: 3 } as const;

/** The cut as a Blender scene with a sequencer: each shot as a scene strip, its take above it, and the mix. */
function editCommand(edit: Edit, scenes: readonly StagedScene[], film: string): StageCommand {
  const numbers = new Set(scenes.map(({ number }) => number));
  const strips = edit.picture.flatMap(({ id, start, frames, content }) => {
    if (content.kind !== 'take' || !numbers.has(content.scene)) return [];
    const { scene } = content;
    return [
      {
        kind: 'scene' as const,
        name: id,
        channel: channels.live,
        start,
        frames,
        offset: content.in,
        scene,
        camera: content.shot,
      },
      {
        kind: 'movie' as const,
        name: `${id} take`,
        channel: channels.take,
        start,
        frames,
        offset: 0,
        file: content.file,
      },
    ];
  });
  return {
    type: 'edit.create',
    id: 'Film',
    fps: edit.fps,
    size: [edit.size.width, edit.size.height],
    strips: [
      ...strips,
      {
        kind: 'sound',
        name: 'Mix',
        channel: channels.sound,
        start: 0,
        frames: edit.frames,
        offset: 0,
        file: film,
      },
    ],
  };
}

/** film.blend in the making. */
export interface OpenBlend {
  /** Adds the cut, whose film must be there, and saves. */
  finish(): Promise<void>;
}

/**
 * Begins film.blend: every scene as it was staged is brought together at once, so that it goes on while the film is
 * cut. Undefined when neither the scenes nor the cut changed. Scenes that were not staged in this run, because all
 * their takes were there, are staged now.
 */
export function beginBlend(
  paths: FilmPaths,
  film: string,
  edit: Edit,
  scenes: readonly StagedScene[],
  open: OpenSession,
  signal: AbortSignal,
): OpenBlend | undefined {
  const command = editCommand(edit, scenes, film);
  const key = hashOf({ scenes: scenes.map(({ key }) => key), command });
  if (isFresh(paths, paths.blend, key)) return undefined;
  const gathered = gather(paths, scenes, open, signal);
  gathered.catch(() => undefined); // told by finish; a cut that fails is told first
  return {
    finish: async () => {
      const worker = await gathered;
      await worker.saveFilm(command, paths.blend);
      markFresh(paths, paths.blend, key);
      await worker.close();
    },
  };
}

async function gather(
  paths: FilmPaths,
  scenes: readonly StagedScene[],
  open: OpenSession,
  signal: AbortSignal,
): Promise<Worker> {
  const worker = new Worker(await open(signal), paths.cache, signal);
  for (const scene of scenes) await worker.stage({ ...scene, shots: [] });
  await worker.gather(scenes);
  return worker;
}
