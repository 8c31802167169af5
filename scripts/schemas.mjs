/**
 * Writes schemas/json/*.json (draft-07) from the zod sources; with --check it only compares and fails on drift.
 * Runs on Node 24, which reads TypeScript directly.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { documents } from '../schemas/source/index.ts';

const check = process.argv.includes('--check');
const dir = new URL('../schemas/json/', import.meta.url);
mkdirSync(dir, { recursive: true });
const drift = [];
const wanted = new Set();
for (const [name, schema] of Object.entries(documents)) {
  const file = `${name}.json`;
  wanted.add(file);
  const text = `${JSON.stringify(z.toJSONSchema(schema, { target: 'draft-07', io: 'input', reused: 'inline' }), null, 1)}\n`;
  const url = new URL(file, dir);
  let old = '';
  try {
    old = readFileSync(url, 'utf8');
  } catch {}
  if (old === text) continue;
  drift.push(file);
  if (!check) writeFileSync(url, text);
}
for (const file of readdirSync(dir)) if (!wanted.has(file)) drift.push(`${file} (stale)`);
if (check && drift.length > 0) {
  console.error(
    `The committed JSON Schemas differ from schemas/source: ${drift.join(', ')}. Run: npm run schemas`,
  );
  process.exit(1);
}
console.log(check ? 'schemas: no drift' : `schemas: wrote ${drift.length} file(s)`);
