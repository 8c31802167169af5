import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { EventParams } from '../../schemas/source/blenderProtocol.ts';
import { camera, scene } from './desk.ts';
import { byHand, personAtTheWindow } from './person.ts';
import { openWindow, type Window } from './session.ts';

const film = {
  title: 'The Brass Key',
  folder: '/films/the-brass-key',
  settings: [
    { key: 'quality', label: 'Quality', value: 'draft', choices: ['draft', 'preview', 'final'] },
    { key: 'model', label: 'Model', value: 'none', choices: [] },
  ],
};

let window: Window;
beforeAll(async () => {
  window = await openWindow({ script: personAtTheWindow, args: ['--enable-event-simulate'] });
  await window.client.call('stage/apply', {
    label: 'Scene 1',
    commands: [scene, camera('1.01'), camera('1.02', 0, [24, 48])],
  });
  await window.client.call('playhead/set', { scene: '1', frame: 0 });
});
afterAll(() => window.close());

const person = (code: string) => byHand(window, code);
const asked = (): Promise<EventParams<'film/asked'>> =>
  new Promise((resolve) => {
    const off = window.client.on('film/asked', (params) => {
      off();
      resolve(params);
    });
  });

test('the panel says which film is shown, and its buttons wait for one', async () => {
  expect(await person('print("POLL", bpy.ops.photoplay.ask.poll())')).toContain('POLL False');
  await window.client.call('film/show', film);
  expect(await person('print("POLL", bpy.ops.photoplay.ask.poll())')).toContain('POLL True');
});

test('a person goes to a shot, and the playhead and the camera follow', async () => {
  await person('bpy.ops.photoplay.go_to_shot(shot="1.02")');
  const said = await person(
    'print("AT", bpy.context.scene.frame_current, bpy.context.scene.camera.name, bpy.ops.photoplay.go_to_shot(step=-1))',
  );
  expect(said).toContain("AT 24 1.02 {'FINISHED'}");
});

test('what a person asks for in the panel reaches the editor, with scene and shot', async () => {
  const hears = asked();
  await person('bpy.ops.photoplay.ask(what="renderShot")');
  expect(await hears).toEqual({ what: 'renderShot', scene: '1', shot: '1.01' });
});

test('a setting is shown as the editor has it, and changed by asking for it', async () => {
  const hears = asked();
  await person('bpy.ops.photoplay.set(key="quality", value="preview")');
  expect(await hears).toEqual({ what: 'set', key: 'quality', value: 'preview' });
});

test('the panel draws all its parts when its tab is chosen', async () => {
  const tabOf = (said: string) => /TAB (\w+)/.exec(said)?.[1];
  let tab: string | undefined;
  for (let below = 40; below < 400 && tab !== 'Photoplay'; below += 20)
    tab = tabOf(await person(clickBelow(below)).then(() => person(openTab)));
  expect(tab).toBe('Photoplay');
  await person(`bpy.ops.wm.redraw_timer(type='DRAW_WIN_SWAP', iterations=2)`);
  expect(window.output()).not.toMatch(/photoplay.*\.py|rna_uiItem|unknown operator/);
});

test('a film whose editor has gone is no longer shown', async () => {
  window.client.close();
  await vi.waitFor(
    async () => expect(await person('print("POLL", bpy.ops.photoplay.ask.poll())')).toContain('POLL False'),
    { timeout: 5000 },
  );
});

const openTab = `
area = bpy.context.area
area.spaces.active.show_region_ui = True
print('TAB', next(r for r in area.regions if r.type == 'UI').active_panel_category)
`;
const clickBelow = (pixels: number) => `
area = bpy.context.area
area.spaces.active.show_region_ui = True
region = next(r for r in area.regions if r.type == 'UI')
x, y = region.x + region.width - 10, region.y + region.height - ${pixels}
for kind in ('PRESS', 'RELEASE'):
    bpy.context.window.event_simulate(type='LEFTMOUSE', value=kind, x=x, y=y)
`;
