import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StageCommand } from '../../schemas/source/stageCommand.ts';
import { openWindow, type Window } from './session.ts';

const scene = (id: string): StageCommand => ({
  type: 'scene.create',
  id,
  heading: 'INT. KITCHEN - DAY',
  fps: 24,
  frames: 48,
  size: [480, 270],
});

let folder: string;
let window: Window;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'photoplay-test-'));
  const file = join(folder, 'film.blend');
  window = await openWindow({
    script: `import bpy\nbpy.ops.wm.save_as_mainfile(filepath=${JSON.stringify(file)})`,
  });
  await window.client.call('scene/list', {}); // the script is through
});
afterAll(async () => {
  await window.close();
  rmSync(folder, { recursive: true, force: true });
});

const scenes = async () => (await window.client.call('scene/list', {})).scenes.map(({ name }) => name);

test('an open file goes back to a snapshot, is to be saved then, and what was saved stays on disk', async () => {
  const { client } = window;
  const heard: string[] = [];
  client.on('session/changed', ({ why }) => heard.push(why));
  const saved = readFileSync(join(folder, 'film.blend'));
  await client.call('snapshot/keep', { name: 'early' });
  await client.call('stage/apply', { label: 'Scene 1', commands: [scene('1')] });
  const told = await client.call('snapshot/compare', { name: 'early' });
  expect(told.scenes.added).toEqual(['1']);
  const { before, state } = await client.call('snapshot/restore', { name: 'early' });
  expect(before.scenes).toContain('1');
  expect(state.file).toBe(join(folder, 'film.blend'));
  expect(await scenes()).not.toContain('1');
  expect((await client.call('scene/file', {})).unsaved).toBe(true);
  expect(readFileSync(join(folder, 'film.blend')).equals(saved)).toBe(true);
  expect(
    readdirSync(folder)
      .filter((name) => name.endsWith('.blend'))
      .sort(),
  ).toEqual(['film.blend', 'film~before early.blend', 'film~early.blend']);
  await wait(100);
  expect(heard).toContain('loaded');
});

test('it goes forward again, and works on with undo', async () => {
  const { client } = window;
  await client.call('snapshot/restore', { name: 'before early' });
  expect(await scenes()).toContain('1');
  await client.call('stage/apply', { label: 'Scene 2', commands: [scene('2')] });
  const { done } = await client.call('stage/undo', { steps: 1 });
  expect(done).toBe(1);
  expect(await scenes()).not.toContain('2');
  expect(await scenes()).toContain('1');
});
