import { renameSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EventParams } from '../../schemas/source/blenderProtocol.ts';
import type { StageCommand } from '../../schemas/source/stageCommand.ts';
import { openWindow, type Window } from './session.ts';

const scene: StageCommand = {
  type: 'scene.create',
  id: '1',
  heading: 'INT. KITCHEN - DAY',
  fps: 24,
  frames: 48,
  size: [480, 270],
};
const camera = (id: string, from: number, to: number): StageCommand => ({
  type: 'camera.add',
  scene: '1',
  id,
  size: 'MS',
  subjects: [],
  in: from,
  out: to,
  keys: [{ frame: from, position: [0, -3, 1.5], target: [0, 0, 1.5], lens: 50 }],
  sensor: [36, 20.25],
  hides: [],
  marker: `${id} MS`,
});
const film = {
  title: 'The Brass Key',
  folder: '/films/the-brass-key',
  settings: [
    { key: 'quality', label: 'Quality', value: 'draft', choices: ['draft', 'preview', 'final'] },
    { key: 'model', label: 'Model', value: 'none', choices: [] },
  ],
};

/** Does in Blender's window what a person would do: a file with Python is run by a timer of the test's own. */
let window: Window;
beforeAll(async () => {
  window = await openWindow({ script: personAtTheDesk, args: ['--enable-event-simulate'] });
  await window.client.call('stage/apply', {
    label: 'Scene 1',
    commands: [scene, camera('1.01', 0, 24), camera('1.02', 24, 48)],
  });
  await window.client.call('playhead/set', { scene: '1', frame: 0 });
});
afterAll(() => window.close());

const personAtTheDesk = `
import bpy, os
def person():
    path = os.path.join(os.environ['PHOTOPLAY_SESSIONS'], 'do.py')
    if os.path.exists(path):
        code = open(path).read()
        os.remove(path)
        window = bpy.context.window_manager.windows[0]
        area = next(a for a in window.screen.areas if a.type == 'VIEW_3D')
        region = next(r for r in area.regions if r.type == 'WINDOW')
        with bpy.context.temp_override(window=window, area=area, region=region):
            try:
                exec(code)
                print('DONE', flush=True)
            except BaseException as error:
                print('FAILED', error, flush=True)
    return 0.05
bpy.app.timers.register(person, persistent=True)
`;

async function person(code: string): Promise<string> {
  const before = window.output().length;
  writeFileSync(`${window.sessions}/do.part`, code);
  renameSync(`${window.sessions}/do.part`, `${window.sessions}/do.py`);
  for (let tries = 0; tries < 100; tries++) {
    await wait(50);
    const said = window.output().slice(before);
    if (/^(DONE|FAILED)/m.test(said)) return said;
  }
  throw new Error(`Blender did nothing: ${window.output()}`);
}

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
  expect(await person('bpy.ops.photoplay.go_to_shot(shot="1.02")')).toContain('DONE');
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
