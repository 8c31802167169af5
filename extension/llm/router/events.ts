import type { LlmErrorCode } from '../errors.ts';
import type { LlmEvent, Usage } from '../types.ts';
import type { BudgetScope } from './budget.ts';

/** A model at its provider. */
export interface Target {
  provider: string;
  model: string;
}

/** One try of one model, for the ledger and for `--json`. Times are whole milliseconds. */
export interface Attempt extends Target {
  /** How often this model had been tried before, within the same call. */
  retry: number;
  /** What went wrong; undefined of an answer that came to its end. */
  code?: LlmErrorCode;
  /** Until the first piece of reasoning, text or tool call. */
  firstTokenMs?: number;
  totalMs: number;
  usage?: Usage;
  /** Micro-dollars; undefined when nobody knows. */
  cost?: number;
}

/** What the router decides, as it decides it. */
export type Decision =
  /**
   * A model is asked. What another one said of its thoughts, or called `start`, counts no more. `estimate`: micro-dollars
   * that it may cost, where somebody knows.
   */
  | ({ type: 'attempt'; retry: number; estimate?: number } & Target)
  /** A try came to its end, well or badly. */
  | { type: 'attempted'; attempt: Attempt }
  /** The same model is asked again in `ms`; told every second, with what is left. */
  | ({ type: 'wait'; ms: number; code: LlmErrorCode; message: string } & Target)
  /** The request was made shorter, because the model could not read so much. */
  | ({ type: 'compacted' } & Target)
  /** Another model is asked instead. */
  | { type: 'fallback'; from: Target; to: Target; code: LlmErrorCode; message: string }
  /** A model is left alone for `ms`, by all calls that have another one. */
  | ({ type: 'cooldown'; ms: number } & Target)
  /** Most of what may be spent is spent: both in micro-dollars, with what this call may cost. */
  | { type: 'budget'; scope: BudgetScope; spent: number; limit: number; message: string };

export type RouteEvent = LlmEvent | Decision;

const decisions: ReadonlySet<string> = new Set<Decision['type']>([
  'attempt',
  'attempted',
  'wait',
  'compacted',
  'fallback',
  'cooldown',
  'budget',
]);

export const isDecision = (event: RouteEvent): event is Decision => decisions.has(event.type);

/** What the model says, for whoever reads a stream; decisions are told to `decided`. */
export async function* modelEvents(
  events: AsyncIterable<RouteEvent>,
  decided?: (decision: Decision) => void,
): AsyncGenerator<LlmEvent> {
  for await (const event of events) {
    if (!isDecision(event)) yield event;
    else decided?.(event);
  }
}
