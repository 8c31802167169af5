/** What can go wrong with a model, whoever provides it. */
export const llmErrorCodes = [
  'auth', // the key is missing or refused
  'permission', // the key may not do this
  'no_model', // there is no such model
  'consent', // the user has not agreed to the use of this model
  'quota', // the account's money or allowance is spent
  'rate_limit', // too many requests for now
  'overloaded', // the provider has too much to do
  'server', // the provider failed
  'network', // it was not reached, or the connection was lost
  'timeout', // it took longer than allowed as a whole
  'stalled', // it said nothing for too long
  'truncated', // the answer broke off without an end
  'context_overflow', // more was sent than the model can read
  'bad_request', // the provider refused what was sent
  'refusal', // the model will not answer this
  'invalid_output', // the answer is not what was asked for
  'tool_input', // a tool was called with something else than it takes
  'tool_failed', // a tool failed
  'tool_denied', // a person, or a rule, said no to a tool
  'loop', // the model goes in circles
  'budget', // it would cost more than allowed
  'aborted', // somebody stopped it
  'unknown',
] as const;
export type LlmErrorCode = (typeof llmErrorCodes)[number];

/** What an error knows besides its message. `phase` is `mid` once content was delivered: then nothing is tried again. */
export interface LlmErrorDetails {
  provider?: string;
  model?: string;
  /** HTTP status. */
  status?: number;
  requestId?: string;
  /** Milliseconds after which the provider wants to be asked again. */
  retryAfterMs?: number;
  phase?: 'before' | 'mid';
  /** Where in a value the fault is: `scenes[2].title`. */
  path?: string;
  /** What the user can do. */
  hint?: string;
  cause?: unknown;
}

const worthARetry: ReadonlySet<LlmErrorCode> = new Set([
  'rate_limit',
  'overloaded',
  'server',
  'network',
  'timeout',
  'stalled',
  'truncated',
]);

/** A coded error of a model, its provider, or what is built on them. */
export class LlmError extends Error {
  readonly code: LlmErrorCode;
  readonly details: Omit<LlmErrorDetails, 'cause'>;

  constructor(code: LlmErrorCode, message: string, { cause, ...details }: LlmErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'LlmError';
    this.code = code;
    this.details = details;
  }

  /** Whether the same request may succeed when it is sent again. */
  get retryable(): boolean {
    return worthARetry.has(this.code) && this.details.phase !== 'mid';
  }

  /** The same error with more known about it. */
  with(details: LlmErrorDetails): LlmError {
    return new LlmError(this.code, this.message, { ...this.details, cause: this.cause, ...details });
  }

  /** As plain data, for JSON. */
  toJSON(): { code: LlmErrorCode; message: string } & Omit<LlmErrorDetails, 'cause'> {
    return { code: this.code, message: this.message, ...this.details };
  }
}
