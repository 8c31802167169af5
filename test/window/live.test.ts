import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LiveEvent } from '../../extension/live/events.ts';
import { lineAt } from '../../extension/live/lines.ts';
import { type LiveWindow, openLiveFilm } from './liveFilm.ts';
import { openWindow, type Window } from './session.ts';

/** Notes each time that a 3D view has been drawn: when (ms), the scene, its frame. */
const notes = (home: string) => `
import bpy, time
def drawn():
    scene = bpy.context.scene
    with open(${JSON.stringify(join(home, 'drawn'))}, 'a') as file:
        file.write(f'{time.time() * 1000} {scene.name} {scene.frame_current}\\n')
bpy.app.driver_namespace['drawn'] = bpy.types.SpaceView3D.draw_handler_add(drawn, (), 'WINDOW', 'POST_PIXEL')
photoplay._running[0].allow_code = True
`;
let live: LiveWindow;
let window: Window;
let told: LiveEvent[];
beforeAll(async () => {
  live = await openLiveFilm({ follow: true, script: notes });
  ({ window, told } = live);
}, 240_000);
afterAll(async () => {
  await window.close();
  await live.close();
});

async function heard<E extends LiveEvent['event']>(after: number, kind: E, count = 1) {
  const found = () =>
    told.slice(after).filter((one): one is Extract<LiveEvent, { event: E }> => one.event === kind);
  for (let i = 0; i < 6000 && found().length < count; i++) await wait(10);
  if (found().length < count) throw new Error(`not told: ${kind}; but ${JSON.stringify(told.slice(after))}`);
  return found();
}

const script = () => live.film.screenplay;
const text = () => readFileSync(script(), 'utf8');

/** Saves as editors do: a new file is renamed into place. */
async function save(content: string) {
  const before = told.length;
  writeFileSync(`${script()}~`, content);
  renameSync(`${script()}~`, script());
  const [staged] = await heard(before, 'staged');
  if (!staged) throw new Error('nothing was staged');
  return staged;
}

const drawn = () =>
  readFileSync(join(live.home, 'drawn'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
    .map(([at, scene, frame]) => ({ at: Number(at), scene, frame: Number(frame) }));
const python = (code: string) => window.client.call('code/run', { code, confirmed: true });
const frameEnd = async (scene: string) =>
  (await window.client.call('scene/describe', { scene })).scene.frames;
const line = (words: string) =>
  text()
    .split('\n')
    .findIndex((one) => one.startsWith(words));

describe('a film in an open Blender', { timeout: 180_000 }, () => {
  test('shows its first shot in a new file, in the colours of the draft', async () => {
    const { views } = JSON.parse(
      (
        await python(`
import json
areas = [a for s in bpy.data.screens for a in s.areas if a.type == 'VIEW_3D' and a.spaces.active.shading.color_type == 'VERTEX']
print(json.dumps({'views': [bpy.context.window_manager.windows[0].scene.name, bpy.data.scenes['1'].camera.name, len(areas)]}))`)
      ).output,
    );
    expect(views[0]).toBe('1');
    expect(views[1]).toBe('1.01');
    expect(views[2]).toBeGreaterThan(0);
  });

  test('shows a changed line where it is played, as one step with a name', async () => {
    const frames = await frameEnd('3');
    const since = Date.now();
    const staged = await save(text().replace('You talk in your sleep.', 'You talk in your sleep, you know.'));
    expect(staged.label).toMatch(/^Photoplay: scene 3 · line \d+$/);
    expect(await frameEnd('3')).toBeGreaterThan(frames);
    await wait(1500);
    const after = drawn()
      .filter(({ at }) => at > since)
      .at(-1);
    expect(after?.scene).toBe('3');
    const { plan } = await live.planner.plan(new AbortController().signal);
    expect(lineAt(plan, '3', after?.frame ?? 0)).toBe(line('I know. You talk'));
    await window.client.call('stage/undo', { steps: 1 });
    expect(await frameEnd('3')).toBe(frames);
  });

  test('is brought up to date with the next save after an undo', async () => {
    const frames = await frameEnd('3');
    await save(text().replace('They sold it.', 'They sold it all.'));
    expect(await frameEnd('3')).toBeGreaterThan(frames);
  });

  test('tells the line that plays where somebody scrubs', async () => {
    const before = told.length;
    await python(`bpy.data.scenes['3'].frame_set(0)`);
    const [playing] = await heard(before, 'playing');
    expect(playing).toMatchObject({ scene: '3' });
    expect(playing?.line).toBeGreaterThanOrEqual(line('INT. LIVING ROOM'));
  });

  test('is staged again when the panel asks, and takes a setting from there', async () => {
    const before = told.length;
    await python(
      `photoplay._running[0].emit('film/asked', {'what': 'restage'})`.replace(/^/, 'import photoplay\n'),
    );
    const [staged] = await heard(before, 'staged');
    expect(staged?.summary).toMatch(/scene 1: set.*scene 2: set.*scene 3: set/);
    await python(
      `import photoplay\nphotoplay._running[0].emit('film/asked', {'what': 'set', 'key': 'genre', 'value': 'slow'})`,
    );
    for (
      let i = 0;
      i < 300 && !readFileSync(join(live.film.folder, 'film.json'), 'utf8').includes('"slow"');
      i++
    )
      await wait(10);
    expect(readFileSync(join(live.film.folder, 'film.json'), 'utf8')).toContain('"slow"');
  });

  test('is there again when Blender was killed and comes back', async () => {
    const before = told.length;
    window.child.kill('SIGKILL');
    await heard(before, 'lost');
    await window.close();
    window = await openWindow({ script: notes(live.home), sessions: live.sessions });
    await heard(before, 'staged', 3);
    const { state } = await window.client.call('session/status', {});
    expect(state.scenes.map(({ name }) => name)).toEqual(expect.arrayContaining(['1', '2', '3']));
  });
});
