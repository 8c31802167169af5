import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { productFolder } from './folders.ts';

/** Photoplay's version, from package.json. */
export const version = (): string =>
  (JSON.parse(readFileSync(join(productFolder(), 'package.json'), 'utf8')) as { version: string }).version;
