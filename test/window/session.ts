import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { BlenderClient } from '../../bridge/client.ts';
import { pureLibraries } from '../../extension/film/session.ts';
import type { Result } from '../../schemas/source/blenderProtocol.ts';
import { windowedBlender } from './blender.ts';

const found = await windowedBlender(console.error);
if ('missing' in found) throw new Error(`needed: ${found.missing}`);
const { blender, xvfb } = found;
const startDeadline = 60_000;

const addonFolder = fileURLToPath(new URL('../../blender-addon', import.meta.url));

/** A Blender with a window, its add-on's session, and our connection to it. */
export interface Window {
  client: BlenderClient;
  hello: Result<'session/hello'>;
  /** Blender's process. */
  pid: number;
  child: ChildProcess;
  /** Where sessions are announced, apart from the user's. */
  sessions: string;
  /** Another connection to the same session. */
  connect: () => Promise<BlenderClient>;
  /** All that Blender printed. */
  output: () => string;
  close: () => Promise<void>;
}

let screen: Promise<{ display: string; server: ChildProcess }> | undefined;

/** Runs a program until stdin closes, so that it goes with us however we end; only the program holds channel 3. */
const leash = '"$0" "$@" & pid=$!; exec 3>&-; cat >/dev/null; kill $pid';

/** A screen of its own for the tests of a file. It must not start anew when its last window closes (-noreset). */
function display(path: string): Promise<{ display: string; server: ChildProcess }> {
  screen ??= new Promise((resolve, reject) => {
    const server = spawn(
      'sh',
      ['-c', leash, path, '-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp', '-noreset'],
      { stdio: ['pipe', 'ignore', 'ignore', 'pipe'] },
    );
    server.on('error', reject);
    const numbers = server.stdio[3];
    if (!numbers || !('on' in numbers)) return reject(new Error('Xvfb told no display'));
    numbers.on('data', (data: Buffer) => resolve({ display: `:${String(data).trim()}`, server }));
    numbers.on('end', () => reject(new Error('Xvfb ended')));
  });
  return screen;
}

/** The program, and what it needs in its environment to open windows on the tests' screen. */
export const windowedProgram = async (): Promise<{ blender: string; env: Record<string, string> }> => ({
  blender,
  env: {
    ...(xvfb ? { DISPLAY: (await display(xvfb)).display } : {}),
    LIBGL_ALWAYS_SOFTWARE: '1',
    MESA_SHADER_CACHE_DISABLE: 'true', // shared by several processes it crashes them
    PYTHONDONTWRITEBYTECODE: '1',
  },
});

export interface WindowOptions {
  /** Python that runs once the session is there. */
  script?: string;
  /** More words for Blender's command line. */
  args?: readonly string[];
  /** A .blend to open. */
  file?: string;
  /** Where sessions are announced; a new folder when none is given. */
  sessions?: string;
  env?: NodeJS.ProcessEnv;
}

/** Opens Blender with a window and our add-on's package, in factory settings, and connects. */
export async function openWindow(options: WindowOptions = {}): Promise<Window> {
  const home = mkdtempSync(join(tmpdir(), 'photoplay-window-'));
  const sessions = options.sessions ?? join(home, 'sessions');
  mkdirSync(sessions, { recursive: true });
  const folders = JSON.stringify([addonFolder, pureLibraries()]);
  const start = `import sys; sys.path[:0] = ${folders}; import photoplay; photoplay.register()`;
  const child = spawn(
    blender,
    [
      '--factory-startup',
      ...(options.args ?? []),
      ...(options.file ? [options.file] : []),
      '--python-expr',
      options.script ? `${start}\n${options.script}` : start,
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        ...(await windowedProgram()).env,
        PHOTOPLAY_SESSIONS: sessions,
        BLENDER_USER_RESOURCES: join(home, 'user'),
        ...options.env,
      },
    },
  );
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => lines.push(line));
  const output = () => lines.join('\n');
  const gone = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const end = async () => {
    child.kill('SIGKILL');
    await gone;
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const address = await announced(sessions, child, output);
    const connect = async () => (await BlenderClient.connect(address, { client: 'test' })).client;
    const { client, hello } = await BlenderClient.connect(address, { client: 'test' });
    const close = async () => {
      client.close();
      await end();
    };
    return { client, hello, pid: address.pid, child, sessions, connect, output, close };
  } catch (error) {
    await end();
    throw error;
  }
}

/** The session's address, from the file in which the add-on announces it. */
async function announced(
  folder: string,
  child: ChildProcess,
  output: () => string,
): Promise<{ port: number; token: string; pid: number }> {
  const until = Date.now() + startDeadline;
  while (Date.now() < until && child.exitCode === null) {
    for (const name of readdirSync(folder).filter((file) => file === `${child.pid}.json`)) {
      try {
        return JSON.parse(readFileSync(join(folder, name), 'utf8'));
      } catch {
        // half written: it is read again
      }
    }
    await wait(50);
  }
  throw new Error(`Blender did not announce a session:\n${output()}`);
}
