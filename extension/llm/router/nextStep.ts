import type { LlmError, LlmErrorCode } from '../errors.ts';
import type { Candidate } from './candidate.ts';
import type { RouteLimits } from './limits.ts';

/** What is done after a failed try; a fallback to nobody is the end of the chain. */
export type Step =
  | { do: 'stop' }
  | { do: 'retry'; ms: number }
  | { do: 'fallback'; others: readonly Candidate[] };

interface Situation {
  /** The model that failed. */
  failed: Candidate;
  /** How often it had been tried again. */
  retry: number;
  /** Models that were not tried yet. */
  others: readonly Candidate[];
  /** Whether one of them is not resting. */
  otherIsReady: boolean;
  /** Milliseconds until the call must have come to its end. */
  leftMs: number;
  /** 0 … 1. */
  chance: number;
}

/** Another model may do where this one cannot be used; the request itself is not at fault. */
const anotherMayDo: ReadonlySet<LlmErrorCode> = new Set([
  'auth',
  'permission',
  'consent',
  'no_model',
  'quota',
  'unknown',
]);

/** What follows from a failure: the rules of retry and fallback, without any effect. */
export function nextStep(error: LlmError, situation: Situation, limits: RouteLimits): Step {
  const { failed, retry, others, otherIsReady } = situation;
  const stop: Step = { do: 'stop' };
  if (error.details.phase === 'mid') return stop;
  if (error.code === 'context_overflow') {
    const larger = others.filter((other) => contextOf(other) > contextOf(failed));
    return { do: 'fallback', others: larger };
  }
  const fallback: Step = { do: 'fallback', others };
  if (anotherMayDo.has(error.code)) return fallback;
  if (!error.retryable) return stop;
  const waitMs = error.details.retryAfterMs ?? backoff(retry, situation.chance, limits);
  if (retry >= limits.retries || waitMs >= situation.leftMs) return fallback;
  if (others.length && waitMs > limits.longestRetryAfterMs) return fallback;
  if (otherIsReady && isLostCause(error)) return fallback;
  return { do: 'retry', ms: waitMs };
}

const contextOf = ({ capabilities }: Candidate): number => capabilities.context ?? 0;

/** Milliseconds before the retry of this number: doubled each time, up to the cap, less up to a quarter by chance. */
const backoff = (retry: number, chance: number, limits: RouteLimits): number =>
  Math.min(limits.backoffCapMs, limits.backoffMs * 2 ** retry) * (1 - chance / 4);

/**
 * A failure after which a wait helps less than another model: nobody is there; a deadline has passed already; or too
 * many requests, with no word about when it will be better.
 */
function isLostCause(error: LlmError): boolean {
  if (error.code === 'timeout' || error.code === 'stalled') return true;
  if (error.code === 'rate_limit') return error.details.retryAfterMs === undefined;
  return error.code === 'network' && isUnreachable(error);
}

/** Node's names for an address where nobody answers, or nobody who can be trusted. */
const unreachable =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$|CERT|SIGNED|^ERR_(TLS|SSL)|^EPROTO/;

function isUnreachable(error: LlmError): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth++)
    if ('code' in at && typeof at.code === 'string' && unreachable.test(at.code)) return true;
  return false;
}
