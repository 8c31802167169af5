import { LlmError } from '../errors.ts';
import type { LlmEvent, LlmRequest } from '../types.ts';
import type { Candidate } from './candidate.ts';
import { estimateCost } from './estimate.ts';
import type { Decision } from './events.ts';

/** What a limit holds for: all that was spent today, or for this film, or one call with its retries. */
export type BudgetScope = 'day' | 'film' | 'call';

/** What has been spent: the ledger knows. */
export interface Spending {
  /** Micro-dollars; a scope with calls of unknown cost counts those that are known. */
  spent(scope: 'day' | 'film'): number;
}

/** The most that may be spent, in micro-dollars. A scope without a limit is free. */
export type BudgetLimits = Readonly<Partial<Record<BudgetScope, number>>>;

/** A try that the budget let pass. */
export interface Allowance {
  /** Budgets that are nearly spent. */
  warnings: readonly Extract<Decision, { type: 'budget' }>[];
  /** Told when there are limits, and nobody knows whether the model keeps to them. */
  unpriced?: Extract<LlmEvent, { type: 'warning' }>;
  /** What the try may cost, in micro-dollars; undefined when nobody knows the model's price. */
  estimate: number | undefined;
  /** Must be called when the try has ended and its actual cost is in the ledger. */
  release(): void;
}

/** Micro-dollars that calls under way may still cost. */
export interface Held {
  cost: number;
}

/** Shared by all calls of one film, so that calls under way at once do not spend the same money. */
export interface Budget {
  /** Asked before each try. `spentByCall`: what its earlier tries cost. Throws LlmError `budget`. */
  allow(candidate: Candidate, request: LlmRequest, spentByCall: number): Allowance;
}

/** From this share of a limit on there are warnings. */
const warnFrom = 0.8;

const scopes = {
  day: { name: "The day's budget", hint: 'Raise the daily budget, or go on tomorrow or with a local model.' },
  film: { name: "The film's budget", hint: "Raise the film's budget, or go on with a local model." },
  call: { name: 'The budget of a single call', hint: 'Raise it, ask for less, or take a cheaper model.' },
} as const;

/**
 * Limits on spending. A try whose estimate would go past a limit is refused; a model that costs nothing never is, and
 * one whose price is unknown only where the limit is reached already. Budgets of several films share `today`.
 */
export function createBudget(limits: BudgetLimits, spending: Spending, today: Held = { cost: 0 }): Budget {
  const film: Held = { cost: 0 };
  const held = { day: today, film };
  return {
    allow: (candidate, request, spentByCall) => {
      const estimate = estimateCost(request, candidate).cost;
      const warnings: Allowance['warnings'][number][] = [];
      for (const scope of ['day', 'film', 'call'] as const) {
        const limit = limits[scope];
        if (limit === undefined || estimate === 0) continue;
        const spent = scope === 'call' ? spentByCall : spending.spent(scope) + held[scope].cost;
        const expected = spent + (estimate ?? 0);
        const about = `${scopes[scope].name} of ${dollars(limit)}`;
        if (estimate === undefined ? spent >= limit : expected > limit)
          throw new LlmError('budget', refusal(about, spent, estimate), {
            provider: candidate.provider.id,
            model: candidate.model,
            hint: scopes[scope].hint,
          });
        if (expected >= limit * warnFrom)
          warnings.push({
            type: 'budget',
            scope,
            spent,
            limit,
            message: `${about} is nearly spent: ${dollars(spent)} so far${costing(estimate)}.`,
          });
      }
      const hold = (cost: number) => {
        for (const each of Object.values(held)) each.cost += cost;
      };
      hold(estimate ?? 0);
      const unpriced = estimate === undefined && Object.keys(limits).length > 0 && unpricedWarning(candidate);
      return {
        warnings,
        ...(unpriced && { unpriced }),
        estimate,
        release: once(() => hold(-(estimate ?? 0))),
      };
    },
  };
}

const unpricedWarning = ({ model }: Candidate): NonNullable<Allowance['unpriced']> => ({
  type: 'warning',
  option: 'budget',
  message: `Nobody knows what ${model} costs: its calls count for nothing in your budgets.`,
});

const refusal = (about: string, spent: number, estimate: number | undefined): string =>
  `${about} would not hold this call: ${dollars(spent)} so far${costing(estimate)}.`;

const costing = (estimate: number | undefined): string =>
  estimate === undefined
    ? ', and nobody knows what this call costs'
    : `, and up to ${dollars(estimate)} for this call`;

/** "$1.50"; amounts below a cent with all the digits that they need. */
const dollars = (microDollars: number): string =>
  microDollars === 0 || microDollars >= 10_000
    ? `$${(microDollars / 1e6).toFixed(2)}`
    : `$${(microDollars / 1e6).toFixed(6).replace(/0+$/, '')}`;

function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (!done) action();
    done = true;
  };
}
