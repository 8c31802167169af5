import { describe, expect, it, vi } from 'vitest';
import { collect } from '../../../../extension/llm/fold.ts';
import { azure } from '../../../../extension/llm/providers/azure.ts';
import { compatible } from '../../../../extension/llm/providers/compatible.ts';
import { openAi } from '../../../../extension/llm/providers/openai/index.ts';
import { presetAt, presets } from '../../../../extension/llm/providers/presets.ts';
import { providerKinds } from '../../../../extension/llm/providers/registry.ts';
import { serverOfFile } from '../../../llm/serverOfFile.ts';
import {
  json,
  openAiChatStream,
  openAiError,
  openAiModels,
  openAiResponsesStream,
  sse,
} from '../../../llm/streams.ts';
import { asking, key, settingsAt } from './helpers.ts';

const server = await serverOfFile();

const { signal } = new AbortController();
const keyless = { key: async () => undefined };

describe('OpenAI', () => {
  it('is spoken to through Responses at its own address, and says at once when there is no key', async () => {
    for (const baseUrl of [undefined, 'https://api.openai.com/v1/']) {
      const provider = await openAi({ id: 'openai', ...keyless, ...(baseUrl && { baseUrl }) });
      expect(provider.countTokens).toBeDefined();
      const { error } = await collect(provider.stream(asking('Hello?')));
      expect(error).toMatchObject({
        code: 'auth',
        details: { hint: expect.stringContaining('OPENAI_API_KEY') },
      });
    }
  });

  it('behind a proxy is spoken to through Chat Completions', async () => {
    server.next(sse(openAiChatStream('Hi')));
    const provider = await openAi(settingsAt(`${server.url}/v1`));
    expect((await collect(provider.stream(asking('Hello?')))).text).toBe('Hi');
    expect(server.seen[0]?.path).toBe('/v1/chat/completions');
    expect(provider.countTokens).toBeUndefined();
  });

  it('counts tokens without writing any', async () => {
    const stubbed = vi.spyOn(globalThis, 'fetch').mockImplementation(async (url, init) => {
      expect(String(url)).toBe('https://api.openai.com/v1/responses/input_tokens');
      expect(JSON.parse(String(init?.body))).toEqual({
        model: 'gpt-test',
        input: [{ role: 'user', content: [{ type: 'input_text', text: 'Hello?' }] }],
      });
      return Response.json({ object: 'response.input_tokens', input_tokens: 11 });
    });
    const provider = await openAi({ id: 'openai', key: async () => key });
    expect(await provider.countTokens?.(asking('Hello?'))).toBe(11);
    expect(await provider.countTokens?.(asking('Hello?', { signal }))).toBe(11);
    stubbed.mockRestore();
  });

  it('says by name whether it has a model', async () => {
    const answers = [
      Response.json({ id: 'gpt-test' }),
      Response.json({ error: { code: 'model_not_found' } }, { status: 404 }),
    ];
    const stubbed = vi.spyOn(globalThis, 'fetch').mockImplementation(async (url) => {
      expect(String(url)).toBe('https://api.openai.com/v1/models/gpt-test');
      return answers.shift() ?? Response.error();
    });
    const provider = await openAi({ id: 'openai', key: async () => key });
    await provider.check?.('gpt-test', signal);
    await expect(provider.check?.('gpt-test', signal)).rejects.toMatchObject({
      code: 'no_model',
      details: { provider: 'openai', model: 'gpt-test' },
    });
    stubbed.mockRestore();
  });

  it('is asked with the key of the moment', async () => {
    let current = 'sk-first-0123456789';
    server.always(sse(openAiChatStream('Hi')));
    const provider = await openAi(settingsAt(`${server.url}/v1`, { key: async () => current }));
    await collect(provider.stream(asking('Hello?')));
    await collect(provider.stream(asking('Hello?')));
    current = ' sk-second-9876543210\n';
    await collect(provider.stream(asking('Hello?')));
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer sk-first-0123456789',
      'Bearer sk-first-0123456789',
      'Bearer sk-second-9876543210',
    ]);
  });

  it('gets nothing of the environment but its key', async () => {
    vi.stubEnv('OPENAI_CUSTOM_HEADERS', 'x-secret: hidden\nnonsense');
    vi.stubEnv('OPENAI_ORG_ID', 'org-hidden');
    vi.stubEnv('OPENAI_BASE_URL', 'http://nobody.invalid');
    server.next(sse(openAiChatStream('Hi')));
    const provider = await openAi(settingsAt(`${server.url}/v1`, { headers: { 'x-team': 'art' } }));
    await collect(provider.stream(asking('Hello?')));
    vi.unstubAllEnvs();
    expect(JSON.stringify(server.seen[0]?.headers)).not.toContain('hidden');
    expect(server.seen[0]?.headers['x-team']).toBe('art');
  });
});

