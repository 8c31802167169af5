import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileCache } from '../../../../extension/llm/cache/store.ts';
import { parseConfig } from '../../../../extension/llm/config/read.ts';
import { collect } from '../../../../extension/llm/fold.ts';
import type { LedgerEntry } from '../../../../extension/llm/ledger/call.ts';
import { modelEvents, type RouteEvent } from '../../../../extension/llm/router/events.ts';
import { type AskOptions, Models } from '../../../../extension/llm/setup.ts';
import { type FaultServer, faultServer, refusedUrl } from '../../../llm/faultServer.ts';
import { openAiChatStream, openAiError, openAiModels, sse } from '../../../llm/streams.ts';
import { localServer, ollama } from '../local/localServer.ts';

let server: FaultServer;
const open: { close(): Promise<void> }[] = [];
beforeEach(async () => {
  server = await faultServer();
  open.push(server);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

/** A port on which nobody listens, so that what runs on this machine is not asked. */
const nobody = { OLLAMA_HOST: 'http://127.0.0.1:9', LLAMA_CPP_HOST: 'http://127.0.0.1:9' };
const fromEnvironment = (env: NodeJS.ProcessEnv) => ({
  find: async (_: string, variables: readonly string[]) =>
    variables.map((name) => env[name]).find((value) => value !== undefined),
});

function models(config: object = {}, env: NodeJS.ProcessEnv = {}, answers?: FileCache) {
  const entries: LedgerEntry[] = [];
  let spent = 0;
  const around = { ...nobody, ...env };
  const made = new Models(parseConfig(JSON.stringify(config), 'models.json'), {
    keys: fromEnvironment(around),
    env: around,
    ...(answers && { answers }),
    ledger: {
      add: (entry) => {
        entries.push(entry);
        spent += entry.cost ?? 0;
      },
      spent: () => spent,
      spentToday: () => spent,
    },
  });
  return { made, entries };
}

const messages = [{ role: 'user' as const, parts: [{ type: 'text' as const, text: 'Hello' }] }];
async function ask(made: Models, options?: AskOptions) {
  const events: RouteEvent[] = [];
  const answer = await collect(
    modelEvents(
      (async function* () {
        for await (const event of made.ask({ messages }, options)) {
          events.push(event);
          yield event;
        }
      })(),
    ),
  );
  return { answer, events };
}
const work = () => ({ work: { kind: 'openai', baseUrl: `${server.url}/v1` } });
const names = async (made: Models, ...args: Parameters<Models['chain']>) =>
  (await made.chain(...args)).map(({ provider, model }) => `${provider.id}/${model}`);

describe('the models to ask', () => {
  it('are the usual one of the first provider with a key', async () => {
    expect(await names(models({}, { ANTHROPIC_API_KEY: 'k', GROQ_API_KEY: 'k' }).made)).toEqual([
      'anthropic/claude-sonnet-5-5',
    ]);
    expect(await models({}, { GROQ_API_KEY: 'k', HF_TOKEN: 'k' }).made.ready()).toEqual([
      'groq',
      'huggingface',
    ]);
  });

  it("are the one that is named, or the user's, then the user's fallbacks, each once, then one of this machine", async () => {
    const here = await localServer(ollama);
    open.push(here);
    const { made } = models(
      { model: 'openai/gpt-5', fallbacks: ['anthropic/claude-opus-5', 'openai/gpt-5', 'nobody/x'] },
      { OLLAMA_HOST: here.origin },
    );
    await expect(names(made)).rejects.toThrow('nobody/x');
    const good = models(
      { model: 'openai/gpt-5', fallbacks: ['anthropic/claude-opus-5', 'openai/gpt-5'] },
      { OLLAMA_HOST: here.origin },
    ).made;
    expect(await names(good)).toEqual(['openai/gpt-5', 'anthropic/claude-opus-5', 'ollama/gemma4:e4b']);
    expect(await names(good, 'claude-opus-5')).toEqual([
      'anthropic/claude-opus-5',
      'openai/gpt-5',
      'ollama/gemma4:e4b',
    ]);
    expect(await names(good, 'anthropic/claude-opus-5', true)).toEqual(['anthropic/claude-opus-5']);
    expect(await names(good, 'tiny:1b', true)).toEqual(['ollama/tiny:1b']);
    const [tiny] = await good.chain('tiny:1b', true);
    expect(tiny).toMatchObject({
      capabilities: { tools: false, context: 4096 },
      price: { input: 0, output: 0 },
    });
    expect(here.asked.filter((line) => line.startsWith('GET /api/tags'))).toHaveLength(2);
  });

  it('are those of the only provider that is ready, where a name alone does not tell', async () => {
    expect(await names(models({}, { OPENAI_API_KEY: 'k' }).made, 'house')).toEqual(['openai/house']);
    const two = models({}, { OPENAI_API_KEY: 'k', GROQ_API_KEY: 'k' }).made;
    await expect(names(two, 'house')).rejects.toThrow('Nobody knows whose model "house" is');
    await expect(names(models({}, { OPENAI_API_KEY: 'k' }).made, 'some/house')).rejects.toThrow('some/house');
  });

  it("are looked for on this machine where the user's file says", async () => {
    const here = await localServer(ollama);
    open.push(here);
    const { made } = models({ providers: { ollama: { kind: 'ollama', baseUrl: `${here.origin}/v1` } } });
    expect(await names(made)).toEqual(['ollama/gemma4:e4b']);
    expect((await made.known('ollama')).settings.baseUrl).toBe(`${here.origin}/v1`);
  });

  it('go on without a fallback that cannot be made, but not without the first', async () => {
    const broken = { providers: { broken: { kind: 'compatible' } } };
    expect(await names(models({ ...broken, model: 'openai/gpt-5', fallbacks: ['broken/x'] }).made)).toEqual([
      'openai/gpt-5',
    ]);
    await expect(models(broken).made.chain('broken/x')).rejects.toThrow('needs an address');
  });

  it('are none when nothing is there: that is said, with what to do', async () => {
    const { answer } = await ask(models().made);
    expect(answer.error).toMatchObject({
      code: 'no_model',
      details: { hint: expect.stringContaining('photoplay keys set') },
    });
  });

  it('must have a provider that somebody knows', async () => {
    const { made } = models();
    expect(() => made.known('nobody')).toThrow('no provider "nobody"');
    await expect(made.provider('nobody')).rejects.toThrow('no provider "nobody"');
    expect((await ask(made, { model: 'nobody/x' })).answer.error).toMatchObject({ code: 'no_model' });
  });
});

describe('a call', () => {
  it('is answered, and each try is written down with what it was for', async () => {
    server.always(sse(openAiChatStream('Good day.')));
    const { made, entries } = models(
      { providers: work(), models: { 'work/house': { price: { input: 1, output: 2 } } } },
      { WORK_API_KEY: 'sk-work' },
    );
    const { answer } = await ask(made, { model: 'house', film: 'noir', agent: 'writer', purpose: 'draft' });
    expect(answer).toMatchObject({ text: 'Good day.', finish: 'stop' });
    expect(server.seen[0]?.headers.authorization).toBe('Bearer sk-work');
    expect(entries).toMatchObject([
      {
        provider: 'work',
        model: 'house',
        film: 'noir',
        agent: 'writer',
        purpose: 'draft',
        retry: 0,
        cost: 22,
      },
    ]);
    expect(Math.abs((entries[0]?.time ?? 0) - Date.now())).toBeLessThan(5000);
  });

  it('goes on with a fallback, also from a server that is not there', async () => {
    server.always(sse(openAiChatStream('From work.')));
    const { made, entries } = models({
      providers: { ...work(), gone: { kind: 'compatible', baseUrl: `${await refusedUrl()}/v1` } },
      model: 'gone/a',
      fallbacks: ['work/b'],
    });
    const { answer, events } = await ask(made);
    expect(answer.text).toBe('From work.');
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'fallback', from: { provider: 'gone', model: 'a' } }),
    );
    expect(entries.map(({ provider, code }) => [provider, code])).toEqual([
      ['gone', 'network'],
      ['work', undefined],
    ]);
    const alone = await ask(made, { model: 'gone/a', alone: true });
    expect(alone.answer.error?.code).toBe('network');
  });

  it('keeps to the budgets and the deadlines', async () => {
    server.always(sse(openAiChatStream('Dear.')));
    const price = { input: 1, output: 1_000_000 };
    const dear = (budgets: object) =>
      models({ providers: work(), models: { 'work/dear': { price } }, budgets }).made;
    for (const budgets of [{ perDay: 0.01 }, { perCall: 0.01 }, { perFilm: 0.01 }]) {
      const { answer } = await ask(dear(budgets), { model: 'work/dear', film: 'noir' });
      expect(answer.error).toMatchObject({ code: 'budget' });
    }
    const filmless = await ask(dear({ perFilm: 0.01 }), { model: 'work/dear' });
    expect(filmless.answer.text).toBe('Dear.');

    server.always({ wait: Number.POSITIVE_INFINITY });
    const { made } = models({
      providers: work(),
      deadlines: { firstToken: 0.05, idle: 0.05, total: 0.1 },
    });
    expect((await ask(made, { model: 'work/slow' })).answer.error?.code).toMatch(/stalled|timeout/);
  });
});

