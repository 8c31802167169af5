import { afterEach, describe, expect, it } from 'vitest';
import { localAddresses, localServers } from '../../../../extension/llm/local/servers.ts';
import { llamaCpp, localServer, ollama } from './localServer.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});
const serve = async (...args: Parameters<typeof localServer>) => {
  const server = await localServer(...args);
  open.push(server);
  return server;
};
const nobody = 'http://127.0.0.1:9';
const options = ['temperature', 'stop', 'seed'];

describe('local servers', () => {
  it('of Ollama are listed with size, context and capabilities, models for conversation alone', async () => {
    const { origin } = await serve(ollama);
    const [server] = await localServers({ ollama: origin, llamaCpp: nobody });
    expect(server).toEqual({
      kind: 'ollama',
      origin,
      models: [
        {
          name: 'gemma4:e4b',
          bytes: 9_600_000_000,
          trained: 131_072,
          capabilities: { images: true, tools: true, structured: true, options },
        },
        {
          name: 'tiny:1b',
          capabilities: { images: false, tools: false, structured: true, options, context: 4096 },
        },
        {
          name: 'odd:1b',
          bytes: 2000,
          capabilities: { images: false, tools: true, structured: true, options },
        },
      ],
    });
  });

  it('tell the context that a model was given; what it was trained for is not what Ollama lets it read', async () => {
    const { origin } = await serve({ '/api/tags': ollama['/api/tags'], '/api/show': ollama['/api/show'] });
    const [server] = await localServers({ ollama: origin, llamaCpp: nobody });
    expect(server?.models.map(({ capabilities: { context } }) => context)).toEqual([
      undefined,
      8192,
      undefined,
    ]);
  });

  it('of llama.cpp are listed with the context that they were started with', async () => {
    const { origin } = await serve(llamaCpp);
    expect(await localServers({ ollama: nobody, llamaCpp: origin })).toEqual([
      {
        kind: 'llama.cpp',
        origin,
        models: [
          {
            name: 'qwen.gguf',
            bytes: 5_000_000_000,
            trained: 262_144,
            capabilities: { images: true, tools: false, structured: true, options, context: 65_536 },
          },
        ],
      },
    ]);
  });

  it('of llama.cpp that tell little are listed with what they tell', async () => {
    const { origin } = await serve({
      '/v1/models': () => ({ data: [{ id: 'a', owned_by: 'llamacpp', meta: null }] }),
    });
    const [server] = await localServers({ ollama: nobody, llamaCpp: origin });
    expect(server?.models).toEqual([
      { name: 'a', capabilities: { images: false, tools: true, structured: true, options } },
    ]);
  });

  it('are not what else listens on their ports, nor what is silent or sends elsewhere', async () => {
    const other = await serve({ '/v1/models': () => ({ data: [{ id: 'a', owned_by: 'somebody' }] }) });
    const elsewhere = await serve({
      '/api/tags': (_, response) => void response.writeHead(302, { location: other.origin }).end(),
    });
    expect(await localServers({ ollama: elsewhere.origin, llamaCpp: other.origin })).toEqual([]);
    const silent = await serve({ '/api/tags': () => undefined, '/v1/models': () => undefined });
    const started = performance.now();
    expect(await localServers({ ollama: silent.origin, llamaCpp: silent.origin })).toEqual([]);
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it('are no longer looked for once that is stopped', async () => {
    const { origin } = await serve(ollama);
    expect(await localServers({ ollama: origin, llamaCpp: nobody }, AbortSignal.abort())).toEqual([]);
  });

  it('are looked for on their usual ports, or where the environment says', () => {
    expect(localAddresses({})).toEqual({
      ollama: 'http://127.0.0.1:11434',
      llamaCpp: 'http://127.0.0.1:8080',
    });
    const address = (host: string) => localAddresses({ OLLAMA_HOST: host }).ollama;
    expect(address('0.0.0.0')).toBe('http://127.0.0.1:11434');
    expect(address(':11500')).toBe('http://127.0.0.1:11500');
    expect(address('box:11500')).toBe('http://box:11500');
    expect(address('http://box')).toBe('http://box:11434');
    expect(address('http://box:80')).toBe('http://box');
    expect(address('https://box')).toBe('https://box');
    expect(address('::nonsense::')).toBe('http://127.0.0.1:11434');
    expect(localAddresses().llamaCpp).toMatch(/^http/);
  });
});