describe('Azure', () => {
  it('gets the key in its own header, at the path of its interface', async () => {
    const paths: [address: string, path: string][] = [
      [server.url, '/openai/v1/responses'],
      [`${server.url}/openai/`, '/openai/v1/responses'],
      [`${server.url}/openai/v1/`, '/openai/v1/responses'],
    ];
    for (const [address, path] of paths) {
      server.reset();
      server.next(sse(openAiResponsesStream('Hi')));
      const provider = await azure(settingsAt(address));
      expect((await collect(provider.stream(asking('Hello?')))).text).toBe('Hi');
      const [seen] = server.seen;
      expect(seen?.path).toBe(path);
      expect(seen?.headers['api-key']).toBe(key);
      expect(seen?.headers.authorization).toBeUndefined();
    }
  });

  it('is told the version of the interface, and whether it answers', async () => {
    const provider = await azure(settingsAt(server.url, { apiVersion: 'preview', api: 'chat' }));
    server.next(
      sse(openAiChatStream('Hi')),
      openAiModels(['gpt-other']),
      openAiError(401, 'invalid_api_key'),
    );
    await collect(provider.stream(asking('Hello?')));
    await provider.check?.('my-deployment', signal);
    await expect(provider.check?.('my-deployment', signal)).rejects.toMatchObject({ code: 'auth' });
    expect(server.seen.map(({ path }) => path)).toEqual([
      '/openai/v1/chat/completions?api-version=preview',
      '/openai/v1/models?api-version=preview',
      '/openai/v1/models?api-version=preview',
    ]);
  });

  it('needs an address, and a key', async () => {
    await expect(azure({ id: 'azure', ...keyless })).rejects.toMatchObject({ code: 'bad_request' });
    const provider = await azure(settingsAt(server.url, keyless));
    const { error } = await collect(provider.stream(asking('Hello?')));
    expect(error).toMatchObject({
      code: 'auth',
      details: { hint: expect.stringContaining('AZURE_OPENAI_API_KEY') },
    });
    expect(server.seen).toHaveLength(0);
  });
});

