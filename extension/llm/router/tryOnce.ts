import { LlmError } from '../errors.ts';
import { costOf } from '../price.ts';
import type { LlmEvent, LlmRequest, Usage } from '../types.ts';
import type { Allowance } from './budget.ts';
import { type Call, targetOf } from './call.ts';
import type { Candidate } from './candidate.ts';
import type { Attempt, RouteEvent } from './events.ts';
import { watched } from './watched.ts';

/**
 * Asks a model once: yields what it says, then the record of the try, then `finish`. Gives back the error instead when
 * there was one.
 */
export async function* tryOnce(
  candidate: Candidate,
  request: LlmRequest,
  retry: number,
  call: Call,
): AsyncGenerator<RouteEvent, LlmError | undefined> {
  const allowed = allowance(candidate, request, call);
  if (allowed instanceof LlmError) return allowed;
  const target = targetOf(candidate);
  const started = call.now();
  let firstTokenMs: number | undefined;
  let usage: Usage | undefined;
  let last: LlmEvent | undefined;
  let isOwed = false;
  let isReplayed = false;
  const record = async (): Promise<RouteEvent[]> => {
    isOwed = false;
    const cost = isReplayed ? 0 : usage && costOf(usage, candidate.price);
    const code = last === undefined ? 'aborted' : last.type === 'error' ? last.error.code : undefined;
    call.spent += cost ?? 0;
    const attempt: Attempt = {
      ...target,
      retry,
      ...(code !== undefined && { code }),
      ...(firstTokenMs !== undefined && { firstTokenMs }),
      totalMs: Math.round(call.now() - started),
      ...(usage && { usage }),
      ...(cost !== undefined && { cost }),
    };
    return [...(await recordedBy(call, attempt)), { type: 'attempted', attempt }];
  };
  try {
    for (const warning of allowed?.warnings ?? []) {
      if (!call.warned.has(warning.scope)) yield warning;
      call.warned.add(warning.scope);
    }
    if (allowed?.unpriced && retry === 0) yield allowed.unpriced;
    const estimate = allowed?.estimate;
    yield { type: 'attempt', ...target, retry, ...(estimate !== undefined && { estimate }) };
    isOwed = true;
    for await (const event of watched(candidate.provider, request, call.end, call.limits, call.now)) {
      if (event.type === 'finish' || event.type === 'error') {
        last = event;
        break;
      }
      if (isToken(event)) firstTokenMs ??= Math.round(call.now() - started);
      if (event.type === 'start') isReplayed = event.replayed === true;
      if (event.type === 'usage') usage = event.usage;
      yield event;
    }
    yield* await record();
    if (last?.type === 'finish') yield last;
    return last?.type === 'error' ? last.error : undefined;
  } finally {
    // Whoever leaves the loop early has still spent what was spent.
    if (isOwed) await record();
    allowed?.release();
  }
}

const isToken = ({ type }: LlmEvent): boolean =>
  type === 'text' || type === 'reasoning' || type === 'toolCallDelta' || type === 'toolCall';

function allowance(
  candidate: Candidate,
  request: LlmRequest,
  { budget, spent }: Call,
): Allowance | LlmError | undefined {
  try {
    return budget?.allow(candidate, request, spent);
  } catch (thrown) {
    if (thrown instanceof LlmError) return thrown;
    return new LlmError('budget', 'What has been spent so far is not known.', { cause: thrown });
  }
}

async function recordedBy({ record }: Call, attempt: Attempt): Promise<RouteEvent[]> {
  try {
    await record?.(attempt);
    return [];
  } catch {
    const message = 'This call could not be written into the record of what was spent.';
    return [{ type: 'warning', option: 'record', message }];
  }
}
