import { fit as fitTo } from '../capabilities.ts';
import { LlmError } from '../errors.ts';
import { stopReason, untilStopped } from '../stopping.ts';
import type { LlmRequest } from '../types.ts';
import { type Call, targetOf } from './call.ts';
import type { Candidate } from './candidate.ts';
import { pause } from './ending.ts';
import type { RouteEvent } from './events.ts';
import { nextStep } from './nextStep.ts';
import { tryOnce } from './tryOnce.ts';

/** Why a model gave no answer, and which others may; without `others` the call is over. */
interface Failure {
  error: LlmError;
  others?: readonly Candidate[];
}

/** Asks a model, again where that may help; undefined when it came to its end with `finish`. */
export async function* tryModel(
  candidate: Candidate,
  others: readonly Candidate[],
  call: Call,
): AsyncGenerator<RouteEvent, Failure | undefined> {
  const target = targetOf(candidate);
  let request = yield* fitted(candidate, call);
  for (let retry = 0; ; retry++) {
    if (call.end.error()) return ended(candidate, call);
    let error = yield* tryOnce(candidate, request, retry, call);
    if (!error) return undefined;
    if (call.end.error()) return { error };
    if (error.code === 'rate_limit' && call.mayRest) {
      const ms = error.details.retryAfterMs ?? call.limits.cooldownMs;
      call.cooldowns.rest(target.provider, target.model, ms);
      yield { type: 'cooldown', ...target, ms };
    }
    const tooMuch = error.code === 'context_overflow' && error.details.phase === 'before';
    if (tooMuch) {
      const problem = yield* compacted(candidate, call);
      if (!problem) {
        request = yield* fitted(candidate, call);
        continue;
      }
      if (problem !== notShorter) error = error.with({ hint: problem });
    }
    if (call.end.error()) return ended(candidate, call);
    const situation = {
      failed: candidate,
      retry,
      others,
      otherIsReady: others.some(({ provider, model }) => call.cooldowns.left(provider.id, model) === 0),
      leftMs: call.deadline - call.now(),
      chance: call.chance(),
    };
    const step = nextStep(error, situation, call.limits);
    if (step.do === 'stop') return { error: withHint(error) };
    if (step.do === 'fallback') return { error, others: step.others };
    yield* waiting(step.ms, error, candidate, call);
  }
}

/** The failure of a call that was ended between two tries. */
const ended = (candidate: Candidate, { end }: Call): Failure => ({
  error: stopReason(end.signal).with({ ...targetOf(candidate), phase: 'before' }),
});

/** The request as this model can take it; what it goes without is told. */
async function* fitted(candidate: Candidate, call: Call): AsyncGenerator<RouteEvent, LlmRequest> {
  const { request, warnings } = fitTo({ ...call.request, model: candidate.model }, candidate.capabilities);
  yield* warnings;
  return request;
}

/** Why a request stays as long as it is, where there is no more to say of it. */
const notShorter = 'It cannot be made shorter.';

/** Makes the request shorter, once in a call; undefined, or why it could not be done. */
async function* compacted(candidate: Candidate, call: Call): AsyncGenerator<RouteEvent, string | undefined> {
  const { compact } = call;
  delete call.compact;
  const request = { ...call.request, model: candidate.model, signal: call.end.signal };
  // When it cannot be made shorter, for whatever reason, a model that reads more is the next best thing.
  const shorter = await untilStopped(compact?.(request, candidate), call.end.signal).catch((thrown) =>
    thrown instanceof LlmError && thrown.code === 'context_overflow' ? thrown.message : undefined,
  );
  if (typeof shorter !== 'object') return shorter ?? notShorter;
  call.request = shorter;
  yield { type: 'compacted', ...targetOf(candidate) };
  return undefined;
}

async function* waiting(
  ms: number,
  { code, message }: LlmError,
  candidate: Candidate,
  { end, now }: Call,
): AsyncGenerator<RouteEvent> {
  const over = now() + ms;
  let left = ms;
  do {
    yield { type: 'wait', ...targetOf(candidate), ms: Math.round(left), code, message };
    await pause(Math.min(Math.ceil(left), 1000), end);
    left = over - now();
  } while (left >= 1 && !end.error());
}

const withHint = (error: LlmError): LlmError =>
  error.details.phase === 'mid' && error.details.hint === undefined
    ? error.with({ hint: 'What came so far is kept: the model can go on from there.' })
    : error;
