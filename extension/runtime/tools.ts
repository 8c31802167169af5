import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { PhotoplayError } from './errors.ts';
import { addonFolder } from './folders.ts';
import { executable, onPath, run } from './process.ts';
import { findEnvironment, makeEnvironment, type Say, sitePackages } from './python.ts';

/** A Blender to drive: the program, or its Python module in an environment of ours. */
export type Blender = { kind: 'application'; path: string } | { kind: 'module'; python: string };

/** The real parts a film is made with. */
export interface Tools {
  blender: Blender;
  ffmpeg: string;
}

const environmentName = 'blender';
/** What the embedded environment holds; a copy travels with the add-on. */
export const requirementsFile = (): string => join(addonFolder(), 'requirements.txt');

/** Blender's usual homes by system; the newest version first. */
function usualBlenders(): string[] {
  const inFolder = (folder: string, tail: string): string[] =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => /^blender/i.test(name))
          .sort()
          .reverse()
          .map((name) => join(folder, name, tail))
      : [];
  if (process.platform === 'darwin') return ['/Applications/Blender.app/Contents/MacOS/Blender'];
  if (process.platform === 'win32') {
    return inFolder(
      join(process.env.ProgramFiles ?? 'C:\\Program Files', 'Blender Foundation'),
      'blender.exe',
    );
  }
  return ['/opt', join(homedir(), 'Applications'), join(homedir(), 'blender')]
    .flatMap((dir) => inFolder(dir, 'blender'))
    .concat('/snap/bin/blender');
}

export type BlenderVersion = readonly [number, number, number];

/** What a Blender without a window needs in its environment on a machine without a GPU. */
export const withoutGpu = (): NodeJS.ProcessEnv =>
  process.platform === 'linux' && !existsSync('/dev/dri') ? { LIBGL_ALWAYS_SOFTWARE: '1' } : {};

/** The version of a Blender program, e.g. [4, 5, 2]; undefined when it is none. */
export async function blenderVersion(path: string): Promise<BlenderVersion | undefined> {
  const { code, stdout } = await run(path, ['--version']).catch(() => ({ code: 1, stdout: '' }));
  const found = /Blender (\d+)\.(\d+)\.(\d+)/.exec(stdout);
  return code === 0 && found ? [Number(found[1]), Number(found[2]), Number(found[3])] : undefined;
}

/** Whether we work with a Blender of this version: 4.2 LTS or newer. */
export const supported = (version: BlenderVersion): boolean => atLeast(version, 4, 2);

/** The programs that may be Blenders: PHOTOPLAY_BLENDER, on PATH, in the usual folders; the preferred ones first. */
export const blenderPrograms = (): string[] =>
  [process.env.PHOTOPLAY_BLENDER, onPath('blender'), ...usualBlenders()].filter(
    (path): path is string => path !== undefined && path !== '' && executable(path),
  );

/** Blender's module for Python, when it has been set up. */
export const embeddedBlender = (): string | undefined => findEnvironment(environmentName, requirementsFile());

/**
 * The Blender to use: PHOTOPLAY_BLENDER, one on PATH or in the usual folders (4.2 or newer), else the embedded
 * module. Undefined when there is none yet.
 */
export async function findBlender(): Promise<Blender | undefined> {
  const named = process.env.PHOTOPLAY_BLENDER;
  if (named) {
    const version = await blenderVersion(named);
    if (version && supported(version)) return { kind: 'application', path: named };
    throw new PhotoplayError(
      'blender',
      `PHOTOPLAY_BLENDER names ${named}, which is not a Blender of version 4.2 or newer.`,
    );
  }
  for (const path of blenderPrograms()) {
    const version = await blenderVersion(path);
    if (version && supported(version)) return { kind: 'application', path };
  }
  const python = embeddedBlender();
  return python ? { kind: 'module', python } : undefined;
}

const atLeast = ([a, b]: readonly number[], major: number, minor: number): boolean =>
  (a ?? 0) > major || (a === major && (b ?? 0) >= minor);

/** ffmpeg's version, e.g. [5, 1]; a build from git counts as new. */
export async function ffmpegVersion(path: string): Promise<[number, number] | undefined> {
  const { code, stdout } = await run(path, ['-version']).catch(() => ({ code: 1, stdout: '' }));
  if (code !== 0 || !stdout.startsWith('ffmpeg version')) return undefined;
  const found = /^ffmpeg version n?(\d+)\.(\d+)/.exec(stdout);
  return found ? [Number(found[1]), Number(found[2])] : [99, 0];
}

/** The ffmpeg to use: PHOTOPLAY_FFMPEG, PATH (5.1 or newer), else the embedded one. */
export async function findFfmpeg(): Promise<string | undefined> {
  const named = process.env.PHOTOPLAY_FFMPEG;
  if (named) {
    const version = await ffmpegVersion(named);
    if (version && atLeast(version, 5, 1)) return named;
    throw new PhotoplayError(
      'ffmpeg',
      `PHOTOPLAY_FFMPEG names ${named}, which is not an ffmpeg of version 5.1 or newer.`,
    );
  }
  const path = onPath('ffmpeg');
  if (path) {
    const version = await ffmpegVersion(path);
    if (version && atLeast(version, 5, 1)) return path;
  }
  const python = embeddedBlender();
  return python ? embeddedFfmpeg(python) : undefined;
}

/** imageio-ffmpeg's binary, found in its folder without starting Python. */
function embeddedFfmpeg(python: string): string | undefined {
  const binaries = join(sitePackages(python), 'imageio_ffmpeg', 'binaries');
  const name = existsSync(binaries)
    ? readdirSync(binaries).find((file) => file.startsWith('ffmpeg'))
    : undefined;
  return name && join(binaries, name);
}

/** Fetches what is missing. */
export async function setUp(say: Say, signal?: AbortSignal): Promise<Tools> {
  await makeEnvironment(environmentName, requirementsFile(), say, signal);
  return requireTools();
}

/** The parts, or PhotoplayError that names the one command that brings them. */
export async function requireTools(): Promise<Tools> {
  const [blender, ffmpeg] = await Promise.all([findBlender(), findFfmpeg()]);
  const hint = 'Run "photoplay setup": it fetches what is missing.';
  if (!blender) throw new PhotoplayError('blender', 'There is no Blender to film with.', { hint });
  if (!ffmpeg)
    throw new PhotoplayError('ffmpeg', 'There is no ffmpeg (5.1 or newer) to cut the film with.', { hint });
  return { blender, ffmpeg };
}
