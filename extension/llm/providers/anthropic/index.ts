import type Anthropic from '@anthropic-ai/sdk';
import { LlmError } from '../../errors.ts';
import type { LlmEvent, LlmRequest, Provider } from '../../types.ts';
import { asked, headersOfEnvironment, keyOf } from '../asked.ts';
import { discreet } from '../discreet.ts';
import { requireEventStream } from '../faults.ts';
import { guarded } from '../guarded.ts';
import type { ProviderSettings } from '../registry.ts';
import { faultOf } from './errors.ts';
import { messageReader } from './events.ts';
import { messageParams, prompt } from './request.ts';

/** Anthropic's Messages API, or a server that speaks it, through the official SDK, which is loaded with the provider. */
export async function anthropic(given: ProviderSettings): Promise<Provider> {
  const { default: Sdk } = await import('@anthropic-ai/sdk');
  const { settings, codeOf, ...quiet } = discreet(given, (thrown) => faultOf(Sdk, thrown));
  const { id } = settings;

  async function connect(): Promise<Anthropic> {
    const key = await keyOf(settings);
    return new Sdk({
      // With no key the SDK would look for others of the user's on this machine, and send them.
      apiKey: key ?? 'none',
      baseURL: (settings.baseUrl ?? 'https://api.anthropic.com').replace(/\/+(v1\/*)?$/, ''),
      defaultHeaders: {
        ...Object.fromEntries(headersOfEnvironment('ANTHROPIC_CUSTOM_HEADERS').map((name) => [name, null])),
        ...(key === undefined && { authorization: null }),
        ...settings.headers,
      },
      maxRetries: 0,
      // It logs what it sends and gets, and traces it.
      logLevel: 'off',
      openTelemetry: false,
      // A key does not follow to another address.
      fetchOptions: { redirect: 'manual' },
    });
  }

  async function* events(request: LlmRequest): AsyncGenerator<LlmEvent> {
    const { params, warnings } = messageParams(request);
    const client = await connect();
    yield* warnings;
    const { data, response, request_id } = await client.messages
      .create(params, { signal: request.signal })
      .withResponse();
    try {
      requireEventStream(response.headers);
    } catch (thrown) {
      data.controller.abort();
      throw thrown;
    }
    const read = messageReader(request_id ?? undefined);
    for await (const event of data) yield* read(event);
  }

  return {
    id,
    stream: (request) => guarded(id, request, quiet.events(events), codeOf),
    list: (signal) =>
      asked(
        { provider: id, signal },
        async () => {
          const models: string[] = [];
          const client = await connect();
          for await (const model of client.models.list({ limit: 1000 }, { signal })) models.push(model.id);
          return models;
        },
        codeOf,
      ),
    check: (model, signal) =>
      asked(
        { provider: id, model, signal },
        async () => {
          const client = await connect();
          const { lifecycle } = await client.models.retrieve(model, {}, { signal });
          if (lifecycle === 'retired')
            throw new LlmError('no_model', 'This model has been retired.', { hint: 'Choose another model.' });
        },
        codeOf,
      ),
    countTokens: (request) =>
      asked(
        { provider: id, model: request.model, signal: request.signal },
        async () => {
          const client = await connect();
          const { input_tokens } = await client.messages.countTokens(
            { model: request.model, ...prompt(request) },
            { signal: request.signal },
          );
          return input_tokens;
        },
        codeOf,
      ),
  };
}
