import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HeadlessSession } from '../../bridge/launch.ts';
import type { RenderProgress, SceneJob, ShotJob } from '../../extension/render/jobs.ts';
import { type RenderContext, renderShots } from '../../extension/render/render.ts';
import { frameFolder, stagedFile } from '../../extension/render/worker.ts';
import { run } from '../../extension/runtime/process.ts';
import type { StageCommand } from '../../schemas/source/stageCommand.ts';
import { ffmpeg, openSession } from './session.ts';

const size = { width: 160, height: 90 };
const settings = { tier: 'draft', fps: 24, size } as const;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'photoplay-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function shot(id: string, from: number, length: number): ShotJob {
  const frames = Array.from({ length: Math.ceil(length / 2) }, (_, i) => from + 2 * i);
  return { id, key: `key${id}`, frames, step: 2, length, file: join(folder, 'takes', `${id}.mp4`) };
}

function scene(number: string, shots: ShotJob[]): SceneJob {
  const commands: StageCommand[] = [
    { type: 'scene.create', id: number, heading: 'EXT. FIELD - DAY', fps: 24, frames: 240, size: [160, 90] },
    ...shots.map(
      ({ id, frames, length }): StageCommand => ({
        type: 'camera.add',
        scene: number,
        id,
        size: 'WS',
        subjects: [],
        in: frames[0] ?? 0,
        out: (frames[0] ?? 0) + length,
        keys: [{ frame: 0, position: [0, -3, 1], target: [0, 0, 1], lens: 35 }],
        sensor: [36, 20.25],
        hides: [],
        marker: id,
      }),
    ),
  ];
  return { number, key: `scene${number}`, commands, grade: 'day', shots };
}

const context = (more: Partial<RenderContext> = {}): RenderContext => ({
  open: openSession,
  ffmpeg,
  cacheDir: join(folder, 'cache'),
  workers: 1,
  signal: new AbortController().signal,
  onProgress: () => undefined,
  ...more,
});

/** Frames of a film, each by the hash of its decoded picture. */
async function pictures(file: string): Promise<string[]> {
  const { stdout } = await run(ffmpeg, ['-v', 'error', '-i', file, '-f', 'framemd5', '-']);
  return stdout
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => line.split(',').at(-1)?.trim() ?? '');
}

