import { LlmError, type LlmErrorCode, type LlmErrorDetails } from '../errors.ts';

/**
 * What HTTP's status alone says of a failure. A provider's own names for its errors say more, and come first.
 * 529 is Anthropic's word for too much to do, Cloudflare's 52x are a server behind it that failed.
 */
export function codeOfStatus(status: number): LlmErrorCode {
  if (status === 401 || status === 407) return 'auth';
  if (status === 402) return 'quota';
  if (status === 403) return 'permission';
  if (status === 404) return 'no_model';
  if (status === 408) return 'timeout';
  if (status === 413) return 'context_overflow';
  if (status === 429) return 'rate_limit';
  if (status === 503 || status === 529) return 'overloaded';
  return status >= 500 ? 'server' : 'bad_request';
}

/** What a writer reads of a provider's own failure, and what there is to do. */
const plainly: Readonly<Partial<Record<LlmErrorCode, readonly [message: string, hint?: string]>>> = {
  auth: ['The provider does not accept the key.', 'Check the key of this provider.'],
  permission: ['The key may not do this.'],
  quota: ['The account has no allowance left.', 'Check its plan and billing, or choose another model.'],
  no_model: ['There is no such model.', 'Choose another model.'],
  rate_limit: ['Too many requests for now.'],
  overloaded: ['The provider has too much to do.'],
  server: ['The provider failed.'],
  timeout: ['The provider took too long.'],
  context_overflow: ['That is more than the model can read.'],
};

/** How much of a server's own words is shown, in characters. */
const longestTold = 300;

/** A failure that a provider names, with its own words after ours. */
export function providerFault(code: LlmErrorCode, told: string, details: LlmErrorDetails = {}): LlmError {
  const [message, usual] = plainly[code] ?? ['The provider refused the request.'];
  const words = told.length > longestTold ? `${told.slice(0, longestTold)}…` : told;
  const { status = 0 } = details;
  const hint =
    status >= 300 && status < 400 ? 'The server names another address: check its base URL.' : usual;
  return new LlmError(code, `${message} ${words}`.trim(), {
    ...(hint !== undefined && { hint }),
    ...details,
  });
}

/**
 * What a LiteLLM proxy says in words alone, whatever provider's language it speaks: with status 400 it refuses a model
 * that it does not have, and, where it has no database to look others up in, every key but its own.
 */
export function codeOfProxy(told: string): LlmErrorCode | undefined {
  if (/no connected db/i.test(told)) return 'auth';
  return /invalid model name passed in/i.test(told) ? 'no_model' : undefined;
}

/**
 * Milliseconds until the provider wants to be asked again, of `retry-after-ms`, or `retry-after` in seconds or as an
 * HTTP date (RFC 9110, 10.2.3). `now` is in milliseconds since 1970.
 */
export function retryAfter(headers: Headers, now = Date.now()): number | undefined {
  const exact = number(headers.get('retry-after-ms'));
  if (exact !== undefined) return exact;
  const header = headers.get('retry-after');
  if (header === null) return undefined;
  const seconds = number(header);
  if (seconds !== undefined) return seconds * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

const number = (text: string | null): number | undefined =>
  text !== null && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : undefined;

/** A request that did not get through, or an answer that broke, as Node's own fetch throws it, wrapped or not. */
export function connectionFault(thrown: unknown): LlmError {
  const errors = chain(thrown);
  const system = errors.map(({ code }) => code).find((code) => typeof code === 'string') ?? '';
  const fault = (code: LlmErrorCode, message: string, hint?: string) =>
    new LlmError(code, message, { cause: thrown, ...(hint !== undefined && { hint }) });
  if (system === 'ECONNREFUSED')
    return fault(
      'network',
      'Nothing answers at this address.',
      'Is the server running, and its address right?',
    );
  if (system === 'ENOTFOUND' || system === 'EAI_AGAIN')
    return fault('network', 'The server was not found.', 'Is this machine online, and the address right?');
  if (/CERT|SIGNED|^ERR_(TLS|SSL)|^EPROTO/.test(system))
    return fault(
      'network',
      'No secure connection could be made.',
      'A company proxy may need its certificate named in NODE_EXTRA_CA_CERTS.',
    );
  if (/TIMEOUT|^ETIMEDOUT/.test(system)) return fault('stalled', 'The server said nothing for too long.');
  if (system === 'ERR_INVALID_URL')
    return fault('bad_request', 'The address of the server is not one.', 'Check its base URL.');
  if (/^(Z_|HPE_|ERR_ENCODING)/.test(system) || errors.some(({ name }) => name === 'SyntaxError'))
    return fault('server', 'The server sent an answer that cannot be read.');
  if (
    system !== '' ||
    errors.some(({ message }) => /^(terminated|fetch failed|network error)/i.test(message))
  )
    return fault('network', 'The connection was lost.');
  return fault('unknown', errors[0]?.message || 'Something failed that has no name.');
}

interface Thrown {
  name: string;
  message: string;
  code?: unknown;
  cause?: unknown;
}

/** What was thrown, and what caused it, outermost first. */
function chain(thrown: unknown): Thrown[] {
  const errors: Thrown[] = [];
  for (let at = thrown; at instanceof Error && errors.length < 8; at = at.cause) errors.push(at);
  return errors;
}

/** A server that answers 200 with a page or with JSON is not the one that was meant. */
export function requireEventStream(headers: Headers): void {
  const type = headers.get('content-type') ?? '';
  if (type === '' || type.startsWith('text/event-stream')) return;
  throw new LlmError('server', `The server answered with ${type.split(';')[0]}, not with a stream.`, {
    hint: 'Check its base URL.',
  });
}
