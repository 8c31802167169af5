import type { LlmError } from '../errors.ts';
import { stopReason } from '../stopping.ts';

/** What may bring a call, or one try of it, to its end from outside. */
export interface Ending {
  readonly signal: AbortSignal;
  /** Why it must end; undefined while it may go on. */
  error(): LlmError | undefined;
  /** Ends it. Only the first reason counts. */
  end(error: LlmError): void;
  /** Takes away what it listens to. Must be called. */
  release(): void;
}

/** Ends when `outer` is stopped, with its reason, or after `ms`, with what `late` gives. */
export function ending(outer: AbortSignal | undefined, after?: { ms: number; late: () => LlmError }): Ending {
  const controller = new AbortController();
  let reason: LlmError | undefined;
  const end = (error: LlmError) => {
    reason ??= error;
    controller.abort(reason);
  };
  const stopped = outer && (() => end(stopReason(outer)));
  if (stopped) outer.addEventListener('abort', stopped, { once: true });
  if (stopped && outer.aborted) stopped();
  const timer = after && later(() => end(after.late()), after.ms);
  return {
    signal: controller.signal,
    error: () => reason,
    end,
    release: () => {
      clearTimeout(timer);
      if (stopped) outer.removeEventListener('abort', stopped);
    },
  };
}

/** A timer, also for times that Node's own cannot hold: those it would take for none at all. */
export const later = (action: () => void, ms: number): NodeJS.Timeout =>
  setTimeout(action, Math.min(ms, 2 ** 31 - 1));

/** Waits `ms`, or less when the call comes to its end. */
export const pause = (ms: number, { signal }: Ending): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
