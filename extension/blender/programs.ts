import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../runtime/process.ts';
import { type BlenderVersion, blenderPrograms, blenderVersion, supported } from '../runtime/tools.ts';
import { type Age, ageOf } from './versions.ts';

/** The add-on as it is installed in a Blender. */
export interface InstalledAddon {
  version: string;
  age: Age;
  /** Its name as a Python module there, e.g. bl_ext.user_default.photoplay. */
  module: string;
}

/** A Blender on this machine. */
export interface BlenderProgram {
  path: string;
  version: BlenderVersion;
  supported: boolean;
  addon?: InstalledAddon;
}

/** The Blenders on this machine, the preferred one first; each once, however many links lead to it. */
export async function findPrograms(signal?: AbortSignal): Promise<BlenderProgram[]> {
  const paths = new Map(blenderPrograms().map((path) => [realpathSync(path), path]));
  const found = await Promise.all([...paths.values()].map((path) => examineProgram(path, signal)));
  return found.filter((program) => program !== undefined);
}

/** What there is to know of a program; undefined when it is no Blender. */
export async function examineProgram(
  path: string,
  signal?: AbortSignal,
): Promise<BlenderProgram | undefined> {
  const version = await blenderVersion(path);
  if (!version) return undefined;
  if (!supported(version)) return { path, version, supported: false };
  const addon = await installedAddon(path, signal);
  return { path, version, supported: true, ...(addon && { addon }) };
}

const question =
  "import bpy; print('\\nphotoplay-extensions:' + bpy.utils.user_resource('EXTENSIONS'), flush=True)";

/** The add-on in the folder where this Blender keeps its extensions; it is asked, for the folder can be moved. */
async function installedAddon(path: string, signal?: AbortSignal): Promise<InstalledAddon | undefined> {
  const { stdout } = await run(
    path,
    ['--background', '--factory-startup', '--python-expr', question],
    signal ? { signal } : {},
  );
  const folder = /^photoplay-extensions:(.+)$/m.exec(stdout)?.[1]?.trim();
  return folder ? addonBelow(folder) : undefined;
}

/** The add-on below a folder of extensions, which has a folder for each repository. */
export function addonBelow(folder: string): InstalledAddon | undefined {
  for (const repository of listed(folder)) {
    const manifest = join(folder, repository, 'photoplay', 'blender_manifest.toml');
    const version = manifestVersion(manifest);
    if (version) return { version, age: ageOf(version), module: `bl_ext.${repository}.photoplay` };
  }
  return undefined;
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => !name.startsWith('.'))
      .sort();
  } catch {
    return [];
  }
}

function manifestVersion(path: string): string | undefined {
  try {
    return /^version = "([^"]+)"$/m.exec(readFileSync(path, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}
