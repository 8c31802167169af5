import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { camera, cameras, Desk, deskOfFile, failure, moves, scene } from './desk.ts';

const desk = await deskOfFile();

describe('a session survives', () => {
  test('an exception in a command, in a handler of the file and in a timer', async () => {
    const before = await desk.described();
    await desk.python(`
import photoplay.commands.stage.methods as stage
def broken(*_):
    raise ZeroDivisionError('on purpose')
stage.COMMANDS['light.finish'], kept = broken, stage.COMMANDS['light.finish']
bpy.app.driver_namespace['kept'] = kept
for name in ('undo_post', 'depsgraph_update_post', 'save_post'):
    getattr(bpy.app.handlers, name).append(broken)
bpy.app.timers.register(broken)`);
    const error = await failure(desk.apply('Bad', [camera('x'), { type: 'light.finish', scene: '1' }]));
    expect(error).toMatchObject({ kind: 'rolledBack', data: { command: 1, why: -32008 } });
    expect(error.data.traceback).toContain('on purpose');
    await desk.python(`
import photoplay.commands.stage.methods as stage
stage.COMMANDS['light.finish'] = bpy.app.driver_namespace['kept']
for name in ('undo_post', 'depsgraph_update_post', 'save_post'):
    handlers = getattr(bpy.app.handlers, name)
    handlers[:] = [handler for handler in handlers if handler.__name__ != 'broken']`);
    expect(await desk.described()).toEqual(before);
    expect(await desk.usable()).toBe(true);
  });

  test('another file that is opened in the middle of a batch, and the batch says so', async () => {
    const path = `${desk.window.sessions}/other.blend`;
    await desk.client.call('snapshot/save', { path });
    await desk.inMidBatch(`bpy.ops.wm.open_mainfile(filepath=${JSON.stringify(path)})`);
    const error = await failure(desk.apply('Long', cameras(5000, 'x')));
    expect(error).toMatchObject({ kind: 'rolledBack', data: { why: -32005 } });
    expect(error.message).toContain('another file was opened');
    expect((await desk.described()).total).toBe(2);
    expect((await desk.client.call('session/status', {})).state.file).toBe(path);
    expect((await desk.apply('After', [camera('after')])).applied).toBe(1);
  });

  test('a new file in the middle of a batch', async () => {
    await desk.inMidBatch('bpy.ops.wm.read_homefile(use_empty=True)');
    const error = await failure(desk.apply('Long', cameras(5000, 'x')));
    expect(error).toMatchObject({ kind: 'rolledBack', data: { why: -32005 } });
    const { state } = await desk.client.call('session/status', {});
    expect(state.scenes.map(({ name }) => name)).toEqual(['Scene']);
    await desk.apply('Scene 1', [scene, camera('1.01')]);
  });

  test('an undo by another add-on in the middle of a batch', async () => {
    const before = await desk.described();
    await desk.inMidBatch(`
    window = bpy.context.window_manager.windows[0]
    with bpy.context.temp_override(window=window):
        bpy.ops.ed.undo_push(message='theirs')
        bpy.ops.ed.undo()`);
    const error = await failure(desk.apply('Long', cameras(5000, 'x')));
    expect(error).toMatchObject({ kind: 'rolledBack', data: { why: -32005 } });
    expect(await desk.described()).toEqual(before);
    expect(await desk.usable()).toBe(true);
  });

  test('a client that vanishes in a call', async () => {
    const other = await desk.window.connect();
    const moves = Array.from({ length: 5000 }, (_, index) => camera('1.01', index / 1000));
    const call = desk.apply('Long', moves, other).catch(() => 'gone');
    await desk.busyWith('stage/apply');
    other.close();
    expect(await call).toBe('gone');
    await desk.until(async () => (await desk.client.call('session/status', {})).clients === 1);
    const moved = (await desk.described()).objects.find(({ name }) => name === '1.01');
    expect(moved?.position[0]).toBeCloseTo(4.999);
  });

  test('two clients that change the scene at once: each of their batches is whole', async () => {
    const other = await desk.window.connect();
    const rounds = Array.from({ length: 10 }, (_, round) => [
      desk.apply(`A${round}`, cameras(20, `a${round}.`)),
      desk.apply(`B${round}`, cameras(20, `b${round}.`), other),
    ]);
    await Promise.all(rounds.flat());
    expect((await desk.described(other)).total).toBe(402);
    expect((await desk.client.call('stage/undo', { steps: 20 })).done).toBe(20);
    expect((await desk.described()).total).toBe(2);
    other.close();
  });

  test('being turned off and on while a batch runs: the client is told, and finds it again', async () => {
    const before = await desk.described();
    const other = await desk.window.connect();
    await desk.inMidBatch(`photoplay.unregister()
    bpy.app.timers.register(again, first_interval=0.3, persistent=True)`);
    const error = await failure(desk.apply('Long', cameras(5000, 'x'), other));
    expect(['cancelled', 'blender', 'notFound']).toContain(error.kind);
    await desk.client.closed;
    await desk.reconnect();
    expect(await desk.described()).toEqual(before);
    expect(await desk.usable()).toBe(true);
  });
});

