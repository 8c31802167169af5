import type { Edit } from '../../schemas/source/edit.ts';
import type { StageCommand } from '../../schemas/source/stageCommand.ts';
import { Worker } from '../render/worker.ts';
import type { Tools } from '../runtime/tools.ts';
import type { StagedScene } from '../staging/commands.ts';
import { hashOf } from '../staging/takeKey.ts';
import type { FilmPaths } from './folder.ts';
import { openSession } from './session.ts';
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

/**
 * Saves film.blend: every scene as it was staged, and the cut. Nothing is done when neither changed. Scenes that were
 * not staged in this run, because all their takes were there, are staged now.
 */
export async function saveBlend(
  paths: FilmPaths,
  film: string,
  edit: Edit,
  scenes: readonly StagedScene[],
  tools: Tools,
  signal: AbortSignal,
  report: (done: number, total: number) => void,
): Promise<void> {
  const command = editCommand(edit, scenes, film);
  const key = hashOf({ scenes: scenes.map(({ key }) => key), command });
  if (isFresh(paths, paths.blend, key)) return;
  const worker = new Worker(await openSession(tools.blender)(signal), paths.cache, signal);
  try {
    for (const [i, scene] of scenes.entries()) {
      await worker.stage({ ...scene, shots: [] });
      report(i, scenes.length + 1);
    }
    await worker.assemble(scenes, command, paths.blend);
    markFresh(paths, paths.blend, key);
  } finally {
    await worker.close();
  }
}
