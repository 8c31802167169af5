import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { findNodeAtLocation, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { z } from 'zod';
import { PhotoplayError } from '../runtime/errors.ts';

/**
 * Writes a file beside its place and renames it there: a reader sees the old text or the new, never half of one.
 * Throws PhotoplayError when the folder cannot be written.
 */
export function writeAtomic(file: string, data: string | Uint8Array): void {
  const part = `${file}.${randomBytes(4).toString('hex')}.part`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    const handle = openSync(part, 'wx');
    try {
      const bytes = typeof data === 'string' ? Buffer.from(data) : data;
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(part, file);
  } catch (error) {
    if (existsSync(part)) rmSync(part, { force: true });
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    const why =
      code === 'ENOSPC'
        ? 'the disk is full'
        : code === 'EACCES' || code === 'EROFS' || code === 'EPERM'
          ? 'it may not be written'
          : code;
    throw new PhotoplayError('write', `Could not write ${file}: ${why}.`, {
      file,
      hint:
        code === 'ENOSPC'
          ? 'Free some space and run the command again; nothing is lost.'
          : 'Check the rights on the folder, or work on a copy.',
      cause: error,
    });
  }
}

/** Writes a document as JSON that people can read, unless it already says the same. Returns whether it was written. */
export function saveDocument(file: string, value: unknown): boolean {
  const text = `${readableJson(value)}\n`;
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return false;
  writeAtomic(file, text);
  return true;
}

/** JSON with an item a line, but short arrays and objects (points, colours, spans) kept on one. */
export function readableJson(value: unknown, indent = ''): string {
  const flat = JSON.stringify(value);
  if (flat === undefined) return 'null';
  if (flat.length + indent.length <= 110 || typeof value !== 'object' || value === null) return flat;
  const inner = `${indent} `;
  if (Array.isArray(value))
    return `[\n${value.map((item) => inner + readableJson(item, inner)).join(',\n')}\n${indent}]`;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return `{\n${entries.map(([key, item]) => `${inner}${JSON.stringify(key)}: ${readableJson(item, inner)}`).join(',\n')}\n${indent}}`;
}

/**
 * Reads a document; undefined when there is none. Throws PhotoplayError with file and line when it is no JSON, was
 * made by a newer Photoplay, or does not fit its schema.
 */
export function loadDocument<S extends z.ZodType>(file: string, schema: S): z.infer<S> | undefined {
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: false, disallowComments: true });
  const first = errors[0];
  if (first || !tree) {
    throw broken(
      file,
      text,
      first?.offset ?? 0,
      first ? `is no valid JSON (${printParseErrorCode(first.error)})` : 'is empty',
    );
  }
  const value: unknown = JSON.parse(text);
  const version = (value as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > 1) {
    const at = findNodeAtLocation(tree, ['version'])?.offset ?? 0;
    throw broken(
      file,
      text,
      at,
      `was made by a newer Photoplay (version ${version})`,
      'Update Photoplay to open this film.',
    );
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = (issue?.path ?? []).filter((p): p is string | number => typeof p !== 'symbol');
  let node = findNodeAtLocation(tree, path);
  for (let n = path.length; !node && n > 0; n--) node = findNodeAtLocation(tree, path.slice(0, n - 1));
  throw broken(
    file,
    text,
    node?.offset ?? 0,
    `says something that cannot be at ${path.join('.') || 'its top'}: ${issue?.message ?? 'unknown'}`,
  );
}

function broken(file: string, text: string, offset: number, what: string, hint?: string): PhotoplayError {
  const line = text.slice(0, offset).split('\n').length - 1;
  return new PhotoplayError('document', `${file}:${line + 1} ${what}.`, {
    file,
    line,
    hint:
      hint ??
      'Mend that line, or move the file away: it is then made again from the screenplay (your edits in it are kept in the moved file).',
  });
}
