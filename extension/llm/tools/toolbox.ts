import { LlmError } from '../errors.ts';
import type { ToolSpec } from '../types.ts';
import type { Tool } from './tool.ts';

/** The tools that an agent has. */
export interface Toolbox {
  readonly specs: readonly ToolSpec[];
  find(name: string): Tool | undefined;
  /** What to tell a model that called a tool which is not there: which ones it may have meant. */
  unknown(name: string): string;
}

/** A toolbox of these tools. Throws `bad_request` when two have the same name. */
export function toolbox(tools: readonly Tool[]): Toolbox {
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  const twice = tools.find((tool) => byName.get(tool.name) !== tool);
  if (twice) throw new LlmError('bad_request', `Two tools are called ${twice.name}.`);
  const names = [...byName.keys()];
  return {
    specs: tools.map(({ spec }) => spec),
    find: (name) => byName.get(name),
    unknown: (name) => {
      const near = nearest(name, names);
      const advice = near.length ? `Did you mean ${near.join(' or ')}?` : `There are: ${names.join(', ')}.`;
      return `There is no tool called ${name.slice(0, 80)}. ${names.length ? advice : 'There are no tools.'}`;
    },
  };
}

/** The names that differ from this one by a third of their letters at most; case and separators do not count. */
function nearest(name: string, names: readonly string[]): string[] {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const asked = plain(name.slice(0, 80));
  return names
    .map((candidate) => ({ candidate, far: distance(asked, plain(candidate)) / candidate.length }))
    .filter(({ far }) => far <= 1 / 3)
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** Letters to add, drop or change to get from one text to the other (Levenshtein, a row at a time). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++) {
      const change = (row[j] ?? 0) + (letter === to[j] ? 0 : 1);
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
