import { readFileSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { BlenderClient } from '../../bridge/client.ts';
import { BlenderConnection } from '../../extension/blender/connection.ts';
import { type AnnouncedSession, discover } from '../../extension/blender/discovery.ts';
import { launchOpen } from '../../extension/blender/launchOpen.ts';
import { embeddedBlender } from '../../extension/runtime/tools.ts';
import { documents } from '../../schemas/source/index.ts';
import { emptyFolder, photoplay } from '../cli.ts';
import { openSession } from './session.ts';

const python = embeddedBlender() ?? '';
const home = emptyFolder();
const folder = join(home, 'sessions');
const env = { PHOTOPLAY_SESSIONS: folder, PHOTOPLAY_CONFIG: join(home, 'config') };
const pids: number[] = [];

const launch = async (file?: string): Promise<AnnouncedSession> => {
  const { session } = await launchOpen({ blender: { python }, background: true, ...(file && { file }) });
  pids.push(session.pid);
  return session;
};

let session: AnnouncedSession;
beforeAll(async () => {
  vi.stubEnv('PHOTOPLAY_SESSIONS', folder);
  session = await launch();
});
afterAll(() => {
  vi.unstubAllEnvs();
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
});

/** The answer to an upgrade request with these headers, as a web page or another program could send it. */
function knock(headers: Record<string, string>): Promise<number> {
  const { port, token } = session.address();
  return new Promise((resolve, reject) => {
    const asked = request({
      host: '127.0.0.1',
      port,
      headers: {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
        Authorization: `Bearer ${token}`,
        ...headers,
      },
    });
    asked.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve(response.statusCode ?? 0);
    });
    asked.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('a session that a person launched without a window', () => {
  test('announces itself as the schema has it, to its user alone', () => {
    const { mode } = statSync(session.discoveryFile);
    expect(mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const announced = JSON.parse(readFileSync(session.discoveryFile, 'utf8'));
    expect(documents.session.safeParse(announced).error).toBeUndefined();
    expect(announced).toMatchObject({ pid: session.pid, background: true, file: '' });
  });

  test('lets in who has the token', async () => {
    expect(await knock({})).toBe(101);
    const { client, hello } = await BlenderClient.connect(session.address(), { client: 'test' });
    expect(hello).toMatchObject({ session: session.session, background: true });
    client.close();
  });

  test('refuses web pages, other hosts (DNS rebinding) and wrong tokens', async () => {
    expect(await knock({ Origin: 'http://evil.example' })).toBe(403);
    expect(await knock({ Origin: `http://127.0.0.1:${session.port}` })).toBe(403);
    expect(await knock({ Host: 'evil.example' })).toBe(403);
    expect(await knock({ Host: `evil.example:${session.port}` })).toBe(403);
    expect(await knock({ Host: `localhost:${session.port}` })).toBe(101);
    expect(await knock({ Authorization: `Bearer ${'0'.repeat(64)}` })).toBe(401);
  });

  test('says nothing of the token when it refuses one', async () => {
    const wrong = { port: session.port, token: 'f'.repeat(64) };
    const error = await BlenderClient.connect(wrong, { client: 'test' }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ kind: 'gated' });
    expect(JSON.stringify([error, String(error), (error as Error).stack])).not.toMatch(/f{64}/);
  });

  test('is shown by the command line, which shows no token', async () => {
    const { token } = session.address();
    const [status, connect] = await Promise.all([
      photoplay(['blender', 'status', '--json'], { env }),
      photoplay(['blender', 'connect'], { env }),
    ]);
    expect(JSON.parse(status.stdout).sessions).toMatchObject([
      { pid: session.pid, background: true, state: 'ready', unsaved: false },
    ]);
    expect(connect.stdout).toContain(`process ${session.pid}`);
    for (const { stdout, stderr } of [status, connect]) expect(stdout + stderr).not.toContain(token);
  });

  test('says whose file is open, and tells it anew when another is', async () => {
    const path = join(home, 'first.blend');
    const { client } = await BlenderClient.connect(session.address(), { client: 'test' });
    await client.call('snapshot/save', { path });
    await client.call('snapshot/open', { path });
    client.close();
    expect((await discover()).sessions).toMatchObject([{ pid: session.pid, file: path }]);
  });

  test('ends when it is told to, and its file goes', async () => {
    const stopped = await photoplay(['blender', 'stop', '--json'], { env });
    expect(JSON.parse(stopped.stdout)).toMatchObject({ version: 1, pid: session.pid });
    expect((await discover()).sessions).toEqual([]);
  });
});

describe('a connection', () => {
  test('finds a killed Blender again when it was launched again, within three seconds of its opening', async () => {
    const file = join(home, 'first.blend');
    const first = await launch(file);
    expect(first.file).toBe(file);
    const connection = new BlenderConnection();
    await connection.connected();
    const call = connection.call('session/status', {}).catch((error: unknown) => error);
    process.kill(first.pid, 'SIGKILL');
    await call;
    await vi.waitFor(() => expect(connection.state).toBe('lost'));
    const second = await launch(file);
    const opened = performance.now();
    const hello = await connection.connected();
    expect(performance.now() - opened).toBeLessThan(3000);
    expect(hello.session).toBe(second.session);
    expect((await connection.call('session/status', {})).state.file).toBe(file);
    connection.close();
  });
});

test("a film's own worker announces itself to nobody", async () => {
  const before = (await discover()).sessions.map(({ pid }) => pid);
  const worker = await openSession();
  expect((await discover()).sessions.map(({ pid }) => pid)).toEqual(before);
  await worker.close();
});

describe('a launch', () => {
  test('that is given up leaves no Blender behind', async () => {
    const before = (await discover()).sessions.length;
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 300);
    const launched = launchOpen({ blender: { python }, background: true, signal: abort.signal });
    await expect(launched).rejects.toMatchObject({ name: 'AbortError' });
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect((await discover()).sessions).toHaveLength(before);
  });

  test('of what is no Blender fails at once, with what it said', async () => {
    const failed = launchOpen({
      blender: { python: process.execPath },
      background: true,
    });
    await expect(failed).rejects.toMatchObject({
      code: 'blender-launch',
      hint: expect.stringContaining('-m'),
    });
  });
});
