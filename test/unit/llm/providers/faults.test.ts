import Sdk from '@anthropic-ai/sdk';
import { describe, expect, it } from 'vitest';
import { faultOf } from '../../../../extension/llm/providers/anthropic/errors.ts';
import {
  codeOfStatus,
  connectionFault,
  requireEventStream,
  retryAfter,
} from '../../../../extension/llm/providers/faults.ts';

/** As Node's own fetch fails: a TypeError, and what the system said as its cause. */
const fetchFailed = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });

describe('a connection that fails', () => {
  it.each([
    ['ECONNREFUSED', 'network', /running/],
    ['ENOTFOUND', 'network', /online/],
    ['EAI_AGAIN', 'network', /online/],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'network', /NODE_EXTRA_CA_CERTS/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'network', /NODE_EXTRA_CA_CERTS/],
    ['UND_ERR_HEADERS_TIMEOUT', 'stalled', undefined],
    ['UND_ERR_BODY_TIMEOUT', 'stalled', undefined],
    ['ETIMEDOUT', 'stalled', undefined],
    ['ERR_INVALID_URL', 'bad_request', /base URL/],
    ['Z_DATA_ERROR', 'server', undefined],
    ['HPE_INVALID_CONSTANT', 'server', undefined],
    ['ECONNRESET', 'network', undefined],
    ['UND_ERR_SOCKET', 'network', undefined],
  ])('by %s is %s', (system, code, hint) => {
    const error = connectionFault(fetchFailed(system));
    expect(error.code).toBe(code);
    if (hint) expect(error.details.hint).toMatch(hint);
    else expect(error.details.hint).toBeUndefined();
  });

  it('without a code is known by what it says', () => {
    expect(connectionFault(new TypeError('terminated')).code).toBe('network');
    expect(connectionFault(new SyntaxError('Unexpected token <')).code).toBe('server');
    expect(connectionFault(new Error('Never seen'))).toMatchObject({
      code: 'unknown',
      message: 'Never seen',
    });
    expect(connectionFault('no error at all').code).toBe('unknown');
    expect(connectionFault(new Error(''))).toMatchObject({ message: 'Something failed that has no name.' });
  });

  it('that is its own cause has an end', () => {
    const error = new Error('terminated');
    error.cause = error;
    expect(connectionFault(error).code).toBe('network');
  });

  it("keeps its cause when the SDK's own limit of time ends it", () => {
    const thrown = new Sdk.APIConnectionTimeoutError();
    expect(faultOf(Sdk, thrown)).toMatchObject({ code: 'timeout', cause: thrown });
    expect(faultOf(Sdk, new Sdk.APIUserAbortError()).code).toBe('aborted');
  });
});

describe('a status of HTTP', () => {
  it.each([
    [307, 'bad_request'],
    [400, 'bad_request'],
    [401, 'auth'],
    [402, 'quota'],
    [403, 'permission'],
    [404, 'no_model'],
    [407, 'auth'],
    [408, 'timeout'],
    [413, 'context_overflow'],
    [422, 'bad_request'],
    [429, 'rate_limit'],
    [500, 'server'],
    [502, 'server'],
    [503, 'overloaded'],
    [522, 'server'],
    [529, 'overloaded'],
  ])('%i alone is %s', (status, code) => {
    expect(codeOfStatus(status)).toBe(code);
  });
});

describe('when to come back', () => {
  const now = Date.UTC(2026, 0, 1);
  it.each([
    [{}, undefined],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': ' 1.5 ' }, 1500],
    [{ 'retry-after': '90' }, 90_000],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:10 GMT' }, 10_000],
    [{ 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }, 0],
    [{ 'retry-after': 'later' }, undefined],
    [{ 'retry-after-ms': '250', 'retry-after': '9' }, 250],
    [{ 'retry-after-ms': 'x', 'retry-after': '9' }, 9000],
  ])('%j is %s ms', (headers, milliseconds) => {
    expect(retryAfter(new Headers(headers as Record<string, string>), now)).toBe(milliseconds);
  });
});

describe('a stream', () => {
  it('is one by its type, or has none', () => {
    requireEventStream(new Headers());
    requireEventStream(new Headers({ 'content-type': 'text/event-stream; charset=utf-8' }));
    expect(() =>
      requireEventStream(new Headers({ 'content-type': 'application/json; charset=utf-8' })),
    ).toThrow('application/json,');
  });
});
