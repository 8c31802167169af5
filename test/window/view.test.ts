import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventParams, Params } from '../../schemas/source/blenderProtocol.ts';
import type { StageCommand } from '../../schemas/source/stageCommand.ts';
import { camera, scene } from './desk.ts';
import { byHand, personAtTheWindow } from './person.ts';
import { openWindow, type Window } from './session.ts';

const wide: StageCommand = { ...scene, frames: 96, size: [640, 360] };

let window: Window;
beforeAll(async () => {
  window = await openWindow({ script: personAtTheWindow });
  await window.client.call('stage/apply', {
    label: 'Scene 1',
    commands: [wide, camera('1.01'), camera('1.02', 40, [24, 48])],
  });
  await window.client.call('playhead/set', { scene: '1', frame: 0 });
  await person(card);
});
afterAll(() => window.close());

const person = (code: string) => byHand(window, code);

/** A red card before the first camera. */
const card = `
mesh = bpy.data.meshes.new('Card')
mesh.from_pydata([(-.5, 0, 1), (.5, 0, 1), (.5, 0, 2), (-.5, 0, 2)], [], [(0, 1, 2, 3)])
mesh.color_attributes.new('Col', 'FLOAT_COLOR', 'CORNER').data.foreach_set('color', [1, 0, 0, 1] * 4)
thing = bpy.data.objects.new('Card', mesh)
scene.collection.objects.link(thing)
`;

/** Colour in the middle of a picture, as Blender reads it. */
async function middle(params: Params<'view/capture'>): Promise<number[]> {
  const { png } = await window.client.call('view/capture', params);
  const said = await person(`
import base64
image = bpy.data.images.new('read', 8, 8)
data = base64.b64decode('${png}')
image.pack(data=data, data_len=len(data))
image.source = 'FILE'
w, h = image.size
at = (h // 2 * w + w // 2) * image.channels
print('PIXEL', *[round(v, 2) for v in image.pixels[at:at + 3]])
bpy.data.images.remove(image)
`);
  return (/PIXEL (.*)/.exec(said)?.[1] ?? '').split(' ').map(Number);
}

const look = `print('LOOK', [space.shading.type, space.shading.light, space.shading.color_type,
  space.shading.background_type, space.shading.show_object_outline, space.overlay.show_overlays, space.show_gizmo,
  space.region_3d.view_perspective, tuple(space.region_3d.view_location), space.region_3d.view_distance,
  scene.name, scene.camera.name, scene.frame_current, [o.name for o in scene.objects if o.select_get()],
  scene.render.filepath, scene.render.resolution_x, scene.render.engine, bpy.data.is_dirty])`;
const lookOf = async () => /LOOK (.*)/.exec(await person(look))?.[1];

