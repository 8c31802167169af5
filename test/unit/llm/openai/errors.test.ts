import { createServer } from 'node:net';
import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { collect } from '../../../../extension/llm/fold.ts';
import { faultOf, serverFault } from '../../../../extension/llm/providers/openai/errors.ts';
import { openAi } from '../../../../extension/llm/providers/openai/index.ts';
import type { Reply } from '../../../llm/faultServer.ts';
import { serverOfFile } from '../../../llm/serverOfFile.ts';
import { json, openAiChatStream, openAiError, openAiResponsesStream } from '../../../llm/streams.ts';
import { holdsToTheContract } from '../providers/contract.ts';
import { asking, key, settingsAt } from './helpers.ts';

const server = await serverOfFile();

describe.each(['chat', 'responses'] as const)('OpenAI by %s', (api) => {
  const streams = { chat: openAiChatStream, responses: openAiResponsesStream };
  holdsToTheContract({
    make: (settings) => openAi({ ...settings, api }),
    model: 'gpt-test',
    beginning: streams[api]('Ada waits.').slice(0, api === 'chat' ? 2 : 5),
    server,
  });
});

async function errorOf(reply: Reply, api: 'chat' | 'responses' = 'chat') {
  server.next(reply);
  const provider = await openAi(
    settingsAt(`${server.url}/v1`, { api, headers: { 'x-team': 'team-secret-91' } }),
  );
  const { error } = await collect(provider.stream(asking('Hello?')));
  if (!error) throw new Error('There was no error.');
  return error;
}

describe('an answer with a status', () => {
  it.each([
    [openAiError(401, 'invalid_api_key'), 'auth', false],
    [openAiError(403, 'unsupported_country_region_territory'), 'permission', false],
    [openAiError(404, 'model_not_found'), 'no_model', false],
    [openAiError(404, 'DeploymentNotFound'), 'no_model', false],
    [openAiError(429, 'rate_limit_exceeded'), 'rate_limit', true],
    [openAiError(429, 'insufficient_quota'), 'quota', false],
    [openAiError(429, '', 'You exceeded your current quota, see your plan.'), 'quota', false],
    [openAiError(402, '', 'Insufficient credits'), 'quota', false],
    [openAiError(400, 'context_length_exceeded'), 'context_overflow', false],
    [openAiError(500, '', 'Context size has been exceeded.'), 'context_overflow', false],
    [openAiError(429, '', 'Too many tokens per minute for your plan.'), 'rate_limit', true],
    [openAiError(400, 'content_filter'), 'refusal', false],
    [openAiError(400, 'invalid_prompt', 'flagged as potentially violating our policy'), 'refusal', false],
    [openAiError(400, 'invalid_request_error'), 'bad_request', false],
    [json({ error: { message: 'x', type: 'invalid_request_error' } }, { status: 404 }), 'no_model', false],
    [json({ error: { message: 'x', type: 'overloaded_error' } }, { status: 429 }), 'overloaded', true],
    [openAiError(500, 'server_error'), 'server', true],
    [json({ error: { message: 'x', type: 'server_error' } }, { status: 503 }), 'overloaded', true],
    [openAiError(529, ''), 'overloaded', true],
    [{ status: 503 }, 'overloaded', true],
    [{ status: 502, body: '<html>Bad gateway</html>' }, 'server', true],
    [json('Not today.', { status: 401 }), 'auth', false],
    [json({ error: 'no such model' }, { status: 404 }), 'no_model', false],
    [json({ detail: 'Method not allowed' }, { status: 405 }), 'bad_request', false],
    [{ status: 308, headers: { location: 'https://elsewhere.invalid/' } }, 'bad_request', false],
  ] as const)('%j has the code %s', async (reply, code, retryable) => {
    const error = await errorOf(reply);
    expect(error).toMatchObject({
      code,
      retryable,
      details: { provider: 'tested', model: 'gpt-test', phase: 'before' },
    });
    expect(error.details.status).toBe(reply.status);
    expect(error.message).not.toContain('<');
    expect(server.seen).toHaveLength(1);
  });

  it('says when to ask again, and by which name to ask its maker', async () => {
    const headers = (value: string) => ({ headers: { 'retry-after': value, 'x-request-id': 'req_9' } });
    const seconds = await errorOf(openAiError(429, 'rate_limit_exceeded', 'Slow.', headers('90')));
    expect(seconds.details).toMatchObject({ retryAfterMs: 90_000, requestId: 'req_9' });
    const date = await errorOf(
      openAiError(503, '', 'Later.', headers(new Date(Date.now() + 30_000).toUTCString())),
    );
    expect(date.details.retryAfterMs).toBeGreaterThan(28_000);
  });

  it('404 speaks of the address where the server does not speak of a model', async () => {
    const page = await errorOf({ status: 404, body: '404 page not found' });
    expect(page).toMatchObject({ code: 'no_model', details: { hint: expect.stringContaining('base URL') } });
    const model = await errorOf(openAiError(404, 'model_not_found'));
    expect(model.details.hint).toBe('Choose another model.');
  });

  it('quotes neither the key nor a header of the settings, though the server does', async () => {
    for (const api of ['chat', 'responses'] as const) {
      const error = await errorOf(openAiError(401, 'x', `Wrong key ${key} of team-secret-91.`), api);
      expect(error.message).toContain('Wrong key');
      expect(`${error.stack} ${JSON.stringify(error)} ${error.cause}`).not.toMatch(/4f9a1b7c|team-secret/);
    }
  });
});

describe('a server that is not reached', () => {
  const errorAt = async (baseUrl: string) =>
    (await collect((await openAi(settingsAt(baseUrl))).stream(asking('Hello?')))).error;

  it('because it hangs up is a fault of the network', async () => {
    const rude = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await new Promise((resolve) => rude.once('listening', resolve));
    const address = rude.address();
    if (address === null || typeof address === 'string') throw new Error('No port.');
    expect(await errorAt(`http://127.0.0.1:${address.port}/v1`)).toMatchObject({ code: 'network' });
    rude.close();
  });
});

it('an error in the middle of a stream is known without a status', () => {
  expect(serverFault({ type: 'invalid_request_error' })).toMatchObject({ code: 'bad_request' });
  expect(serverFault({})).toMatchObject({ code: 'server', message: 'The provider failed.' });
  expect(serverFault({ code: 429, message: null })).toMatchObject({
    code: 'rate_limit',
    details: { status: 429 },
  });
  expect(serverFault({ message: { detail: 'odd' } }).message).toContain('odd');
});

it('a wait that the SDK itself gave up is a timeout, and what is no error of anybody is unknown', () => {
  expect(faultOf(OpenAI, new OpenAI.APIConnectionTimeoutError())).toMatchObject({ code: 'timeout' });
  expect(faultOf(OpenAI, new OpenAI.APIUserAbortError())).toMatchObject({ code: 'aborted' });
  expect(faultOf(OpenAI, new OpenAI.APIError(undefined, 'words', undefined, undefined))).toMatchObject({
    code: 'server',
    message: 'The provider failed. words',
  });
  expect(faultOf(OpenAI, new RangeError('Odd.'))).toMatchObject({ code: 'unknown' });
});
