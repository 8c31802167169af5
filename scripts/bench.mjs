/** Runs the benchmarks: `npm run bench`, `npm run bench -- film`, `npm run bench -- --json`. */
import { readdirSync } from 'node:fs';

const json = process.argv.includes('--json');
const names = process.argv.slice(2).filter((word) => word !== '--json');
const folder = new URL('../test/bench/groups/', import.meta.url);
const groups = readdirSync(folder)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.slice(0, -3));
const unknown = names.filter((name) => !groups.includes(name));
if (unknown.length > 0) {
  console.error(`No such group: ${unknown.join(', ')}. There are: ${groups.join(', ')}`);
  process.exit(2);
}
const results = {};
for (const group of names.length > 0 ? names : groups) {
  const { bench } = await import(new URL(`${group}.ts`, folder));
  await bench((name, value, unit, goal, holds) => {
    const rounded = Math.round(value * 1000) / 1000;
    results[name] = { value: rounded, unit, goal, holds };
    console.error(
      `${holds ? '✓' : '✗'} ${name.padEnd(34)} ${String(rounded).padStart(10)} ${unit.padEnd(10)} goal ${goal}`,
    );
  });
}
if (json) console.log(JSON.stringify(results));
process.exit(0); // screens of the test windows may be open still
