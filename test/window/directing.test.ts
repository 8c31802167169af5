import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StageCommand } from '../../schemas/source/stageCommand.ts';
import { emptyFolder } from '../cli.ts';
import { openWindow, type Window } from './session.ts';

let window: Window;
beforeAll(async () => {
  window = await openWindow();
}, 90_000);
afterAll(() => window?.close());

const apply = (label: string, commands: StageCommand[]) =>
  window.client.call('stage/apply', { label, commands }, { deadlineMs: 60_000 });
const scene = '2';
const described = () => window.client.call('scene/describe', { scene, limit: 500 });
const cut = () => window.client.call('edit/describe', { scene: 'cut' });
const create = (id: string): StageCommand => ({
  type: 'scene.create',
  id,
  heading: 'INT. HALL - DAY',
  fps: 24,
  frames: 240,
  size: [160, 90],
});

const directions: StageCommand[] = [
  { type: 'actor.add', scene, id: 'anna', position: [0, 0, 0], facing: 0, look: { outfit: 'dress' } },
  { type: 'actor.add', scene, id: 'ben', position: [0, 3, 0], facing: Math.PI },
  { type: 'actor.gaze', scene, id: 'ben', start: 0, at: { actor: 'anna' } },
  {
    type: 'actor.walk',
    scene,
    id: 'anna',
    start: 12,
    path: [
      [0, 0],
      [0.4, 1.8],
    ],
  },
  { type: 'actor.say', scene, id: 'anna', start: 60, text: 'Good morning, Ben!' },
  { type: 'actor.act', scene, id: 'ben', start: 90, do: 'wave' },
  { type: 'actor.pose', scene, id: 'ben', start: 140, posture: 'sit' },
  { type: 'actor.turn', scene, id: 'anna', start: 120, to: { actor: 'ben' } },
  {
    type: 'prop.build',
    scene,
    id: 'cup',
    name: 'Cup',
    kind: 'cup',
    track: [{ frame: 0, position: [0.7, 2.3, 0.8] }],
  },
  { type: 'prop.hold', scene, prop: 'cup', actor: 'anna', start: 170 },
  { type: 'prop.release', scene, prop: 'cup', start: 220, position: [0.6, 2.4, 0.8] },
];

test('actors are directed in an open Blender as one step, which is undone and done again whole', async () => {
  await apply('Scene 2', [create('2'), create('cut')]);
  const before = await described();
  const { objects } = await apply('Anna meets Ben', directions);
  expect(objects.map(({ id }) => id)).toEqual(['anna', 'ben', 'cup']);
  const directed = await described();
  await window.client.call('stage/undo', { steps: 1 });
  expect(await described()).toEqual(before);
  await window.client.call('stage/redo', { steps: 1 });
  expect(await described()).toEqual(directed);
  await apply('Look', [{ type: 'actor.look', scene, id: 'anna', look: { outfit: 'suit' } }]);
  await apply('Again', [{ type: 'actor.clear', scene, id: 'ben', start: 100 }]);
  await window.client.call('stage/undo', { steps: 2 });
  expect(await described()).toEqual(directed);
}, 60_000);

test('a direction that cannot be played takes back those before it', async () => {
  const before = await described();
  await expect(
    apply('Too much', [
      { type: 'actor.remove', scene, id: 'ben' },
      {
        type: 'actor.walk',
        scene,
        id: 'anna',
        start: 20,
        path: [
          [0, 0],
          [1, 1],
        ],
      },
    ]),
  ).rejects.toMatchObject({ kind: 'rolledBack', data: { command: 1, path: 'start' } });
  expect(await described()).toEqual(before);
}, 60_000);

test('a cut is made by commands', async () => {
  const words = join(emptyFolder(), 'words.txt');
  writeFileSync(words, 'no movie');
  const base = { type: 'strip.add', scene: 'cut', channel: 1 } as const;
  await apply('Cut', [
    { ...base, name: 'black', kind: 'colour', start: 0, frames: 24 },
    { ...base, name: 'hall', kind: 'scene', source: '2', start: 24, frames: 96, offset: 12 },
    { type: 'strip.cross', scene: 'cut', from: 'black', to: 'hall', frames: 10, name: 'in' },
    { ...base, name: 'title', kind: 'text', channel: 5, start: 40, frames: 48, words: 'Morning' },
    { type: 'strip.fade', scene: 'cut', strip: 'title', in: 6, out: 6 },
    { type: 'strip.move', scene: 'cut', strip: 'title', start: 60, channel: 7 },
    { type: 'strip.trim', scene: 'cut', strip: 'hall', end: 110 },
    { type: 'strip.mute', scene: 'cut', strip: 'black', muted: true },
  ]);
  const { strips } = await cut();
  expect(strips.map(({ name, channel, start, frames }) => [name, channel, start, frames])).toEqual([
    ['black', 1, 0, 29],
    ['hall', 2, 19, 91],
    ['in', 3, 19, 10],
    ['title', 7, 60, 48],
  ]);
  await apply('Slower', [
    { type: 'strip.delete', scene: 'cut', strip: 'in' },
    { type: 'strip.speed', scene: 'cut', strip: 'hall', factor: 0.5 },
    { type: 'strip.text', scene: 'cut', strip: 'title', words: 'Noon' },
  ]);
  const slow = (await cut()).strips;
  expect(slow.map(({ name, frames, source }) => [name, frames, source])).toEqual([
    ['black', 29, ''],
    ['hall', 182, '2'],
    ['hall speed', 182, 'hall'],
    ['title', 48, 'Noon'],
  ]);
  await expect(
    apply('Bad', [{ ...base, name: 'bad', kind: 'movie', start: 500, frames: 5, file: words }]),
  ).rejects.toMatchObject({ data: { path: 'file' } });
  await window.client.call('stage/undo', { steps: 1 });
  expect((await cut()).strips.map(({ name }) => name)).toEqual(['black', 'hall', 'in', 'title']);
}, 60_000);