describe('availability', () => {
  it('is known of models of the user', async () => {
    server.always(openAiModels(['house']));
    const { made } = models({ providers: work() });
    const provider = await made.provider('work');
    expect(await made.availability.list(provider)).toEqual({ models: ['house'] });
    expect(await made.availability.check(provider, 'house')).toEqual({ available: true });
    server.always(openAiError(401, 'invalid_api_key'));
    expect(await made.availability.check(provider, 'other')).toMatchObject({
      available: false,
      code: 'auth',
    });
  });
});

describe('an answer of a given shape', () => {
  const output = { name: 'title', schema: { type: 'object' } };
  const shaped = async (keepAnswers: boolean) => {
    const folder = mkdtempSync(join(tmpdir(), 'photoplay-answers-'));
    open.push({ close: async () => rmSync(folder, { recursive: true }) });
    const known = { models: { 'work/m': { structured: true } }, providers: work(), keepAnswers };
    const { made, entries } = models(known, {}, new FileCache(folder));
    const reply = () => sse(openAiChatStream('{"title":"Rain"}'));
    server.next(reply(), reply());
    const asking = () =>
      collect(modelEvents(made.ask({ messages, output }, { model: 'work/m', alone: true })));
    const texts = [(await asking()).text, (await asking()).text];
    return { texts, asked: server.seen.length, entries };
  };

  it('is asked for once where answers are kept, and then costs nothing', async () => {
    const { texts, asked, entries } = await shaped(true);
    expect([texts, asked]).toEqual([['{"title":"Rain"}', '{"title":"Rain"}'], 1]);
    expect(entries.map(({ cost }) => cost)).toEqual([undefined, 0]);
  });

  it('is asked for each time where they are not', async () => {
    expect((await shaped(false)).asked).toBe(2);
  });
});
