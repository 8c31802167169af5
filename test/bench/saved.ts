import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { newFilm } from '../../extension/film/folder.ts';
import { openWindow } from '../window/session.ts';
import { percentile, type Take } from './measure.ts';

const commandLine = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** In Blender: notes when a 3D view has been drawn, and what is staged in the scene it shows. */
const noteDraws = `
import bpy, time, zlib
def drawn():
    staged = str(bpy.context.scene.get('photoplay_staged', ''))
    print('DRAWN', time.time() * 1000, bpy.context.scene.name, zlib.crc32(staged.encode()), flush=True)
bpy.app.driver_namespace['drawn'] = bpy.types.SpaceView3D.draw_handler_add(drawn, (), 'WINDOW', 'POST_PIXEL')
`;

/** Lines of the demo's dialogue; each is changed once a round, to what it never was before. */
const lines = [
  'You went through my coat',
  "It isn't what you think",
  'She found the key',
  'Lie about what',
  "That's my mother's house",
  'Get your coat',
];
const additions = ['Sam', 'my dear friend', 'as I told you on Sunday'];

/** The time from saving the script of the demo film to a viewport of the open Blender that shows the change. */
export async function benchSaved(take: Take): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'photoplay-bench-'));
  const sessions = join(home, 'sessions');
  const folder = join(home, 'film');
  mkdirSync(sessions);
  newFilm(folder, 'The Brass Key', 'the-brass-key');
  const window = await openWindow({ sessions, script: noteDraws });
  const live = spawn(process.execPath, [commandLine, 'live', folder, '--json'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, PHOTOPLAY_SESSIONS: sessions },
  });
  let staged = 0;
  createInterface({ input: live.stdout }).on('line', (line) => {
    if (line.includes('"event":"staged"')) staged++;
  });
  const draws = () =>
    [...window.output().matchAll(/^DRAWN (\S+) (\S+) (\S+)$/gm)].map(([, at, scene, hash]) => ({
      at: Number(at),
      shown: `${scene} ${hash}`,
    }));
  /** A viewport is drawn again and again until its edges are smooth; a person writes the next line after that. */
  const settled = async () => {
    for (let before = -1; before !== draws().length; await wait(1000)) before = draws().length;
  };
  try {
    while (staged < 3) await wait(50);
    await settled();
    const script = join(folder, 'screenplay.fountain');
    const save = async (from: string, to: string): Promise<number> => {
      const known = new Set(draws().map(({ shown }) => shown));
      const text = readFileSync(script, 'utf8');
      if (!text.includes(from)) throw new Error(`the script has no "${from}"`);
      writeFileSync(`${script}.new`, text.replace(from, to));
      const saved = Date.now();
      renameSync(`${script}.new`, script);
      for (const limit = saved + 20_000; Date.now() < limit; await wait(10)) {
        const shown = draws().find((draw) => !known.has(draw.shown));
        if (shown) return shown.at - saved;
      }
      throw new Error(`the change to "${to}" was not shown`);
    };
    const times: number[] = [];
    for (const addition of additions) {
      for (const line of lines) {
        times.push(await save(line, `${line}, ${addition}`));
        await settled();
      }
    }
    times.sort((a, b) => a - b);
    const seconds = (share: number) => percentile(times, share) / 1000;
    take('saved-to-shown-p50', seconds(0.5), 's', `of ${times.length} saves`, true);
    take('saved-to-shown-p95', seconds(0.95), 's', '≤ 1', seconds(0.95) <= 1);
  } finally {
    live.kill();
    await window.close();
    rmSync(home, { recursive: true, force: true });
  }
}
