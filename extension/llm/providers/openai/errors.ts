import type OpenAI from 'openai';
import { LlmError, type LlmErrorCode, type LlmErrorDetails } from '../../errors.ts';
import { codeOfProxy, codeOfStatus, connectionFault, providerFault, retryAfter } from '../faults.ts';

/** OpenAI's own names for what went wrong, its `code` or its `type`, and those of its kin. */
const codes: Readonly<Partial<Record<string, LlmErrorCode>>> = {
  invalid_api_key: 'auth',
  authentication_error: 'auth',
  permission_error: 'permission',
  unsupported_country_region_territory: 'permission',
  model_not_found: 'no_model',
  DeploymentNotFound: 'no_model',
  insufficient_quota: 'quota',
  billing_hard_limit_reached: 'quota',
  billing_not_active: 'quota',
  budget_exceeded: 'quota',
  rate_limit_exceeded: 'rate_limit',
  string_above_max_length: 'context_overflow',
  content_filter: 'refusal',
  content_policy_violation: 'refusal',
  image_content_policy_violation: 'refusal',
  misalignment_policy_violation: 'refusal',
  bio_policy: 'refusal',
  overloaded_error: 'overloaded',
  service_unavailable: 'overloaded',
  engine_overloaded: 'overloaded',
  server_error: 'server',
  invalid_request_error: 'bad_request',
};

/** An error as a server tells it, in the body of an answer or in the middle of a stream. */
export interface ToldError {
  code?: unknown;
  type?: unknown;
  message?: unknown;
}

/** What a server told, as a coded error. Its own names come before the status: in mid-stream there is none. */
export function serverFault(told: ToldError, details: LlmErrorDetails = {}): LlmError {
  const words = wordsOf(told.message);
  // Some servers write a status where others have a name.
  const number = Number(told.code);
  const status = number >= 300 && number < 600 ? number : details.status;
  const code = codeOf(told, words, status);
  // Whoever does not speak of a model may not know the path.
  const lost = code === 'no_model' && !/model|deployment/i.test(`${told.code} ${words}`);
  return providerFault(code, words, {
    ...details,
    ...(status !== undefined && { status }),
    ...(lost && { hint: 'Check the base URL, which usually ends in /v1, or choose another model.' }),
  });
}

function codeOf(told: ToldError, words: string, status: number | undefined): LlmErrorCode {
  const spoken = `${told.code} ${told.type} ${words}`;
  // An input that is too long has another name, and another status, with each server.
  // With 429 the words are of tokens a minute.
  if (
    status !== 429 &&
    /context.?(window|limit|length|size)|too many (input )?tokens|prompt is too long/i.test(spoken)
  )
    return 'context_overflow';
  if (/insufficient.(quota|credits|balance)|exceeded your current quota/i.test(spoken)) return 'quota';
  if (/flagged as potentially violating/i.test(words)) return 'refusal';
  const named = codeOfProxy(words) ?? codes[String(told.code)];
  if (named !== undefined) return named;
  const kind = codes[String(told.type)];
  if (status === undefined) return kind ?? 'server';
  // A type is coarser than a status, except where it says more than whose fault it was.
  return kind === undefined || kind === 'bad_request' || kind === 'server' ? codeOfStatus(status) : kind;
}

function wordsOf(message: unknown): string {
  if (message === undefined || message === null) return '';
  const words = typeof message === 'string' ? message : JSON.stringify(message);
  return /^\s*</.test(words) ? 'It answered with a web page.' : words;
}

/** What the SDK threw, as a coded error. Its classes are told apart by `instanceof`: their names change when bundled. */
export function faultOf(sdk: typeof OpenAI, thrown: unknown): LlmError {
  if (thrown instanceof sdk.APIConnectionTimeoutError)
    return new LlmError('timeout', 'The provider took too long.', { cause: thrown });
  if (thrown instanceof sdk.APIUserAbortError) return new LlmError('aborted', 'The call was stopped.');
  if (!(thrown instanceof sdk.APIError) || thrown instanceof sdk.APIConnectionError)
    return connectionFault(thrown);
  const details: LlmErrorDetails = {};
  if (typeof thrown.status === 'number') details.status = thrown.status;
  if (thrown.requestID) details.requestId = thrown.requestID;
  const wait = thrown.headers && retryAfter(thrown.headers);
  if (wait !== undefined) details.retryAfterMs = wait;
  return serverFault(toldBy(thrown), details);
}

/** Without an object in the body the SDK has only its own message, the status before it. */
function toldBy({ error, message }: InstanceType<typeof OpenAI.APIError>): ToldError {
  const body: unknown = error;
  if (typeof body === 'object' && body !== null) return body;
  return { message: typeof body === 'string' ? body : message.replace(/^\d{3} /, '') };
}
