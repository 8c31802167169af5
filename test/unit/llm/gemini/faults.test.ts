import { afterEach, describe, expect, it, vi } from 'vitest';
import type { LlmError } from '../../../../extension/llm/errors.ts';
import { collect } from '../../../../extension/llm/fold.ts';
import { gemini } from '../../../../extension/llm/providers/gemini/index.ts';
import type { Reply } from '../../../llm/faultServer.ts';
import { serverOfFile } from '../../../llm/serverOfFile.ts';
import { geminiError, geminiStream, json, sse } from '../../../llm/streams.ts';
import { asking, key, settingsAt } from '../providers/asking.ts';
import { holdsToTheContract } from '../providers/contract.ts';

const server = await serverOfFile();

holdsToTheContract({
  make: gemini,
  model: 'gemini-3-pro',
  beginning: geminiStream('Ada waits.').slice(0, 1),
  server,
});

const request = asking('gemini-3-pro');
async function failure(reply: Reply): Promise<LlmError> {
  server.next(reply);
  const { error } = await collect((await gemini(settingsAt(server.url))).stream(request));
  return error ?? expect.fail('It did not fail.');
}
const detail = (type: string, value: object) => ({
  '@type': `type.googleapis.com/google.rpc.${type}`,
  ...value,
});
const exhausted = (message: string, details?: object[]) =>
  failure(json({ error: { code: 429, status: 'RESOURCE_EXHAUSTED', message, details } }, { status: 429 }));
const violated = (...quotaIds: string[]) =>
  detail('QuotaFailure', { violations: quotaIds.map((quotaId) => ({ quotaId })) });

