import { afterEach, describe, expect, it, vi } from 'vitest';
import type { LlmError } from '../../../../extension/llm/errors.ts';
import { collect } from '../../../../extension/llm/fold.ts';
import { anthropic } from '../../../../extension/llm/providers/anthropic/index.ts';
import type { Reply } from '../../../llm/faultServer.ts';
import { serverOfFile } from '../../../llm/serverOfFile.ts';
import { anthropicError, anthropicStream, json, sse } from '../../../llm/streams.ts';
import { asking, key, settingsAt } from '../providers/asking.ts';
import { holdsToTheContract } from '../providers/contract.ts';

const server = await serverOfFile();

holdsToTheContract({
  make: anthropic,
  model: 'claude-opus-5',
  beginning: anthropicStream('Ada waits.').slice(0, 4),
  server,
});

const request = asking('claude-opus-5');
async function failure(reply: Reply): Promise<LlmError> {
  server.next(reply);
  const { error } = await collect((await anthropic(settingsAt(server.url))).stream(request));
  return error ?? expect.fail('It did not fail.');
}
const overloaded =
  'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Busy"}}\n\n';

describe('what goes wrong with Anthropic', () => {
  it.each([
    [400, 'invalid_request_error', 'messages: field required', 'bad_request'],
    [400, 'invalid_request_error', 'prompt is too long: 210000 tokens > 200000 maximum', 'context_overflow'],
    [400, 'invalid_request_error', 'Your credit balance is too low to access the API.', 'quota'],
    [401, 'authentication_error', 'invalid bearer token', 'auth'],
    [402, 'billing_error', 'Payment failed.', 'quota'],
    [403, 'permission_error', 'Not for this workspace.', 'permission'],
    [404, 'not_found_error', 'model: claude-opus-5', 'no_model'],
    [408, 'unheard_of', 'Slow.', 'timeout'],
    [413, 'request_too_large', 'Request exceeds 32 MB.', 'context_overflow'],
    [429, 'rate_limit_error', 'Too many tokens per minute.', 'rate_limit'],
    [429, 'insufficient_quota', 'Nothing left.', 'quota'],
    [500, 'api_error', 'Internal server error', 'server'],
    [503, 'unheard_of', 'Away.', 'overloaded'],
    [504, 'timeout_error', 'Too slow.', 'timeout'],
    [529, 'overloaded_error', 'Overloaded', 'overloaded'],
  ])('%i %s (%s) is %s', async (status, type, message, code) => {
    const error = await failure(
      anthropicError(status, type, message, { headers: { 'request-id': 'req_9' } }),
    );
    expect(error).toMatchObject({
      code,
      details: { provider: 'tested', model: 'claude-opus-5', status, requestId: 'req_9', phase: 'before' },
    });
    expect(error.message).toContain(message);
    expect(server.seen).toHaveLength(1);
  });

  it('tells when to come back, in seconds, milliseconds or by date', async () => {
    const wait = async (headers: Record<string, string>) =>
      (await failure(anthropicError(429, 'rate_limit_error', '', { headers }))).details.retryAfterMs;
    expect(await wait({ 'retry-after': '90' })).toBe(90_000);
    expect(await wait({ 'retry-after-ms': '1500', 'retry-after': '2' })).toBe(1500);
    expect(await wait({ 'retry-after': 'soon' })).toBeUndefined();
    expect(await wait({})).toBeUndefined();
    const date = await wait({ 'retry-after': new Date(Date.now() + 20_000).toUTCString() });
    expect(date).toBeGreaterThan(15_000);
    expect(date).toBeLessThanOrEqual(20_000);
    expect(await wait({ 'retry-after': new Date(0).toUTCString() })).toBe(0);
  });

  it('in the middle of an answer is known by its name, for it has no status', async () => {
    const frames = anthropicStream('Ada waits.');
    const error = await failure(sse([...frames.slice(0, 4), overloaded]));
    expect(error).toMatchObject({ code: 'overloaded', retryable: false, details: { phase: 'mid' } });
    const before = await failure(sse([frames[0] ?? '', overloaded]));
    expect(before).toMatchObject({ code: 'overloaded', retryable: true, details: { phase: 'before' } });
    expect((await failure(sse(['event: error\ndata: all is lost\n\n']))).code).toBe('server');
  });

  it('is told apart when the answer breaks off, cleanly or not', async () => {
    const frames = anthropicStream('Ada waits.').slice(0, 4);
    expect((await failure(sse(frames))).code).toBe('truncated');
    expect((await failure(sse(frames, { end: 'destroy' }))).code).toBe('network');
    expect((await failure(sse(frames, { end: 'reset' }))).code).toBe('network');
  });

  it('is the server that cannot be read, or is another', async () => {
    expect((await failure(sse(['event: message_start\ndata: {oops\n\n']))).code).toBe('server');
    expect(
      (
        await failure({
          ...sse(['garbage']),
          headers: { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' },
        })
      ).code,
    ).toBe('server');
    const page = await failure({ headers: { 'content-type': 'text/html' }, body: '<html>', end: 'stall' });
    expect(page).toMatchObject({ code: 'server', details: { hint: 'Check its base URL.' } });
    await server.quiet();
    const gone = await failure({ status: 502, headers: { 'content-type': 'text/html' }, body: '<html>' });
    expect(gone.code).toBe('server');
    expect(gone.message).not.toContain('<');
  });

  it('never quotes the key', async () => {
    const echo = await failure(anthropicError(401, 'authentication_error', `Not a key: ${key}`));
    expect(JSON.stringify([echo, String(echo.cause), echo.stack])).not.toContain(key);
    const provider = await anthropic(settingsAt(server.url, { key: async () => 'line\nbreak-secret' }));
    const { error } = await collect(provider.stream(request));
    expect(error?.code).toBe('auth');
    expect(JSON.stringify([error, String(error?.cause)])).not.toContain('break-secret');
    expect(server.seen).toHaveLength(1);
  });
});

describe('keys and headers', () => {
  it('are those of the settings, and of nothing else in the environment', async () => {
    const before = { ...process.env };
    Object.assign(process.env, {
      ANTHROPIC_API_KEY: 'of-the-environment',
      ANTHROPIC_BASE_URL: 'http://nowhere.invalid',
      ANTHROPIC_CUSTOM_HEADERS: 'x-stray: yes\nbroken line',
    });
    try {
      server.next(sse(anthropicStream('Ada.')), sse(anthropicStream('Ada.')));
      const keyless = await anthropic(
        settingsAt(server.url, { key: async () => undefined, headers: { 'x-team': 'film' } }),
      );
      expect((await collect(keyless.stream(request))).text).toBe('Ada.');
      expect(server.seen[0]?.headers).toMatchObject({ 'x-team': 'film' });
      for (const name of ['authorization', 'x-api-key', 'x-stray'])
        expect(server.seen[0]?.headers).not.toHaveProperty(name);
    } finally {
      process.env = before;
    }
  });

  it('are missed where the provider itself is asked without one', async () => {
    const provider = await anthropic({ id: 'tested', key: async () => ' ' });
    const { error } = await collect(provider.stream(request));
    expect(error).toMatchObject({ code: 'auth', details: { hint: 'Set a key for this provider.' } });
  });
});

describe('asking without spending tokens', () => {
  const signal = new AbortController().signal;

  it('lists models over all pages', async () => {
    const page = (id: string, has_more: boolean) =>
      json({ data: [{ type: 'model', id }], has_more, first_id: id, last_id: id });
    server.next(page('claude-a', true), page('claude-b', false));
    expect(await (await anthropic(settingsAt(server.url))).list?.(signal)).toEqual(['claude-a', 'claude-b']);
    expect(server.seen.map(({ path }) => path)).toEqual([
      '/v1/models?limit=1000',
      '/v1/models?limit=1000&after_id=claude-a',
    ]);
  });

  it('checks one model', async () => {
    const provider = await anthropic(settingsAt(server.url));
    server.next(json({ type: 'model', id: 'claude-a', lifecycle: 'active' }));
    await provider.check?.('claude-a', signal);
    server.next(json({ type: 'model', id: 'claude-a', lifecycle: 'retired' }));
    await expect(provider.check?.('claude-a', signal)).rejects.toMatchObject({ code: 'no_model' });
    server.next(anthropicError(404, 'not_found_error', 'model: claude-z'));
    await expect(provider.check?.('claude-z', signal)).rejects.toMatchObject({
      code: 'no_model',
      details: { provider: 'tested', model: 'claude-z', status: 404 },
    });
  });

  it('counts the tokens of what would be sent', async () => {
    server.next(json({ input_tokens: 42 }));
    const provider = await anthropic(settingsAt(server.url));
    expect(await provider.countTokens?.({ ...request, maxTokens: 5 })).toBe(42);
    expect(server.seen[0]?.path).toBe('/v1/messages/count_tokens');
    expect(JSON.parse(server.seen[0]?.body ?? '')).toEqual({
      model: 'claude-opus-5',
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Who waits on the pier?' }] }],
    });
  });
});

describe('the address', () => {
  afterEach(() => vi.restoreAllMocks());

  it("is the provider's own where no other is given", async () => {
    const fetched = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('', { status: 503 }));
    const provider = await anthropic({ id: 'tested', key: async () => key });
    await collect(provider.stream(request));
    expect(String(fetched.mock.calls[0]?.[0])).toBe('https://api.anthropic.com/v1/messages');
  });
});
