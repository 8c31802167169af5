import { LlmError } from '../errors.ts';
import type { Provider } from '../types.ts';
import { openAiDialect } from './openai/dialect.ts';
import { speaking } from './openai/provider.ts';
import type { ProviderSettings } from './registry.ts';

/**
 * OpenAI's models at Azure, under the names of their deployments. `baseUrl` is the resource's address, as
 * https://NAME.openai.azure.com, with or without the path of the interface. A check says whether the resource answers
 * and takes the key: Azure names its deployments to nobody who only has a key. Throws `bad_request` without an address.
 */
export async function azure(settings: ProviderSettings): Promise<Provider> {
  if (settings.baseUrl === undefined)
    throw new LlmError('bad_request', 'Azure needs the address of your resource.', {
      provider: settings.id,
      hint: 'Set the base URL, as https://NAME.openai.azure.com/openai/v1/',
    });
  return speaking(
    {
      ...openAiDialect,
      label: 'Azure OpenAI',
      keyVariable: 'AZURE_OPENAI_API_KEY',
      keyHeader: 'api-key',
      check: 'server',
      countTokens: false,
    },
    { ...settings, baseUrl: withPath(settings.baseUrl) },
  );
}

/** The address with the path of the interface, which is the same for every resource. */
function withPath(address: string): string {
  const trimmed = address.replace(/\/+$/, '');
  return /\/openai(\/|$)/.test(trimmed) ? trimmed.replace(/\/openai$/, '/openai/v1') : `${trimmed}/openai/v1`;
}
