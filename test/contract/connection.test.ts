import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BlenderConnection, type ConnectionOptions } from '../../extension/blender/connection.ts';
import { emptyFolder } from '../cli.ts';
import { OpenBlender } from '../fakes/openBlender.ts';

let folder: string;
let states: string[];
let opened: OpenBlender[];
let connections: BlenderConnection[];
beforeEach(() => {
  folder = join(emptyFolder(), 'sessions');
  states = [];
  opened = [];
  connections = [];
});
afterEach(async () => {
  for (const connection of connections) connection.close();
  await Promise.all(opened.map((blender) => blender.close()));
});

async function open(more: Parameters<typeof OpenBlender.open>[1] = {}): Promise<OpenBlender> {
  const blender = await OpenBlender.open(folder, more);
  opened.push(blender);
  return blender;
}

function connect(more: Partial<ConnectionOptions> = {}): BlenderConnection {
  const connection = new BlenderConnection({ folder, ...more });
  connection.onState((state) => {
    if (states.at(-1) !== state) states.push(state);
  });
  connections.push(connection);
  return connection;
}

const until = (check: () => void) => vi.waitFor(check, { timeout: 5000, interval: 10 });
/** A process id that no process has. */
const deadPid = 2 ** 30;

describe('a connection to an open Blender', () => {
  test('meets the session that is open, and says who it is', async () => {
    const blender = await open();
    const hello = await connect().connected();
    expect(hello.session).toBe(blender.announced.session);
    expect(states).toEqual(['connected']);
  });

  test('made before Blender was opened says so at once, and is there when it opens', async () => {
    const connection = connect();
    await until(() => expect(connection.state).toBe('lost'));
    await expect(connection.call('session/ping', {})).rejects.toMatchObject({
      kind: 'notFound',
      message: expect.stringContaining('photoplay blender launch'),
    });
    await new Promise((resolve) => setTimeout(resolve, 1200));
    const began = performance.now();
    await open();
    await connection.connected();
    expect(performance.now() - began).toBeLessThan(500);
  });

  test('finds a killed Blender again when it was restarted, and its handlers still hear', async () => {
    const killed = await open({ pid: deadPid });
    const connection = connect();
    const heard: string[] = [];
    connection.on('stage/progress', ({ label }) => heard.push(label));
    await connection.connected();
    await killed.close('kill');
    await until(() => expect(connection.state).toBe('lost'));
    expect(connection.hello).toBeUndefined();
    const again = await open();
    await connection.connected();
    again.tell('stage/progress', { label: 'a', applied: 1, total: 2 });
    await until(() => expect(heard).toEqual(['a']));
    expect(states).toEqual(['connected', 'lost', 'connected']);
  });

  test('fails the calls under way when Blender goes', async () => {
    const blender = await open();
    blender.answer = () => undefined;
    const connection = connect();
    await connection.connected();
    const call = connection.call('session/status', {});
    const failed = expect(call).rejects.toMatchObject({ name: 'BlenderError' });
    await until(() => expect(blender.asked).toHaveLength(1));
    await blender.close('kill');
    await failed;
  });

  test('does not take a stranger that was open all the time for its own come back', async () => {
    const ours = await open({ pid: process.pid });
    const stranger = await open({ pid: process.ppid });
    const connection = connect({ choice: { pid: process.pid } });
    await connection.connected();
    await ours.close();
    await until(() => expect(connection.state).toBe('lost'));
    await until(() => expect(connection.reason).toContain(String(process.ppid)));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(stranger.clients).toBe(0);
    const again = await open({ pid: process.pid });
    expect((await connection.connected()).session).toBe(again.announced.session);
  });

  test('comes back to the Blender that has its file open', async () => {
    const film = '/films/film.blend';
    const ours = await open({ pid: process.pid, file: film });
    const connection = connect();
    await connection.connected();
    const withOther = await open({ pid: process.ppid, file: '/films/other.blend' });
    await ours.close();
    await until(() => expect(connection.state).toBe('lost'));
    expect(withOther.clients).toBe(0);
    const again = await open({ pid: process.pid, file: film });
    await until(() => expect(connection.session?.session).toBe(again.announced.session));
  });

  test('asks which of two is meant, and goes to the one that is picked', async () => {
    await open({ pid: process.pid });
    const other = await open({ pid: process.ppid });
    const connection = connect();
    await until(() => expect(connection.state).toBe('lost'));
    expect(connection.reason).toContain(`${process.ppid}  Blender 5.2.2`);
    connection.choose({ pid: process.ppid });
    expect((await connection.connected()).session).toBe(other.announced.session);
  });

  test('goes over to another session when it is told to', async () => {
    await open({ pid: process.pid });
    const other = await open({ pid: process.ppid });
    const connection = connect({ choice: { pid: process.pid } });
    await connection.connected();
    connection.choose({ pid: process.ppid });
    await until(() => expect(connection.session?.session).toBe(other.announced.session));
    await connection.connected();
  });

  test('tells that Blender is busy while a call waits, and that it is back', async () => {
    const blender = await open();
    const connection = connect();
    await connection.connected();
    let tickAge = 5;
    blender.answer = ({ method }) => {
      if (method === 'session/ping') return { result: { tickAge, busy: '', waiting: 1 } };
      return tickAge > 1 ? undefined : { result: {} };
    };
    const call = connection.call('session/status', {}, { deadlineMs: 4000 }).catch((error) => error);
    await until(() => expect(connection.state).toBe('busy'));
    expect(connection.reason).toMatch(/busy \(modal/);
    tickAge = 0;
    await until(() => expect(connection.state).toBe('connected'));
    expect(await call).toMatchObject({ kind: 'timeout' });
  });

  test('tells of a Blender that does not even answer a ping', async () => {
    const blender = await open();
    const connection = connect();
    await connection.connected();
    blender.answer = () => undefined;
    const call = connection.call('session/status', {}, { deadlineMs: 3000 }).catch((error) => error);
    await until(() => expect(connection.reason).toContain('not answering'));
    await call;
  });

  test('once closed it looks for nobody, and calls say so', async () => {
    const connection = connect();
    connection.close();
    connection.close();
    const blender = await open();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(blender.clients).toBe(0);
    await expect(connection.connected()).rejects.toMatchObject({ kind: 'notFound' });
    await expect(connection.call('session/ping', {})).rejects.toMatchObject({ message: /closed/ });
    expect(states).toEqual(['closed']);
  });

  test('a wait for it can be given up', async () => {
    const abort = new AbortController();
    const waiting = connect().connected(abort.signal);
    abort.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });

  test('waits out a file that is half written', async () => {
    const blender = await open();
    const whole = JSON.stringify(blender.announced);
    writeFileSync(blender.file, whole.slice(0, 40));
    const connection = connect();
    await until(() => expect(connection.state).toBe('lost'));
    writeFileSync(blender.file, whole);
    await connection.connected();
  });
});
