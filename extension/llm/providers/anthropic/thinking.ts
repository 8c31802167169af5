import type Anthropic from '@anthropic-ai/sdk';
import type { LlmEvent, LlmRequest } from '../../types.ts';

type Params = Anthropic.MessageCreateParamsStreaming;

/** Tokens of an answer that nobody limited. */
const answerTokens = 8192;
/** Tokens that an effort may think with, besides its answer. */
const budgets = { low: 2048, medium: 8192, high: 24_576 } as const;
/** The smallest budget that the API takes. */
const leastBudget = 1024;

/**
 * How much a model thinks and writes. From 4.6 on models decide themselves how much they think (`adaptive`, with an
 * effort); earlier ones want a budget of tokens, below `max_tokens`. A tool that must be called does not go with
 * thinking (of the guides "Adaptive thinking" and "Extended thinking"): the tool wins. Since version 2026-10-21 of the
 * API no model takes a temperature.
 */
export function thinking(request: LlmRequest): {
  params: Pick<Params, 'max_tokens' | 'thinking' | 'output_config'>;
  warnings: LlmEvent[];
} {
  const { model, effort, maxTokens } = request;
  const warnings: LlmEvent[] = [];
  const without = (option: string, why: string) => {
    warnings.push({ type: 'warning', option, message: `${model} goes without ${option}: ${why}` });
  };
  if (request.temperature !== undefined) without('temperature', 'its provider takes none any more');
  const unthinking = { params: { max_tokens: maxTokens ?? answerTokens }, warnings };
  if (!effort) return unthinking;
  if (request.toolChoice === 'required' || typeof request.toolChoice === 'object') {
    without('effort', 'it does not think when it must call a tool');
    return unthinking;
  }
  const max_tokens = maxTokens ?? answerTokens + budgets[effort];
  if (isAdaptive(model)) {
    const adaptive = { type: 'adaptive', display: 'summarized' } as const;
    return { params: { max_tokens, thinking: adaptive, output_config: { effort } }, warnings };
  }
  const budget = Math.min(budgets[effort], max_tokens - leastBudget);
  if (budget < leastBudget) {
    without('effort', 'the answer may have too few tokens to think');
    return unthinking;
  }
  return { params: { max_tokens, thinking: { type: 'enabled', budget_tokens: budget } }, warnings };
}

/** Whether a Claude is of version 4.6 or later: `claude-3-7-sonnet-…`, `claude-sonnet-4-5-20250929`, `claude-opus-5`. */
function isAdaptive(model: string): boolean {
  const version = /claude-(?:[a-z]+-)?(\d{1,2})(?:[-.](\d{1,2}))?(?!\d)/.exec(model);
  if (!version) return true;
  const [, major, minor = '0'] = version;
  return Number(major) > 4 || (Number(major) === 4 && Number(minor) >= 6);
}
