import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { StageCommand } from '../../schemas/source/stageCommand.ts';
import { camera, cameras, deskOfFile, failure, scene, wrong } from './desk.ts';

const desk = await deskOfFile();

describe('a batch', () => {
  test('is one undo step, and is undone and redone a hundred times', async () => {
    const before = await desk.described();
    await desk.apply('More', cameras(20, 'y'));
    const after = await desk.described();
    expect(after.total).toBe(22);
    for (let round = 0; round < 100; round++) {
      expect((await desk.client.call('stage/undo', { steps: 1 })).done).toBe(1);
      if (round % 20 === 0) expect(await desk.described()).toEqual(before);
      expect((await desk.client.call('stage/redo', { steps: 1 })).done).toBe(1);
      if (round % 20 === 0) expect(await desk.described()).toEqual(after);
    }
    expect(await desk.described()).toEqual(after);
  });

  test('is undone no further than there is, and says how far that was', async () => {
    await desk.apply('More', cameras(3, 'y'));
    const { done, state } = await desk.client.call('stage/undo', { steps: 1000 });
    expect(done).toBeGreaterThanOrEqual(2);
    expect(state.scenes.map(({ name }) => name)).not.toContain('1');
    expect((await desk.client.call('stage/undo', { steps: 5 })).done).toBe(0);
    expect((await desk.client.call('stage/redo', { steps: 1000 })).done).toBe(done);
    expect((await desk.described()).total).toBe(5);
  });

  test('of a thousand with a bad one in the middle changes nothing, and leaves the history as it was', async () => {
    await desk.apply('Undone', [camera('u')]);
    const undone = await desk.described();
    await desk.client.call('stage/undo', { steps: 1 });
    const before = await desk.described();
    const error = await failure(desk.apply('Bad', [...cameras(500, 'x'), wrong, ...cameras(499, 'y')]));
    expect(error.kind).toBe('rolledBack');
    expect(error.data).toMatchObject({ command: 500, why: -32001 });
    expect(await desk.described()).toEqual(before);
    expect(await desk.python('[t.name for t in bpy.data.texts], len(bpy.data.cameras)')).toBe('([], 2)');
    await desk.client.call('stage/undo', { steps: 1 });
    expect((await desk.client.call('stage/redo', { steps: 1 })).done).toBe(1);
    await desk.apply('Again', [camera('u')]);
    expect(await desk.described()).toEqual(undone);
    await desk.client.call('stage/undo', { steps: 1 });
    expect(await desk.described()).toEqual(before);
  });

  test('that fails gives back what could be redone', async () => {
    await desk.apply('Undone', [camera('u')]);
    const undone = await desk.described();
    await desk.client.call('stage/undo', { steps: 1 });
    await failure(desk.apply('Bad', [...cameras(3, 'x'), wrong]));
    expect((await desk.client.call('stage/redo', { steps: 1 })).done).toBe(1);
    expect(await desk.described()).toEqual(undone);
  });

  test('that fails after somebody wrote in the text editor is taken back all the same', async () => {
    await desk.python(`
area = next(a for a in bpy.context.window_manager.windows[0].screen.areas if a.type == 'OUTLINER')
area.type = 'TEXT_EDITOR'
area.spaces.active.text = bpy.data.texts.new('notes')`);
    await desk.person("bpy.ops.text.insert(True, text='hello')", 'TEXT_EDITOR');
    const before = await desk.described();
    expect((await failure(desk.apply('Bad', [...cameras(3, 'x'), wrong]))).kind).toBe('rolledBack');
    expect(await desk.described()).toEqual(before);
    expect(await desk.python("bpy.data.texts['notes'].as_string(), len(bpy.data.texts)")).toBe(
      "('hello', 1)",
    );
  });

  test('of ten thousand passes while the window lives and other clients wait for its end', async () => {
    await desk.python(`
bpy.app.driver_namespace['ticks'] = 0
def beat():
    bpy.app.driver_namespace['ticks'] += 1
    return 0.01
bpy.app.timers.register(beat)`);
    const other = await desk.window.connect();
    const told: number[] = [];
    const off = desk.client.on('stage/progress', ({ applied }) => told.push(applied));
    const moves = Array.from({ length: 10_000 }, (_, index) => camera('1.01', index / 1000));
    const first = desk.apply('Moves', moves);
    const second = desk.apply('One more', [camera('late', 3)], other);
    const seen = desk.described(other);
    await desk.busyWith('stage/apply');
    expect((await first).applied).toBe(10_000);
    await second;
    expect((await seen).objects.map(({ name }) => name)).toContain('late');
    expect(told.length).toBeGreaterThan(5);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(Number(await desk.python("bpy.app.driver_namespace['ticks']"))).toBeGreaterThan(0);
    off();
    other.close();
  }, 120_000);

  test('with a key is carried out once, however often it is sent', async () => {
    const params = { label: 'Once', commands: [camera('once')], once: crypto.randomUUID() };
    const first = await desk.client.call('stage/apply', params);
    expect(await desk.client.call('stage/apply', params)).toEqual(first);
    await desk.client.call('stage/undo', { steps: 1 });
    expect((await desk.described()).total).toBe(2);
  });

  test('keeps what is staged in the scenes, and it is undone with them', async () => {
    const staged = (keys: Record<string, string>) =>
      desk.client.call('stage/apply', { label: 'Keys', commands: [], staged: [{ scene: '1', keys }] });
    await staged({ set: 'a', cast: 'b' });
    await staged({ set: 'c' });
    const scenes = async () => (await desk.client.call('stage/staged', {})).scenes;
    expect(await scenes()).toEqual([{ scene: '1', keys: { set: 'c' } }]);
    await desk.client.call('stage/undo', { steps: 1 });
    expect(await scenes()).toEqual([{ scene: '1', keys: { set: 'a', cast: 'b' } }]);
    await staged({});
    expect(await scenes()).toEqual([]);
  });
});

