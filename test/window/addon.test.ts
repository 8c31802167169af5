import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { discover } from '../../extension/blender/discovery.ts';
import { meet } from '../../extension/blender/meet.ts';
import { addonFiles } from '../../extension/blender/pack.ts';
import { zip } from '../../extension/blender/zip.ts';
import { run } from '../../extension/runtime/process.ts';
import { version } from '../../extension/runtime/version.ts';
import type { StageCommand } from '../../schemas/source/stageCommand.ts';
import { emptyFolder, photoplay } from '../cli.ts';
import { windowedProgram } from './session.ts';

const home = emptyFolder();
const { blender, env: screen } = await windowedProgram();
const env: Record<string, string> = {
  ...screen,
  PHOTOPLAY_BLENDER: blender,
  PHOTOPLAY_SESSIONS: join(home, 'sessions'),
  PHOTOPLAY_CONFIG: join(home, 'config'),
  BLENDER_USER_RESOURCES: join(home, 'user'),
};
const installed = join(home, 'user', 'extensions', 'user_default', 'photoplay');
const inBlender = (...args: string[]) =>
  run(blender, ['--command', 'extension', ...args], { env: { ...process.env, ...env } });
const object = async (...args: string[]) => {
  const { code, stdout, stderr } = await photoplay(['blender', ...args, '--json'], { env });
  return { code, stderr, ...JSON.parse(stdout) };
};

const scene: StageCommand = {
  type: 'scene.create',
  id: '1',
  heading: 'EXT. FIELD - DAY',
  fps: 24,
  frames: 2,
  size: [160, 90],
};
const camera: StageCommand = {
  type: 'camera.add',
  scene: '1',
  id: '1.01',
  size: 'WS',
  subjects: [],
  in: 0,
  out: 2,
  keys: [{ frame: 0, position: [0, -3, 1], target: [0, 0, 1], lens: 35 }],
  sensor: [36, 20.25],
  hides: [],
  marker: '1.01',
};

const files = await addonFiles(() => undefined);
const archive = join(home, 'addon.zip');
const folder = join(home, 'addon');
beforeAll(() => {
  mkdirSync(join(home, 'user'), { recursive: true });
  writeFileSync(archive, zip(files));
  for (const [name, bytes] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
});
afterAll(async () => {
  for (const { pid } of (await discover(env.PHOTOPLAY_SESSIONS)).sessions) process.kill(pid, 'SIGKILL');
});

describe('the packed add-on', () => {
  test('is what the extension platform takes: as an archive, and as the folder that it is built from', async () => {
    for (const path of [archive, folder]) {
      const { code, stdout, stderr } = await inBlender('validate', path);
      expect({ code, said: /Success/.test(stdout + stderr) }).toEqual({ code: 0, said: true });
    }
    const built = join(home, 'built.zip');
    expect((await inBlender('build', '--source-dir', folder, '--output-filepath', built)).code).toBe(0);
    expect((await inBlender('validate', built)).code).toBe(0);
  });
});

describe("a person's own Blender", () => {
  test('is found without the add-on, and is not launched without it', async () => {
    expect((await object('find')).blenders).toContainEqual(
      expect.not.objectContaining({ addon: expect.anything() }),
    );
    expect(await object('launch')).toMatchObject({
      code: 1,
      error: { code: 'blender-addon', hint: expect.stringContaining('--install') },
    });
  });

  test('takes the add-on, opens with it, is met, renders, and closes', async () => {
    const file = join(home, 'film.blend');
    const save = `import bpy; bpy.ops.wm.save_as_mainfile(filepath=${JSON.stringify(file)})`;
    await run(blender, ['--background', '--factory-startup', '--python-expr', save], {
      env: { ...process.env, ...env },
    });
    const launched = await object('launch', file, '--install');
    expect(launched).toMatchObject({ code: 0, file, background: false, hello: { addon: version() } });
    const [session] = (await discover(env.PHOTOPLAY_SESSIONS)).sessions;
    expect(session).toMatchObject({ pid: launched.pid, file });
    if (!session) throw new Error('no session');
    const { client } = await meet(session);
    const drawn = new Promise((resolve, reject) => {
      client.on('render/done', resolve);
      client.on('render/failed', ({ message }) => reject(new Error(message)));
    });
    await client.call('stage/apply', { label: 'Scene 1', commands: [scene, camera] });
    const directory = join(home, 'frames');
    await client.call('render/start', { scene: '1', tier: 'draft', shots: [{ id: '1.01', directory }] });
    await drawn;
    expect(readdirSync(directory)).toHaveLength(2);
    client.close();
    expect((await object('status')).sessions).toMatchObject([{ pid: launched.pid, file, unsaved: true }]);
    expect(await object('stop')).toMatchObject({ code: 1, error: { code: 'blender-unsaved' } });
    expect(await object('stop', '--discard')).toMatchObject({ code: 0, pid: launched.pid });
    expect((await object('status')).sessions).toEqual([]);
  }, 120_000);

  test('opens without a window too, and stays until it is stopped', async () => {
    const { pid, background } = await object('launch', '--background');
    expect(background).toBe(true);
    expect((await object('status')).sessions).toMatchObject([{ pid, background: true, state: 'ready' }]);
    expect(await object('stop')).toMatchObject({ code: 0, pid });
  }, 120_000);

  test('with an older add-on is said to have one, and is updated', async () => {
    const manifest = join(installed, 'blender_manifest.toml');
    const now = readFileSync(manifest, 'utf8');
    writeFileSync(manifest, now.replace(`version = "${version()}"`, 'version = "0.0.1"'));
    expect((await object('find')).blenders).toContainEqual(
      expect.objectContaining({ addon: expect.objectContaining({ version: '0.0.1', age: 'older' }) }),
    );
    expect(await object('install')).toMatchObject({ code: 0, was: '0.0.1', addon: { version: version() } });
    expect(readFileSync(manifest, 'utf8')).toBe(now);
  }, 120_000);

  test('whose add-on fails to start is not waited for, and what it said is told', async () => {
    writeFileSync(join(installed, 'wiring.py'), 'raise RuntimeError("broken on purpose")\n');
    const began = performance.now();
    expect(await object('launch')).toMatchObject({
      code: 1,
      error: { code: 'blender-launch', hint: expect.stringContaining('broken on purpose') },
    });
    expect(performance.now() - began).toBeLessThan(30_000);
  }, 120_000);
});
