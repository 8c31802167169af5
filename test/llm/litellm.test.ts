import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unknownCapabilities } from '../../extension/llm/capabilities.ts';
import { collect } from '../../extension/llm/fold.ts';
import { type ProviderKind, providerKinds } from '../../extension/llm/providers/registry.ts';
import type { Candidate } from '../../extension/llm/router/candidate.ts';
import { type Decision, modelEvents } from '../../extension/llm/router/events.ts';
import { route } from '../../extension/llm/router/route.ts';
import type { LlmEvent, LlmRequest, Provider } from '../../extension/llm/types.ts';
import { type FaultServer, faultServer } from './faultServer.ts';
import { findLiteLlm, type LiteLlm, mocked, startLiteLlm } from './litellm.ts';
import { anthropicStream, openAiChatStream, openAiResponsesStream, sse } from './streams.ts';

const found = findLiteLlm();
const missing = 'missing' in found ? ` (skipped: ${found.missing})` : '';
const ask = (model: string, more: Partial<LlmRequest> = {}): LlmRequest => ({
  model,
  messages: [{ role: 'user', parts: [{ type: 'text', text: 'How is the harbour?' }] }],
  maxTokens: 100,
  ...more,
});

describe.skipIf('missing' in found)(`A real LiteLLM proxy${missing}`, () => {
  let upstream: FaultServer;
  let proxy: LiteLlm;
  beforeAll(async () => {
    upstream = await faultServer();
    if ('program' in found) proxy = await startLiteLlm(found.program, upstream.url);
  });
  afterAll(async () => {
    await proxy?.close();
    await upstream?.close();
  });

  /** OpenAI's provider through Responses, any compatible server through Chat Completions. */
  const reach = (kind: ProviderKind, key = proxy.key): Promise<Provider> =>
    providerKinds[kind]({
      id: 'proxy',
      ...(kind === 'openai' && { api: 'responses' }),
      baseUrl: kind === 'anthropic' ? proxy.url : `${proxy.url}/v1`,
      key: async () => key,
    });
  const candidate = (provider: Provider, model: string): Candidate => ({
    provider,
    model,
    capabilities: unknownCapabilities,
  });

  it('streams text piece by piece, with usage', async () => {
    const provider = await reach('compatible');
    const events: LlmEvent[] = [];
    for await (const event of provider.stream(ask('steady'))) events.push(event);
    const texts = events.flatMap((event) => (event.type === 'text' ? [event.text] : []));
    expect(texts.length).toBeGreaterThan(2);
    expect(texts.join('')).toBe(mocked.steady);
    expect(events.find((event) => event.type === 'usage')).toMatchObject({
      usage: {
        input: expect.toSatisfy((n: number) => n > 0),
        output: expect.toSatisfy((n: number) => n > 0),
      },
    });
    expect(events.filter((event) => event.type === 'finish' || event.type === 'error')).toEqual([
      { type: 'finish', reason: 'stop' },
    ]);
  });

  it('passes Chat Completions on to a server of its own and back, with tool calls and cached tokens', async () => {
    upstream.next(
      sse(
        openAiChatStream('', {
          toolCalls: [{ id: 'call_1', name: 'look', json: ['{"at":', '"café"}'] }],
          usage: { input: 40, output: 7, cached: 32 },
        }),
      ),
    );
    const answer = await collect((await reach('compatible')).stream(ask('real-openai')));
    expect(answer.error).toBeUndefined();
    expect(answer.toolCalls).toMatchObject([{ id: 'call_1', name: 'look', input: { at: 'café' } }]);
    expect(answer.usage).toMatchObject({ input: 40, cached: 32, output: 7 });
    expect(answer.finish).toBe('toolCalls');
  });

  it('passes Responses on', async () => {
    upstream.next(sse(openAiResponsesStream('The boats are in.', { usage: { input: 20, output: 6 } })));
    const answer = await collect((await reach('openai')).stream(ask('real-openai')));
    expect(answer).toMatchObject({
      text: 'The boats are in.',
      finish: 'stop',
      usage: { input: 20, output: 6 },
    });
    expect(upstream.seen.at(-1)?.path).toBe('/v1/responses');
  });

  it('passes Anthropic’s Messages on, cached tokens counted as part of the input', async () => {
    upstream.next(sse(anthropicStream('The lamp is out.', { usage: { input: 20, output: 6, cached: 8 } })));
    const answer = await collect((await reach('anthropic')).stream(ask('real-claude')));
    expect(answer).toMatchObject({
      text: 'The lamp is out.',
      finish: 'stop',
      usage: { input: 20, cached: 8, output: 6 },
    });
  });

  it('lists its models, and says that one answers without asking it', async () => {
    const provider = await reach('compatible');
    const signal = AbortSignal.timeout(10_000);
    expect(await provider.list?.(signal)).toEqual(
      expect.arrayContaining(['steady', 'limited', 'real-openai', 'real-claude']),
    );
    await provider.check?.('steady', signal);
    await expect(provider.check?.('nobody', signal)).rejects.toMatchObject({ code: 'no_model' });
  });

  it('refuses by its own rate limit, which is a rate_limit, and another model is asked instead', async () => {
    const provider = await reach('compatible');
    const limited = () => collect(provider.stream(ask('limited')));
    const answers = [await limited(), await limited()];
    expect(answers[0]).toMatchObject({ text: mocked.limited, finish: 'stop' });
    expect(answers[1]?.error).toMatchObject({
      code: 'rate_limit',
      details: { provider: 'proxy', model: 'limited', status: 429, phase: 'before' },
    });

    const decisions: Decision[] = [];
    const models = [candidate(provider, 'limited'), candidate(provider, 'steady')];
    const answer = await collect(
      modelEvents(route(models, ask('limited')), (decision) => decisions.push(decision)),
    );
    expect(answer).toMatchObject({ text: mocked.steady, finish: 'stop' });
    expect(decisions).toContainEqual(
      expect.objectContaining({
        type: 'fallback',
        code: 'rate_limit',
        from: { provider: 'proxy', model: 'limited' },
        to: { provider: 'proxy', model: 'steady' },
      }),
    );
    expect(decisions.some(({ type }) => type === 'cooldown')).toBe(true);
  });

  it('falls back by itself from one of its models to another, unseen by us', async () => {
    const answer = await collect((await reach('compatible')).stream(ask('failing')));
    expect(answer).toMatchObject({ text: mocked.steady, finish: 'stop' });
  });

  for (const kind of ['compatible', 'openai', 'anthropic'] as const) {
    it(`says that there is no such model, to ${kind}`, async () => {
      const { error } = await collect((await reach(kind)).stream(ask('nobody')));
      expect(error).toMatchObject({ code: 'no_model', details: { model: 'nobody', phase: 'before' } });
    });

    it(`refuses a wrong key, and nothing of it is told, to ${kind}`, async () => {
      const wrong = 'sk-0123456789abcdef0123456789abcdef';
      const { error } = await collect((await reach(kind, wrong)).stream(ask('steady')));
      expect(error).toMatchObject({ code: 'auth' });
      expect(error?.details.hint).toBeDefined();
      expect(JSON.stringify([error, error?.stack, error?.cause])).not.toContain(wrong);
    });
  }

  it('is told when we stop: an answer under way ends as aborted', async () => {
    upstream.next(sse(openAiChatStream('one two three four five six'), { pause: 200 }));
    const stop = new AbortController();
    const events: LlmEvent[] = [];
    for await (const event of (await reach('compatible')).stream(
      ask('real-openai', { signal: stop.signal }),
    )) {
      events.push(event);
      if (event.type === 'text') stop.abort();
    }
    expect(events.at(-1)).toMatchObject({
      type: 'error',
      error: { code: 'aborted', details: { phase: 'mid' } },
    });
    await upstream.quiet(5000);
  });
});
