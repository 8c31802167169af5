import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { BlenderConnection } from '../../extension/blender/connection.ts';
import { type Film, newFilm } from '../../extension/film/folder.ts';
import type { LiveEvent } from '../../extension/live/events.ts';
import { LiveFilm } from '../../extension/live/live.ts';
import { Planner } from '../../extension/live/planner.ts';
import { openWindow, type Window } from './session.ts';

/** The demo film, shown live in a Blender with a window in which code is allowed. */
export interface LiveWindow {
  home: string;
  film: Film;
  sessions: string;
  window: Window;
  planner: Planner;
  /** What was told of it since it began. */
  told: LiveEvent[];
  close: () => Promise<void>;
}

/** Opens it, and waits until its three scenes are staged. `script` runs in Blender and is given a folder for notes. */
export async function openLiveFilm(options: {
  follow: boolean;
  script?: (home: string) => string;
}): Promise<LiveWindow> {
  const home = mkdtempSync(join(tmpdir(), 'photoplay-live-'));
  const sessions = join(home, 'sessions');
  mkdirSync(sessions);
  const film = newFilm(join(home, 'film'), 'The Brass Key', 'the-brass-key');
  const allows = 'photoplay._running[0].allow_code = True';
  const window = await openWindow({ sessions, script: `${allows}\n${options.script?.(home) ?? ''}` });
  const link = new BlenderConnection({ folder: sessions });
  const planner = new Planner(film.folder, () => undefined);
  const abort = new AbortController();
  const told: LiveEvent[] = [];
  const running = new LiveFilm({
    planner,
    link,
    signal: abort.signal,
    tell: (event) => void told.push(event),
    follow: options.follow,
    show: false,
    replace: false,
  }).run();
  const close = async () => {
    abort.abort();
    await running;
    link.close();
    await planner.close();
    await window.close();
    rmSync(home, { recursive: true, force: true });
  };
  const staged = () => told.filter(({ event }) => event === 'staged').length;
  for (const end = Date.now() + 200_000; staged() < 3; await wait(20)) {
    if (Date.now() < end) continue;
    await close();
    throw new Error(`the film was not staged: ${JSON.stringify(told)}`);
  }
  await wait(2000); // until its window is drawn, edges and all
  return { home, film, sessions, window, planner, told, close };
}
