import type { LlmErrorCode } from '../errors.ts';
import type { Attempt } from '../router/events.ts';

/** One try of one model, and what it was for. */
export interface LedgerEntry extends Attempt {
  /** When it began: milliseconds since 1970. */
  time: number;
  film?: string;
  agent?: string;
  purpose?: string;
}

/** What is kept of an entry: one row, one line. An empty word is none, null is unknown. */
export interface Call {
  time: number;
  /** The day where the person was, "2026-11-21". */
  day: string;
  provider: string;
  model: string;
  film: string;
  agent: string;
  purpose: string;
  input: number | null;
  cached: number | null;
  cacheWrite: number | null;
  output: number | null;
  reasoning: number | null;
  cost: number | null;
  firstTokenMs: number | null;
  totalMs: number;
  retry: number;
  code: string;
}

const texts = ['day', 'provider', 'model', 'film', 'agent', 'purpose', 'code'] as const;
const amounts = ['input', 'cached', 'cacheWrite', 'output', 'reasoning', 'cost', 'firstTokenMs'] as const;
const counts = ['time', 'totalMs', 'retry'] as const;

/** Every column, in the order of exports. */
export const callColumns = [
  'time',
  'day',
  'provider',
  'model',
  'film',
  'agent',
  'purpose',
  'input',
  'cached',
  'cacheWrite',
  'output',
  'reasoning',
  'cost',
  'firstTokenMs',
  'totalMs',
  'retry',
  'code',
] as const satisfies readonly (keyof Call)[];

/**
 * More tokens, or micro-dollars, than any call has: 2^40, a million dollars. A server that says so is not believed, and
 * eight million calls of so many still add up within 64 bits.
 */
const most = 2 ** 40;

const known = (value: unknown): number | null =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most ? value : null;

/** After these the provider may have worked, and may bill it; after any other, nothing was done. */
const mayCost: ReadonlySet<string> = new Set<LlmErrorCode>([
  'aborted',
  'timeout',
  'stalled',
  'truncated',
  'refusal',
  'invalid_output',
  'unknown',
]);

/** The entry as it is kept. A try that was turned down before it said anything cost nothing: that is known. */
export function asCall(entry: LedgerEntry): Call {
  const { usage, code, firstTokenMs } = entry;
  const turnedDown = code !== undefined && !mayCost.has(code) && firstTokenMs === undefined;
  const nothing = turnedDown ? 0 : undefined;
  return {
    time: Math.round(entry.time),
    day: dayOf(entry.time),
    provider: entry.provider,
    model: entry.model,
    film: entry.film ?? '',
    agent: entry.agent ?? '',
    purpose: entry.purpose ?? '',
    input: known(usage?.input ?? nothing),
    cached: known(usage?.cached ?? nothing),
    cacheWrite: known(usage?.cacheWrite ?? nothing),
    output: known(usage?.output ?? nothing),
    reasoning: known(usage?.reasoning ?? nothing),
    cost: known(entry.cost ?? nothing),
    firstTokenMs: known(firstTokenMs === undefined ? null : Math.round(firstTokenMs)),
    totalMs: known(Math.round(entry.totalMs)) ?? 0,
    retry: known(entry.retry) ?? 0,
    code: code ?? '',
  };
}

/** What was read, when it is a call. */
export function readCall(value: unknown): Call | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const row = value as Record<string, unknown>;
  const whole =
    texts.every((name) => typeof row[name] === 'string') &&
    amounts.every((name) => row[name] === null || known(row[name]) !== null) &&
    counts.every((name) => Number.isSafeInteger(row[name]));
  return whole
    ? (Object.fromEntries(callColumns.map((name) => [name, row[name]])) as unknown as Call)
    : undefined;
}

/** The day of a moment, where the person is: "2026-11-21". */
export function dayOf(time: number): string {
  const date = new Date(time);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
