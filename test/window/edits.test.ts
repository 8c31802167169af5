import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Film, filmPaths } from '../../extension/film/folder.ts';
import { stageAll } from '../../extension/film/make.ts';
import { loadOverrides } from '../../extension/film/overrides.ts';
import { type Plan, planFilm } from '../../extension/film/plan.ts';
import { StageClock } from '../../extension/film/progress.ts';
import { statusOf } from '../../extension/film/status.ts';
import type { LiveEvent } from '../../extension/live/events.ts';
import type { StageCommand } from '../../schemas/source/stageCommand.ts';
import { type LiveWindow, openLiveFilm } from './liveFilm.ts';
import type { Window } from './session.ts';

let live: LiveWindow;
let film: Film;
let window: Window;
let told: LiveEvent[];
beforeAll(async () => {
  live = await openLiveFilm({ follow: false });
  ({ film, window, told } = live);
}, 250_000);
afterAll(() => live.close());

const count = (kind: LiveEvent['event']) => told.filter(({ event }) => event === kind).length;
async function until(done: () => boolean | Promise<boolean>) {
  for (let i = 0; i < 15_000; i++) {
    if (await done()) return;
    await wait(20);
  }
  throw new Error(`it did not come to that: ${JSON.stringify(told.slice(-8))}`);
}

const patient = { deadlineMs: 180_000 };

/** As a person at the window: what the code does is one step of undo. */
const byHand = async (code: string): Promise<string> => {
  const answer = await window.client.call('code/run', { code: `${find}\n${code}`, confirmed: true }, patient);
  return answer.output.trim();
};
const find = `
import bpy
scene = bpy.context.window_manager.windows[0].scene
def thing(id, kind=None):
    return next(o for o in bpy.data.scenes['1'].objects if o.get('photoplay_id') == id and kind in (None, o.type))
`;
const numbers = async (code: string): Promise<number[]> =>
  (await byHand(`print(*(${code}))`)).split(' ').map(Number);
const ids = () => loadOverrides(filmPaths(film.folder)).map(({ id }) => id);
const edits = async () => (await window.client.call('edits/list', {}, patient)).edits;
/** Does something by hand, and waits until it is kept and staged from the film's documents. */
async function kept(code: string, ...expected: string[]) {
  await byHand(code);
  await until(async () => expected.every((id) => ids().includes(id)) && (await edits()).length === 0);
}
const planned = async (): Promise<Plan> =>
  planFilm(film, {
    settings: film.settings,
    clock: new StageClock(() => undefined),
    signal: new AbortController().signal,
  });
const piece = 'table';
const scene = 'int-kitchen-night';

test('an actor, a piece, colours, a lamp and a prop that were changed by hand are kept and staged as they are', async () => {
  await byHand(
    `window = bpy.context.window_manager.windows[0]; window.scene = bpy.data.scenes['1']; scene.frame_set(0)`,
  );
  const before = await numbers(`thing('vera', 'ARMATURE').location`);
  await kept(
    `bpy.data.scenes['1'].frame_set(0)
bpy.context.view_layer.update()
thing('vera', 'ARMATURE').location.y -= 0.9`,
    `${scene}/vera/moveActor`,
  );
  const after = await numbers(`thing('vera', 'ARMATURE').location`);
  expect(after[1]).toBeCloseTo((before[1] ?? 0) - 0.9, 1);
  await kept(
    `thing('${piece}').location.x += 0.3
thing('vera', 'ARMATURE')['top'] = (1.0, 0.0, 0.0)
data = bpy.data.lights.new('Torch', 'POINT')
data.energy = 80
torch = bpy.data.objects.new('Torch', data)
torch.location = (0, 0, 2)
bpy.data.scenes['1'].collection.objects.link(torch)
bpy.data.objects.remove(thing('brass-key'))`,
    `kitchen/${piece}/movePiece`,
    'vera/top/colourActor',
    `${scene}/light.torch/addLamp`,
    `${scene}/brass-key/removeProp`,
  );
  const [lamps] = await numbers(
    `[sum(o.type == 'LIGHT' and tuple(o.location) == (0, 0, 2) for o in bpy.data.scenes['1'].objects)]`,
  );
  expect(lamps).toBe(1);
}, 250_000);

test('a camera that was set by hand makes its shot a person’s', async () => {
  await byHand(`thing('1.01', 'CAMERA').data.lens = 41.5`);
  await until(async () => statusOf(film).edited.includes('shots/1.01') && (await edits()).length === 0);
  expect(await numbers(`[thing('1.01', 'CAMERA').data.lens]`)).toEqual([41.5]);
}, 250_000);

test('what a person undoes is kept no more, and is again when it is done again', async () => {
  const own = 'kitchen/fridge/movePiece';
  await kept(`thing('fridge').location.x += 0.2`, own);
  // two steps: what was done by hand, and what was staged from it; this code itself is a third
  await byHand(`
def press(direction, times):
    window = bpy.context.window_manager.windows[0]
    area = next(a for a in window.screen.areas if a.type == 'VIEW_3D')
    with bpy.context.temp_override(window=window, area=area):
        for _ in range(times):
            getattr(bpy.ops.ed, direction)()
bpy.app.timers.register(lambda: press('undo', 3), first_interval=0.5)
bpy.app.timers.register(lambda: press('redo', 2), first_interval=8)`);
  await until(() => !ids().includes(own));
  await until(() => ids().includes(own));
}, 250_000);

test('all of it is still there after a line of the script was changed', async () => {
  const before = ids();
  const text = readFileSync(film.screenplay, 'utf8');
  const since = count('staged');
  writeFileSync(
    `${film.screenplay}~`,
    text.replace('You talk in your sleep.', 'You talk in your sleep, you know.'),
  );
  renameSync(`${film.screenplay}~`, film.screenplay);
  await until(() => count('staged') > since);
  expect(ids()).toEqual(before);
  expect(await edits()).toEqual([]);
  expect(statusOf(film).overrides.every(({ waits }) => !waits)).toBe(true);
}, 250_000);

test('a film that is made without a window is staged with it, too', async () => {
  const plan = await planned();
  const staged = stageAll(film, plan).find(({ number }) => number === '1');
  const of = <T extends StageCommand['type']>(type: T) =>
    staged?.commands.filter((c): c is Extract<StageCommand, { type: T }> => c.type === type) ?? [];
  const [set] = of('set.build');
  expect(set?.light.lamps?.map(({ id }) => id)).toEqual(['light.torch']);
  expect(of('actor.build').find(({ id }) => id === 'vera')?.look.topColour).toBe('#ff0000');
  expect(of('prop.build').map(({ id }) => id)).not.toContain('brass-key');
  expect(of('camera.add').find(({ id }) => id === '1.01')?.keys[0]?.lens).toBe(41.5);
  expect(existsSync(filmPaths(film.folder).overrides)).toBe(true);
}, 250_000);
