import { describe, expect, it } from 'vitest';
import { LlmError } from '../../../../extension/llm/errors.ts';
import { type BudgetLimits, createBudget, type Spending } from '../../../../extension/llm/router/budget.ts';
import { estimateCost } from '../../../../extension/llm/router/estimate.ts';
import type { Attempt } from '../../../../extension/llm/router/events.ts';
import { route } from '../../../../extension/llm/router/route.ts';
import { all, errorOf, fails, model, ofType, request, said, textOf } from './scriptedModels.ts';

const price = { input: 1, cacheRead: 0.1, cacheWrite: 1.25, output: 10 };
const free = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0 };
const asked = { ...request, maxTokens: 1000 };
/** What `asked` is thought to cost: its answer, and a few tokens of the question. */
const expected = estimateCost(asked, model('a', [], { price })).cost ?? 0;

/** A ledger that holds an amount, and what is recorded. */
function ledger(before = 0): Spending & { record(attempt: Attempt): void } {
  let spent = before;
  return {
    spent: () => spent,
    record: ({ cost = 0 }) => {
      spent += cost;
    },
  };
}

const call = (limits: BudgetLimits, before = 0, candidates = [model('a', [said('Night.')], { price })]) => {
  const spending = ledger(before);
  const budget = createBudget(limits, spending);
  return all(route(candidates, asked, { budget, record: spending.record, limits: { backoffMs: 1 } }));
};

describe('An estimate of what a call may cost', () => {
  it('takes the length of the question and the longest answer that was allowed', () => {
    expect(expected).toBeGreaterThan(10_000);
    expect(expected).toBeLessThan(10_050);
    const long = {
      ...asked,
      messages: [{ role: 'user' as const, parts: [{ type: 'text' as const, text: 'word '.repeat(1000) }] }],
    };
    expect(estimateCost(long, model('a', [], { price })).input).toBeGreaterThan(900);
  });

  it('takes two thousand tokens where no length was set, and no more than the model can write', () => {
    const able = model('a', [], { price });
    expect(estimateCost(request, able).output).toBe(2000);
    const brief = { ...able, capabilities: { ...able.capabilities, maxOutput: 500 } };
    expect(estimateCost(request, brief).output).toBe(500);
  });

  it('is unknown where the price is', () => {
    expect(estimateCost(request, model('a', [])).cost).toBeUndefined();
  });
});

describe.each(['day', 'film'] as const)('A budget for the %s', (scope) => {
  it('says nothing while there is plenty', async () => {
    const events = await call({ [scope]: 1_000_000 });
    expect(ofType(events, 'budget')).toEqual([]);
    expect(textOf(events)).toBe('Night.');
  });

  it('warns from four fifths on, before the call', async () => {
    const limit = 1_000_000;
    const events = await call({ [scope]: limit }, 800_000 - expected);
    expect(events[0]).toMatchObject({ type: 'budget', scope, spent: 800_000 - expected, limit });
    expect(ofType(events, 'budget')[0]?.message).toMatch(
      /\$1\.00 is nearly spent: \$0\.79 so far, and up to/,
    );
    expect(textOf(events)).toBe('Night.');
    expect(ofType(await call({ [scope]: limit }, 799_999 - expected), 'budget')).toEqual([]);
  });

  it('stops a call that would go past it, and asks nobody', async () => {
    const [first, second] = [model('a', [said('Night.')], { price }), model('b', [said('Day.')], { price })];
    const events = await call({ [scope]: 1_000_000 }, 1_000_001 - expected, [first, second]);
    expect(events).toHaveLength(1);
    expect(errorOf(events)).toMatchObject({ code: 'budget', details: { provider: 'a-house', model: 'a' } });
    expect(errorOf(events).details.hint).toMatch(/local model/);
    expect([...first.asked, ...second.asked]).toEqual([]);
    expect(textOf(await call({ [scope]: 1_000_000 }, 1_000_000 - expected))).toBe('Night.');
  });

  it('lets a model of unknown price pass, and says so, until it is spent', async () => {
    const unknown = () => [model('a', [said('Night.')])];
    const plenty = await call({ [scope]: 1_000_000 }, 0, unknown());
    expect(plenty[0]).toMatchObject({ type: 'warning', option: 'budget' });
    expect(ofType(plenty, 'budget')).toEqual([]);
    const events = await call({ [scope]: 1000 }, 900, unknown());
    expect(ofType(events, 'budget')[0]?.message).toMatch(/nobody knows what this call costs/);
    expect(textOf(events)).toBe('Night.');
    expect(errorOf(await call({ [scope]: 1000 }, 1000, unknown())).code).toBe('budget');
  });

  it('never keeps anybody from a model that costs nothing', async () => {
    const local = [model('a', [said('Night.')], { price: free })];
    expect(textOf(await call({ [scope]: 1000 }, 5000, local))).toBe('Night.');
  });
});

describe('Budgets', () => {
  it('for a single call count what its earlier tries cost', async () => {
    const spends = [
      { type: 'usage', usage: { input: 0, cached: 0, cacheWrite: 0, output: 900, reasoning: 900 } } as const,
      ...fails('server'),
    ];
    const twice = model('a', [spends, said('Night.')], { price });
    const events = await call({ call: expected + 5000 }, 0, [twice]);
    expect(errorOf(events).code).toBe('budget');
    expect(errorOf(events).message).toMatch(
      /^The budget of a single call of \$0\.02 would not hold this call: \$0\.009 so far/,
    );
    expect(twice.asked).toHaveLength(1);
    expect(errorOf(await call({ call: expected - 1 })).message).toMatch(/\$0\.00 so far/);
  });

  it('warn once in a call, however often it tries', async () => {
    const again = model('a', [fails('server'), said('Night.')], { price });
    const events = await call({ day: 1_000_000, film: 900_000 }, 870_000, [again]);
    expect(ofType(events, 'budget').map(({ scope }) => scope)).toEqual(['day', 'film']);
  });

  it('hold back what calls under way may still cost, until they have ended', async () => {
    const budget = createBudget({ day: expected * 1.5 }, ledger());
    const candidate = model('a', [], { price });
    const first = budget.allow(candidate, asked, 0);
    expect(() => budget.allow(candidate, asked, 0)).toThrow(LlmError);
    first.release();
    first.release();
    budget.allow(candidate, asked, 0).release();
    const unpriced = budget.allow(model('b', []), asked, 0);
    expect(unpriced.estimate).toBeUndefined();
    unpriced.release();
    expect(() => budget.allow(candidate, asked, 0)).not.toThrow();
  });

  it('of several films hold back together what the day still allows', () => {
    const today = { cost: 0 };
    const [one, other] = [0, 1].map(() => createBudget({ day: expected * 1.5 }, ledger(), today));
    const candidate = model('a', [], { price });
    const first = one?.allow(candidate, asked, 0);
    expect(() => other?.allow(candidate, asked, 0)).toThrow(LlmError);
    first?.release();
    expect(() => other?.allow(candidate, asked, 0)).not.toThrow();
  });

  it('that are not set say nothing of an unknown price', async () => {
    expect(ofType(await call({}, 0, [model('a', [said('Night.')])]), 'warning')).toEqual([]);
  });

  it('let nobody spend when what was spent cannot be read', async () => {
    const spent = () => {
      throw new Error('The disk is gone.');
    };
    const budget = createBudget({ day: 1 }, { spent });
    const events = await all(route([model('a', [said('Night.')], { price })], asked, { budget }));
    expect(errorOf(events).code).toBe('budget');
  });
});
