import type { LlmEvent, LlmRequest, Provider } from '../../types.ts';
import { asked } from '../asked.ts';
import { discreet } from '../discreet.ts';
import { connectionFault } from '../faults.ts';
import { guarded } from '../guarded.ts';
import type { ProviderSettings } from '../registry.ts';
import { chunkReader } from './events.ts';
import { chunks, modelPath, send } from './http.ts';
import { callNames, generateRequest } from './request.ts';

/** Google's Gemini, by its REST interface. */
export async function gemini(given: ProviderSettings): Promise<Provider> {
  const { settings, codeOf, ...quiet } = discreet(given, connectionFault);
  const { id } = settings;

  async function* events(request: LlmRequest): AsyncGenerator<LlmEvent> {
    const { body, warnings } = generateRequest(request);
    yield* warnings;
    const path = `${modelPath(request.model)}:streamGenerateContent?alt=sse`;
    const response = await send(settings, path, body, request.signal);
    const reader = chunkReader(request.model, callNames(request));
    try {
      for await (const piece of chunks(response)) yield* reader.chunk(piece);
    } catch (thrown) {
      // A connection that breaks when all has been said takes nothing away.
      if (!reader.whole()) throw thrown;
    }
    yield* reader.end();
  }

  return {
    id,
    stream: (request) => guarded(id, request, quiet.events(events), codeOf),
    list: (signal) => asked({ provider: id, signal }, () => allModels(settings, signal), codeOf),
    check: (model, signal) =>
      asked(
        { provider: id, model, signal },
        async () => {
          await (await send(settings, modelPath(model), undefined, signal)).json();
        },
        codeOf,
      ),
    countTokens: (request) =>
      asked(
        { provider: id, model: request.model, signal: request.signal },
        async () => {
          const model = modelPath(request.model);
          const { generationConfig: _, ...prompt } = generateRequest(request).body;
          const body = { generateContentRequest: { model: decodeURIComponent(model), ...prompt } };
          const response = await send(settings, `${model}:countTokens`, body, request.signal);
          return ((await response.json()) as { totalTokens: number }).totalTokens;
        },
        codeOf,
      ),
  };
}

interface Page {
  models?: { name: string; supportedGenerationMethods?: string[] }[];
  nextPageToken?: string;
}

/** Models that write, without the room that most of them are in. */
async function allModels(settings: ProviderSettings, signal: AbortSignal): Promise<string[]> {
  const names: string[] = [];
  let token: string | undefined;
  do {
    const query = new URLSearchParams({ pageSize: '1000', ...(token && { pageToken: token }) });
    const page = (await (await send(settings, `models?${query}`, undefined, signal)).json()) as Page;
    for (const { name, supportedGenerationMethods: methods } of page.models ?? [])
      if (!methods || methods.includes('generateContent')) names.push(name.replace(/^models\//, ''));
    token = page.nextPageToken;
  } while (token);
  return names;
}
