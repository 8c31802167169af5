import { describe, expect, it } from 'vitest';
import { knownModel, modelNamed } from '../../../../extension/llm/config/candidates.ts';
import { type Config, noConfig } from '../../../../extension/llm/config/config.ts';
import { knownProvider, providerNames } from '../../../../extension/llm/config/known.ts';
import { parseConfig } from '../../../../extension/llm/config/read.ts';
import type { LocalServer } from '../../../../extension/llm/local/servers.ts';

const config = (value: object): Config => parseConfig(JSON.stringify(value), 'models.json');
const known = (id: string, from = noConfig, env = {}) => {
  const found = knownProvider(id, from, env);
  if (!found) throw new Error(id);
  return found;
};

describe('a provider', () => {
  it('is known by its name without a file', () => {
    expect(known('openai')).toEqual({
      kind: 'openai',
      settings: { id: 'openai' },
      variables: ['OPENAI_API_KEY'],
      maker: 'openai',
      free: false,
      usual: 'gpt-6.2-sol',
    });
    expect(known('gemini').variables).toEqual(['GEMINI_API_KEY', 'GOOGLE_API_KEY']);
    expect(known('mistral')).toMatchObject({
      kind: 'compatible',
      settings: { baseUrl: 'https://api.mistral.ai/v1', preset: 'mistral' },
      variables: ['MISTRAL_API_KEY'],
      maker: 'mistral',
    });
    expect(known('ollama')).toMatchObject({ kind: 'compatible', free: true, variables: ['OLLAMA_API_KEY'] });
    expect(knownProvider('nobody', noConfig, {})).toBeUndefined();
    expect(knownProvider('constructor', noConfig, {})).toBeUndefined();
    expect(providerNames(noConfig).slice(0, 3)).toEqual(['openai', 'anthropic', 'gemini']);
  });

  it('may have its address in the environment; elsewhere than at its maker its prices are unknown', () => {
    const moved = known('openai', noConfig, { OPENAI_BASE_URL: 'https://proxy.example.com/v1/' });
    expect(moved.settings.baseUrl).toBe('https://proxy.example.com/v1');
    expect(moved.maker).toBeUndefined();
    expect(moved.variables).toEqual(['OPENAI_API_KEY']);
    expect(known('openai', noConfig, { OPENAI_BASE_URL: 'https://api.openai.com/v1' }).maker).toBe('openai');
    expect(known('openai', noConfig, { OPENAI_BASE_URL: 'no address' }).settings.baseUrl).toBeUndefined();
    expect(
      known('azure', noConfig, { AZURE_OPENAI_ENDPOINT: 'https://me.openai.azure.com' }).settings.baseUrl,
    ).toBe('https://me.openai.azure.com');
  });

  it("of the user's own has its own key: one that is meant for another address does not go there", () => {
    const own = config({
      providers: {
        'work-proxy': {
          kind: 'openai',
          baseUrl: 'https://models.example.com/v1',
          api: 'responses',
          apiVersion: '1',
          headers: { 'x-team': 'film' },
        },
        second: { kind: 'openai' },
        third: { kind: 'groq', baseUrl: 'https://groq.example.com/v1', keyVariable: 'TEAM_KEY' },
        play: { kind: 'scripted', baseUrl: 'file:///films/script.json' },
      },
    });
    expect(known('work-proxy', own)).toEqual({
      kind: 'openai',
      settings: {
        id: 'work-proxy',
        baseUrl: 'https://models.example.com/v1',
        api: 'responses',
        apiVersion: '1',
        headers: { 'x-team': 'film' },
      },
      variables: ['WORK_PROXY_API_KEY'],
      free: false,
      usual: 'gpt-6.2-sol',
    });
    expect(known('second', own)).toMatchObject({
      variables: ['SECOND_API_KEY', 'OPENAI_API_KEY'],
      maker: 'openai',
    });
    expect(known('third', own)).toMatchObject({ variables: ['TEAM_KEY'], settings: { preset: 'groq' } });
    expect(known('play', own)).toMatchObject({ kind: 'scripted', free: true });
    expect(providerNames(own).slice(0, 5)).toEqual(['work-proxy', 'second', 'third', 'play', 'openai']);
  });
});

describe('what is known of a model', () => {
  const name = { provider: 'openai', model: 'gpt-5' };
  it('is what the table says, and above it what the user says', () => {
    expect(knownModel(name, known('openai'), noConfig)).toMatchObject({
      price: { input: 1.25 },
      capabilities: { images: true, context: 400_000 },
    });
    const said = config({
      models: {
        'openai/gpt-5': {
          images: false,
          context: 1000,
          price: { input: 3, output: 4, long: { above: 10, input: 6, output: 8, cacheRead: 1 } },
        },
      },
    });
    expect(knownModel(name, known('openai'), said)).toMatchObject({
      price: {
        input: 3,
        cacheRead: 3,
        cacheWrite: 3,
        output: 4,
        long: { above: 10, input: 6, cacheRead: 1, cacheWrite: 6, output: 8 },
      },
      capabilities: { images: false, tools: true, context: 1000 },
    });
  });

  it('is what its own server says; it costs nothing unless others run it', () => {
    const local = {
      name: 'a',
      capabilities: { images: true, tools: false, structured: true, options: [], context: 7 },
    };
    const here = (model: string) =>
      knownModel({ provider: 'ollama', model }, known('ollama'), noConfig, local);
    expect(here('a')).toEqual({
      capabilities: local.capabilities,
      price: { input: 0, cacheRead: 0, cacheWrite: 0, output: 0 },
    });
    expect(here('gpt-oss:120b-cloud').price).toBeUndefined();
    expect(here('kimi:cloud').price).toBeUndefined();
  });
});

describe('the name of a model', () => {
  const server = (kind: LocalServer['kind'], ...names: string[]): LocalServer => ({
    kind,
    origin: 'http://127.0.0.1:1',
    models: names.map((name) => ({
      name,
      capabilities: { images: false, tools: true, structured: true, options: [] },
    })),
  });
  const named = (name: string, from = noConfig, local: LocalServer[] = []) =>
    modelNamed(name, from, {}, local);

  it('begins with its provider', () => {
    expect(named('openai/gpt-5')).toEqual({ provider: 'openai', model: 'gpt-5' });
    expect(named('openrouter/anthropic/claude-opus-5')).toEqual({
      provider: 'openrouter',
      model: 'anthropic/claude-opus-5',
    });
  });

  it('may be its own alone where it is plain whose it is', () => {
    expect(named('claude-opus-5')).toEqual({ provider: 'anthropic', model: 'claude-opus-5' });
    expect(named('gpt-5-2025-08-07')?.provider).toBe('openai');
    expect(named('qwen/qwen3.8-27b')).toEqual({ provider: 'groq', model: 'qwen/qwen3.8-27b' });
    expect(named('gemma4:e4b', noConfig, [server('ollama', 'gemma4:e4b')])?.provider).toBe('ollama');
    expect(named('hf.co/a/b', noConfig, [server('ollama', 'hf.co/a/b')])?.model).toBe('hf.co/a/b');
    const one = config({ providers: { work: { kind: 'openai', baseUrl: 'https://a.example' } } });
    expect(named('house', one)).toEqual({ provider: 'work', model: 'house' });
  });

  it.each(['house', 'nobody/house', '/house', 'openai/', ''])('%j means nothing', (name) => {
    expect(named(name)).toBeUndefined();
  });
});
