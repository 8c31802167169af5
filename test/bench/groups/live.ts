import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { BlenderClient } from '../../../bridge/client.ts';
import type { HeadlessSession } from '../../../bridge/launch.ts';
import { openSession } from '../../blender/session.ts';
import { openWindow, type Window } from '../../window/session.ts';
import { latencies, percentile, type Take } from '../measure.ts';
import { Peer } from '../peer.ts';
import { benchReconnect } from '../reconnect.ts';
import { benchSaved } from '../saved.ts';

const peersFolder = fileURLToPath(new URL('../blender', import.meta.url));
/** Seconds between the ticks of the server that empties its queue by a timer. */
const fixedInterval = 0.05;
const script = `
import sys; sys.path.insert(0, ${JSON.stringify(peersFolder)}); import peers; peers.start(${fixedInterval})
`;

/** The figures of an open Blender that is driven live. */
export async function bench(take: Take): Promise<void> {
  await benchIdle(take);
  const window = await openWindow({ script });
  try {
    await settled(window);
    await benchPings(take, window);
    await benchObjects(take, window);
    await benchCapture(take, window);
    await benchSearch(take, window);
  } finally {
    await window.close();
  }
  await benchHeadless(take);
  await benchSaved(take);
  await benchReconnect(take);
}

/** A call that reaches Blender's main thread and does nothing there. */
const touch = (client: Pick<BlenderClient | HeadlessSession, 'call'>) => client.call('film/leave', {});

async function peersOf(window: Window): Promise<{ perCommand: Peer; fixed: Peer }> {
  for (;;) {
    const said = /"peers": \{"perCommand": (\d+), "fixed": (\d+)\}/.exec(window.output());
    if (said)
      return {
        perCommand: await Peer.connect(Number(said[1])),
        fixed: await Peer.connect(Number(said[2])),
      };
    await wait(50);
  }
}

async function benchPings(take: Take, window: Window): Promise<void> {
  await latencies(200, () => touch(window.client));
  const ours = await latencies(2000, () => touch(window.client));
  take('ping-window-p50', percentile(ours, 0.5), 'ms', '≤ 0.3', percentile(ours, 0.5) <= 0.3);
  take('ping-window-p99', percentile(ours, 0.99), 'ms', '≤ 1', percentile(ours, 0.99) <= 1);
  const { perCommand, fixed } = await peersOf(window);
  for (const [name, peer] of [
    ['timer-per-command', perCommand],
    ['fixed-interval', fixed],
  ] as const) {
    const theirs = await latencies(200, () => peer.call({ op: 'ping' }));
    take(`ping-${name}-p50`, percentile(theirs, 0.5), 'ms', 'to compare', true);
    take(`ping-${name}-p99`, percentile(theirs, 0.99), 'ms', 'to compare', true);
    peer.close();
  }
}

async function benchObjects(take: Take, window: Window): Promise<void> {
  const count = 1000;
  const few = 100; // each is slower than the one before it: a tenth of them, times ten, flatters the peer
  const commands = Array.from({ length: count }, (_, i) => ({
    type: 'object.create' as const,
    name: `ours ${i}`,
    shape: 'cube' as const,
  }));
  const { perCommand } = await peersOf(window);
  const started = performance.now();
  await window.client.call('stage/apply', { label: 'A thousand cubes', commands });
  const ours = performance.now() - started;
  const before = performance.now();
  for (let i = 0; i < few; i++) await perCommand.call({ op: 'create', name: `theirs ${i}` });
  const theirs = ((performance.now() - before) * count) / few;
  perCommand.close();
  take('1000-objects-one-batch', ours, 'ms', 'one undo step', true);
  take('1000-objects-a-call-each', theirs, 'ms', 'timer per command, from the first 100', true);
  take('1000-objects-ratio', theirs / ours, '×', '≥ 50', theirs / ours >= 50);
}

async function benchCapture(take: Take, window: Window): Promise<void> {
  const capture = () => window.client.call('view/capture', { width: 640, height: 360 });
  await capture();
  const times = await latencies(10, capture);
  take('capture-640x360', percentile(times, 0.5) / 1000, 's', '≤ 0.5', percentile(times, 0.5) <= 500);
}

async function benchSearch(take: Take, { client }: Window): Promise<void> {
  const search = () => client.call('api/search', { query: 'modifier subdivision levels' });
  await search();
  const times = await latencies(30, search);
  take('api-search', percentile(times, 0.5), 'ms', '≤ 20', percentile(times, 0.5) <= 20);
}

async function benchHeadless(take: Take): Promise<void> {
  const session = await openSession();
  try {
    await latencies(200, () => touch(session));
    const times = await latencies(2000, () => touch(session));
    take('ping-headless-p50', percentile(times, 0.5), 'ms', '≤ 0.3', percentile(times, 0.5) <= 0.3);
    take('ping-headless-p99', percentile(times, 0.99), 'ms', '≤ 1', percentile(times, 0.99) <= 1);
  } finally {
    await session.close();
  }
}

/** Processor time that the add-on takes while nobody asks for anything, in percent of one core. */
async function benchIdle(take: Take): Promise<void> {
  const window = await openWindow({ script: leaves });
  try {
    await touch(window.client);
    await settled(window);
    const withAddon = await busyShare(window.pid, 20);
    writeFileSync(join(window.sessions, 'leave'), '');
    await settled(window);
    const without = await busyShare(window.pid, 20);
    const addon = withAddon - without;
    take('idle-cpu', addon * 100, '%', `≤ 2, beside ${(without * 100).toFixed(1)} of Blender`, addon <= 0.02);
  } finally {
    await window.close();
  }
}

/** In Blender: the add-on is disabled when a file asks for it. */
const leaves = `
import bpy, os
def leave():
    if not os.path.exists(os.path.join(os.environ['PHOTOPLAY_SESSIONS'], 'leave')):
        return 1.0
    photoplay.unregister()
bpy.app.timers.register(leave)
`;

/** Until Blender has drawn its window, and rests: without a graphics card that takes seconds. */
async function settled({ pid }: Window): Promise<void> {
  const patience = 60;
  for (let second = 0; second < patience; second++) if ((await busyShare(pid, 1)) < 0.1) return;
  throw new Error(`Blender has not come to rest for ${patience} s`);
}

/** Share of one core that a process used for some seconds (Linux: /proc). */
async function busyShare(pid: number, seconds: number): Promise<number> {
  const ticks = () => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return Number(fields[11]) + Number(fields[12]);
  };
  const before = ticks();
  await wait(seconds * 1000);
  return (ticks() - before) / 100 / seconds;
}
