/** How long a call waits, and how often it tries. Times are milliseconds. */
export interface RouteLimits {
  /** From the request to the first piece of reasoning, text or tool call. */
  firstTokenMs: number;
  /** Between two pieces. */
  idleMs: number;
  /** For the call as a whole: all tries, and the waits between them. */
  totalMs: number;
  /** How often a model is asked again after a failure that may pass. */
  retries: number;
  /** The wait before the first retry; twice as long before each next one, less up to a quarter by chance. */
  backoffMs: number;
  backoffCapMs: number;
  /** A provider that wants to be left alone for longer is waited for only when there is no other. */
  longestRetryAfterMs: number;
  /** How long a model rests after a 429 that names no time. */
  cooldownMs: number;
}

export const usualLimits: RouteLimits = {
  firstTokenMs: 60_000,
  idleMs: 60_000,
  totalMs: 600_000,
  retries: 2,
  backoffMs: 500,
  backoffCapMs: 8000,
  longestRetryAfterMs: 60_000,
  cooldownMs: 5000,
};

/** `performance.now()`: it goes on evenly when somebody sets the machine's clock. */
export type Now = () => number;
