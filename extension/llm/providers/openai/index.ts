import type { Provider } from '../../types.ts';
import type { ProviderSettings } from '../registry.ts';
import { openAiDialect, plainDialect } from './dialect.ts';
import { speaking } from './provider.ts';

/**
 * OpenAI: the Responses interface at its own address. At any other, where a proxy passes calls on to OpenAI or to
 * somebody else, Chat Completions, unless the settings say.
 */
export const openAi = (settings: ProviderSettings): Promise<Provider> =>
  speaking(
    settings.baseUrl === undefined || /^https:\/\/api\.openai\.com\//.test(settings.baseUrl)
      ? openAiDialect
      : { ...plainDialect, strict: true, cacheKey: true },
    settings,
  );
