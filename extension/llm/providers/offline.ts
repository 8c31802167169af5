import { LlmError } from '../errors.ts';
import type { Provider } from '../types.ts';
import { guarded } from './guarded.ts';
import type { ProviderSettings } from './registry.ts';

/** Kind `none`: no model is configured. Every request says so, and what to do about it. */
export async function offline({ id }: ProviderSettings): Promise<Provider> {
  const error = new LlmError('no_model', 'No model is configured.', {
    provider: id,
    hint: 'Set a key (photoplay keys set openai), or start a local server such as Ollama; photoplay models lists what there is.',
  });
  return {
    id,
    stream: (request) => guarded(id, request, nothing(error), () => error),
    list: async () => [],
    check: async () => {
      throw error;
    },
  };
}

const nothing = (error: LlmError) =>
  async function* () {
    yield { type: 'error' as const, error };
  };
