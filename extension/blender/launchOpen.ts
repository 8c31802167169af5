import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Result } from '../../schemas/source/blenderProtocol.ts';
import { PhotoplayError } from '../runtime/errors.ts';
import { addonFolder, cacheFolder } from '../runtime/folders.ts';
import { withoutGpu } from '../runtime/tools.ts';
import { type AnnouncedSession, discover } from './discovery.ts';
import { meet } from './meet.ts';

/** What is launched: a program in which the add-on is installed, or Blender's module. */
export type Launchable = { path: string; module: string } | { python: string };

export interface LaunchRequest {
  blender: Launchable;
  /** Without a window; the module has none anyway. */
  background: boolean;
  /** Full path of a .blend to open. */
  file?: string;
  signal?: AbortSignal;
}

export interface Launched {
  session: AnnouncedSession;
  hello: Result<'session/hello'>;
  /** What Blender prints goes here. */
  log: string;
}

/** Milliseconds: for Blender to open, and between two looks whether it has. */
const [startLimit, between] = [90_000, 100];
const keptLogs = 20;

/**
 * Starts a Blender that outlives us, and waits until its session answers. Throws PhotoplayError `blender-launch` with
 * what it printed when it ends before, or takes too long; given up by the signal, it is ended again.
 */
export async function launchOpen(request: LaunchRequest): Promise<Launched> {
  request.signal?.throwIfAborted();
  const mark = randomUUID();
  const folder = join(cacheFolder(), 'blender-logs');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  forgetOldLogs(folder);
  const log = join(folder, `${mark}.log`);
  const output = openSync(log, 'w', 0o600);
  const { program, args, env } = commandLine(request);
  const child = spawn(program, args, {
    detached: true,
    stdio: ['ignore', output, output],
    env: { ...process.env, ...env, PHOTOPLAY_LAUNCH: mark },
  });
  closeSync(output);
  try {
    const { session, hello } = await announced(child, mark, log, request.signal);
    child.unref();
    return { session, hello, log };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

/** Keeps the logs of the last launches. */
function forgetOldLogs(folder: string): void {
  const logs = readdirSync(folder).map((name) => join(folder, name));
  const age = new Map(logs.map((log) => [log, statSync(log, { throwIfNoEntry: false })?.mtimeMs ?? 0]));
  logs.sort((a, b) => (age.get(b) ?? 0) - (age.get(a) ?? 0));
  for (const log of logs.slice(keptLogs)) rmSync(log, { force: true });
}

/** The launched session, once it answers. The mark finds it: a starter program may give way to another process. */
async function announced(
  child: ChildProcess,
  mark: string,
  log: string,
  signal: AbortSignal | undefined,
): Promise<{ session: AnnouncedSession; hello: Result<'session/hello'> }> {
  let ended: string | undefined;
  child.on('error', (error) => {
    ended = `it cannot be started: ${error.message}`;
  });
  child.on('exit', (code, by) => {
    if (code !== 0) ended = `it ended with ${by ?? code}`;
  });
  const until = Date.now() + startLimit;
  while (ended === undefined && Date.now() < until) {
    signal?.throwIfAborted();
    const { sessions } = await discover();
    const session = sessions.find(({ launch }) => launch === mark);
    const met = session && (await meet(session).catch(() => undefined));
    if (session && met) {
      met.client.close();
      return { session, hello: met.hello };
    }
    if (failedToRegister(log)) ended = 'the add-on could not be turned on';
    await sleep(between, undefined, signal ? { signal } : {});
  }
  throw new PhotoplayError('blender-launch', `Blender did not open: ${ended ?? 'it took too long'}.`, {
    hint: `It said:\n${lastWords(log)}\n(all of it: ${log})`,
  });
}

/** Blender goes on without an add-on that fails; whoever waits for its session would wait in vain. */
const failedToRegister = (log: string): boolean =>
  /photoplay[\\/]__init__\.py", line \d+, in register/.test(readFileSync(log, 'utf8'));

const lastWords = (log: string): string => {
  const lines = readFileSync(log, 'utf8').trim().split('\n');
  return lines.slice(-8).join('\n') || 'nothing';
};

function commandLine({ blender, background, file }: LaunchRequest): {
  program: string;
  args: string[];
  env: NodeJS.ProcessEnv;
} {
  const opened = file ? [file] : [];
  if ('python' in blender)
    return {
      program: blender.python,
      args: ['-m', 'photoplay.headless', '--stay', ...opened],
      env: { ...withoutGpu(), PYTHONPATH: addonFolder(), PYTHONDONTWRITEBYTECODE: '1' },
    };
  const { path, module } = blender;
  const stay = `import importlib; importlib.import_module('${module}.headless').stay()`;
  return {
    program: path,
    args: background
      ? ['--background', ...opened, '--addons', module, '--python-exit-code', '1', '--python-expr', stay]
      : [...opened, '--addons', module],
    env: background ? withoutGpu() : {},
  };
}
