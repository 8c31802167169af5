import type { Usage } from '../../types.ts';

/** Tokens as OpenAI's two interfaces, and those who speak like them, report them. */
export interface RawUsage {
  /** Responses. */
  input_tokens?: number | null;
  output_tokens?: number | null;
  input_tokens_details?: RawInputDetails | null;
  output_tokens_details?: { reasoning_tokens?: number | null } | null;
  /** Chat Completions. */
  prompt_tokens?: number | null;
  completion_tokens?: number | null;
  prompt_tokens_details?: RawInputDetails | null;
  completion_tokens_details?: { reasoning_tokens?: number | null } | null;
}

interface RawInputDetails {
  cached_tokens?: number | null;
  cache_write_tokens?: number | null;
  /** LiteLLM's word for it. */
  cache_creation_tokens?: number | null;
}

/** OpenAI's counts are ours: input holds what a cache gave and took, output holds reasoning. Parts never exceed wholes. */
export function usageOf(raw: RawUsage): Usage {
  const input = raw.input_tokens ?? raw.prompt_tokens ?? 0;
  const output = raw.output_tokens ?? raw.completion_tokens ?? 0;
  const details = raw.input_tokens_details ?? raw.prompt_tokens_details;
  const thought = raw.output_tokens_details ?? raw.completion_tokens_details;
  const cached = Math.min(details?.cached_tokens ?? 0, input);
  const written = details?.cache_write_tokens ?? details?.cache_creation_tokens ?? 0;
  return {
    input,
    cached,
    cacheWrite: Math.min(written, input - cached),
    output,
    reasoning: Math.min(thought?.reasoning_tokens ?? 0, output),
  };
}
