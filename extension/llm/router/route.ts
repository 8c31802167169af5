import { LlmError } from '../errors.ts';
import type { LlmRequest } from '../types.ts';
import type { Budget } from './budget.ts';
import { type Call, targetOf } from './call.ts';
import type { Candidate } from './candidate.ts';
import { type Cooldowns, createCooldowns } from './cooldowns.ts';
import { ending } from './ending.ts';
import type { Attempt, RouteEvent } from './events.ts';
import { type Now, type RouteLimits, usualLimits } from './limits.ts';
import { tryModel } from './tryModel.ts';

export interface RouteOptions {
  limits?: Partial<RouteLimits>;
  /** Share one among all calls. */
  cooldowns?: Cooldowns;
  budget?: Budget;
  /** Told of each try before the next one, and before the end: the ledger. When it fails, that is a warning. */
  record?: (attempt: Attempt) => void | Promise<void>;
  /** Makes a request shorter that a model cannot read, once in a call; undefined when it cannot. */
  compact?: (request: LlmRequest, candidate: Candidate) => Promise<LlmRequest | undefined>;
  now?: Now;
  /** 0 … 1: spreads the retries of many clients. No result depends on it. */
  chance?: () => number;
}

/**
 * Asks the first of the models, and others when it cannot answer. A model's failures are tried again, and another model
 * is asked, only before any content was delivered; each decision is an event. Ends with one `finish` or one `error`
 * (that of the first model, when none could answer) and throws nothing. `request.model` is replaced by each
 * candidate's. Stopping `request.signal`, or leaving the loop, closes the connection.
 */
export async function* route(
  candidates: readonly Candidate[],
  request: LlmRequest,
  { limits: given, ...options }: RouteOptions = {},
): AsyncGenerator<RouteEvent> {
  const now = options.now ?? (() => performance.now());
  const limits = { ...usualLimits, ...given };
  const end = ending(request.signal, { ms: limits.totalMs, late: tookTooLong });
  const call: Call = {
    ...options,
    request,
    limits,
    end,
    now,
    deadline: now() + limits.totalMs,
    cooldowns: options.cooldowns ?? createCooldowns(now),
    chance: options.chance ?? Math.random,
    mayRest: candidates.length > 1,
    spent: 0,
    warned: new Set(),
  };
  try {
    yield* ask(candidates, call);
  } finally {
    end.release();
  }
}

async function* ask(candidates: readonly Candidate[], call: Call): AsyncGenerator<RouteEvent> {
  const failures: LlmError[] = [];
  let [candidate, ...others] = readyFirst(candidates, call);
  if (!candidate) return yield { type: 'error', error: nobody };
  const preferred = candidates[0];
  if (preferred && candidate !== preferred) {
    const [from, to] = [targetOf(preferred), targetOf(candidate)];
    const message = `${from.model} rests after too many requests.`;
    yield { type: 'fallback', from, to, code: 'rate_limit', message };
  }
  for (;;) {
    const failure = yield* tryModel(candidate, others, call);
    if (!failure) return;
    const { error } = failure;
    if (!failure.others) return yield { type: 'error', error };
    const [next, ...rest] = readyFirst(failure.others, call);
    if (!next) return yield { type: 'error', error: summary([...failures, error]) };
    failures.push(error);
    const [from, to] = [targetOf(candidate), targetOf(next)];
    yield { type: 'fallback', from, to, code: error.code, message: error.message };
    candidate = next;
    others = rest;
  }
}

/** In the order given, those that rest last: the one that is free first before others. */
function readyFirst(candidates: readonly Candidate[], { cooldowns }: Call): readonly Candidate[] {
  const left = ({ provider, model }: Candidate) => cooldowns.left(provider.id, model);
  return candidates
    .map((candidate) => ({ candidate, left: left(candidate) }))
    .sort((a, b) => a.left - b.left)
    .map(({ candidate }) => candidate);
}

/** The first model's error, since that is the one which was chosen, with what came of the others. */
function summary([first = nobody, ...others]: readonly LlmError[]): LlmError {
  const rest = others.map(({ code, details }) => `${details.model} (${code})`).join(', ');
  const hint = [first.details.hint, rest && `Others failed too: ${rest}.`].filter(Boolean).join(' ');
  return hint ? first.with({ hint }) : first;
}

const nobody = new LlmError('no_model', 'There is no model to ask.', {
  hint: 'Choose a model, or set a key.',
});
const tookTooLong = () =>
  new LlmError('timeout', 'The answer took longer than allowed.', {
    hint: 'Allow more time, or ask for less.',
  });
