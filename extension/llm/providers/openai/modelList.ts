import type OpenAI from 'openai';
import { LlmError } from '../../errors.ts';
import type { Dialect } from './dialect.ts';
import { isObject } from './reader.ts';

/** How many names an error proposes. */
const proposed = 5;

/** Names of the server's models, in its order. Throws what the SDK throws; `server` when what came is no list. */
export const listModels = async (client: OpenAI, signal: AbortSignal): Promise<string[]> =>
  (await entries(client, signal)).map(({ id }) => id);

/** Throws `no_model` when the server says, without spending a token, that it does not have the model. */
export async function requireModel(
  client: OpenAI,
  { check }: Dialect,
  model: string,
  signal: AbortSignal,
): Promise<void> {
  if (check === 'name') {
    await client.models.retrieve(model, { signal });
    return;
  }
  const models = await entries(client, signal);
  if (check === 'server' || models.some(({ id }) => isNamed(id, model))) return;
  // llama.cpp has one model, and answers to any name.
  if (models.length === 1 && models[0]?.owned_by === 'llamacpp') return;
  const names = models.slice(0, proposed).map(({ id }) => id);
  throw new LlmError('no_model', 'The server does not have this model.', {
    hint: names.length
      ? `It has ${names.join(', ')}${models.length > proposed ? ' …' : '.'}`
      : 'It has no model at all.',
  });
}

/** Ollama fills in ":latest"; routers take a variant or a provider after a colon that their lists do not have. */
const isNamed = (id: string, model: string): boolean =>
  id === model || id === `${model}:latest` || id === model.replace(/:[^:]*$/, '');

/** The SDK's own list makes an empty one of whatever comes; Ollama has null for an empty one. */
async function entries(client: OpenAI, signal: AbortSignal): Promise<{ id: string; owned_by?: unknown }[]> {
  const page = await client.get<unknown>('/models', { signal });
  const list = isObject(page) && 'data' in page ? (page.data ?? []) : undefined;
  if (!Array.isArray(list))
    throw new LlmError('server', 'The server answered with something that is no list of models.', {
      hint: 'Check its base URL.',
    });
  return list.filter((entry) => isObject(entry) && typeof entry.id === 'string');
}
