import { LlmError } from '../errors.ts';
import type { Provider } from '../types.ts';
import { plainDialect } from './openai/dialect.ts';
import { speaking } from './openai/provider.ts';
import { presetAt, presets } from './presets.ts';
import type { ProviderSettings } from './registry.ts';

/**
 * Any server that takes Chat Completions, by its address. One of the presets, by name or address, is spoken to in its
 * own dialect, any other in the plain one. A key is sent where there is one. Throws `bad_request` without an address.
 */
export async function compatible(settings: ProviderSettings): Promise<Provider> {
  if (settings.baseUrl === undefined)
    throw new LlmError('bad_request', 'This server needs an address.', {
      provider: settings.id,
      hint: 'Set the base URL, as http://127.0.0.1:8080/v1',
    });
  const preset = settings.preset ? presets[settings.preset] : presetAt(settings.baseUrl);
  const dialect = preset?.dialect ?? plainDialect;
  // Behind a proxy of one's own, a service that is known to want a key may need none.
  const atHome = preset === presetAt(settings.baseUrl);
  return speaking(atHome ? dialect : { ...dialect, needsKey: false }, settings);
}
