import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomic } from './documents.ts';
import type { FilmPaths } from './folder.ts';

/** Whether a result was made from exactly these inputs and is still there. */
export function isFresh(paths: FilmPaths, result: string, key: string): boolean {
  const file = stampFile(paths, result);
  return existsSync(result) && existsSync(file) && readFileSync(file, 'utf8') === key;
}

/** Remembers what a result was made from. */
export function markFresh(paths: FilmPaths, result: string, key: string): void {
  writeAtomic(stampFile(paths, result), key);
}

const stampFile = (paths: FilmPaths, result: string): string =>
  join(paths.cache, 'made', result.replace(/[^\p{L}\p{N}.-]+/gu, '_').slice(-100));