describe('what goes wrong with Gemini', () => {
  it.each([
    [400, 'INVALID_ARGUMENT', 'Unknown name "tool".', 'bad_request'],
    [400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', 'auth'],
    [400, 'INVALID_ARGUMENT', 'API key expired. Renew it.', 'auth'],
    [
      400,
      'INVALID_ARGUMENT',
      'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).',
      'context_overflow',
    ],
    [400, 'FAILED_PRECONDITION', 'User location is not supported for the API use.', 'permission'],
    [400, 'FAILED_PRECONDITION', 'Enable billing for this project.', 'quota'],
    [401, 'UNAUTHENTICATED', 'Expected an OAuth token.', 'auth'],
    [403, 'PERMISSION_DENIED', 'The API is not enabled.', 'permission'],
    [403, 'PERMISSION_DENIED', 'Your API key was reported as leaked.', 'auth'],
    [404, 'NOT_FOUND', 'models/gemini-9 is not found.', 'no_model'],
    [429, 'RESOURCE_EXHAUSTED', 'Resource has been exhausted.', 'rate_limit'],
    [499, 'CANCELLED', 'Cancelled.', 'server'],
    [500, 'INTERNAL', 'An internal error has occurred.', 'server'],
    [503, 'UNAVAILABLE', 'The model is overloaded.', 'overloaded'],
    [504, 'DEADLINE_EXCEEDED', 'Deadline expired.', 'timeout'],
    [418, 'A_NEW_STATUS', 'Tea.', 'bad_request'],
  ])('%i %s (%s) is %s', async (status, name, message, code) => {
    const error = await failure(geminiError(status, name, message));
    expect(error).toMatchObject({
      code,
      details: { provider: 'tested', model: 'gemini-3-pro', status, phase: 'before' },
    });
    expect(error.message).toContain(message);
  });

  it('is a key that is not valid also where only the reason says so', async () => {
    const details = [detail('ErrorInfo', { reason: 'API_KEY_INVALID' })];
    const body = { error: { code: 400, status: 'INVALID_ARGUMENT', message: 'No.', details } };
    expect((await failure(json(body, { status: 400 }))).code).toBe('auth');
  });

  it('is a limit by the minute that comes back, or an allowance that is spent', async () => {
    const wait = detail('RetryInfo', { retryDelay: '22.5s' });
    const perMinute = 'GenerateRequestsPerMinutePerProjectPerModel';
    const perDay = 'GenerateRequestsPerDayPerProjectPerModel-FreeTier';
    const usual = 'You exceeded your current quota, please check your plan and billing details.';
    expect(await exhausted(usual, [violated(perMinute), wait])).toMatchObject({
      code: 'rate_limit',
      retryable: true,
      details: { retryAfterMs: 22_500 },
    });
    expect((await exhausted(usual, [violated(perMinute, perDay), wait])).code).toBe('quota');
    expect((await exhausted(`${usual} Quota exceeded, limit: 0`, [violated(perMinute)])).code).toBe('quota');
    expect((await exhausted('Your prepayment credits are depleted.')).code).toBe('quota');
    expect((await exhausted(usual, [wait])).code).toBe('rate_limit');
    expect((await exhausted(usual, [violated()])).code).toBe('quota');
    expect((await exhausted(usual, [detail('QuotaFailure', { violations: [{}] })])).code).toBe('rate_limit');
    expect((await exhausted(usual)).code).toBe('quota');
  });

  it('tells when to come back, also in a header, or not at all', async () => {
    const headers = { 'retry-after': '7' };
    expect((await failure(geminiError(503, 'UNAVAILABLE', '', { headers }))).details.retryAfterMs).toBe(7000);
    expect((await failure({ status: 503, headers })).details.retryAfterMs).toBe(7000);
    const odd = await exhausted('', [detail('RetryInfo', { retryDelay: 'soon' })]);
    expect(odd.details).not.toHaveProperty('retryAfterMs');
  });

  it('may be told in the middle of an answer, or as a list of one', async () => {
    const error = { code: 503, status: 'UNAVAILABLE', message: 'The model is overloaded.' };
    const [first = ''] = geminiStream('Ada waits.');
    expect(await failure(sse([first, `data: ${JSON.stringify({ error })}\n\n`]))).toMatchObject({
      code: 'overloaded',
      retryable: false,
      details: { phase: 'mid', status: 503 },
    });
    expect((await failure(json([{ error }], { status: 503 }))).code).toBe('overloaded');
    expect((await failure(sse(['data: {"error":{}}\n\n']))).code).toBe('server');
  });

  it('may be told without words, or in a page', async () => {
    expect(await failure(json(null, { status: 500 }))).toMatchObject({
      code: 'server',
      details: { status: 500 },
    });
    const page = await failure({ status: 404, headers: { 'content-type': 'text/html' }, body: '<html>' });
    expect(page).toMatchObject({ code: 'no_model' });
    expect(page.message).not.toContain('<');
    expect((await failure(geminiError(500, 'INTERNAL', 'x'.repeat(5000)))).message.length).toBeLessThan(400);
  });

  it('is told apart when the answer breaks off, cleanly or not', async () => {
    const frames = geminiStream('Ada waits.').slice(0, 1);
    expect((await failure(sse(frames))).code).toBe('truncated');
    expect((await failure(sse([]))).code).toBe('truncated');
    expect((await failure(sse(frames, { end: 'destroy' }))).code).toBe('network');
    expect((await failure(sse(frames, { end: 'reset' }))).code).toBe('network');
  });

  it('is a server that cannot be read, or is another', async () => {
    expect((await failure(sse(['data: {oops\n\n']))).code).toBe('server');
    const gzip = { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' };
    expect((await failure({ headers: gzip, body: 'garbage' })).code).toBe('server');
    const page = await failure({ headers: { 'content-type': 'text/html' }, body: '<html>', end: 'stall' });
    expect(page).toMatchObject({ code: 'server', details: { hint: 'Check its base URL.' } });
    await server.quiet();
    const nothing = await failure({ status: 204 });
    expect(nothing.code).toBe('truncated');
  });

  it('never quotes the key', async () => {
    const echo = await failure(geminiError(403, 'PERMISSION_DENIED', `Not a key: ${key}`));
    expect(JSON.stringify([echo, String(echo.cause), echo.stack])).not.toContain(key);
    const provider = await gemini(settingsAt(server.url, { headers: { 'x-proxy': 'tö-secret' } }));
    const { error } = await collect(provider.stream(request));
    expect(error?.code).toBe('auth');
    expect(JSON.stringify([error, String(error?.cause)])).not.toContain('tö-secret');
    expect(server.seen).toHaveLength(1);
  });

  it('is a key that is missing', async () => {
    const provider = await gemini({ id: 'tested', key: async () => undefined });
    expect((await collect(provider.stream(request))).error).toMatchObject({ code: 'auth' });
    server.next(sse(geminiStream('Ada.')));
    const keyless = await gemini(settingsAt(server.url, { key: async () => undefined }));
    expect((await collect(keyless.stream(request))).text).toBe('Ada.');
    expect(server.seen[0]?.headers).not.toHaveProperty('x-goog-api-key');
  });
});

describe('asking without spending tokens', () => {
  const signal = new AbortController().signal;

  it('lists the models that write, over all pages', async () => {
    server.next(
      json({
        models: [
          { name: 'models/gemini-a', supportedGenerationMethods: ['generateContent'] },
          { name: 'models/embedding-a', supportedGenerationMethods: ['embedContent'] },
        ],
        nextPageToken: 'next page',
      }),
      json({ models: [{ name: 'models/gemini-b' }], nextPageToken: 'last' }),
      json({}),
    );
    expect(await (await gemini(settingsAt(server.url))).list?.(signal)).toEqual(['gemini-a', 'gemini-b']);
    expect(server.seen.map(({ path }) => path)).toEqual([
      '/v1beta/models?pageSize=1000',
      '/v1beta/models?pageSize=1000&pageToken=next+page',
      '/v1beta/models?pageSize=1000&pageToken=last',
    ]);
    expect(server.seen[0]?.method).toBe('GET');
  });

  it('checks one model', async () => {
    const provider = await gemini(settingsAt(server.url));
    server.next(json({ name: 'models/gemini-a' }), geminiError(404, 'NOT_FOUND'));
    await provider.check?.('gemini-a', signal);
    await expect(provider.check?.('gemini-z', signal)).rejects.toMatchObject({
      code: 'no_model',
      details: { provider: 'tested', model: 'gemini-z' },
    });
    server.next({ headers: { 'content-type': 'text/html' }, body: '<html>' });
    await expect(provider.check?.('gemini-a', signal)).rejects.toMatchObject({ code: 'server' });
  });

  it('counts the tokens of what would be sent', async () => {
    server.next(json({ totalTokens: 42 }));
    const provider = await gemini(settingsAt(server.url));
    expect(await provider.countTokens?.({ ...request, maxTokens: 5 })).toBe(42);
    expect(server.seen[0]?.path).toBe('/v1beta/models/gemini-3-pro:countTokens');
    expect(JSON.parse(server.seen[0]?.body ?? '')).toEqual({
      generateContentRequest: {
        model: 'models/gemini-3-pro',
        contents: [{ role: 'user', parts: [{ text: 'Who waits on the pier?' }] }],
      },
    });
  });
});

describe('the address', () => {
  afterEach(() => vi.restoreAllMocks());

  it("is the provider's own where no other is given", async () => {
    const fetched = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('', { status: 503 }));
    const provider = await gemini({ id: 'tested', key: async () => key });
    await collect(provider.stream(request));
    expect(String(fetched.mock.calls[0]?.[0])).toBe(
      'https://generativelanguage.googleapis.com/v1beta/models/gemini-3-pro:streamGenerateContent?alt=sse',
    );
  });
});
