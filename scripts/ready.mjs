/**
 * Makes a fresh clone ready (npm packages, the bundle, Blender's module and ffmpeg; nothing that is done already),
 * then runs the script it is given. Itself it runs on whatever Node is there (18 or newer); the script, like all the
 * rest, on the Node from package.json.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const windows = process.platform === 'win32';
const node = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');

function run(program, args, { shell = false, stdio = ['ignore', 2, 2] } = {}) {
  const { status, error } = spawnSync(program, args, { stdio, shell });
  if (error) console.error(error.message);
  if (status !== 0) process.exit(status ?? 1);
}

const lock = createHash('sha256')
  .update(readFileSync('package.json'))
  .update(readFileSync('package-lock.json'))
  .digest('hex');
const installed = join('node_modules', '.photoplay-ready');
if (!existsSync(installed) || readFileSync(installed, 'utf8') !== lock) {
  console.error('Installing npm packages …');
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], { shell: windows });
  writeFileSync(installed, lock);
}

const newest = (dir) =>
  Math.max(
    ...readdirSync(dir, { withFileTypes: true }).map((entry) =>
      entry.isDirectory() ? newest(join(dir, entry.name)) : statSync(join(dir, entry.name)).mtimeMs,
    ),
  );
const sources = Math.max(...['extension', 'bridge', 'schemas/source', 'scripts'].map(newest));
if (!existsSync('dist/cli.js') || statSync('dist/cli.js').mtimeMs < sources) run(node, ['scripts/build.mjs']);
run(node, ['dist/cli.js', 'setup']);

const script = process.argv.slice(2);
if (script.length > 0) run(node, script, { stdio: 'inherit' });
