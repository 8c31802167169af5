import type { ParseArgsConfig } from 'node:util';
import type { OnProgress } from '../film/progress.ts';

/** What a command may do with the outside. */
export interface Io {
  /** For people; silent with --json. */
  say(line: string): void;
  /** On stderr, whatever the output. */
  warn(line: string): void;
  progress: OnProgress;
  json: boolean;
  /** Writes to stdout as it is, also with --json: for commands that stream their own output. */
  write(text: string): void;
  signal: AbortSignal;
}

type Options = NonNullable<ParseArgsConfig['options']>;
export type Values = { [name: string]: string | boolean | (string | boolean)[] | undefined };

/** One command of the command line: `photoplay <name> …`. */
export interface Command {
  name: string;
  summary: string;
  /** What comes after the name, e.g. "<film> [--scenes 2,4-6]". */
  usage: string;
  options: Options;
  /** What each option does, in the order of the help. */
  optionHelp: Record<string, string>;
  examples: string[];
  /** Fewest and most positional arguments. */
  positionals: readonly [number, number];
  /** Does it; what it returns is printed with --json. A failed command throws, or returns with `exitCode` 1. */
  run(
    positionals: string[],
    values: Values,
    io: Io,
  ): Promise<{ result?: unknown; exitCode?: 0 | 1 } | undefined>;
}

/** Commands under one name: `photoplay blender find`; their own names are of two words. */
export interface CommandGroup {
  name: string;
  summary: string;
  commands: readonly Command[];
}

/** Bad usage: exit code 2. */
export class UsageError extends Error {}

/** A text option, or undefined. */
export const text = (values: Values, name: string): string | undefined => {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
};

/** One of a few words. Throws UsageError for any other. */
export function oneOf<T extends string>(values: Values, name: string, words: readonly T[]): T | undefined {
  const value = text(values, name);
  if (value === undefined) return undefined;
  const found = words.find((word) => word === value);
  if (!found) throw new UsageError(`--${name} is one of ${words.join(', ')}; not "${value}".`);
  return found;
}

/** "1280x720" → width and height in pixels, both even. Throws UsageError. */
export function sizeOption(values: Values): { width: number; height: number } | undefined {
  const value = text(values, 'size');
  if (value === undefined) return undefined;
  const found = /^(\d{2,4})x(\d{2,4})$/.exec(value);
  const width = Number(found?.[1]);
  const height = Number(found?.[2]);
  if (!found || width < 64 || height < 64 || width > 7680 || height > 4320 || width % 2 || height % 2) {
    throw new UsageError(`--size is WIDTHxHEIGHT in even pixels, like 1280x720; not "${value}".`);
  }
  return { width, height };
}

/** A whole number within bounds. Throws UsageError. */
export function numberOption(values: Values, name: string, least: number, most: number): number | undefined {
  const value = text(values, name);
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!Number.isInteger(number) || number < least || number > most) {
    throw new UsageError(`--${name} is a whole number from ${least} to ${most}; not "${value}".`);
  }
  return number;
}
