import { LlmError } from './errors.ts';

/** Why a signal was stopped: its own reason where that is a coded error, else `aborted`. */
export const stopReason = (signal: AbortSignal): LlmError =>
  signal.reason instanceof LlmError
    ? signal.reason
    : new LlmError('aborted', 'It was stopped.', { cause: signal.reason });

/** What the work gives, or the signal's reason as soon as it is stopped: also from work that does not listen to it. */
export function untilStopped<T>(work: PromiseLike<T> | T, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return Promise.resolve(work);
  return new Promise<T>((resolve, reject) => {
    const stop = () => reject(stopReason(signal));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    Promise.resolve(work)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stop));
  });
}

/** The same stream, which throws the signal's reason as soon as it is stopped, even when the stream hangs. */
export async function* stopping<T>(stream: AsyncIterable<T>, signal?: AbortSignal): AsyncGenerator<T> {
  const iterator = stream[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await untilStopped(iterator.next(), signal);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // Not awaited: a stream that hangs does not return either.
    Promise.resolve(iterator.return?.()).catch(() => undefined);
  }
}
