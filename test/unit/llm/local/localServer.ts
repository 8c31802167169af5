import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => unknown;

/** A server on a real socket that answers by path; what a path's function returns is sent as JSON. */
export async function localServer(paths: Record<string, Answer>) {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const bytes of request) body += bytes;
    asked.push(`${request.method} ${request.url} ${body}`.trim());
    const answer = paths[request.url ?? ''];
    if (!answer) return response.writeHead(404).end();
    const value = await answer(request, response, body);
    if (value !== undefined) response.end(JSON.stringify(value));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Ollama with two models for conversation and one for embeddings, as its API describes them. */
export const ollama = {
  '/api/tags': () => ({
    models: [
      { name: 'gemma4:e4b', model: 'gemma4:e4b', size: 9_600_000_000, digest: 'a', details: {} },
      { name: 'tiny:1b', model: 'tiny:1b', digest: 'b' },
      { name: 'embed:latest', size: 1000 },
      { name: 'odd:1b', size: 2000 },
    ],
  }),
  '/api/ps': () => ({ models: [{ name: 'tiny:1b', context_length: 4096 }] }),
  '/api/show': (_: IncomingMessage, response: ServerResponse, body: string) => {
    const { model } = JSON.parse(body) as { model: string };
    if (model === 'gemma4:e4b')
      return {
        model_info: { 'general.architecture': 'gemma4', 'gemma4.context_length': 131_072 },
        capabilities: ['completion', 'vision', 'tools'],
      };
    if (model === 'tiny:1b')
      return { parameters: 'stop "x"\nnum_ctx                        8192', capabilities: ['completion'] };
    if (model === 'embed:latest') return { capabilities: ['embedding'] };
    response.writeHead(500).end();
    return undefined;
  },
} satisfies Record<string, Answer>;

/** llama.cpp with one model, as its API describes it. */
export const llamaCpp = {
  '/v1/models': () => ({
    object: 'list',
    data: [
      {
        id: 'qwen.gguf',
        object: 'model',
        owned_by: 'llamacpp',
        meta: { n_ctx_train: 262_144, size: 5_000_000_000, n_params: 8 },
      },
    ],
  }),
  '/props': () => ({
    default_generation_settings: { n_ctx: 65_536 },
    modalities: { vision: true, audio: false },
    chat_template_caps: { supports_tools: false },
  }),
} satisfies Record<string, Answer>;
