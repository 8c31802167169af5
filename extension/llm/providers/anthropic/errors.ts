import type Anthropic from '@anthropic-ai/sdk';
import { LlmError, type LlmErrorCode, type LlmErrorDetails } from '../../errors.ts';
import { codeOfProxy, codeOfStatus, connectionFault, providerFault, retryAfter } from '../faults.ts';

const codes: Readonly<Partial<Record<string, LlmErrorCode>>> = {
  authentication_error: 'auth',
  billing_error: 'quota',
  permission_error: 'permission',
  not_found_error: 'no_model',
  request_too_large: 'context_overflow',
  rate_limit_error: 'rate_limit',
  timeout_error: 'timeout',
  api_error: 'server',
  overloaded_error: 'overloaded',
};

/** What the SDK threw, as a coded error. Its classes are told apart by `instanceof`: their names change when bundled. */
export function faultOf(sdk: typeof Anthropic, thrown: unknown): LlmError {
  if (thrown instanceof sdk.APIConnectionTimeoutError)
    return new LlmError('timeout', 'The provider took too long.', { cause: thrown });
  if (thrown instanceof sdk.APIUserAbortError) return new LlmError('aborted', 'The call was stopped.');
  if (!(thrown instanceof sdk.APIError) || thrown instanceof sdk.APIConnectionError)
    return connectionFault(thrown);
  const told = thrown.apiMessage ?? '';
  const code = codeOf(thrown.type, thrown.status, told);
  const details: LlmErrorDetails = {};
  if (thrown.status !== undefined) details.status = thrown.status;
  if (thrown.requestID) details.requestId = thrown.requestID;
  const wait = thrown.headers && retryAfter(thrown.headers);
  if (wait !== undefined) details.retryAfterMs = wait;
  return providerFault(code, told, details);
}

/** Type before status: an error in the middle of a stream has no status, and a proxy may change it. */
function codeOf(type: string | null, status: number | undefined, told: string): LlmErrorCode {
  if (/prompt is too long|context (window|limit|length)/i.test(told)) return 'context_overflow';
  if (/credit balance|usage limits|insufficient_quota/i.test(`${type} ${told}`)) return 'quota';
  return codeOfProxy(told) ?? codes[type ?? ''] ?? (status === undefined ? 'server' : codeOfStatus(status));
}
