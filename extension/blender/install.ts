import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PhotoplayError } from '../runtime/errors.ts';
import { cacheFolder } from '../runtime/folders.ts';
import { run } from '../runtime/process.ts';
import type { Say } from '../runtime/python.ts';
import { version } from '../runtime/version.ts';
import { addonFiles } from './pack.ts';
import { type BlenderProgram, examineProgram, type InstalledAddon } from './programs.ts';
import { zip } from './zip.ts';

export interface Installed {
  blender: BlenderProgram;
  addon: InstalledAddon;
  /** The version that was there before. */
  was?: string;
  archive: string;
  /** What takes it away again. */
  uninstall: string;
}

/**
 * Packs the add-on that matches this Photoplay, installs it into a Blender's user repository and turns it on. Throws
 * PhotoplayError `blender-install` with what Blender said.
 */
export async function installAddon(
  blender: BlenderProgram,
  say: Say,
  signal?: AbortSignal,
): Promise<Installed> {
  const archive = await packAddon(say, signal);
  say(`Installing the add-on into Blender ${blender.version.join('.')} …`);
  const { code, stdout, stderr } = await run(
    blender.path,
    ['--command', 'extension', 'install-file', '--repo', 'user_default', '--enable', archive],
    signal ? { signal } : {},
  );
  const after = await examineProgram(blender.path, signal);
  if (code !== 0 || after?.addon?.age !== 'same') {
    const said = `${stdout}\n${stderr}`.trim().split('\n').slice(-6).join('\n');
    throw new PhotoplayError('blender-install', `${blender.path} did not take the add-on:\n${said}`, {
      hint: `In Blender: Edit > Preferences > Get Extensions > Install from Disk, and choose ${archive}`,
    });
  }
  return {
    blender: after,
    addon: after.addon,
    ...(blender.addon && { was: blender.addon.version }),
    archive,
    uninstall: `"${blender.path}" --command extension remove photoplay`,
  };
}

/** The archive of the add-on, in the user's cache. */
async function packAddon(say: Say, signal?: AbortSignal): Promise<string> {
  const folder = join(cacheFolder(), 'addon');
  const archive = join(folder, `photoplay-addon-${version()}.zip`);
  const part = `${archive}.${process.pid}.part`;
  const bytes = zip(await addonFiles(say, signal));
  mkdirSync(folder, { recursive: true });
  writeFileSync(part, bytes);
  renameSync(part, archive);
  return archive;
}
