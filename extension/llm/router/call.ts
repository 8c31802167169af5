import type { LlmRequest } from '../types.ts';
import type { BudgetScope } from './budget.ts';
import type { Candidate } from './candidate.ts';
import type { Cooldowns } from './cooldowns.ts';
import type { Ending } from './ending.ts';
import type { Target } from './events.ts';
import type { Now, RouteLimits } from './limits.ts';
import type { RouteOptions } from './route.ts';

/** What one call of the router knows while it goes from try to try. */
export interface Call extends Pick<RouteOptions, 'budget' | 'record'> {
  /** What is asked; `compact` may make it shorter, once. */
  request: LlmRequest;
  compact?: RouteOptions['compact'];
  readonly limits: RouteLimits;
  readonly end: Ending;
  readonly now: Now;
  /** When `end` comes, by `now`. */
  readonly deadline: number;
  readonly cooldowns: Cooldowns;
  readonly chance: () => number;
  /** Whether there is another model, so that one may be left alone. */
  readonly mayRest: boolean;
  /** Micro-dollars that its tries are known to have cost. */
  spent: number;
  /** Budgets of which it was told that they are nearly spent. */
  readonly warned: Set<BudgetScope>;
}

export const targetOf = ({ provider, model }: Candidate): Target => ({ provider: provider.id, model });
