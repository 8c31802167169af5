import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { BlenderError } from '../../bridge/errors.ts';
import type { HeadlessSession } from '../../bridge/launch.ts';
import type { StageCommand } from '../../schemas/source/stageCommand.ts';
import { openSession } from './session.ts';

const scene: StageCommand = {
  type: 'scene.create',
  id: '2',
  heading: 'INT. KITCHEN - DAY',
  fps: 24,
  frames: 48,
  size: [480, 270],
};
const camera = (
  id: string,
  more: Partial<Extract<StageCommand, { type: 'camera.add' }>> = {},
): StageCommand => ({
  type: 'camera.add',
  scene: '2',
  id,
  size: 'MS',
  subjects: ['mara', 'ivo'],
  in: 0,
  out: 24,
  keys: [{ frame: 0, position: [0, -3, 1.5], target: [0, 0, 1.5], lens: 50 }],
  sensor: [36, 20.25],
  hides: [],
  marker: `${id} MS`,
  ...more,
});

let session: HeadlessSession;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'photoplay-test-'));
  session = await openSession();
});
afterAll(async () => {
  await session.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await session.call('stage/reset', {});
});

const failure = async (promise: Promise<unknown>): Promise<BlenderError> => {
  try {
    await promise;
  } catch (error) {
    if (error instanceof BlenderError) return error;
    throw error;
  }
  throw new Error('the call went well');
};

describe('a session', () => {
  test('says who it is and what it can do', () => {
    expect(session.hello.background).toBe(true);
    expect(session.hello.blender[0]).toBeGreaterThanOrEqual(4);
    expect(session.hello.capabilities).toEqual(
      expect.arrayContaining(['stage/apply', 'camera.add', 'render/start']),
    );
  });

  test('refuses a partner of another protocol and says which one to update', async () => {
    const error = await failure(session.call('session/hello', { protocol: 99, client: 'later' }));
    expect(error.kind).toBe('version');
    expect(error.message).toContain('update the add-on');
  });

  test('answers a ping with the age of its last tick', async () => {
    const ping = await session.call('session/ping', {});
    expect(ping.tickAge).toBeGreaterThanOrEqual(0);
    expect(ping.waiting).toBe(0);
  });
});

describe('a batch of commands', () => {
  test('makes a scene with its collections, cameras as the shots describe them, and markers', async () => {
    const { applied, state } = await session.call('stage/apply', {
      label: 'Scene 2',
      commands: [scene, camera('2.01'), camera('2.02', { in: 24, out: 48, size: 'CU' })],
    });
    expect(applied).toBe(3);
    expect(state.scenes).toEqual([
      { name: '2', heading: 'INT. KITCHEN - DAY', fps: 24, frames: 48, objects: 2, shots: ['2.01', '2.02'] },
    ]);
    const { objects, markers } = await session.call('scene/describe', { scene: '2' });
    expect(objects.map(({ name, collection }) => [name, collection])).toEqual([
      ['2.01', '2 Cameras'],
      ['2.02', '2 Cameras'],
    ]);
    expect(markers).toEqual([
      { name: '2.01 MS', frame: 0, camera: '2.01' },
      { name: '2.02 MS', frame: 24, camera: '2.02' },
    ]);
  });

  test('is checked whole before anything is done', async () => {
    const wrong = { ...camera('2.02'), keys: [] } as unknown as StageCommand;
    const error = await failure(session.call('stage/apply', { label: 'Scene 2', commands: [scene, wrong] }));
    expect(error.kind).toBe('invalidParams');
    expect(error.data.path).toBe('commands[1].keys');
    expect((await session.call('session/status', {})).state.scenes.map((s) => s.name)).toEqual(['Scene']);
  });

  test('that fails in the middle leaves the scene as it was, and says which command and why', async () => {
    await session.call('stage/apply', { label: 'Scene 2', commands: [scene, camera('2.01')] });
    const before = await session.call('scene/describe', { scene: '2' });
    const error = await failure(
      session.call('stage/apply', {
        label: 'More',
        commands: [camera('2.02', { in: 24, out: 48 }), { ...camera('2.03'), scene: '3' } as StageCommand],
      }),
    );
    expect(error.kind).toBe('rolledBack');
    expect(error.data).toMatchObject({ command: 1, why: -32001 });
    expect(await session.call('scene/describe', { scene: '2' })).toEqual(before);
  });

  test('on an empty file that fails leaves it empty', async () => {
    const lost = { ...camera('2.03'), scene: '2b' } as StageCommand;
    const error = await failure(session.call('stage/apply', { label: 'Scene', commands: [scene, lost] }));
    expect(error.data.nearest).toEqual(['2']);
    expect((await session.call('session/status', {})).state.scenes.map((s) => s.name)).toEqual(['Scene']);
  });
});

describe('a snapshot', () => {
  test.each([false, true])('is written whole and opens again, compressed: %s', async (compress) => {
    await session.call('stage/apply', { label: 'Scene 2', commands: [scene, camera('2.01')] });
    const path = join(folder, 'scene.blend');
    const { bytes } = await session.call('snapshot/save', { path, compress });
    expect(readFileSync(path)).toHaveLength(bytes);
    const before = await session.call('scene/describe', { scene: '2' });
    await session.call('stage/reset', {});
    const { state } = await session.call('snapshot/open', { path });
    expect(state.file).toBe(path);
    expect(await session.call('scene/describe', { scene: '2' })).toEqual(before);
  });

  test('that is not there is not found', async () => {
    expect((await failure(session.call('snapshot/open', { path: join(folder, 'none.blend') }))).kind).toBe(
      'notFound',
    );
  });
});
