import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import envPaths from 'env-paths';

/** The user's cache folder for what can be fetched again; PHOTOPLAY_CACHE names another. */
export const cacheFolder = (): string =>
  process.env.PHOTOPLAY_CACHE ?? envPaths('photoplay', { suffix: '' }).cache;

/** The user's folder for choices that last; PHOTOPLAY_CONFIG names another. */
export const configFolder = (): string =>
  process.env.PHOTOPLAY_CONFIG ?? envPaths('photoplay', { suffix: '' }).config;

/** The user's folder for what is written down over time; PHOTOPLAY_DATA names another. */
export const dataFolder = (): string =>
  process.env.PHOTOPLAY_DATA ?? envPaths('photoplay', { suffix: '' }).data;

/** The folder that holds package.json and blender-addon/, whether we run from dist/ or from source. */
export function productFolder(): string {
  let dir = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(dir, 'blender-addon')) && dirname(dir) !== dir) dir = dirname(dir);
  return dir;
}

/** The folder to put on Blender's Python path. */
export const addonFolder = (): string => join(productFolder(), 'blender-addon');

let kit: string | undefined;

/** A hash of all that decides how commands become pictures: the add-on's Python sources, as they were first asked for. */
export function kitVersion(): string {
  kit ??= hashOfKit();
  return kit;
}

function hashOfKit(): string {
  const hash = createHash('sha256');
  const root = join(addonFolder(), 'photoplay');
  const visit = (dir: string) => {
    for (const entry of readdirSync(dir, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const path = join(dir, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (entry.name.endsWith('.py')) hash.update(path.slice(root.length)).update(readFileSync(path));
    }
  };
  visit(join(root, 'kit'));
  visit(join(root, 'commands'));
  hash.update(readFileSync(join(root, 'adapter.py')));
  return hash.digest('hex').slice(0, 16);
}
