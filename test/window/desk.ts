import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeEach, vi } from 'vitest';
import { BlenderClient } from '../../bridge/client.ts';
import { BlenderError } from '../../bridge/errors.ts';
import type { EventName, EventParams, Result } from '../../schemas/source/blenderProtocol.ts';
import type { StageCommand } from '../../schemas/source/stageCommand.ts';
import { openWindow, type Window } from './session.ts';

export const scene: Extract<StageCommand, { type: 'scene.create' }> = {
  type: 'scene.create',
  id: '1',
  heading: 'INT. KITCHEN - DAY',
  fps: 24,
  frames: 48,
  size: [480, 270],
};
/** A camera at x for a shot from frame to frame. */
export const camera = (id: string, x = 0, [from, to]: readonly [number, number] = [0, 24]): StageCommand => ({
  type: 'camera.add',
  scene: '1',
  id,
  size: 'MS',
  subjects: [],
  in: from,
  out: to,
  keys: [{ frame: from, position: [x, -3, 1.5], target: [x, 0, 1.5], lens: 50 }],
  sensor: [36, 20.25],
  hides: [],
  marker: `${id} MS`,
});
/** Cameras with ids x0, x1 … for the prefix x. */
export const cameras = (count: number, prefix: string): StageCommand[] =>
  Array.from({ length: count }, (_, index) => camera(`${prefix}${index}`, index / 10));
/** A camera that is made anew again and again. */
export const moves = (count: number): StageCommand[] =>
  Array.from({ length: count }, (_, index) => camera('1.01', index / 1000));
export const wrong: StageCommand = { type: 'light.finish', scene: 'nowhere' };

const long = { deadlineMs: 100_000 };

/** The coded error with which a call fails. */
export async function failure(promise: Promise<unknown>): Promise<BlenderError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof BlenderError) return error;
  throw new Error(`no coded error: ${String(error)}`);
}

/** A person who allows code, at the start and whenever the test asks for it. */
const allows = `
import bpy, os
def allow():
    path = os.path.join(os.environ['PHOTOPLAY_SESSIONS'], 'allow')
    if os.path.exists(path):
        os.remove(path)
        photoplay._running[0].allow_code = True
    return 0.1
bpy.app.timers.register(allow, persistent=True)
photoplay._running[0].allow_code = True`;

/** The desk of a test file: each of its tests begins with an empty file and a scene with two cameras. */
export async function deskOfFile(): Promise<Desk> {
  vi.setConfig({ testTimeout: 100_000 });
  const desk = await Desk.open();
  beforeEach(() => desk.start());
  afterAll(() => desk.close());
  return desk;
}

/** A Blender with a window in which code is allowed, and a person at it. */
export class Desk {
  readonly window: Window;
  client: BlenderClient;

  private constructor(window: Window) {
    this.window = window;
    this.client = window.client;
  }

  static async open(): Promise<Desk> {
    return new Desk(await openWindow({ script: allows }));
  }

  async close(): Promise<void> {
    this.client.close();
    await this.window.close();
  }

  /** An empty file, then a scene with two cameras. */
  async start(): Promise<void> {
    await this.python('bpy.ops.wm.read_homefile(use_empty=True)');
    await this.apply('Scene 1', [scene, camera('1.01'), camera('1.02', 1)]);
  }

  apply(label: string, commands: StageCommand[], by = this.client): Promise<Result<'stage/apply'>> {
    return by.call('stage/apply', { label, commands }, long);
  }

  described(by = this.client): Promise<Result<'scene/describe'>> {
    return by.call('scene/describe', { scene: '1', limit: 2000 }, long);
  }

  async python(code: string): Promise<string> {
    const params = { code: `import photoplay\n${code}`, confirmed: true } as const;
    return (await this.client.call('code/run', params, long)).value;
  }

  /** Registers a timer in Blender that does something once, in the middle of a batch with cameras of prefix x. */
  inMidBatch(code: string): Promise<string> {
    return this.python(`
def act():
    if photoplay._running[0].pump.busy != 'stage/apply' or 'x20' not in bpy.data.objects:
        return 0.005
    ${code}
def again():
    photoplay.register()
    photoplay._running[0].allow_code = True
bpy.app.timers.register(act, persistent=True)
`);
  }

  /** Does in an editor what a person would do, outside of any call; returns what Blender printed. */
  async person(code: string, editor = 'VIEW_3D'): Promise<string> {
    const before = this.window.output().length;
    await this.python(`
def act():
    window = bpy.context.window_manager.windows[0]
    area = next(a for a in window.screen.areas if a.type == '${editor}')
    with bpy.context.temp_override(window=window, area=area, region=area.regions[-1]):
        ${code}
    print('DONE', flush=True)
bpy.app.timers.register(act)`);
    await this.until(() => this.window.output().slice(before).includes('DONE'));
    return this.window.output().slice(before);
  }

  /** Waits for something; without a graphics card one drawing of the window may take half a second. */
  async until(there: () => boolean | Promise<boolean>): Promise<void> {
    const end = Date.now() + 30_000;
    while (!(await there())) {
      if (Date.now() > end) throw new Error(`it did not happen; Blender said:\n${this.window.output()}`);
      await wait(10);
    }
  }

  async busyWith(what: string): Promise<void> {
    await this.until(async () => (await this.client.call('session/ping', {})).busy === what);
  }

  /** Where the session listens, from the file that announces it. */
  address(): { port: number; token: string; file: string } {
    return JSON.parse(readFileSync(join(this.window.sessions, `${this.window.pid}.json`), 'utf8'));
  }

  /** A new connection, to whichever session Blender announces. */
  async reconnect(): Promise<void> {
    await this.until(async () => {
      try {
        this.client = (await BlenderClient.connect(this.address(), { client: 'test' })).client;
        return true;
      } catch {
        return false;
      }
    });
  }

  /** The next event of a kind. */
  heard<E extends EventName>(event: E): Promise<EventParams<E>> {
    return new Promise((resolve) => {
      const off = this.client.on(event, (params) => {
        off();
        resolve(params);
      });
    });
  }

  /** Whether the session answers, with its main thread and without. */
  async usable(): Promise<boolean> {
    await this.client.call('session/ping', {});
    return (await this.client.call('session/status', {})).pid === this.window.pid;
  }
}
