import type { LlmEvent, LlmRequest, Provider } from '../../types.ts';
import { asked } from '../asked.ts';
import { discreet } from '../discreet.ts';
import { guarded } from '../guarded.ts';
import type { ProviderSettings } from '../registry.ts';
import { type Call, open } from './calls.ts';
import { chatReader } from './chatEvents.ts';
import { chatParams } from './chatRequest.ts';
import { clientMaker } from './client.ts';
import type { Dialect } from './dialect.ts';
import { faultOf } from './errors.ts';
import { listModels, requireModel } from './modelList.ts';
import type { Asked, Reader } from './reader.ts';
import { type Droppable, droppedWarnings } from './refusedOptions.ts';
import { responsesReader } from './responsesEvents.ts';
import { prompt, responsesParams } from './responsesRequest.ts';

/** A server that speaks OpenAI's language in this dialect, through the official SDK, loaded with the provider. */
export async function speaking(dialect: Dialect, given: ProviderSettings): Promise<Provider> {
  const { default: sdk } = await import('openai');
  const { settings, codeOf, ...quiet } = discreet(given, (thrown) => faultOf(sdk, thrown));
  const { id } = settings;
  const api = settings.api ?? dialect.api;
  const refused = new Map<string, Set<Droppable>>();
  const connect = clientMaker(sdk, settings, dialect);

  async function* events(request: LlmRequest): AsyncGenerator<LlmEvent> {
    const { warnings, ...call } = callOf(request);
    yield* warnings;
    const known = refused.get(request.model) ?? new Set();
    refused.set(request.model, known);
    const { pieces, params, requestId } = await open(await connect(), call, known, request.signal);
    yield* droppedWarnings(request.model, call.params, params);
    const reader = readerOf(request, requestId);
    try {
      for await (const piece of pieces) yield* reader.read(piece);
    } catch (thrown) {
      // What is lost after the end of an answer is not missed.
      if (!reader.whole()) throw thrown;
    }
    yield* reader.end();
  }

  const callOf = (request: LlmRequest): Call & { warnings: LlmEvent[] } =>
    api === 'chat' ? { api, ...chatParams(request, dialect) } : { api, ...responsesParams(request, dialect) };

  function readerOf(request: LlmRequest, requestId: string | undefined): Reader {
    const known: Asked = {
      model: request.model,
      earlierCalls: request.messages.flatMap(({ parts }) => parts).filter(({ type }) => type === 'toolCall')
        .length,
      ...(requestId !== undefined && { requestId }),
    };
    return api === 'chat' ? chatReader(known) : responsesReader(known);
  }

  const provider: Provider = {
    id,
    stream: (request) => guarded(id, request, quiet.events(events), codeOf),
    list: (signal) =>
      asked({ provider: id, signal }, async () => listModels(await connect(), signal), codeOf),
    check: (model, signal) =>
      asked(
        { provider: id, model, signal },
        async () => requireModel(await connect(), dialect, model, signal),
        codeOf,
      ),
  };
  if (!dialect.countTokens || api !== 'responses') return provider;
  return {
    ...provider,
    countTokens: (request) =>
      asked(
        { provider: id, model: request.model, signal: request.signal },
        async () => {
          const client = await connect();
          const { input_tokens } = await client.responses.inputTokens.count(
            { model: request.model, ...prompt(request, dialect) },
            { signal: request.signal ?? null },
          );
          return input_tokens;
        },
        codeOf,
      ),
  };
}
