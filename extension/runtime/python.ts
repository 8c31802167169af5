import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PhotoplayError } from './errors.ts';
import { cacheFolder } from './folders.ts';
import { onPath, run } from './process.ts';
import { mendLibraries } from './systemLibraries.ts';

/** What is said while something long is set up. */
export type Say = (message: string) => void;

/** Blender's Python module needs exactly this version. */
const wanted = '3.11';

const binary = (dir: string): string =>
  process.platform === 'win32' ? join(dir, 'Scripts', 'python.exe') : join(dir, 'bin', 'python');

const stamp = (dir: string): string => join(dir, 'photoplay-ready');

/** The folder of a virtual environment with these requirements. */
function environmentFolder(name: string, requirements: string): string {
  return join(
    cacheFolder(),
    `${name}-${createHash('sha256').update(requirements).digest('hex').slice(0, 10)}`,
  );
}

/** The environment's Python, when it has been set up; no process is started to find out. */
export function findEnvironment(name: string, requirementsFile: string): string | undefined {
  const dir = environmentFolder(name, readFileSync(requirementsFile, 'utf8'));
  return existsSync(stamp(dir)) ? binary(dir) : undefined;
}

/**
 * Makes a virtual environment with the requirements and checks that Blender's module loads; a finished one is used
 * as it is. Two set-ups at once wait for each other. Throws PhotoplayError with what to do.
 */
export async function makeEnvironment(
  name: string,
  requirementsFile: string,
  say: Say,
  signal?: AbortSignal,
): Promise<string> {
  const requirements = readFileSync(requirementsFile, 'utf8');
  const dir = environmentFolder(name, requirements);
  const found = findEnvironment(name, requirementsFile);
  if (found) return found;
  const release = await lock(`${dir}.lock`, say, signal);
  try {
    if (existsSync(stamp(dir))) return binary(dir);
    rmSync(dir, { recursive: true, force: true });
    mkdirSync(dirname(dir), { recursive: true });
    await createVenv(dir, say, signal);
    const size = requirements.includes('bpy==') ? ' (about 1 GB on disk)' : '';
    say(`Installing ${inShort(requirements)}${size} …`);
    const pip = await run(
      binary(dir),
      [
        '-m',
        'pip',
        'install',
        '--disable-pip-version-check',
        '--no-input',
        '--quiet',
        '-r',
        requirementsFile,
      ],
      { ...(signal ? { signal } : {}) },
    );
    if (pip.code !== 0) {
      throw new PhotoplayError(
        'setup',
        `pip could not install ${inShort(requirements)}: ${lastLines(pip.stderr)}`,
        {
          hint: 'Check the network connection and run the command again.',
        },
      );
    }
    if (/^bpy==/m.test(requirements)) await mendLibraries(binary(dir), say, signal);
    writeFileSync(stamp(dir), new Date(statSync(dir).mtimeMs).toISOString());
    return binary(dir);
  } finally {
    release();
  }
}

/** The packages of a requirements file by name; of a long one the first, and how many more there are. */
function inShort(requirements: string): string {
  const packages = requirements.trim().split('\n');
  return packages.length <= 6 ? packages.join(', ') : `${packages[0]} and ${packages.length - 1} more`;
}

async function createVenv(dir: string, say: Say, signal?: AbortSignal): Promise<void> {
  const options = signal ? { signal } : {};
  const python = await findPython();
  if (python) {
    const made = await run(python, ['-m', 'venv', dir], options);
    if (made.code === 0) return;
    say(`${python} cannot make a virtual environment (${lastLines(made.stderr)}); trying uv instead`);
  }
  const uv = onPath('uv') ?? (await fetchUv(say, signal));
  say(`Fetching Python ${wanted} …`);
  const made = await run(uv, ['venv', '--python', wanted, '--seed', dir], options);
  if (made.code !== 0) {
    throw new PhotoplayError(
      'setup',
      `No Python ${wanted} was found, and uv could not bring one: ${lastLines(made.stderr)}`,
      {
        hint: `Install Python ${wanted} and run "photoplay setup" again.`,
      },
    );
  }
}

async function findPython(): Promise<string | undefined> {
  for (const name of [`python${wanted}`, 'python3', 'python']) {
    const path = onPath(name);
    if (!path) continue;
    const { code, stdout } = await run(path, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])']);
    if (code === 0 && stdout.trim() === wanted) return path;
  }
  return undefined;
}

/** uv, installed with whatever Python 3 there is into a folder of our own. */
async function fetchUv(say: Say, signal?: AbortSignal): Promise<string> {
  const python = onPath('python3') ?? onPath('python');
  const dir = join(cacheFolder(), 'uv');
  const uv = join(dirname(binary(dir)), process.platform === 'win32' ? 'uv.exe' : 'uv');
  if (existsSync(uv)) return uv;
  if (python) {
    say(`Python ${wanted} is not installed; fetching uv, which brings one …`);
    const options = signal ? { signal } : {};
    const venv = await run(python, ['-m', 'venv', dir], options);
    if (
      venv.code === 0 &&
      (await run(binary(dir), ['-m', 'pip', 'install', '--quiet', 'uv'], options)).code === 0
    )
      return uv;
  }
  throw new PhotoplayError(
    'setup',
    `Python ${wanted} is missing, and there is no other Python to fetch it with.`,
    {
      hint: `Install Python ${wanted} (or uv) and run "photoplay setup" again.`,
    },
  );
}

/** A lock file with the owner's process id; a dead owner's lock is taken over. */
async function lock(file: string, say: Say, signal?: AbortSignal): Promise<() => void> {
  mkdirSync(dirname(file), { recursive: true });
  for (let waited = 0; ; waited++) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (!alive(Number(readFileSync(file, 'utf8')))) {
      rmSync(file, { force: true });
      continue;
    }
    if (waited === 0) say('Another Photoplay is setting up; waiting for it …');
    await sleep(500, undefined, signal ? { signal } : {});
  }
}

/** Whether a process with this id runs. */
export function alive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const lastLines = (text: string): string => text.trim().split('\n').slice(-3).join(' ').slice(-400);

/** Where an environment of ours keeps its packages. */
export function sitePackages(python: string): string {
  const root = join(dirname(python), '..');
  return process.platform === 'win32'
    ? join(root, 'Lib', 'site-packages')
    : join(root, 'lib', `python${wanted}`, 'site-packages');
}
