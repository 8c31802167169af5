/**
 * All tests, in the order in which a mistake shows soonest; two steps at a time where they do not disturb each
 * other. `npm test -- unit types` runs those alone.
 */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { findEnvironment, makeEnvironment, sitePackages } from '../extension/runtime/python.ts';
import { requirementsFile } from '../extension/runtime/tools.ts';
import { windowedBlender } from '../test/window/blender.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const say = (message) => console.error(message);
const python = findEnvironment('blender', requirementsFile());
if (!python) {
  say("Blender's module is not set up: run `node dist/cli.js setup`.");
  process.exit(1);
}
const env = { ...process.env, LIBGL_ALWAYS_SOFTWARE: '1' };
const bin = (name) => join('node_modules', '.bin', name);
const environment = (name, file) =>
  makeEnvironment(name, join('blender-addon', 'requirements', `${file}.txt`), say);

/** ruff, pytest and types for Blender, in an environment of their own. */
const toolbox = () => environment('tools', 'tools');
const addon = ['--config', 'blender-addon/pyproject.toml', 'blender-addon/photoplay', 'test/python'];
const ruff = (words) => async () => [await toolbox(), ['-m', 'ruff', ...words, ...addon]];

/** The test files that need Blender; the others test what is the same in every version. */
const blenderTests = () =>
  readdirSync('test/python')
    .filter((name) => name.startsWith('test_') && name.endsWith('.py'))
    .map((name) => join('test', 'python', name))
    .filter((file) =>
      /^(import|from) (bpy|mathutils|photoplay\.(kit|commands|adapter))/m.test(readFileSync(file, 'utf8')),
    );

/** The add-on's tests in one Blender version. */
const pytest = (blender, tests) => async () => {
  // The toolbox comes last on the path, so that Blender's own numpy is the one in use.
  const start = 'import sys; sys.path.append(sys.argv.pop(1)); import pytest; sys.exit(pytest.main())';
  const settings = ['-q', '-c', 'blender-addon/pyproject.toml', '--rootdir', '.', '-p', 'no:cacheprovider'];
  return [await blender(), ['-c', start, sitePackages(await toolbox()), ...settings, ...tests]];
};

/** The tests in a Blender with a window; a person's machine may do without, CI may not. */
const inWindow = async () => {
  const { missing } = await windowedBlender(say);
  if (missing && process.env.CI) throw new Error(`Needed: ${missing}`);
  if (missing) return { skipped: `needs ${missing}` };
  return [bin('vitest'), ['run', '--no-file-parallelism', 'test/window']];
};

/** The tests against a real LiteLLM proxy, which is installed for them; a person's machine may do without, CI may not. */
const throughProxy = async () => {
  try {
    await makeEnvironment('litellm', join('test', 'llm', 'litellm.txt'), say);
  } catch (error) {
    if (process.env.CI) throw error;
    return { skipped: `needs LiteLLM: ${error.message} ${error.hint ?? ''}` };
  }
  return [bin('vitest'), ['run', 'test/llm']];
};

const unit = ['test/unit', 'test/contract', 'test/golden'];
const node = process.execPath;
/** Program and arguments of each step, or a function that prepares them. */
const steps = {
  schemas: [node, ['scripts/schemas.mjs', '--check']],
  types: [bin('tsc'), ['--noEmit']],
  lint: [bin('biome'), ['check', '.']],
  imports: [
    bin('depcruise'),
    ['--config', '.dependency-cruiser.cjs', 'extension', 'bridge', 'schemas/source'],
  ],
  exports: [bin('knip'), ['--no-config-hints']],
  ruff: ruff(['check']),
  'ruff-format': ruff(['format', '--check']),
  unit: [bin('vitest'), ['run', '--coverage.enabled', ...unit]],
  'bpy-4.5': pytest(async () => python, ['test/python']),
  'bpy-4.2': pytest(() => environment('bpy-4.2', 'bpy-4.2'), blenderTests()),
  'bpy-5.0': pytest(() => environment('bpy-5.0', 'bpy-5.0'), blenderTests()),
  pyright: async () => [bin('pyright'), ['-p', 'blender-addon', '--pythonpath', await toolbox()]],
  llm: throughProxy,
  blender: [bin('vitest'), ['run', '--no-file-parallelism', 'test/blender']],
  window: inWindow,
};
/** Steps that use every core, or measure time. */
const alone = new Set(['unit', 'llm', 'blender', 'window']);

const runStep = ([program, args], collect) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', collect);
    child.on('error', reject);
    child.on('close', resolve);
  });

/** Runs a step; what it prints is shown when it has ended, so that two do not mix. */
async function perform(name) {
  const started = Date.now();
  const step = steps[name];
  let output = '';
  const collect = (data) => (output += data);
  const code = await Promise.resolve(typeof step === 'function' ? step() : step)
    .then((prepared) => {
      if (!prepared.skipped) return runStep(prepared, collect);
      say(`– ${name.padEnd(12)} skipped: ${prepared.skipped}`);
      return undefined;
    })
    .catch((error) => {
      output += error.message;
      return 1;
    });
  if (code === undefined) return [];
  const passed = code === 0;
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  say(`${passed ? '✓' : '✗'} ${name.padEnd(12)} ${seconds.padStart(6)} s  ${passed ? summary(output) : ''}`);
  if (!passed) say(`\n${output.trim()}\n`);
  return passed ? [] : [name];
}

/** The line in which a tool says how much it tested. */
const summary = (text) =>
  stripVTControlCharacters(text)
    .split('\n')
    .findLast((line) => /\d+ (passed|errors|files)|no drift|no dependency|All checks/.test(line))
    ?.trim()
    .slice(0, 80) ?? '';

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in steps));
if (unknown.length > 0) {
  say(`No such step: ${unknown.join(', ')}. There are: ${Object.keys(steps).join(', ')}`);
  process.exit(2);
}
const names = Object.keys(steps).filter((name) => chosen.length === 0 || chosen.includes(name));
const failed = [];
const queue = names.filter((name) => !alone.has(name));
await Promise.all(
  [1, 2].map(async () => {
    for (let name = queue.shift(); name; name = queue.shift()) failed.push(...(await perform(name)));
  }),
);
for (const name of names.filter((name) => alone.has(name))) failed.push(...(await perform(name)));
say(failed.length > 0 ? `\nFailed: ${failed.join(', ')}` : '\nAll tests passed.');
process.exitCode = failed.length > 0 ? 1 : 0;
