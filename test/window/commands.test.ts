import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Result } from '../../schemas/source/blenderProtocol.ts';
import { stageCommands } from '../../schemas/source/stageCommand.ts';
import { stall, stallNames } from '../fixtures/everyCommand.ts';
import { openWindow, type Window } from './session.ts';

let window: Window;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'photoplay-commands-'));
  window = await openWindow();
});
afterAll(async () => {
  await window.close();
  rmSync(folder, { recursive: true, force: true });
});

const long = { deadlineMs: 60_000 };
const described = (): Promise<Result<'scene/describe'>> =>
  window.client.call('scene/describe', { scene: '1', limit: 500 }, long);

test('a stall is built with general commands as one step, undone and done again', async () => {
  const commands = stall(folder);
  const { applied, objects } = await window.client.call('stage/apply', { label: 'Stall', commands }, long);
  expect(applied).toBe(commands.length);
  expect(objects.map(({ name }) => name)).toEqual(expect.arrayContaining(stallNames));
  expect(readdirSync(folder)).toEqual(['stall.glb']);
  const built = await described();
  expect(built.objects.map(({ name }) => name)).toEqual(expect.arrayContaining(stallNames));
  expect(built.markers).toEqual([{ name: 'look', frame: 12, camera: 'Cam' }]);
  await window.client.call('stage/undo', { steps: 1 }, long);
  await expect(described()).rejects.toMatchObject({ kind: 'notFound' });
  await window.client.call('stage/redo', { steps: 1 }, long);
  expect(await described()).toEqual(built);
});

test('a command that fails at the end of a batch leaves nothing of it', async () => {
  const before = await described();
  const more = stall(folder)
    .slice(1)
    .map((command) => ('name' in command ? { ...command, name: `${command.name} again` } : command));
  const wrong = { type: 'object.parent' as const, scene: '1', object: 'Table', parent: 'Table' };
  await expect(
    window.client.call('stage/apply', { label: 'Again', commands: [...more.slice(0, 5), wrong] }, long),
  ).rejects.toMatchObject({ kind: 'rolledBack', data: { command: 5, path: 'parent' } });
  expect(await described()).toEqual(before);
});

test('assets come from a file that the session saved', async () => {
  const file = join(folder, 'library.blend');
  await window.client.call('snapshot/save', { path: file }, long);
  const asset = { scene: '1', file, names: ['Stall'] };
  const { objects } = await window.client.call(
    'stage/apply',
    {
      label: 'Assets',
      commands: [
        { type: 'asset.link', ...asset, kind: 'collection', position: [0, 9, 0] },
        { type: 'asset.append', ...asset, kind: 'material', names: ['Oak'], object: 'Crates' },
      ],
    },
    long,
  );
  expect(objects.map(({ position }) => position[1])).toContain(9);
});

test('every general command has its place in the stall, or in the batch of assets', () => {
  const used = new Set<string>([...stall(folder).map(({ type }) => type), 'asset.link', 'asset.append']);
  const general =
    /^(object|collection|kit|mesh|material|light\.set|camera\.(set|activate)|world|render|key|curve|constraint|marker|asset|file)/;
  expect(Object.keys(stageCommands).filter((type) => general.test(type) && !used.has(type))).toEqual([]);
});
