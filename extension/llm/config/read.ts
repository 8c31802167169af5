import { readFile } from 'node:fs/promises';
import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type * as z from 'zod';
import { type Config, configSchema, noConfig } from './config.ts';

/** The models file makes no sense. */
export class ConfigError extends Error {
  readonly file: string;
  /** Counts from 0. */
  readonly line: number;

  constructor(file: string, line: number, message: string) {
    super(`${file}:${line + 1}: ${message}`);
    this.name = 'ConfigError';
    this.file = file;
    this.line = line;
  }
}

/** The user's models file; nothing configured where there is none. Throws ConfigError, and what the file system says. */
export async function readConfig(file: string): Promise<Config> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return noConfig;
    throw error;
  }
  return parseConfig(text, file);
}

/** The text of a models file: JSON, in which comments and a last comma are allowed. Throws ConfigError. */
export function parseConfig(text: string, file: string): Config {
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length - 1;
  const mistakes: ParseError[] = [];
  const tree = parseTree(text, mistakes, { allowTrailingComma: true, allowEmptyContent: true });
  for (const { error, offset } of mistakes)
    throw new ConfigError(file, lineAt(offset), `This is not JSON (${printParseErrorCode(error)}).`);
  if (!tree) return noConfig;
  const parsed = configSchema.safeParse(plain(tree));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = [...(issue?.path ?? [])].filter((step) => typeof step !== 'symbol');
  throw new ConfigError(file, lineAt(nearest(tree, path).offset), complaint(path, issue));
}

/** The value of a tree, built without running into a field that is called __proto__. */
function plain(node: Node): unknown {
  if (node.type === 'array') return node.children?.map(plain);
  if (node.type !== 'object') return node.value;
  const fields = (node.children ?? []).map(({ children: [name, value] = [] }): [string, unknown] => [
    String(name?.value),
    value && plain(value),
  ]);
  return Object.fromEntries(fields);
}

/** The deepest node on a path that the file has. */
function nearest(tree: Node, path: (string | number)[]): Node {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node) return node.parent?.type === 'property' ? node.parent : node;
  }
  return tree;
}

function complaint(path: (string | number)[], issue: z.core.$ZodIssue | undefined): string {
  const where = path.join('.');
  const deeper = issue?.code === 'invalid_key' ? issue.issues[0]?.message : undefined;
  const what = deeper ?? issue?.message ?? 'makes no sense';
  return where ? `${where}: ${what}` : what;
}
