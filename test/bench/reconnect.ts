import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { BlenderConnection } from '../../extension/blender/connection.ts';
import { openWindow } from '../window/session.ts';
import type { Take } from './measure.ts';

/** The time from a restarted Blender's first sign of life to a connection that answers, nobody helping. */
export async function benchReconnect(take: Take): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'photoplay-bench-'));
  const sessions = join(home, 'sessions');
  mkdirSync(sessions);
  const connection = new BlenderConnection({ folder: sessions });
  const connected = () =>
    new Promise<number>((resolve) => {
      const off = connection.onState((state) => {
        if (state !== 'connected') return;
        off();
        resolve(performance.now());
      });
    });
  try {
    const first = await openWindow({ sessions });
    while (connection.state !== 'connected') await wait(20);
    await first.close();
    const known = readdirSync(sessions);
    const again = connected();
    const opening = openWindow({ sessions });
    while (readdirSync(sessions).every((name) => known.includes(name) || !name.endsWith('.json')))
      await wait(5);
    const announced = performance.now();
    const seconds = ((await again) - announced) / 1000;
    take('reconnect', seconds, 's', '≤ 3 after the restarted Blender is up', seconds <= 3);
    const second = await opening;
    await second.close();
  } finally {
    connection.close();
    rmSync(home, { recursive: true, force: true });
  }
}
