import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Discovered, discover, sessionsFolder } from '../../../extension/blender/discovery.ts';
import { emptyFolder } from '../../cli.ts';

const token = 'ab'.repeat(32);
const announced = {
  pid: process.pid,
  port: 40_000,
  token,
  session: 'one',
  addon: '0.1.0',
  blender: [5, 2, 2],
  file: '/films/film.blend',
  background: false,
};
/** A process id that no process has. */
const deadPid = 2 ** 30;
const posix = test.skipIf(process.platform === 'win32');

let folder: string;
beforeEach(() => {
  folder = join(emptyFolder(), 'sessions');
  mkdirSync(folder, { mode: 0o700 });
});
const write = (content: object | string, name = `${process.pid}.json`, mode = 0o600): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content), { mode });
  chmodSync(path, mode);
  return path;
};
const reasons = ({ refused }: Discovered): string[] => refused.map(({ why }) => why);

describe('the discovery folder', () => {
  test('has the sessions that run, by process', async () => {
    const file = write(announced);
    write({ ...announced, pid: process.ppid, session: 'two', launch: 'mark' }, `${process.ppid}.json`);
    const { sessions, refused } = await discover(folder);
    expect(refused).toEqual([]);
    expect(sessions.map(({ pid }) => pid)).toEqual([process.pid, process.ppid].sort((a, b) => a - b));
    const own = sessions.find(({ pid }) => pid === process.pid);
    expect(own).toMatchObject({
      port: 40_000,
      session: 'one',
      file: '/films/film.blend',
      discoveryFile: file,
      launch: undefined,
    });
    expect(own?.address()).toEqual({ port: 40_000, token });
  });

  test('never shows a token, however a session is printed', async () => {
    write(announced);
    const [session] = (await discover(folder)).sessions;
    expect(JSON.stringify(session)).toContain('films');
    for (const text of [JSON.stringify(session), String(session), JSON.stringify({ ...session })])
      expect(text).not.toContain(token);
  });

  test('that is not there has nobody', async () => {
    expect(await discover(join(folder, 'none'))).toEqual({ sessions: [], refused: [] });
  });

  posix('does not believe a file that others may read or write', async () => {
    for (const mode of [0o644, 0o660, 0o602, 0o604]) {
      write(announced, undefined, mode);
      const found = await discover(folder);
      expect(found.sessions).toEqual([]);
      expect(reasons(found)).toEqual(['other users may read or write it']);
    }
  });

  posix("does not believe another user's file", async () => {
    const path = write(announced);
    if (process.getuid?.() === 0) {
      chownSync(path, 65_534, 65_534);
      expect(reasons(await discover(folder))).toEqual(['another user owns it']);
    } else {
      // Only root may give files away: a link to a file of root's stands for one.
      renameSync(path, `${path}.old`);
      symlinkSync('/etc/passwd', path);
      expect(reasons(await discover(folder))).toEqual(['it is a link']);
    }
  });

  posix('follows no links', async () => {
    const path = write(announced);
    const elsewhere = join(emptyFolder(), 'session');
    renameSync(path, elsewhere);
    symlinkSync(elsewhere, path);
    expect(reasons(await discover(folder))).toEqual(['it is a link']);
  });

  test.each([
    ['half written', JSON.stringify(announced).slice(0, 50)],
    ['empty', ''],
    ['no object', '[]'],
    ['without a token', { ...announced, token: undefined }],
    ['with a token that is none', { ...announced, token: 'secret' }],
    ['with a port that is none', { ...announced, port: 70_000 }],
    ['huge', { ...announced, more: 'x'.repeat(100_000) }],
  ])('does not stumble over a file that is %s, and leaves it', async (_, content) => {
    const path = write(content);
    const found = await discover(folder);
    expect(found.sessions).toEqual([]);
    expect(found.refused).toHaveLength(1);
    expect(existsSync(path)).toBe(true);
  });

  test('takes what a newer add-on writes besides', async () => {
    write({ ...announced, colour: 'red' });
    expect((await discover(folder)).sessions).toHaveLength(1);
  });

  test('looks at nothing that is not a session', async () => {
    write('x', 'notes.txt');
    write('x', '42.part');
    mkdirSync(join(folder, '77.json'));
    const found = await discover(folder);
    expect(found.sessions).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(['42.part', '77.json', 'notes.txt']);
  });

  test('forgets a session whose process is gone and whose port is closed', async () => {
    const path = write({ ...announced, pid: deadPid, port: await freePort() }, `${deadPid}.json`);
    expect(await discover(folder)).toEqual({ sessions: [], refused: [] });
    expect(existsSync(path)).toBe(false);
  });

  test('keeps one whose process it cannot see but whose port is open', async () => {
    const server = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    write({ ...announced, pid: deadPid, port }, `${deadPid}.json`);
    expect((await discover(folder)).sessions).toHaveLength(1);
    server.close();
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test('the folder can be named, and is else where the add-on announces', () => {
  expect(sessionsFolder({ PHOTOPLAY_SESSIONS: '/elsewhere' })).toBe('/elsewhere');
  if (process.platform !== 'linux') return;
  expect(sessionsFolder({ XDG_RUNTIME_DIR: '/run/user/7' })).toBe('/run/user/7/photoplay/sessions');
  expect(sessionsFolder({})).toMatch(/\/\.cache\/photoplay\/sessions$/);
});
