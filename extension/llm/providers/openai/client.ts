import type OpenAI from 'openai';
import { LlmError } from '../../errors.ts';
import { headersOfEnvironment, keyOf } from '../asked.ts';
import type { ProviderSettings } from '../registry.ts';
import type { Dialect } from './dialect.ts';

/** The address of OpenAI's own server. */
const openAiUrl = 'https://api.openai.com/v1';

/**
 * Gives a client for the key of the moment: making one takes a third of a millisecond, so it is kept while the key stays
 * the same. Throws `auth` when the key is missing.
 */
export function clientMaker(
  sdk: typeof OpenAI,
  settings: ProviderSettings,
  dialect: Dialect,
): () => Promise<OpenAI> {
  let last: { key: string | undefined; client: OpenAI } | undefined;
  return async () => {
    const key = await keyFor(settings, dialect);
    if (!last || last.key !== key) last = { key, client: clientOf(sdk, key, settings, dialect) };
    return last.client;
  };
}

async function keyFor(settings: ProviderSettings, dialect: Dialect): Promise<string | undefined> {
  // With an address, no key may be needed; of a server that is known to want one, it is asked for here.
  const key = await keyOf({ ...settings, baseUrl: settings.baseUrl ?? openAiUrl });
  if (key || !dialect.needsKey) return key;
  throw new LlmError('auth', `There is no key for ${dialect.label}.`, {
    hint: `Set a key for this provider, or the variable ${dialect.keyVariable}.`,
  });
}

/** Nothing of the environment goes to a server: the SDK would read an address, an organisation and headers there. */
const clientOf = (
  sdk: typeof OpenAI,
  key: string | undefined,
  settings: ProviderSettings,
  { keyHeader }: Dialect,
): OpenAI =>
  new sdk({
    apiKey: key ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    baseURL: settings.baseUrl ?? openAiUrl,
    maxRetries: 0,
    // It logs what it sends and gets.
    logLevel: 'off',
    // A key does not follow to another address.
    fetchOptions: { redirect: 'manual' },
    defaultHeaders: {
      ...Object.fromEntries(headersOfEnvironment('OPENAI_CUSTOM_HEADERS').map((name) => [name, null])),
      ...((!key || keyHeader === 'api-key') && { authorization: null }),
      ...(key && keyHeader === 'api-key' && { 'api-key': key }),
      ...settings.headers,
    },
    ...(settings.apiVersion !== undefined && { defaultQuery: { 'api-version': settings.apiVersion } }),
  });
