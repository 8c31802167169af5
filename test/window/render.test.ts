import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  type EventName,
  type EventParams,
  events,
  type Params,
  type Result,
} from '../../schemas/source/blenderProtocol.ts';
import type { StageCommand } from '../../schemas/source/stageCommand.ts';
import { openWindow, type Window } from './session.ts';

const scene: StageCommand = {
  type: 'scene.create',
  id: '1',
  heading: 'EXT. FIELD - DAY',
  fps: 24,
  frames: 2000,
  size: [160, 90],
};
const camera = (id: string, from: number, to: number): StageCommand => ({
  type: 'camera.add',
  scene: '1',
  id,
  size: 'WS',
  subjects: [],
  in: from,
  out: to,
  keys: [{ frame: from, position: [0, -3, 1], target: [0, 0, 1], lens: 35 }],
  sensor: [36, 20.25],
  hides: [],
  marker: id,
});

type Told = { [E in EventName]: { event: E; params: EventParams<E> } }[EventName];

let window: Window;
let folder: string;
let told: Told[];
beforeAll(async () => {
  window = await openWindow();
  await window.client.call('stage/apply', {
    label: 'Scene 1',
    commands: [scene, camera('1.01', 0, 12), camera('1.02', 12, 1500)],
  });
  for (const event of Object.keys(events) as EventName[])
    window.client.on(event, (params) => told.push({ event, params } as Told));
});
afterAll(() => window.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'photoplay-test-'));
  told = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const short = (): Params<'render/start'> => ({
  scene: '1',
  tier: 'draft',
  shots: [{ id: '1.01', directory: join(folder, 'short') }],
});
const long = (): Params<'render/start'> => ({
  scene: '1',
  tier: 'draft',
  shots: [{ id: '1.02', directory: join(folder, 'long') }],
});

const start = async (params: Params<'render/start'>): Promise<string> =>
  (await window.client.call('render/start', params)).job;

async function until<T>(look: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  for (let tries = 0; tries < 3000; tries++) {
    const found = await look();
    if (found) return found;
    await wait(10);
  }
  throw new Error(`it did not happen: ${JSON.stringify(told.slice(-5))}\n${window.output()}`);
}

const stand = async (job: string): Promise<Result<'render/list'>['jobs'][number] | undefined> =>
  (await window.client.call('render/list', {})).jobs.find((one) => one.job === job);

const ended = (job: string) =>
  until(async () => {
    const now = await stand(job);
    return now && !['queued', 'running'].includes(now.state) && now;
  });

const frames = (job: string): EventParams<'render/frame'>[] =>
  told.flatMap(({ event, params }) => (event === 'render/frame' && params.job === job ? [params] : []));

/** Blender's children: the worker, when there is one. */
const children = (parent = window.pid): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return (
          / (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8').replace(/.*\) \S/, ''))?.[1] ===
          `${parent}`
        );
      } catch {
        return false;
      }
    })
    .map(Number);

test('a job tells of each frame, and what it draws is there', async () => {
  const job = await start(short());
  expect(await ended(job)).toMatchObject({ state: 'done', done: 12, total: 12, shots: ['1.01'] });
  expect(frames(job).map(({ frame, kept }) => [frame, kept])).toEqual(
    Array.from({ length: 12 }, (_, frame) => [frame, false]),
  );
  expect(frames(job).every(({ file }) => existsSync(file))).toBe(true);
  expect(told.map(({ event }) => event)).toEqual([
    'render/progress',
    ...Array.from({ length: 12 }, () => 'render/frame'),
    'render/done',
  ]);
});

test('the session answers within 100 ms while a job is drawn', async () => {
  const job = await start(long());
  await until(() => frames(job).length > 0);
  const late: Record<'session/ping' | 'session/status', number[]> = {
    'session/ping': [],
    'session/status': [],
  };
  for (let n = 0; n < 50; n++) {
    for (const method of ['session/ping', 'session/status'] as const) {
      const began = performance.now();
      await window.client.call(method, {});
      late[method].push(performance.now() - began);
    }
    await wait(5);
  }
  await window.client.call('render/cancel', { job });
  await ended(job);
  const sorted = (times: number[]) => times.sort((a, b) => a - b);
  expect(sorted(late['session/ping'])[45]).toBeLessThan(100);
  expect(sorted(late['session/status'])[25]).toBeLessThan(100);
  expect(frames(job).length).toBeGreaterThan(1);
});

test('a job that is cancelled ends within a second, and goes on where it was', async () => {
  const first = await start(long());
  await until(() => frames(first).length >= 4);
  const began = performance.now();
  expect(await window.client.call('render/cancel', { job: first })).toEqual({ cancelled: true });
  expect(await ended(first)).toMatchObject({ state: 'cancelled' });
  expect(performance.now() - began).toBeLessThan(1000);
  const kept = readdirSync(join(folder, 'long')).sort();
  expect(kept.length).toBeGreaterThanOrEqual(4);
  truncateSync(join(folder, 'long', kept[2] ?? ''), 100);

  const again = await start(long());
  await until(() => frames(again).length > kept.length);
  await window.client.call('render/cancel', { job: again });
  await ended(again);
  expect(frames(again).filter((frame) => frame.kept)).toHaveLength(kept.length - 1);
  expect(frames(again).find(({ file }) => file.endsWith(kept[2] ?? ''))?.kept).toBe(false);
});

test('jobs queue; a worker that is killed fails its job alone, and the session goes on', async () => {
  const first = await start(long());
  const second = await start(short());
  const third = await start({ ...short(), shots: [{ id: '1.01', directory: join(folder, 'third') }] });
  await until(() => frames(first).length >= 2);
  expect((await stand(second))?.state).toBe('queued');
  for (const pid of children()) process.kill(pid, 'SIGKILL');
  expect(await ended(first)).toMatchObject({
    state: 'failed',
    error: { message: expect.stringContaining('SIGKILL') },
  });
  expect(await ended(second)).toMatchObject({ state: 'done' });
  expect(await ended(third)).toMatchObject({ state: 'done' });
  const again = await start(long());
  await until(() => frames(again).some(({ kept }) => !kept));
  await window.client.call('render/cancel', { job: again });
  await ended(again);
  expect(frames(again).filter(({ kept }) => kept).length).toBeGreaterThanOrEqual(2);
});

test('jobs outlive their client, and one that comes back is told what it missed', async () => {
  const other = await window.connect();
  const { job } = await other.call('render/start', short());
  const before = (await other.call('render/list', {})).last;
  other.close();
  await ended(job);
  const back = await window.connect();
  const { events: missed } = await back.call('render/list', { since: before });
  back.close();
  expect(missed.at(-1)).toMatchObject({ event: 'render/done', params: { job, rendered: 12 } });
  expect(missed).toEqual(told.filter(({ params }) => 'sequence' in params && params.sequence > before));
});

test('the worker ends with Blender', async () => {
  const own = await openWindow();
  let worker: number[] = [];
  try {
    await own.client.call('stage/apply', { label: 'Scene 1', commands: [scene, camera('1.02', 12, 1500)] });
    const drawn = new Promise<string>((resolve) =>
      own.client.on('render/frame', ({ file }) => resolve(file)),
    );
    await own.client.call('render/start', long());
    await drawn;
    worker = children(own.pid);
    expect(worker).not.toEqual([]);
  } finally {
    await own.close();
  }
  await until(() => worker.every((pid) => !existsSync(`/proc/${pid}`)));
});