test('ten thousand malformed messages harm nobody', async () => {
  const own = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'stage/undo', params: { steps: 1 } });
  const { port, token } = desk.address();
  const before = await desk.described();
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`, { headers: { Authorization: `Bearer ${token}` } });
  let answers = 0;
  let sent = 0;
  socket.on('message', (data) => {
    const { error } = JSON.parse(String(data)) as { error?: { code: number } };
    if (error) answers += 1;
  });
  await new Promise((resolve) => socket.once('open', resolve));
  const mutated = fc
    .array(fc.tuple(fc.nat(own.length - 1), fc.string({ minLength: 1, maxLength: 3 })), {
      minLength: 1,
      maxLength: 5,
    })
    .map((changes) =>
      changes.reduce((text, [at, put]) => text.slice(0, at) + put + text.slice(at + put.length), own),
    )
    .filter((text) => !/"stage\/undo"/.test(text));
  const malformed = fc.oneof(
    mutated,
    fc.json(),
    fc.string(),
    fc.uint8Array({ maxLength: 200 }),
    fc
      .record({
        jsonrpc: fc.constant('2.0'),
        id: fc.jsonValue(),
        method: fc.string(),
        params: fc.jsonValue(),
      })
      .map((value) => JSON.stringify(value)),
  );
  for (const message of fc.sample(malformed, { numRuns: 10_000, seed: 7 })) {
    socket.send(message);
    sent += 1;
  }
  await desk.until(() => answers > sent * 0.95);
  expect(await desk.usable()).toBe(true);
  expect(await desk.described()).toEqual(before);
  socket.close();
}, 60_000);

test.each([
  ['a wrong token', { Authorization: 'Bearer 0' }, 401],
  ['a web page', { Origin: 'http://evil.example' }, 403],
  ['another host', { Host: 'evil.example' }, 403],
])('%s is refused', async (_, headers, status) => {
  const { port, token } = desk.address();
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`, {
    headers: { Authorization: `Bearer ${token}`, ...headers },
  });
  socket.on('error', () => undefined);
  const response = await new Promise<number | undefined>((resolve) =>
    socket.once('unexpected-response', (_request, { statusCode }) => resolve(statusCode)),
  );
  expect(response).toBe(status);
});

test('it is quit only when nothing is lost, or when that is wanted', async () => {
  const own = await Desk.open();
  await own.start();
  expect((await failure(own.client.call('session/quit', { discard: false }))).kind).toBe('gated');
  await own.client.call('session/quit', { discard: true });
  await own.client.closed;
  await own.until(() => own.window.child.exitCode !== null);
  expect(readdirSync(own.window.sessions).filter((name) => /^\d+\.json$/.test(name))).toEqual([]);
  await own.close();
});

test('a Blender that is killed in a call: the client is told', async () => {
  const own = await Desk.open();
  await own.start();
  const call = failure(own.apply('Long', moves(5000)));
  await own.busyWith('stage/apply');
  process.kill(own.window.pid, 'SIGKILL');
  expect((await call).name).toBe('BlenderError');
  expect((await failure(own.client.call('session/ping', {}))).kind).toBe('notFound');
  await own.close();
});
