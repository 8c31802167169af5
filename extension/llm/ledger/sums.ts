import { LlmError } from '../errors.ts';
import type { Call } from './call.ts';

/** What calls are told apart by in sums. */
export const cellColumns = ['day', 'provider', 'model', 'film', 'agent'] as const;
export type CellColumn = (typeof cellColumns)[number];

/** What is added up. `unmeasured` counts the calls whose tokens nobody knows, `unpriced` those of unknown cost. */
export const cellAmounts = [
  'calls',
  'failed',
  'unmeasured',
  'unpriced',
  'input',
  'cached',
  'cacheWrite',
  'output',
  'reasoning',
  'cost',
] as const;
type Amounts = Record<(typeof cellAmounts)[number], number>;

/** The calls of one day to one model, by one agent for one film. */
export type Cell = Record<CellColumn, string> & Amounts;

/** By what is summed; a model is told apart by its provider too. */
export const groupings = {
  day: ['day'],
  model: ['provider', 'model'],
  film: ['film'],
  agent: ['agent'],
} as const;
export type By = keyof typeof groupings;

/** Which calls count: days "2026-11-21", both inclusive. */
export interface Filter {
  since?: string;
  until?: string;
  film?: string;
}

/** A line of the result: what it was summed by, and the sums. `cost` is undefined when not one call's cost is known. */
export type Sum = Partial<Record<CellColumn, string>> & Omit<Amounts, 'cost'> & { cost?: number };

const none = (): Amounts => ({
  calls: 0,
  failed: 0,
  unmeasured: 0,
  unpriced: 0,
  input: 0,
  cached: 0,
  cacheWrite: 0,
  output: 0,
  reasoning: 0,
  cost: 0,
});

/** Adds calls to their cells. */
export class Cells {
  readonly #cells = new Map<string, Cell>();

  add(call: Call): void {
    const key = JSON.stringify(cellColumns.map((column) => call[column]));
    const { day, provider, model, film, agent } = call;
    const cell = this.#cells.get(key) ?? { day, provider, model, film, agent, ...none() };
    addAmounts(cell, amountsOf(call));
    this.#cells.set(key, cell);
  }

  all(): Iterable<Cell> {
    return this.#cells.values();
  }
}

const amountsOf = (call: Call): Amounts => ({
  calls: 1,
  failed: call.code === '' ? 0 : 1,
  unmeasured: call.input === null ? 1 : 0,
  unpriced: call.cost === null ? 1 : 0,
  input: call.input ?? 0,
  cached: call.cached ?? 0,
  cacheWrite: call.cacheWrite ?? 0,
  output: call.output ?? 0,
  reasoning: call.reasoning ?? 0,
  cost: call.cost ?? 0,
});

function addAmounts(to: Amounts, more: Amounts): void {
  for (const name of cellAmounts) to[name] += more[name];
}

/** Whether a call, or a cell, is asked for. */
export const counts = ({ day, film }: { day: string; film: string }, filter: Filter): boolean =>
  (filter.since === undefined || day >= filter.since) &&
  (filter.until === undefined || day <= filter.until) &&
  (filter.film === undefined || film === filter.film);

/** By what cells must be told apart to be summed by these. */
export const columnsOf = (by: readonly By[]): CellColumn[] => [
  ...new Set(by.flatMap((name): readonly CellColumn[] => groupings[name])),
];

export const inexact = (): LlmError =>
  new LlmError('unknown', 'The usage adds up to more than can be counted exactly.');

/**
 * Cells added up by these, in the order of their names; by nothing: one sum of all, also of none. All are whole numbers,
 * exact: throws LlmError where one would be past 2^53.
 */
export function grouped(cells: Iterable<Cell>, by: readonly By[]): Sum[] {
  const columns = columnsOf(by);
  const groups = new Map<string, Sum & Amounts>();
  if (by.length === 0) groups.set('[]', none());
  for (const cell of cells) {
    const key = JSON.stringify(columns.map((column) => cell[column]));
    const group = groups.get(key) ?? {
      ...Object.fromEntries(columns.map((column) => [column, cell[column]])),
      ...none(),
    };
    addAmounts(group, cell);
    groups.set(key, group);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => checked(group));
}

function checked({ cost, ...rest }: Sum & Amounts): Sum {
  if (!cellAmounts.every((name) => Number.isSafeInteger(name === 'cost' ? cost : rest[name])))
    throw inexact();
  const nobodyKnows = rest.calls > 0 && rest.unpriced === rest.calls;
  return nobodyKnows ? rest : { ...rest, cost };
}
