import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configFolder } from '../runtime/folders.ts';
import type { Choice } from './choose.ts';
import type { AnnouncedSession } from './discovery.ts';

const memory = (): string => join(configFolder(), 'blender.json');

/** The session that a person chose last, by its process and its .blend; empty when none was, or the file is broken. */
export function remembered(): Choice {
  try {
    const { pid, file } = JSON.parse(readFileSync(memory(), 'utf8')) as Record<string, unknown>;
    return {
      ...(Number.isInteger(pid) && { pid: pid as number }),
      ...(typeof file === 'string' && file !== '' && { file }),
    };
  } catch {
    return {};
  }
}

/** Keeps the choice for later commands, and for an editor. */
export function remember({ pid, file }: AnnouncedSession): void {
  mkdirSync(configFolder(), { recursive: true });
  const part = `${memory()}.${process.pid}.part`;
  writeFileSync(part, `${JSON.stringify({ version: 1, pid, file })}\n`);
  renameSync(part, memory());
}
