import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HeadlessSession } from '../../bridge/launch.ts';
import { block } from '../../extension/blocking/block.ts';
import { breakDown } from '../../extension/breakdown/breakDown.ts';
import { project } from '../../extension/geometry/camera.ts';
import { readScreenplay, toScreenplay } from '../../extension/screenplay/screenplay.ts';
import { planSets } from '../../extension/sets/plan.ts';
import { planShots } from '../../extension/shotlist/planShots.ts';
import { type StagedScene, stageScene } from '../../extension/staging/commands.ts';
import type { MeasuredSample } from '../../schemas/source/blenderProtocol.ts';
import { openSession } from './session.ts';

const script = `INT. KITCHEN - DAY

MARA, 30, in a red coat, stands by the table. IVO, 60, glasses, sits at the table.

Mara looks at Ivo. She picks up a cup. Ivo nods.

Mara walks to the window.
`;

/** The scene of the script as commands, planned without a voice. */
function staged(): StagedScene {
  const screenplay = toScreenplay(readScreenplay(new TextEncoder().encode(script), 'test.fountain'));
  const breakdown = breakDown(screenplay, undefined, { title: 'Test', seed: 1 });
  const voices = { version: 1 as const, lines: [], warnings: [] };
  const sets = planSets(breakdown, undefined, { seed: 1 });
  const { blocking } = block(breakdown, sets, voices, { fps: 24, seed: 1 });
  const { shots } = planShots(breakdown, sets, blocking, { fps: 24, genre: 'drama', seed: 1 });
  const [blocked] = blocking.scenes;
  const [covered] = shots.scenes;
  if (!blocked || !covered) throw new Error('the script gave no scene');
  return stageScene(
    {
      breakdown,
      sets: new Map(sets.sets.map((set) => [set.id, set])),
      voices,
      settings: { fps: 24, size: { width: 240, height: 136 } },
      quality: 'draft',
      kitVersion: 'test',
    },
    blocked,
    covered,
  );
}

const scene = staged();
let session: HeadlessSession;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'photoplay-test-'));
  session = await openSession();
  await session.call('stage/apply', { label: 'Scene 1', commands: scene.commands }, { deadlineMs: 60_000 });
  await session.call('snapshot/save', { path: join(folder, 'scene.blend') });
});
afterAll(async () => {
  await session.close();
  rmSync(folder, { recursive: true, force: true });
});

const finished = (): Promise<{ rendered: number; kept: number }> =>
  new Promise((resolve, reject) => {
    session.on('render/done', resolve);
    session.on('render/failed', ({ message }) => reject(new Error(message)));
  });

describe('a staged scene', () => {
  test('lies in its collections, every thing of ours with its document id', async () => {
    const { objects, scene: summary } = await session.call('scene/describe', {
      scene: scene.number,
      limit: 500,
    });
    expect(summary.shots).toEqual(scene.shots.map(({ id }) => id));
    const collections = new Set(objects.map(({ collection }) => collection));
    expect([...collections].sort()).toEqual(
      ['Cameras', 'Cast', 'Lights', 'Props', 'Set'].map((role) => `${scene.number} ${role}`),
    );
    const actors = objects.filter(({ type }) => type === 'ARMATURE');
    expect(actors.map(({ id, name }) => [id, name]).sort()).toEqual([
      ['ivo', 'IVO'],
      ['mara', 'MARA'],
    ]);
    expect(actors.every(({ animated }) => animated)).toBe(true);
    const props = objects.filter(({ collection }) => collection.endsWith('Props'));
    expect(props.map(({ id }) => id)).toEqual(['cup']);
  });

  test('shows its subjects where the planner’s camera maths says they are', async () => {
    const samples = scene.shots.map(({ id, in: first, out }) => ({ shot: id, frame: (first + out) >> 1 }));
    const measured = await session.call('scene/measure', { scene: scene.number, samples });
    expect(measured.samples).toHaveLength(samples.length);
    let compared = 0;
    for (const sample of measured.samples) {
      expect(sample.lens).toBeGreaterThan(8);
      for (const subject of sample.subjects) {
        if (subject.depth <= 0.2) continue;
        const seen = headOf(sample, subject.eyes);
        const [left, bottom, right, top] = subject.head;
        expect(seen.depth).toBeCloseTo(subject.depth, 2);
        expect(seen.x).toBeGreaterThan(left - 0.02);
        expect(seen.x).toBeLessThan(right + 0.02);
        expect(seen.y).toBeGreaterThan(bottom);
        expect(seen.y).toBeLessThan(top);
        expect(subject.box[3]).toBeGreaterThanOrEqual(top - 1e-6);
        expect(subject.faceSeen).toBeGreaterThanOrEqual(0);
        expect(subject.faceSeen).toBeLessThanOrEqual(1);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(0);
  });

  test('leaves the file as it was after it was measured', async () => {
    const before = await session.call('scene/describe', { scene: scene.number, limit: 500 });
    const shot = scene.shots[0]?.id ?? '';
    await session.call('scene/measure', { scene: scene.number, samples: [{ shot, frame: 30 }] });
    expect(await session.call('scene/describe', { scene: scene.number, limit: 500 })).toEqual(before);
  });

  test('is drawn frame by frame, told frame by frame, and not twice', async () => {
    const directory = join(folder, 'frames');
    const shot = scene.shots[0];
    if (!shot) throw new Error('no shot');
    const frames = [shot.in, shot.in + 2, shot.in + 4];
    const heard: string[] = [];
    const off = session.on('render/frame', ({ file, kept }) => heard.push(`${file.slice(-8)} ${kept}`));
    const job = { scene: scene.number, tier: 'draft' as const, shots: [{ id: shot.id, frames, directory }] };
    const first = finished();
    await session.call('render/start', job);
    const busy = session.call('stage/reset', {});
    await expect(busy).rejects.toMatchObject({ kind: 'busy' });
    expect(await first).toMatchObject({ rendered: 3, kept: 0 });
    const again = finished();
    await session.call('render/start', job);
    expect(await again).toMatchObject({ rendered: 0, kept: 3 });
    off();
    const names = ['0001.bmp', '0002.bmp', '0003.bmp'];
    expect(heard).toEqual([...names.map((n) => `${n} false`), ...names.map((n) => `${n} true`)]);
    expect(names.every((name) => existsSync(join(directory, name)))).toBe(true);
  });

  test('becomes part of a film with its shots as strips', async () => {
    await session.call('stage/reset', {});
    const strips = scene.shots.map(({ id, in: first, out }) => ({
      kind: 'scene' as const,
      name: id,
      channel: 1,
      start: first,
      frames: out - first,
      offset: first,
      scene: scene.number,
      camera: id,
    }));
    const { state } = await session.call('stage/apply', {
      label: 'Film',
      commands: [
        { type: 'scene.append', file: join(folder, 'scene.blend'), scene: scene.number },
        { type: 'edit.create', id: 'Film', fps: 24, size: [240, 136], strips },
      ],
    });
    expect(state.scenes.map(({ name }) => name)).toEqual([scene.number, 'Film']);
    expect(state.scenes[1]?.frames).toBe(scene.shots.at(-1)?.out);
  });
});

/** A point as the planner would project it through the measured camera. */
const headOf = (sample: MeasuredSample, point: [number, number, number]) => {
  const [x, y, z] = sample.position;
  const [fx, fy, fz] = sample.forward;
  return project({ position: sample.position, target: [x + fx, y + fy, z + fz], lens: sample.lens }, point);
};
