import { estimateRequest } from '../context/count.ts';
import { costOf } from '../price.ts';
import type { LlmRequest } from '../types.ts';
import type { Candidate } from './candidate.ts';

/** Tokens that an answer is taken to have where the request sets no limit. */
const usualOutput = 2000;

export interface CostEstimate {
  /** Tokens, by length. */
  input: number;
  /** Tokens that the answer may have: as many as the request allows. */
  output: number;
  /** Micro-dollars, with nothing read from a cache; undefined when nobody knows the model's price. */
  cost: number | undefined;
}

/** What a request may cost with this model, before it is sent. */
export function estimateCost(
  request: LlmRequest,
  { capabilities, price }: Pick<Candidate, 'capabilities' | 'price'>,
): CostEstimate {
  const input = estimateRequest(request);
  const output = Math.min(request.maxTokens ?? usualOutput, capabilities.maxOutput ?? Infinity);
  const cost = costOf({ input, output, cached: 0, cacheWrite: 0, reasoning: 0 }, price);
  return { input, output, cost };
}
