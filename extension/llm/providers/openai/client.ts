import type OpenAI from 'openai';
import { LlmError } from '../../errors.ts';
import { headersOfEnvironment, keyOf } from '../asked.ts';
import type { ProviderSettings } from '../registry.ts';
import type { Dialect } from './dialect.ts';

/** The address of OpenAI's own server. */
const openAiUrl = 'https://api.openai.com/v1';

/**
 * A client for one call. Nothing of the environment but the key that was handed out goes to a server: the SDK would read
 * an address, an organisation, headers and a log level there. Throws `auth` when the key is missing.
 */
export async function clientOf(
  sdk: typeof OpenAI,
  settings: ProviderSettings,
  dialect: Dialect,
): Promise<OpenAI> {
  const key = await keyOf(settings).catch((error: unknown) => {
    throw error instanceof LlmError ? withVariable(error, dialect) : error;
  });
  if (!key && dialect.keyVariable)
    throw withVariable(new LlmError('auth', `There is no key for ${dialect.label}.`), dialect);
  return new sdk({
    apiKey: key ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    baseURL: settings.baseUrl ?? openAiUrl,
    maxRetries: 0,
    logLevel: 'off',
    // A key does not follow to another address.
    fetchOptions: { redirect: 'manual' },
    defaultHeaders: {
      ...Object.fromEntries(headersOfEnvironment('OPENAI_CUSTOM_HEADERS').map((name) => [name, null])),
      ...((!key || dialect.keyHeader === 'api-key') && { authorization: null }),
      ...(key && dialect.keyHeader === 'api-key' && { 'api-key': key }),
      ...settings.headers,
    },
    ...(settings.apiVersion !== undefined && { defaultQuery: { 'api-version': settings.apiVersion } }),
  });
}

const withVariable = (error: LlmError, { keyVariable }: Dialect): LlmError =>
  keyVariable ? error.with({ hint: `Set a key for this provider, or the variable ${keyVariable}.` }) : error;