describe('a picture', () => {
  test('shows what a shot’s camera sees, in the colours of the draft', async () => {
    const [red, green, blue] = await middle({ scene: '1', shot: '1.01' });
    expect(red).toBeGreaterThan(0.9);
    expect(Math.max(green ?? 1, blue ?? 1)).toBeLessThan(0.05);
  });

  test('is of the frame and the camera that were asked for, whatever the markers say', async () => {
    const [red] = await middle({ scene: '1', shot: '1.01', frame: 30 });
    expect(red).toBeGreaterThan(0.9);
    const seen = await window.client.call('view/capture', { scene: '1', shot: '1.02' });
    expect(seen).toMatchObject({ frame: 24, camera: '1.02', drawn: 'viewport', width: 640, height: 360 });
  });

  test('changes nothing that a person sees or set', async () => {
    await person(
      "scene.frame_set(7); space.shading.type = 'WIREFRAME'; scene.objects['Card'].select_set(True)",
    );
    const before = await lookOf();
    for (const shading of ['draft', 'solid', 'wireframe'] as const)
      await window.client.call('view/capture', { scene: '1', shot: '1.02', shading });
    await window.client.call('view/capture', { width: 300, height: 300 });
    expect(await lookOf()).toBe(before);
    await person("space.shading.type = 'SOLID'");
  });

  test('shows what was moved and not keyed yet, and leaves it so', async () => {
    await person(`
card = scene.objects['Card']
card.keyframe_insert('location', frame=1)
scene.frame_set(10)
card.location.x = 9`);
    expect((await middle({ scene: '1', shot: '1.01', frame: 10 }))[0]).toBeLessThan(0.5);
    expect(await person("print('X', scene.objects['Card'].location.x)")).toContain('X 9.0');
    await person("scene.objects['Card'].animation_data_clear(); scene.objects['Card'].location.x = 0");
  });

  test('of the viewport is as wide as the viewport, or as was asked', async () => {
    const free = await window.client.call('view/capture', { width: 400 });
    const said = await person("r = bpy.context.region; print('RATIO', r.width / r.height)");
    expect(free.width / free.height).toBeCloseTo(Number(/RATIO (.*)/.exec(said)?.[1]), 1);
    const square = await window.client.call('view/capture', { width: 200, height: 200 });
    expect(square).toMatchObject({ width: 200, height: 200, camera: '' });
  });

  test('takes half a second at 640×360 at the most, without a graphics card', async () => {
    await window.client.call('view/capture', { scene: '1', shot: '1.01', width: 640, height: 360 });
    const times: number[] = [];
    for (let turn = 0; turn < 8; turn++) {
      const began = performance.now();
      await window.client.call('view/capture', { scene: '1', shot: '1.01', width: 640, height: 360 });
      times.push(performance.now() - began);
    }
    expect(Math.min(...times)).toBeLessThan(500);
  });

  test('is rendered where no window shows a 3D view', async () => {
    await person("area.type = 'TEXT_EDITOR'");
    try {
      const seen = await window.client.call('view/capture', { scene: '1', shot: '1.01', width: 160 });
      expect(seen).toMatchObject({ drawn: 'render', width: 160, height: 90 });
      await expect(window.client.call('view/capture', {})).rejects.toMatchObject({ kind: 'notFound' });
      await expect(window.client.call('view/frame', {})).rejects.toMatchObject({ kind: 'notFound' });
    } finally {
      await person("area.type = 'VIEW_3D'");
    }
  });
});

describe('the view', () => {
  test('turns to what is named, from whichever side it was seen', async () => {
    const { view } = await window.client.call('view/frame', { scene: '1', objects: ['Card'] });
    expect(view.centre).toEqual([0, 0, 1.5]);
    expect(view.distance).toBeGreaterThan(1);
    expect(view.distance).toBeLessThan(4);
    const all = await window.client.call('view/frame', { scene: '1' });
    expect(all.view.camera).toBe('');
  });

  test('shows the whole of what it turned to', async () => {
    await person("scene.objects['Card'].location = (100, 50, 3)");
    await window.client.call('view/frame', { objects: ['Card'] });
    const [red] = await middle({ shading: 'draft', width: 320 });
    expect(red).toBeGreaterThan(0.5);
    await person("scene.objects['Card'].location = (0, 0, 0)");
  });

  test('looks through a camera, and leaves it again', async () => {
    const through = await window.client.call('view/camera', { scene: '1', shot: '1.02' });
    expect(through.view.camera).toBe('1.02');
    const left = await window.client.call('view/camera', {});
    expect(left.view.camera).toBe('');
    await expect(window.client.call('view/camera', { camera: 'Card' })).rejects.toMatchObject({
      kind: 'invalidParams',
    });
  });

  test('is shaded as asked', async () => {
    for (const shading of ['draft', 'wireframe', 'solid'] as const) {
      const { view } = await window.client.call('view/shade', { shading });
      expect(view.shading).toBe(shading);
    }
  });

  test('selects things, and the last is the active one', async () => {
    const both = await window.client.call('view/select', { scene: '1', objects: ['1.01', 'Card'] });
    expect(both.view).toMatchObject({ selected: ['1.01', 'Card'], active: 'Card' });
    const none = await window.client.call('view/select', { objects: [] });
    expect(none.view.selected).toEqual([]);
    await expect(window.client.call('view/select', { objects: ['Crad'] })).rejects.toMatchObject({
      kind: 'notFound',
      data: { nearest: ['Card'] },
    });
  });

  test('is left alone while a person is in another mode', async () => {
    await person(
      "bpy.context.view_layer.objects.active = scene.objects['Card']; bpy.ops.object.mode_set(mode='EDIT')",
    );
    await expect(window.client.call('view/select', { objects: ['1.01'] })).rejects.toMatchObject({
      kind: 'busy',
    });
    await person("bpy.ops.object.mode_set(mode='OBJECT')");
  });
});

