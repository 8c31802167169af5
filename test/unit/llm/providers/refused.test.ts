import { expect, it } from 'vitest';
import { unknownCapabilities } from '../../../../extension/llm/capabilities.ts';
import { collect } from '../../../../extension/llm/fold.ts';
import { providerKinds } from '../../../../extension/llm/providers/registry.ts';
import { type Decision, modelEvents } from '../../../../extension/llm/router/events.ts';
import { route } from '../../../../extension/llm/router/route.ts';
import { faultServer, refusedUrl } from '../../../llm/faultServer.ts';
import { openAiChatStream, sse } from '../../../llm/streams.ts';

for (const kind of ['compatible', 'openai', 'anthropic', 'gemini'] as const)
  it(`A server of ${kind} where nobody answers is left for the next model at once`, async () => {
    const server = await faultServer();
    try {
      server.next(sse(openAiChatStream('Here.')));
      const at = async (name: keyof typeof providerKinds, baseUrl: string) => ({
        provider: await providerKinds[name]({ id: baseUrl, baseUrl, key: async () => 'k' }),
        model: 'any',
        capabilities: unknownCapabilities,
      });
      const candidates = [await at(kind, await refusedUrl()), await at('compatible', server.url)];
      const decisions: Decision[] = [];
      const request = { model: '', messages: [], maxTokens: 10 };
      const answer = await collect(modelEvents(route(candidates, request), (one) => decisions.push(one)));
      expect(answer.text).toBe('Here.');
      expect(decisions.map(({ type }) => type)).toEqual([
        'attempt',
        'attempted',
        'fallback',
        'attempt',
        'attempted',
      ]);
      expect(decisions).toContainEqual(expect.objectContaining({ type: 'fallback', code: 'network' }));
    } finally {
      await server.close();
    }
  });
