import type { LlmError, LlmErrorCode, LlmErrorDetails } from '../../errors.ts';
import { codeOfStatus, providerFault, retryAfter } from '../faults.ts';
import type { WireError } from './wire.ts';

/** Of Google's canonical codes (google.rpc.Code) those that say all there is to know. */
const codes: Readonly<Partial<Record<string, LlmErrorCode>>> = {
  UNAUTHENTICATED: 'auth',
  PERMISSION_DENIED: 'permission',
  NOT_FOUND: 'no_model',
  UNAVAILABLE: 'overloaded',
  INTERNAL: 'server',
  UNKNOWN: 'server',
  DEADLINE_EXCEEDED: 'timeout',
  CANCELLED: 'server',
};

/** An error as Google tells it, in the body of an answer or in the midst of a stream. */
export function apiFault(error: WireError, headers = new Headers()): LlmError {
  const words = error.message ?? '';
  const delay = error.details?.map(({ retryDelay }) => seconds(retryDelay)).find((one) => one !== undefined);
  const wait = delay ?? retryAfter(headers);
  const details: LlmErrorDetails = {};
  if (error.code !== undefined) details.status = error.code;
  if (wait !== undefined) details.retryAfterMs = wait;
  return providerFault(codeOf(error, words), words, details);
}

function codeOf(error: WireError, words: string): LlmErrorCode {
  const reasons = error.details?.map(({ reason }) => reason) ?? [];
  if (
    reasons.includes('API_KEY_INVALID') ||
    /api[ _]key.*(not valid|expired|leaked|not found)|pass a valid api key/i.test(words)
  )
    return 'auth';
  if (/token count.*exceeds|maximum number of tokens/i.test(words)) return 'context_overflow';
  if (error.status === 'RESOURCE_EXHAUSTED' || error.code === 429) return spent(error, words);
  if (error.status === 'FAILED_PRECONDITION') return /billing/i.test(words) ? 'quota' : 'permission';
  return codes[error.status ?? ''] ?? codeOfStatus(error.code ?? 500);
}

/**
 * Google has one code for "slow down" and for "nothing left": limits by the day, limits of nothing, and credits that are
 * spent do not come back while one waits; limits by the minute do.
 */
function spent(error: WireError, words: string): 'quota' | 'rate_limit' {
  const ids = error.details
    ?.flatMap(({ violations }) => violations ?? [])
    .map(({ quotaId }) => quotaId ?? '');
  if (ids?.some((id) => /PerDay/i.test(id))) return 'quota';
  if (/\blimit: 0\b|credits are depleted|spending (cap|limit)/i.test(words)) return 'quota';
  if (ids?.length || error.details?.some(({ retryDelay }) => retryDelay)) return 'rate_limit';
  return /plan and billing/i.test(words) ? 'quota' : 'rate_limit';
}

/** A duration of google.protobuf in JSON, "22s" or "8.94s", in milliseconds. */
function seconds(duration: string | undefined): number | undefined {
  const told = /^(\d+(?:\.\d+)?)s$/.exec(duration ?? '');
  return told ? Math.ceil(Number(told[1]) * 1000) : undefined;
}
