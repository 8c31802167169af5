/**
 * Packs the add-on: dist/photoplay-addon-<version>.zip, the folder it is made of beside it (for Blender's own
 * `--command extension build`), and the wheels, so that an installed Photoplay packs it again without a network.
 */
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { addonFiles } from '../extension/blender/pack.ts';
import { wheels } from '../extension/blender/wheels.ts';
import { zip } from '../extension/blender/zip.ts';
import { productFolder } from '../extension/runtime/folders.ts';
import { version } from '../extension/runtime/version.ts';

const dist = join(productFolder(), 'dist');
const say = (message) => console.error(message);
mkdirSync(join(dist, 'wheels'), { recursive: true });
for (const wheel of await wheels(say)) {
  const to = join(dist, 'wheels', basename(wheel));
  if (wheel !== to) copyFileSync(wheel, to);
}
const files = await addonFiles(say);
const folder = join(dist, 'addon', 'photoplay');
rmSync(folder, { recursive: true, force: true });
for (const [name, bytes] of files) {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), bytes);
}
const archive = join(dist, `photoplay-addon-${version()}.zip`);
writeFileSync(archive, zip(files));
console.log(archive);
