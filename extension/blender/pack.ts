import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { addonFolder, productFolder } from '../runtime/folders.ts';
import type { Say } from '../runtime/python.ts';
import { wheels } from './wheels.ts';

/** The names of the files below a folder, with forward slashes, without what Python or an editor left there. */
function filesBelow(folder: string, keep: (name: string) => boolean): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || entry.name === '__pycache__') return [];
    if (!entry.isDirectory()) return keep(entry.name) ? [entry.name] : [];
    return filesBelow(join(folder, entry.name), keep).map((name) => `${entry.name}/${name}`);
  });
}

/**
 * The add-on as Blender's extension platform takes it, by name in the archive: the package with its manifest at the
 * root, the schemas, the wheels that the manifest lists, the licence.
 */
export async function addonFiles(say: Say, signal?: AbortSignal): Promise<Map<string, Uint8Array>> {
  const source = join(addonFolder(), 'photoplay');
  const schemas = join(productFolder(), 'schemas', 'json');
  const libraries = await wheels(say, signal);
  const files = new Map<string, Uint8Array>();
  for (const name of filesBelow(source, (file) => file.endsWith('.py')))
    files.set(name, readFileSync(join(source, name)));
  for (const name of filesBelow(schemas, (file) => file.endsWith('.json')))
    files.set(`schemas/${name}`, readFileSync(join(schemas, name)));
  for (const path of libraries) files.set(`wheels/${basename(path)}`, readFileSync(path));
  files.set('LICENSE', readFileSync(join(addonFolder(), 'LICENSE')));
  files.set(
    'blender_manifest.toml',
    Buffer.from(
      withWheels(
        readFileSync(join(source, 'blender_manifest.toml'), 'utf8'),
        libraries.map((path) => basename(path)),
      ),
    ),
  );
  return files;
}

/** The manifest with the wheels listed, before its first table. */
function withWheels(manifest: string, names: readonly string[]): string {
  const list = `wheels = [\n${names.map((name) => `  "./wheels/${name}",\n`).join('')}]\n`;
  const table = manifest.search(/^\[/m);
  return table < 0 ? `${manifest}\n${list}` : `${manifest.slice(0, table)}${list}\n${manifest.slice(table)}`;
}
