import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { percentile, type Take } from '../measure.ts';

/** Milliseconds that a fresh process takes to import a module, as the process itself sees it. */
function importing(module: string, then = ''): number {
  const program = `const at = performance.now(); const layer = await import(${JSON.stringify(pathToFileURL(module).href)}); ${then}; console.log(performance.now() - at);`;
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }));
}

/** What the layer costs whoever loads it: bundled as for users, against a module with nothing in it. */
export async function benchLoading(take: Take): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'photoplay-bench-'));
  const empty = join(folder, 'empty.js');
  const layer = join(folder, 'index.js');
  const kinds = ['openai', 'anthropic'];
  const providers = `await Promise.all(${JSON.stringify(kinds)}.map((id) => layer.providerKinds[id]({ id, key: async () => '' })))`;
  try {
    execFileSync(process.execPath, ['scripts/build.mjs', folder, 'extension/llm/index.ts']);
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    writeFileSync(empty, 'export {};\n');
    const times = { empty: [] as number[], layer: [] as number[], withSdks: [] as number[] };
    for (let round = 0; round < 25; round++) {
      times.empty.push(importing(empty));
      times.layer.push(importing(layer));
      times.withSdks.push(importing(layer, providers));
    }
    const median = (all: number[]) =>
      percentile(
        all.sort((a, b) => a - b),
        0.5,
      );
    const without = median(times.layer) - median(times.empty);
    take('load-without-sdks', without, 'ms', '≤ 15 over an empty module', without <= 15);
    take('load-with-sdks', median(times.withSdks) - median(times.empty), 'ms', 'both, to compare', true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
