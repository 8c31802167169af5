import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FaultServer, faultServer, refusedUrl } from '../../../llm/faultServer.ts';
import {
  anthropicStream,
  geminiStream,
  openAiChatStream,
  openAiModels,
  openAiResponsesStream,
  sse,
} from '../../../llm/streams.ts';

const call = { id: 'call_1', name: 'look', json: ['{"at":', '"café"}'] };
let server: FaultServer;
beforeEach(async () => {
  server = await faultServer();
});
afterEach(() => server.close());

describe('The fault server speaks as the providers do, to their own SDKs', () => {
  const openai = () => new OpenAI({ baseURL: `${server.url}/v1`, apiKey: 'k', maxRetries: 0 });

  it('streams Chat Completions with text, tool calls and usage', async () => {
    server.next(sse(openAiChatStream('Hello there', { toolCalls: [call] })));
    const answer = await openai()
      .chat.completions.stream({
        model: 'gpt-test',
        messages: [{ role: 'user', content: 'Hi' }],
        stream_options: { include_usage: true },
      })
      .finalChatCompletion();
    expect(answer.choices[0]?.message.content).toBe('Hello there');
    expect(answer.choices[0]?.message.tool_calls?.[0]).toMatchObject({
      id: 'call_1',
      function: { name: 'look', arguments: '{"at":"café"}' },
    });
    expect(answer.usage).toMatchObject({ prompt_tokens: 12, completion_tokens: 5 });
  });

  it('streams Responses with text and tool calls', async () => {
    server.next(sse(openAiResponsesStream('Hello there', { toolCalls: [call] })));
    const answer = await openai().responses.stream({ model: 'gpt-test', input: 'Hi' }).finalResponse();
    expect(answer.output_text).toBe('Hello there');
    expect(answer.output[1]).toMatchObject({ type: 'function_call', arguments: '{"at":"café"}' });
    expect(answer.usage?.input_tokens).toBe(12);
  });

  it('streams Messages with text and tool calls', async () => {
    server.next(sse(anthropicStream('Hello there', { toolCalls: [call] })));
    const client = new Anthropic({ baseURL: server.url, apiKey: 'k', maxRetries: 0 });
    const answer = await client.messages
      .stream({ model: 'claude-test', max_tokens: 9, messages: [{ role: 'user', content: 'Hi' }] })
      .finalMessage();
    expect(answer.content).toMatchObject([
      { type: 'text', text: 'Hello there' },
      { type: 'tool_use', input: { at: 'café' } },
    ]);
    expect(answer.stop_reason).toBe('tool_use');
  });

  it('streams Gemini as server-sent events of JSON', async () => {
    server.next(sse(geminiStream('Hello there', { toolCalls: [call] })));
    const text = await (await fetch(`${server.url}/v1beta/models/g:streamGenerateContent?alt=sse`)).text();
    const chunks = text
      .trim()
      .split('\n\n')
      .map((frame) => JSON.parse(frame.slice('data: '.length)));
    expect(chunks.at(-1)).toMatchObject({ candidates: [{ finishReason: 'STOP' }] });
  });

  it('lists models, and remembers the request', async () => {
    server.next(openAiModels(['a', 'b']));
    const ids: string[] = [];
    for await (const { id } of openai().models.list()) ids.push(id);
    expect(ids).toEqual(['a', 'b']);
    expect(server.seen[0]).toMatchObject({ method: 'GET', path: '/v1/models' });
    expect(server.seen[0]?.headers.authorization).toBe('Bearer k');
  });
});

describe('The fault server breaks as it was told', () => {
  const body = 'é'.repeat(50);

  it('ends cleanly after some bytes', async () => {
    server.next({ body, afterBytes: 10 });
    expect(await (await fetch(server.url)).text()).toBe('é'.repeat(5));
  });

  it.each(['destroy', 'reset'] as const)('breaks the connection: %s', async (end) => {
    server.next({ body, afterBytes: 10, end });
    const response = await fetch(server.url);
    await expect(response.text()).rejects.toThrow();
    await server.quiet();
  });

  it('stays silent before the headers, and in the middle, until the client goes', async () => {
    for (const reply of [{ wait: Infinity }, { body, end: 'stall' as const }]) {
      server.next(reply);
      const signal = AbortSignal.timeout(50);
      await expect(fetch(server.url, { signal }).then((response) => response.text())).rejects.toThrow();
      await server.quiet();
    }
    expect(server.busySockets).toBe(0);
  });

  it('writes slowly, in single bytes', async () => {
    server.next({ body: ['aé', 20, 'b'], bytesPerWrite: 1, pause: 5 });
    const started = performance.now();
    expect(await (await fetch(server.url)).text()).toBe('aéb');
    expect(performance.now() - started).toBeGreaterThan(38);
  });

  it('says so when nothing was scripted, and answers by what was asked', async () => {
    expect((await fetch(server.url)).status).toBe(500);
    server.always((request) => ({ status: 404, headers: { 'x-path': request.path } }));
    expect((await fetch(`${server.url}/there`)).headers.get('x-path')).toBe('/there');
    await server.arrived(2);
    await expect(server.arrived(3, 20)).rejects.toThrow('2 requests came');
    server.reset();
    expect(server.seen).toEqual([]);
  });

  it('has a certificate that nobody trusts, and ports on which nobody listens', async () => {
    const secret = await faultServer({ tls: true });
    await expect(fetch(secret.url)).rejects.toMatchObject({ cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } });
    expect(secret.seen).toEqual([]);
    await secret.close();
    await expect(fetch(await refusedUrl())).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  });
});
