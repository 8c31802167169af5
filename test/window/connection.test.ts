import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { BlenderConnection } from '../../extension/blender/connection.ts';
import { emptyFolder } from '../cli.ts';
import { openWindow, type Window, type WindowOptions } from './session.ts';

const windows: Window[] = [];
const connections: BlenderConnection[] = [];
afterEach(async () => {
  for (const connection of connections.splice(0)) connection.close();
  for (const window of windows.splice(0)) await window.close();
});

async function open(options: WindowOptions): Promise<Window> {
  const window = await openWindow(options);
  windows.push(window);
  return window;
}

function connect(folder: string): { connection: BlenderConnection; states: string[] } {
  const connection = new BlenderConnection({ folder });
  const states: string[] = [];
  connection.onState((state) => {
    if (states.at(-1) !== state) states.push(state);
  });
  connections.push(connection);
  return { connection, states };
}

const crate = { type: 'object.create', scene: 'Scene', name: 'Crate', shape: 'cube' };
const until = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 20 });

describe('a connection to a Blender with a window', () => {
  test('is there when Blender is opened, and again when it was killed and opened anew', async () => {
    const sessions = join(emptyFolder(), 'sessions');
    const { connection, states } = connect(sessions);
    await until(() => expect(connection.state).toBe('lost'));
    await expect(connection.call('session/status', {})).rejects.toMatchObject({ kind: 'notFound' });
    const first = await open({ sessions });
    const opened = performance.now();
    expect((await connection.connected()).session).toBe(first.hello.session);
    expect(performance.now() - opened).toBeLessThan(3000);

    const heard: string[] = [];
    connection.on('session/changed', ({ why }) => heard.push(why));
    const call = connection.call('session/status', {}).catch((error: unknown) => error);
    process.kill(first.pid, 'SIGKILL');
    await call;
    await until(() => expect(connection.state).toBe('lost'));

    const second = await open({ sessions });
    const reopened = performance.now();
    expect((await connection.connected()).session).toBe(second.hello.session);
    expect(performance.now() - reopened).toBeLessThan(3000);
    expect(states).toEqual(['lost', 'connected', 'lost', 'connected']);
    await connection.call('stage/apply', { label: 'A crate', commands: [crate] });
    await connection.call('stage/undo', { steps: 1 });
    await until(() => expect(heard).toContain('undo'));
  }, 120_000);

  test('tells that Blender is busy, and that it is back', async () => {
    const sessions = join(emptyFolder(), 'sessions');
    const script =
      'import bpy, time; bpy.app.timers.register(lambda: time.sleep(4) or None, first_interval=3)';
    await open({ sessions, script });
    const { connection, states } = connect(sessions);
    await connection.connected();
    const calls = setInterval(() => void connection.call('session/status', {}).catch(() => undefined), 200);
    await until(() => expect(connection.state).toBe('busy'));
    expect(connection.reason).toMatch(/busy/);
    await until(() => expect(connection.state).toBe('connected'));
    clearInterval(calls);
    expect(states.slice(0, 3)).toEqual(['connected', 'busy', 'connected']);
  }, 90_000);

  test('is lost when Blender is closed, whose file goes with it', async () => {
    const sessions = join(emptyFolder(), 'sessions');
    await open({ sessions });
    const { connection } = connect(sessions);
    await connection.connected();
    await connection.call('session/quit', { discard: true });
    await until(() => expect(connection.state).toBe('lost'));
    await until(() => expect(connection.reason).toContain('photoplay blender launch'));
  }, 90_000);
});
