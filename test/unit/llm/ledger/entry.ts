import type { LedgerEntry } from '../../../../extension/llm/ledger/call.ts';

/** A call of noon on 21 November 2026, but for what is said otherwise. */
export const entry = (more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  time: new Date(2026, 10, 21, 12).getTime(),
  provider: 'openai',
  model: 'gpt-x',
  retry: 0,
  firstTokenMs: 300,
  totalMs: 2000,
  usage: { input: 1000, cached: 200, cacheWrite: 10, output: 50, reasoning: 5 },
  cost: 1234,
  ...more,
});
