import { LlmError } from '../errors.ts';
import { isContent } from '../providers/guarded.ts';
import type { LlmEvent, LlmRequest, Provider } from '../types.ts';
import { type Ending, ending, later } from './ending.ts';
import type { Now, RouteLimits } from './limits.ts';

/**
 * What a provider says, under watch: ends once with `finish` or `error` and throws nothing, whatever the provider does.
 * When the call ends, or nothing comes for too long, the request is stopped, and the provider is not waited for.
 */
export async function* watched(
  provider: Provider,
  request: LlmRequest,
  call: Ending,
  limits: Pick<RouteLimits, 'firstTokenMs' | 'idleMs'>,
  now: Now,
): AsyncGenerator<LlmEvent> {
  const stop = ending(call.signal);
  let wake: (() => void) | undefined;
  // Heard before the provider hears it, so that what the provider makes of being stopped comes too late.
  stop.signal.addEventListener('abort', () => wake?.(), { once: true });
  let patience = limits.firstTokenMs;
  let timer: NodeJS.Timeout | undefined;
  /** The next event, or undefined as soon as the try ends, which it does when there is none in time. */
  const next = (events: AsyncIterator<LlmEvent>) =>
    new Promise<IteratorResult<LlmEvent> | undefined>((resolve, reject) => {
      wake = () => resolve(undefined);
      if (stop.error()) return wake();
      timer = later(() => stop.end(silence()), patience);
      events.next().then(resolve, reject);
    });

  let phase: 'before' | 'mid' = 'before';
  const failed = (error: LlmError): LlmEvent => ({
    type: 'error',
    error: (stop.error() ?? error).with({ provider: provider.id, model: request.model, phase }),
  });
  let finished = false;
  let events: AsyncIterator<LlmEvent> | undefined;
  try {
    events = provider.stream({ ...request, signal: stop.signal })[Symbol.asyncIterator]();
    let talks = false;
    for (;;) {
      const asked = now();
      const result = await next(events);
      clearTimeout(timer);
      patience -= now() - asked;
      if (stop.error() || !result || result.done) return yield failed(brokenOff);
      const event = result.value;
      if (event.type === 'error') return yield failed(event.error);
      if (isContent(event)) phase = 'mid';
      finished = event.type === 'finish';
      yield event;
      if (finished) return;
      talks ||= phase === 'mid' || event.type === 'reasoning';
      if (talks) patience = limits.idleMs;
    }
  } catch (thrown) {
    yield failed(thrown instanceof LlmError ? thrown : nameless(thrown));
  } finally {
    clearTimeout(timer);
    stop.release();
    if (!finished) stop.end(notWanted);
    leave(events);
  }
}

/** Lets a provider clean up, without waiting for it: one that hangs must not hold up what comes next. */
function leave(events: AsyncIterator<LlmEvent> | undefined): void {
  Promise.resolve()
    .then(() => events?.return?.())
    .catch(() => undefined);
}

const brokenOff = new LlmError('truncated', 'The answer broke off before its end.');
const notWanted = new LlmError('aborted', 'Nobody wants the rest of the answer.');
const nameless = (cause: unknown) =>
  new LlmError('unknown', 'The provider failed in a way that has no name.', { cause });
const silence = () =>
  new LlmError('stalled', 'The model said nothing for too long.', { hint: 'Try again, or another model.' });
