import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StageCommand } from '../../schemas/source/stageCommand.ts';
import { openWindow, type Window } from './session.ts';

/** A .hdr of 8×4 points (Radiance RGBE), and a glTF of one triangle with its buffer inside. */
const sky = Buffer.concat([
  Buffer.from('#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 4 +X 8\n'),
  Buffer.alloc(8 * 4 * 4, Buffer.from([128, 96, 64, 130])),
]);
const corners = Buffer.from(Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0).buffer);
const chair = Buffer.from(
  JSON.stringify({
    asset: { version: '2.0' },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0, name: 'Chair' }],
    meshes: [{ primitives: [{ attributes: { POSITION: 0 } }] }],
    buffers: [{ uri: 'chair.bin', byteLength: corners.length }],
    bufferViews: [{ buffer: 0, byteLength: corners.length }],
    accessors: [
      { bufferView: 0, componentType: 5126, count: 3, type: 'VEC3', min: [0, 0, 0], max: [1, 1, 0] },
    ],
  }),
);
const files: Record<string, Buffer> = { 'dusk.hdr': sky, 'chair.gltf': chair, 'chair.bin': corners };
/** Milliseconds before a file is sent. */
let delay = 0;

const server: Server = createServer(async ({ url = '' }, response) => {
  const { port } = server.address() as AddressInfo;
  const entry = (name: string, more = {}) => ({
    url: `http://127.0.0.1:${port}/file/${name}`,
    md5: createHash('md5')
      .update(files[name] ?? '')
      .digest('hex'),
    size: files[name]?.length,
    ...more,
  });
  const answers: Record<string, unknown> = {
    '/info/dusk': { name: 'Dusk', type: 0 },
    '/files/dusk': { hdri: { '1k': { hdr: entry('dusk.hdr') } } },
    '/info/chair': { name: 'Chair', type: 2 },
    '/files/chair': {
      gltf: { '1k': { gltf: entry('chair.gltf', { include: { 'chair.bin': entry('chair.bin') } }) } },
    },
  };
  if (url.startsWith('/file/')) {
    await wait(delay);
    response.end(files[url.slice('/file/'.length)]);
  } else response.end(JSON.stringify(answers[url]));
});

const scene: StageCommand = {
  type: 'scene.create',
  id: '1',
  heading: 'EXT. FIELD - DAY',
  fps: 24,
  frames: 24,
  size: [160, 90],
};

let window: Window;
let cache: string;
beforeAll(async () => {
  cache = mkdtempSync(join(tmpdir(), 'photoplay-test-'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  window = await openWindow({
    env: { PHOTOPLAY_POLYHAVEN: `http://127.0.0.1:${port}`, PHOTOPLAY_CACHE: cache },
  });
  await window.client.call('stage/apply', { label: 'Scene 1', commands: [scene] });
});
afterAll(async () => {
  await window.close();
  server.close();
  rmSync(cache, { recursive: true, force: true });
});

const bring = (id: string, kind: 'hdri' | 'model') =>
  window.client.call('library/import', { provider: 'polyhaven', id, kind, resolution: '1k', scene: '1' });
const names = async () =>
  (await window.client.call('scene/describe', { scene: '1' })).objects.map(({ name }) => name);

test('a model is brought in as one undo step, into its scene alone', async () => {
  const before = await names();
  const { objects, made } = await bring('chair', 'model');
  expect(objects).toMatchObject([{ name: 'Chair', type: 'MESH', collection: made }]);
  expect(await names()).toEqual([...before, 'Chair']);
  expect((await window.client.call('stage/undo', { steps: 1 })).done).toBe(1);
  expect(await names()).toEqual(before);
  await window.client.call('stage/redo', { steps: 1 });
  expect(await names()).toEqual([...before, 'Chair']);
});

test('a file that cannot be read leaves the scene as it was', async () => {
  const before = await window.client.call('scene/describe', { scene: '1' });
  const whole = files['chair.gltf'] ?? Buffer.of();
  files['chair.gltf'] = Buffer.from('{"no": "glTF"}');
  await expect(bring('chair', 'model')).rejects.toMatchObject({ kind: 'blender' });
  files['chair.gltf'] = whole;
  expect(await window.client.call('scene/describe', { scene: '1' })).toEqual(before);
});

/** Milliseconds that a call to the main thread takes. */
async function call(): Promise<number> {
  const began = performance.now();
  await window.client.call('session/status', {});
  return performance.now() - began;
}

test('the session answers while a file is fetched', async () => {
  // What was changed is drawn some times over, which takes long without a GPU.
  for (let quick = 0; quick < 25; await wait(20)) quick = (await call()) < 50 ? quick + 1 : 0;
  delay = 1000;
  const fetched = bring('dusk', 'hdri');
  const late: number[] = [];
  for (let n = 0; n < 20; n++) {
    late.push(await call());
    await wait(10);
  }
  expect(late.sort((a, b) => a - b)[10]).toBeLessThan(100);
  expect(await fetched).toMatchObject({ fetched: sky.length });
});

test('without leave to go online nothing is asked', async () => {
  const own = await openWindow();
  await expect(
    own.client.call('library/search', { provider: 'polyhaven', kind: 'hdri', query: '' }),
  ).rejects.toMatchObject({ kind: 'gated', message: expect.stringMatching(/Online Access|offline/) });
  await own.close();
});