describe('rendering', () => {
  test('makes takes of exactly their length from two scenes with two workers, and leaves nothing behind', async () => {
    const scenes = [scene('1', [shot('1.01', 0, 7), shot('1.02', 7, 12)]), scene('2', [shot('2.01', 0, 5)])];
    let last: RenderProgress | undefined;
    await renderShots(scenes, settings, context({ workers: 2, onProgress: (p) => (last = { ...p }) }));
    for (const { shots } of scenes) {
      for (const { file, length } of shots) expect(await pictures(file)).toHaveLength(length);
    }
    expect(last).toMatchObject({ staged: 2, scenes: 2, drawn: 13, pictures: 13 });
    expect(readdirSync(join(folder, 'takes')).sort()).toEqual(['1.01.mp4', '1.02.mp4', '2.01.mp4']);
    expect(readdirSync(join(folder, 'cache', 'frames'))).toEqual([]);
    expect(readdirSync(join(folder, 'cache', 'stage')).sort()).toEqual(['scene1.blend', 'scene2.blend']);
  });

  test('gives the same take, byte for byte, when it is done again', async () => {
    const job = scene('1', [shot('1.01', 3, 8)]);
    await renderShots([job], settings, context());
    const file = job.shots[0]?.file ?? '';
    const first = readFileSync(file);
    rmSync(file);
    await renderShots([job], settings, context());
    expect(readFileSync(file).equals(first)).toBe(true);
  });

  test('writes one graded picture of the film’s size for a board', async () => {
    const board = { ...shot('1.01', 0, 1), file: join(folder, 'boards', '1.01.png') };
    await renderShots([scene('1', [board])], { ...settings, tier: 'still' }, context());
    const png = readFileSync(board.file);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([160, 90]);
  });

  test('that is cancelled keeps finished frames, and goes on from them', async () => {
    const job = scene('1', [shot('1.01', 0, 40)]);
    const controller = new AbortController();
    const stopped = renderShots(
      [job],
      settings,
      context({
        signal: controller.signal,
        onProgress: ({ drawn }) => {
          if (drawn === 5) controller.abort();
        },
      }),
    );
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    const frames = frameFolder(join(folder, 'cache'), { key: 'key1.01' });
    const kept = readdirSync(frames);
    expect(kept.length).toBeGreaterThanOrEqual(5);
    expect(kept.filter((name) => name.endsWith('.part'))).toEqual([]);
    expect(existsSync(job.shots[0]?.file ?? '')).toBe(false);

    writeFileSync(join(frames, '.0019.bmp.1.part'), 'half a picture');
    const sessions: HeadlessSession[] = [];
    let keptFrames = 0;
    const open = async (signal?: AbortSignal) => {
      const session = await openSession(signal);
      session.on('render/frame', (frame) => (keptFrames += frame.kept ? 1 : 0));
      sessions.push(session);
      return session;
    };
    await renderShots([job], settings, context({ open }));
    expect(keptFrames).toBe(kept.length);
    expect(await pictures(job.shots[0]?.file ?? '')).toHaveLength(40);
  });

  test('survives a Blender that is killed, once, and keeps what it had drawn', async () => {
    const job = scene('1', [shot('1.01', 0, 240)]);
    const sessions: HeadlessSession[] = [];
    const open = async (signal?: AbortSignal) => {
      const session = await openSession(signal);
      sessions.push(session);
      let drawn = 0;
      session.on('render/frame', () => {
        drawn++;
        if (sessions.length === 1 && drawn === 3) process.kill(session.pid, 'SIGKILL');
      });
      return session;
    };
    await renderShots([job], settings, context({ open }));
    expect(sessions).toHaveLength(2);
    expect(await pictures(job.shots[0]?.file ?? '')).toHaveLength(240);
  });

  test('that is killed again and again ends with what to do', async () => {
    const open = async (signal?: AbortSignal) => {
      const session = await openSession(signal);
      session.on('render/progress', () => process.kill(session.pid, 'SIGKILL'));
      return session;
    };
    const failed = renderShots([scene('1', [shot('1.01', 0, 60)])], settings, context({ open }));
    await expect(failed).rejects.toMatchObject({ code: 'blender', hint: expect.stringContaining('goes on') });
  });

  test('says why a scene cannot be built', async () => {
    const job = scene('1', [shot('1.01', 0, 4)]);
    const [create, camera] = job.commands;
    const commands = [create, { ...camera, scene: '9' }] as StageCommand[];
    await expect(renderShots([{ ...job, commands }], settings, context())).rejects.toThrow(/no scene '9'/);
  });

  test('without ffmpeg fails with its name, and keeps the frames', async () => {
    const job = scene('1', [shot('1.01', 0, 4)]);
    await expect(
      renderShots([job], settings, context({ ffmpeg: join(folder, 'none', 'ffmpeg') })),
    ).rejects.toThrow(/ffmpeg/);
    expect(readdirSync(frameFolder(join(folder, 'cache'), { key: 'key1.01' }))).toHaveLength(2);
    expect(existsSync(stagedFile(join(folder, 'cache'), job))).toBe(true);
  });

  test('into a folder that may not be written to fails and says so', async () => {
    const job = scene('1', [shot('1.01', 0, 4)]);
    mkdirSync(join(folder, 'cache'));
    writeFileSync(join(folder, 'cache', 'frames'), 'not a folder');
    await expect(renderShots([job], settings, context())).rejects.toThrow(/frames/);
  });
});
