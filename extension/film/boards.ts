import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Shot } from '../../schemas/source/shotList.ts';
import { tileSheet } from '../edit/sheet.ts';
import type { SceneJob } from '../render/jobs.ts';
import { renderShots } from '../render/render.ts';
import { requireTools } from '../runtime/tools.ts';
import { boardsPage } from './boardsPage.ts';
import { writeAtomic } from './documents.ts';
import { type Film, filmPaths } from './folder.ts';
import { lockFilm } from './lock.ts';
import { stageAll, workersFor } from './make.ts';
import { planFilm } from './plan.ts';
import { type OnProgress, StageClock } from './progress.ts';
import { choose, type Selection } from './select.ts';
import { openSession } from './session.ts';

/** What `boards` made. */
export interface Boards {
  version: 1;
  folder: string;
  sheet: string;
  page: string;
  pictures: { shot: string; file: string }[];
  rendered: string[];
  reused: string[];
}

/** The frame that stands for a shot: a little past its middle, where gestures and looks have arrived. */
const telling = (shot: Pick<Shot, 'in' | 'out'>): number => shot.in + Math.floor((shot.out - shot.in) * 0.55);

/**
 * One picture a shot, a contact sheet as PNG and as one HTML file. Pictures whose shots did not change are kept.
 * Throws PhotoplayError, AbortError.
 */
export async function makeBoards(
  film: Film,
  { selection, signal, progress }: { selection: Selection; signal: AbortSignal; progress: OnProgress },
): Promise<Boards> {
  const paths = filmPaths(film.folder);
  const release = lockFilm(paths.work);
  try {
    const clock = new StageClock(progress);
    const plan = await planFilm(film, { settings: film.settings, clock, signal });
    const staged = stageAll(film, plan);
    const chosen = choose(selection, plan.shots.scenes).flatMap(({ shots }) => shots);
    const ids = new Set(chosen.map(({ id }) => id));
    const file = (shot: { id: string; key: string }) =>
      join(paths.boards, `${shot.id}-${shot.key.slice(0, 8)}.png`);
    const all = staged.flatMap((scene) =>
      scene.shots.filter(({ id }) => ids.has(id)).map((shot) => ({ scene, shot })),
    );
    const jobs = staged.flatMap((scene): SceneJob[] => {
      const shots = scene.shots
        .filter((shot) => ids.has(shot.id) && !existsSync(file(shot)))
        .map((shot) => ({
          id: shot.id,
          key: `still-${shot.key}`,
          frames: [telling(shot)],
          step: 1,
          length: 1,
          file: file(shot),
        }));
      return shots.length > 0 ? [{ ...scene, shots }] : [];
    });
    const tools = await requireTools();
    mkdirSync(paths.boards, { recursive: true });
    const { fps, size } = film.settings;
    await clock.run('render', (report) =>
      renderShots(
        jobs,
        { tier: 'still', fps, size },
        {
          open: openSession(tools.blender),
          ffmpeg: tools.ffmpeg,
          cacheDir: paths.cache,
          workers: workersFor('still'),
          signal,
          onProgress: ({ drawn, pictures, shot }) => report(drawn, pictures, `shot ${shot}`),
        },
      ),
    );
    const pictures = all.map(({ shot }) => ({ shot: shot.id, file: file(shot) }));
    const used = new Set(pictures.map((picture) => basename(picture.file)));
    for (const name of readdirSync(paths.boards)) {
      if (/-[0-9a-f]{8}\.png$/.test(name) && !used.has(name) && ids.has(name.slice(0, name.lastIndexOf('-'))))
        rmSync(join(paths.boards, name));
    }
    const sheet = join(paths.boards, 'contact-sheet.png');
    const page = join(paths.boards, 'index.html');
    await clock.run('cut', () =>
      tileSheet(
        tools.ffmpeg,
        pictures.map((p) => ({ file: p.file, label: label(chosen, p.shot) })),
        sheet,
        signal,
      ),
    );
    writeAtomic(
      page,
      boardsPage(
        plan,
        pictures.map((p) => ({ ...p, png: readFileSync(p.file) })),
      ),
    );
    const rendered = jobs.flatMap(({ shots }) => shots.map(({ id }) => id));
    return {
      version: 1,
      folder: paths.boards,
      sheet,
      page,
      pictures,
      rendered,
      reused: [...ids].filter((id) => !rendered.includes(id)),
    };
  } finally {
    release();
  }
}

const label = (shots: readonly Shot[], id: string): string => {
  const shot = shots.find((s) => s.id === id);
  return shot ? `${shot.id}  ${shot.size} ${Math.round(shot.camera[0]?.lens ?? 0)} mm` : id;
};
