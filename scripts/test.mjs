/** All tests, in the order in which a mistake shows soonest. `npm test -- unit` runs one step. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../extension/runtime/process.ts';
import { findEnvironment, makeEnvironment } from '../extension/runtime/python.ts';
import { requirementsFile, requireTools } from '../extension/runtime/tools.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const tools = await requireTools();
const python = findEnvironment('blender', requirementsFile());
process.env.PHOTOPLAY_PYTHON = python;
process.env.PHOTOPLAY_FFMPEG = tools.ffmpeg;
const say = (message) => console.error(message);
const requirements = (name) => join(root, 'blender-addon', 'requirements', `${name}.txt`);
const bin = (name) => join(root, 'node_modules', '.bin', name);

const options = (env) => ({ stdio: 'inherit', env: { ...process.env, LIBGL_ALWAYS_SOFTWARE: '1', ...env } });

/** ruff, pytest and Blender's types, in an environment of their own; returns its site-packages. */
async function toolbox() {
  const environment = await makeEnvironment('tools', requirements('tools'), say);
  const { stdout } = await run(environment, [
    '-c',
    'import sysconfig; print(sysconfig.get_paths()["purelib"])',
  ]);
  return { environment, packages: stdout.trim() };
}

/** The add-on's tests in one Blender version; 4.5 is the one that films are made with. */
const pythonTests = (version) => async () => {
  const { packages } = await toolbox();
  const environment =
    version === '4.5' ? python : await makeEnvironment(`bpy-${version}`, requirements(`bpy-${version}`), say);
  return [
    environment,
    [
      '-m',
      'pytest',
      '-q',
      '-c',
      'blender-addon/pyproject.toml',
      '--rootdir',
      '.',
      '-p',
      'no:cacheprovider',
      'test/python',
    ],
    options({ PYTHONPATH: packages }),
  ];
};

const steps = {
  schemas: [process.execPath, ['scripts/schemas.mjs', '--check']],
  types: [bin('tsc'), ['--noEmit']],
  lint: [bin('biome'), ['check', '.']],
  imports: [
    bin('depcruise'),
    ['--config', '.dependency-cruiser.cjs', 'extension', 'bridge', 'schemas/source'],
  ],
  exports: [bin('knip'), []],
  unit: [
    bin('vitest'),
    [
      'run',
      '--coverage.enabled',
      '--coverage.reporter=text-summary',
      'test/unit',
      'test/contract',
      'test/golden',
    ],
  ],
  ruff: async () => [
    (await toolbox()).environment,
    [
      '-m',
      'ruff',
      'check',
      '--config',
      'blender-addon/pyproject.toml',
      'blender-addon/photoplay',
      'test/python',
    ],
  ],
  'ruff-format': async () => [
    (await toolbox()).environment,
    [
      '-m',
      'ruff',
      'format',
      '--check',
      '--config',
      'blender-addon/pyproject.toml',
      'blender-addon/photoplay',
      'test/python',
    ],
  ],
  pyright: async () => [
    bin('pyright'),
    ['-p', 'blender-addon', '--pythonpath', (await toolbox()).environment],
  ],
  'bpy-4.5': pythonTests('bpy-4.5'),
  'bpy-4.2': pythonTests('bpy-4.2'),
  'bpy-5.0': pythonTests('bpy-5.0'),
  blender: [bin('vitest'), ['run', '--no-file-parallelism', 'test/blender']],
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in steps));
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(', ')}. There are: ${Object.keys(steps).join(', ')}`);
  process.exit(2);
}
const failed = [];
for (const [name, step] of Object.entries(steps)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  const started = Date.now();
  console.error(`\n── ${name}`);
  const [program, args, how = options({})] = typeof step === 'function' ? await step() : step;
  const { status } = spawnSync(program, args, how);
  console.error(
    `── ${name}: ${status === 0 ? 'passed' : 'FAILED'} in ${((Date.now() - started) / 1000).toFixed(1)} s`,
  );
  if (status !== 0) failed.push(name);
}
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(', ')}`);
  process.exit(1);
}
console.error('\nAll tests passed.');
