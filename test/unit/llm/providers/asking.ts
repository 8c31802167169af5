import type { ProviderSettings } from '../../../../extension/llm/providers/registry.ts';
import type {
  JsonSchema,
  LlmEvent,
  LlmRequest,
  Provider,
  ToolSpec,
} from '../../../../extension/llm/types.ts';

export const key = 'test-key-5d0e7c31ab94';

/** Settings of a provider at this address, with a key. */
export const settingsAt = (baseUrl: string, more: Partial<ProviderSettings> = {}): ProviderSettings => ({
  id: 'tested',
  baseUrl,
  key: async () => key,
  ...more,
});

/** A question of a user to a model. */
export const asking = (model: string, more: Partial<LlmRequest> = {}): LlmRequest => ({
  model,
  messages: [{ role: 'user', parts: [{ type: 'text', text: 'Who waits on the pier?' }] }],
  ...more,
});

/** All that a stream says. */
export async function eventsOf(provider: Provider, request: LlmRequest): Promise<LlmEvent[]> {
  const events: LlmEvent[] = [];
  for await (const event of provider.stream(request)) events.push(event);
  return events;
}

export const sceneSchema: JsonSchema = {
  type: 'object',
  properties: { scene: { type: 'integer' } },
  required: ['scene'],
  additionalProperties: false,
};

export const openScene: ToolSpec = {
  name: 'open_scene',
  description: 'Opens a scene by its number.',
  input: sceneSchema,
};
