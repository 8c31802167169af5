/** Rests for so many milliseconds, with the whole thread, as SQLite itself does. */
export const rest = (ms: number): unknown => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

const pauseMs = 20;
const longestMs = 5000;

/** Does it again while it may go better later, five seconds long; then throws what it threw. */
export function patiently<T>(mayPass: (error: unknown) => boolean, action: () => T): T {
  for (let waited = 0; ; waited += pauseMs) {
    try {
      return action();
    } catch (error) {
      if (!mayPass(error) || waited >= longestMs) throw error;
      rest(pauseMs);
    }
  }
}