describe('a person at Blender', () => {
  test('who is in edit mode comes back to it', async () => {
    await desk.python(`
mesh = bpy.data.meshes.new('m'); mesh.from_pydata([(0, 0, 0), (1, 0, 0), (0, 1, 0)], [], [(0, 1, 2)])
thing = bpy.data.objects.new('m', mesh)
bpy.context.scene.collection.objects.link(thing)
bpy.context.view_layer.objects.active = thing`);
    await desk.person("bpy.ops.object.mode_set(True, mode='EDIT')");
    const before = await desk.described();
    await failure(desk.apply('Bad', [camera('x'), wrong]));
    expect(await desk.person('print("MODE", bpy.context.mode)')).toContain('MODE EDIT_MESH');
    expect(await desk.described()).toEqual(before);
    await desk.apply('Good', [camera('x')]);
    expect(await desk.person('print("MODE", bpy.context.mode)')).toContain('MODE EDIT_MESH');
    expect((await desk.described()).total).toBe(before.total + 1);
  });

  test('in the middle of a drag is waited for, and ping says so', async () => {
    await desk.python("bpy.context.scene.collection.objects.link(bpy.data.objects['1.01'])");
    await desk.person(`bpy.data.objects['1.01'].select_set(True)
        bpy.ops.transform.translate('INVOKE_DEFAULT')
        bpy.app.timers.register(lambda: bpy.ops.wm.read_homefile() and None, first_interval=2.5)`);
    expect((await desk.client.call('session/status', {})).modal).toEqual(['TRANSFORM_OT_translate']);
    const call = desk.apply('After the drag', [{ ...scene, id: 'after' } as StageCommand]);
    const waits = 'stage/apply, which waits for TRANSFORM_OT_translate';
    await desk.busyWith(waits);
    expect((await call).state.scenes.map(({ name }) => name)).toContain('after');
  });

  test('who stops a long batch with Esc gets the scene back', async () => {
    const before = await desk.described();
    await desk.python(`
import photoplay.commands.stage.hold as hold
class Escape:
    type, value = 'ESC', 'PRESS'
def press():
    if not hold._state['held']:
        return 0.01
    hold.PHOTOPLAY_OT_hold.modal(None, None, Escape)
bpy.app.timers.register(press)`);
    const error = await failure(desk.apply('Long', cameras(5000, 'x')));
    expect(error).toMatchObject({ kind: 'rolledBack', data: { why: -32005 } });
    expect(error.message).toContain('Esc');
    expect(await desk.described()).toEqual(before);
  });

  test('saves the file under a name, and it is known at once', async () => {
    const changed = desk.heard('session/changed');
    const path = `${desk.window.sessions}/kitchen.blend`;
    await desk.person(`bpy.ops.wm.save_as_mainfile(filepath=${JSON.stringify(path)})`);
    expect(await changed).toEqual({ file: path, why: 'saved' });
    const { state, unsaved } = await desk.client.call('session/status', {});
    expect(state.file).toBe(path);
    expect(unsaved).toBe(false);
    const copied = `${desk.window.sessions}/copy.blend`;
    await desk.client.call('snapshot/save', { path: copied });
    expect((await desk.client.call('session/status', {})).state.file).toBe(path);
    const announced = join(desk.window.sessions, `${desk.window.pid}.json`);
    expect(desk.address().file).toBe(path);
    expect(statSync(announced).mode & 0o777).toBe(0o600);
  });

  test('who undoes is heard of', async () => {
    const changed = desk.heard('session/changed');
    await desk.person('bpy.ops.ed.undo()');
    expect((await changed).why).toBe('undo');
  });
});
