import type { ProviderSettings } from '../../../../extension/llm/providers/registry.ts';
import type { LlmEvent, LlmRequest, Provider } from '../../../../extension/llm/types.ts';

export const key = 'sk-test-4f9a1b7c2d8e6035';

/** Settings of a provider at this address, with a key. */
export const settingsAt = (baseUrl: string, more: Partial<ProviderSettings> = {}): ProviderSettings => ({
  id: 'tested',
  baseUrl,
  key: async () => key,
  ...more,
});

export const asking = (text: string, more: Partial<LlmRequest> = {}): LlmRequest => ({
  model: 'gpt-test',
  messages: [{ role: 'user', parts: [{ type: 'text', text }] }],
  ...more,
});

export async function allOf(provider: Provider, request: LlmRequest): Promise<LlmEvent[]> {
  const events: LlmEvent[] = [];
  for await (const event of provider.stream(request)) events.push(event);
  return events;
}

/** A server-sent event with data alone. */
export const data = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;

/** A piece of a chat stream with one choice. */
export const chunk = (delta: unknown, finish: string | null = null, more: object = {}) => ({
  model: 'served-model',
  choices: [{ index: 0, delta, finish_reason: finish }],
  ...more,
});

export const weatherTool = {
  name: 'weather',
  description: 'The weather at a place.',
  input: {
    type: 'object',
    properties: { place: { type: 'string' } },
    required: ['place'],
    additionalProperties: false,
  },
};
