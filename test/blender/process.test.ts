import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { BlenderClient } from '../../bridge/client.ts';
import { HeadlessSession } from '../../bridge/launch.ts';
import { alive } from '../../extension/runtime/python.ts';
import { addonFolder, openSession } from './session.ts';

const opened: HeadlessSession[] = [];
afterEach(async () => {
  for (const session of opened.splice(0)) await session.close();
});
async function open(): Promise<HeadlessSession> {
  const session = await openSession();
  opened.push(session);
  return session;
}

describe('a headless Blender', () => {
  test('ends when it is closed', async () => {
    const session = await open();
    expect(alive(session.pid)).toBe(true);
    await session.close();
    expect(alive(session.pid)).toBe(false);
  });

  test.runIf(process.platform === 'linux')(
    'keeps its token off its command line and environment',
    async () => {
      const { pid } = await open();
      const shown = ['cmdline', 'environ'].map((file) => readFileSync(`/proc/${pid}/${file}`, 'utf8')).join();
      expect(shown).not.toMatch(/[0-9a-f]{64}/);
    },
  );

  test('that is killed in a call fails the call and says that it is gone', async () => {
    const session = await open();
    const call = session.call('session/status', {});
    process.kill(session.pid, 'SIGKILL');
    await expect(call).rejects.toMatchObject({ name: 'BlenderError' });
    expect(await session.gone).toContain('SIGKILL');
    await expect(session.call('session/ping', {})).rejects.toMatchObject({ kind: 'notFound' });
  });

  test('that is stopped answers late, and the call says so at its deadline', async () => {
    const session = await open();
    process.kill(session.pid, 'SIGSTOP');
    await expect(session.call('session/status', {}, { deadlineMs: 100 })).rejects.toMatchObject({
      kind: 'timeout',
    });
    process.kill(session.pid, 'SIGCONT');
    expect((await session.call('session/status', {})).pid).toBe(session.pid);
  });

  test('lets a call be given up, and goes on', async () => {
    const session = await open();
    const controller = new AbortController();
    const call = session.call('session/status', {}, { signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await sleep(20);
    expect((await session.call('session/ping', {})).waiting).toBe(0);
  });

  test('that cannot start says why', async () => {
    const nowhere = { addonFolder, client: 'test' };
    await expect(
      HeadlessSession.launch({ ...nowhere, blender: { kind: 'module', python: '/nowhere/python' } }),
    ).rejects.toThrow(/did not start.*ENOENT/s);
    await expect(
      HeadlessSession.launch({
        ...nowhere,
        addonFolder: '/nowhere',
        blender: { kind: 'module', python: process.execPath },
      }),
    ).rejects.toThrow(/did not start/);
  });

  test('that is not there cannot be connected to', async () => {
    await expect(BlenderClient.connect({ port: 1, token: 'x' }, { client: 'test' })).rejects.toMatchObject({
      kind: 'notFound',
    });
  });
});
