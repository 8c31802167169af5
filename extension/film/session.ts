import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HeadlessSession } from '../../bridge/launch.ts';
import type { OpenSession } from '../render/worker.ts';
import { PhotoplayError } from '../runtime/errors.ts';
import { addonFolder, cacheFolder } from '../runtime/folders.ts';
import { findEnvironment, sitePackages } from '../runtime/python.ts';
import { type Blender, requirementsFile } from '../runtime/tools.ts';

/** Starts headless Blenders, each with our add-on's package. */
export const openSession =
  (blender: Blender): OpenSession =>
  (signal) =>
    HeadlessSession.launch({
      blender,
      addonFolder: addonFolder(),
      pythonPath: blender.kind === 'application' ? [pureLibraries()] : [],
      client: 'photoplay',
      signal,
      env: process.platform === 'linux' && !existsSync('/dev/dri') ? { LIBGL_ALWAYS_SOFTWARE: '1' } : {},
    });

/** What the add-on needs besides Blender: pure Python, so that it serves whichever Python a Blender brings. */
const libraries = ['websockets', 'fastjsonschema'];

/** A folder with these libraries and nothing else, so that nothing shadows what Blender brings itself. */
function pureLibraries(): string {
  const folder = join(cacheFolder(), 'python-libraries');
  const python = findEnvironment('blender', requirementsFile());
  for (const name of libraries) {
    const to = join(folder, name);
    if (existsSync(to)) continue;
    if (!python)
      throw new PhotoplayError('setup', `The library ${name} is missing.`, {
        hint: 'Run "photoplay setup": it fetches what is missing.',
      });
    mkdirSync(dirname(to), { recursive: true });
    cpSync(join(sitePackages(python), name), to, { recursive: true });
  }
  return folder;
}