describe('the playhead', () => {
  const heard: EventParams<'playhead/changed'>[] = [];
  beforeAll(() => window.client.on('playhead/changed', (playhead) => heard.push(playhead)));
  /** All that was told since, once the window has had turns to tell it. */
  const settled = async () => {
    for (let turn = 0; turn < 3; turn++) {
      await window.client.call('scene/list', {});
      await wait(150);
    }
    return heard.splice(0);
  };

  test('goes to a shot and its camera, and nobody is told what they asked for', async () => {
    await settled();
    const { playhead } = await window.client.call('playhead/set', { scene: '1', shot: '1.02' });
    expect(playhead).toEqual({ scene: '1', frame: 24, shot: '1.02', playing: false });
    expect(await person("print('CAM', scene.camera.name, space.region_3d.view_perspective)")).toContain(
      'CAM 1.02 CAMERA',
    );
    const back = await window.client.call('playhead/set', { scene: '1', frame: 3, shot: '1.02' });
    expect(back.playhead.frame).toBe(3);
    expect(await settled()).toEqual([]);
  });

  test('is told when a person scrubs: at most twenty times a second, and where it came to rest', async () => {
    await settled();
    await person('for frame in range(40): scene.frame_set(frame)');
    const told = await settled();
    expect(told.length).toBeLessThanOrEqual(4);
    expect(told.at(-1)).toEqual({ scene: '1', frame: 39, shot: '1.02', playing: false });
  });

  test('is told once where it rests, and not again by pictures or by scenes that nobody sees', async () => {
    await settled();
    await person(
      "bpy.data.scenes.get('Other') or bpy.data.scenes.new('Other'); bpy.data.scenes['Other'].frame_set(5)",
    );
    await window.client.call('view/capture', { scene: '1', shot: '1.01', frame: 12 });
    expect(await settled()).toEqual([]);
  });

  test('is told while Blender plays, and when it stops', async () => {
    await window.client.call('playhead/range', { scene: '1', start: 10, end: 60 });
    await settled();
    await person('bpy.ops.screen.animation_play()');
    const began = performance.now();
    while (heard.length < 5 && performance.now() - began < 10_000) await wait(50);
    const seconds = (performance.now() - began) / 1000;
    await person('bpy.ops.screen.animation_cancel(restore_frame=False)');
    const told = await settled();
    expect(told.length).toBeGreaterThan(4);
    expect(told.length).toBeLessThan(20 * (seconds + 1.5));
    expect(told.some(({ playing }) => playing)).toBe(true);
    expect(told.at(-1)?.playing).toBe(false);
    expect(told.every(({ frame }) => frame >= 10 && frame < 60)).toBe(true);
  });

  test('stays inside the range that is played, and all of the scene is played again without one', async () => {
    await window.client.call('playhead/set', { scene: '1', frame: 90 });
    const { playhead } = await window.client.call('playhead/range', { scene: '1', start: 10, end: 20 });
    expect(playhead.frame).toBe(19);
    expect(await person("print('RANGE', scene.frame_preview_start, scene.frame_preview_end)")).toContain(
      'RANGE 10 19',
    );
    await window.client.call('playhead/range', { scene: '1' });
    expect(await person("print('RANGE', scene.use_preview_range)")).toContain('RANGE False');
  });

  test('is told after another file was opened', async () => {
    await settled();
    await person("bpy.ops.wm.read_homefile(app_template='')");
    await wait(300);
    await settled();
    await person('scene.frame_set(17)');
    expect(await settled()).toEqual([{ scene: 'Scene', frame: 17, shot: '', playing: false }]);
  });
});