describe('a compatible server', () => {
  const at = (more = {}) => compatible(settingsAt(`${server.url}/v1`, more));

  it('needs an address, but no key', async () => {
    await expect(compatible({ id: 'mine', ...keyless })).rejects.toMatchObject({ code: 'bad_request' });
    server.next(sse(openAiChatStream('Hi')));
    expect((await collect((await at(keyless)).stream(asking('Hello?')))).text).toBe('Hi');
    expect(server.seen[0]?.headers.authorization).toBeUndefined();
  });

  it('takes a header of the settings in place of a key', async () => {
    server.next(sse(openAiChatStream('Hi')));
    await collect(
      (await at({ ...keyless, headers: { authorization: 'Basic abc' } })).stream(asking('Hello?')),
    );
    expect(server.seen[0]?.headers.authorization).toBe('Basic abc');
  });

  it('lists its models', async () => {
    server.next(openAiModels(['qwen3:8b', 'llama3.2:latest']));
    expect(await (await at()).list?.(signal)).toEqual(['qwen3:8b', 'llama3.2:latest']);
    expect(server.seen[0]).toMatchObject({ method: 'GET', path: '/v1/models' });
    for (const reply of [
      json({ models: [] }),
      { body: '<html>', headers: { 'content-type': 'text/html' } },
    ]) {
      server.next(reply);
      await expect((await at()).list?.(signal)).rejects.toMatchObject({
        code: 'server',
        details: { provider: 'tested' },
      });
    }
  });

  it('has a model under the names that its kind takes', async () => {
    const provider = await at();
    server.always(openAiModels(['llama3.2:latest', 'vendor/model', 'qwen3:8b', 'a', 'b', 'c']));
    for (const name of ['llama3.2', 'llama3.2:latest', 'vendor/model:free', 'qwen3:8b'])
      await provider.check?.(name, signal);
    await expect(provider.check?.('qwen3:70b', signal)).rejects.toMatchObject({
      code: 'no_model',
      details: { hint: 'It has llama3.2:latest, vendor/model, qwen3:8b, a, b …' },
    });
    server.always(openAiModels(['one']));
    await expect(provider.check?.('two', signal)).rejects.toMatchObject({ details: { hint: 'It has one.' } });
    server.always(json({ object: 'list', data: null }));
    await expect(provider.check?.('two', signal)).rejects.toMatchObject({
      details: { hint: 'It has no model at all.' },
    });
    server.always(json({ data: [{ id: 'gguf', owned_by: 'llamacpp' }, 7] }));
    await provider.check?.('whatever', signal);
  });

  it('can be left before it answers', async () => {
    const stop = new AbortController();
    server.always({ wait: Infinity });
    const listed = (await at()).list?.(stop.signal);
    await server.arrived(1);
    stop.abort();
    await expect(listed).rejects.toMatchObject({ code: 'aborted' });
  });
});

describe('the presets', () => {
  it('are known by host and port, by whatever name of this machine', () => {
    expect(presetAt('http://localhost:11434')).toBe(presets.ollama);
    expect(presetAt('http://[::1]:1234/v1/')).toBe(presets['lm-studio']);
    expect(presetAt('https://api.mistral.ai/v1')?.dialect).toMatchObject({
      seed: 'random_seed',
      streamOptions: false,
    });
    expect(presetAt('http://localhost:9999')).toBeUndefined();
    expect(presetAt('nowhere')).toBeUndefined();
  });

  it('that need a key name the variable in which it usually is', async () => {
    for (const { baseUrl, keyVariable, dialect } of Object.values(presets)) {
      if (!dialect.needsKey) continue;
      const provider = await compatible({ id: 'hosted', baseUrl, ...keyless });
      const { error } = await collect(provider.stream(asking('Hello?')));
      expect(error).toMatchObject({
        code: 'auth',
        details: { hint: expect.stringContaining(`${keyVariable}`) },
      });
    }
  });

  it('are spoken to in their own way behind an address of the user', async () => {
    const { mistral } = presets;
    expect(mistral.dialect).toMatchObject({ needsKey: true, maxTokens: 'max_tokens' });
    server.next(sse(openAiChatStream('Salut')));
    const provider = await compatible(settingsAt(server.url, { preset: 'mistral', ...keyless }));
    await collect(provider.stream(asking('Bonjour?', { seed: 3 })));
    const sent = JSON.parse(server.seen[0]?.body ?? '');
    expect(sent).toMatchObject({ random_seed: 3 });
    expect(sent).not.toHaveProperty('stream_options');
  });
});

it('each kind is loaded by its line in the registry', async () => {
  for (const kind of ['openai', 'azure', 'compatible'] as const)
    expect((await providerKinds[kind](settingsAt(server.url))).id).toBe('tested');
});
