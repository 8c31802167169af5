import { LlmError } from '../errors.ts';
import type { LlmEvent, LlmRequest } from '../types.ts';

/**
 * Holds what a provider says to the contract of a stream: nothing is thrown; it ends once, with `finish` or `error`; a
 * stream that ends without its last event is `truncated`, one that was stopped is `aborted`; every error knows provider,
 * model, and whether content had been delivered. `codeOf` turns what was thrown into a coded error.
 */
export async function* guarded(
  provider: string,
  request: LlmRequest,
  events: (request: LlmRequest) => AsyncIterable<LlmEvent>,
  codeOf: (thrown: unknown) => LlmError,
): AsyncGenerator<LlmEvent> {
  let phase: 'before' | 'mid' = 'before';
  let requestId: string | undefined;
  const failure = (error: LlmError): LlmEvent => {
    const known = { provider, model: request.model, phase, ...(requestId !== undefined && { requestId }) };
    const stopped = request.signal?.aborted
      ? new LlmError('aborted', 'The call was stopped.', { cause: error })
      : error;
    return { type: 'error', error: stopped.with(known) };
  };
  try {
    for await (const event of events(request)) {
      if (event.type === 'error') return yield failure(event.error);
      if (event.type === 'start') requestId = event.requestId;
      if (isContent(event)) phase = 'mid';
      yield event;
      if (event.type === 'finish') return;
    }
    yield failure(new LlmError('truncated', 'The answer broke off before its end.'));
  } catch (thrown) {
    yield failure(thrown instanceof LlmError ? thrown : codeOf(thrown));
  }
}

/** Whether a person, or a tool, has been given something: from then on nothing is tried again. */
export const isContent = (event: LlmEvent): boolean =>
  event.type === 'text' || event.type === 'toolCallDelta' || event.type === 'toolCall';
