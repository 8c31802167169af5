import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  collect,
  LlmError,
  llmErrorCodes,
  providerKinds,
  runAgent,
  toolbox,
  transcriptOf,
} from '../../../../extension/llm/index.ts';
import { usualLimits } from '../../../../extension/llm/router/limits.ts';
import { nextStep } from '../../../../extension/llm/router/nextStep.ts';
import { type FaultServer, faultServer, refusedUrl } from '../../../llm/faultServer.ts';
import { openAiChatStream, sse } from '../../../llm/streams.ts';
import { askTwo } from './ask.ts';
import { plainText } from './plainText.ts';
import { wordCount } from './wordCount.ts';

const readme = readFileSync(new URL('../../../../extension/llm/README.md', import.meta.url), 'utf8');

let server: FaultServer;
beforeEach(async () => {
  server = await faultServer();
});
afterEach(() => server.close());

const question = (text: string, signal?: AbortSignal) => ({
  model: 'any',
  messages: [{ role: 'user' as const, parts: [{ type: 'text' as const, text }] }],
  ...(signal && { signal }),
});

describe("The layer's README", () => {
  for (const name of ['ask', 'plainText', 'wordCount'])
    it(`shows ${name}.ts as it is tested here`, () => {
      const code = readFileSync(new URL(`./${name}.ts`, import.meta.url), 'utf8');
      expect(readme).toContain(`\`\`\`ts\n${code.replaceAll('../../../../extension/llm/', './')}\`\`\``);
    });

  it('has every error code, with what the router does about it', () => {
    const candidate = (context: number) => ({
      provider: { id: 'p', stream: () => (async function* () {})() },
      model: 'm',
      capabilities: { images: false, tools: false, structured: false, options: [], context },
    });
    const again = { failed: candidate(2), retry: 0, others: [], otherIsReady: false, leftMs: 1e6, chance: 0 };
    const spent = { ...again, retry: usualLimits.retries };
    const fallsBackTo = (context: number, error: LlmError) => {
      const step = nextStep(error, { ...spent, others: [candidate(context)] }, usualLimits);
      return step.do === 'fallback' && step.others.length > 0;
    };
    const rules = llmErrorCodes.map((code) => {
      const error = new LlmError(code, '');
      const retry = nextStep(error, again, usualLimits).do === 'retry' ? 'yes' : 'no';
      const another = fallsBackTo(1, error) ? 'yes' : fallsBackTo(3, error) ? 'one that reads more' : 'no';
      return [code, retry, another];
    });
    const rows = [...readme.matchAll(/^\| `(\w+)` \| [^|]+ \| ([^|]+) \| ([^|]+) \|$/gm)];
    expect(rows.map((row) => row.slice(1))).toEqual(rules);
  });

  it('tells codes in the words of the code itself', () => {
    const source = readFileSync(new URL('../../../../extension/llm/errors.ts', import.meta.url), 'utf8');
    for (const [, code, meaning] of source.matchAll(/^ {2}'(\w+)', \/\/ (.+)$/gm))
      expect(readme).toContain(`| \`${code}\` | ${meaning} |`);
  });

  it('names every room of the layer', () => {
    const layer = readdirSync(new URL('../../../../extension/llm', import.meta.url), { withFileTypes: true });
    for (const room of layer.filter((entry) => entry.isDirectory()))
      expect(readme).toContain(`\`${room.name}/\``);
  });
});

describe('The provider of the README', () => {
  const key = 'plain-text-key-0123456789abcdef';
  const provider = (baseUrl: string) => plainText({ id: 'plain', baseUrl, key: async () => key });

  it('streams an answer, whatever bytes it comes in', async () => {
    server.next({ body: 'Two cafés by the quay.', bytesPerWrite: 1, pause: 1 });
    const answer = await collect((await provider(server.url)).stream(question('What is there?')));
    expect(answer).toMatchObject({ model: 'any', text: 'Two cafés by the quay.', finish: 'stop' });
    expect(server.seen).toMatchObject([{ path: '/any', body: 'What is there?' }]);
  });

  it('gives coded errors without its key', async () => {
    server.next({ status: 401, body: key }, { body: 'Half an', afterBytes: 4, end: 'destroy' });
    const refused = await collect((await provider(server.url)).stream(question('Hello')));
    expect(refused.error).toMatchObject({ code: 'auth', details: { provider: 'plain', status: 401 } });
    const cut = await collect((await provider(server.url)).stream(question('Hello')));
    expect(cut).toMatchObject({ text: 'Half', error: { code: 'network', details: { phase: 'mid' } } });
    const away = await collect((await provider(await refusedUrl())).stream(question('Hello')));
    expect(away.error).toMatchObject({ code: 'network', details: { phase: 'before' } });
    const told = [refused, cut, away].map(({ error }) => [error, error?.stack, String(error?.cause)]);
    expect(JSON.stringify(told)).not.toContain(key);
  });

  it('closes its connection when it is stopped', async () => {
    server.next({ body: 'On and on', end: 'stall' });
    const stop = new AbortController();
    const codes: string[] = [];
    for await (const event of (await provider(server.url)).stream(question('Hello', stop.signal))) {
      if (event.type === 'text') stop.abort();
      if (event.type === 'error') codes.push(event.error.code);
    }
    expect(codes).toEqual(['aborted']);
    await server.quiet(1000);
  });
});

it('The tool of the README is called by a model, and what it counts comes back', async () => {
  const toolCalls = [{ id: 'call_1', name: 'word_count', json: ['{"text":"the boats', ' are in"}'] }];
  server.next(sse(openAiChatStream('', { toolCalls })), sse(openAiChatStream('Four words.')));
  const provider = await providerKinds.compatible({
    id: 'p',
    baseUrl: server.url,
    key: async () => undefined,
  });
  const events = [];
  for await (const event of runAgent({
    stream: (request) => provider.stream(request),
    model: 'any',
    tools: toolbox([wordCount]),
    transcript: transcriptOf(question('How long is "the boats are in"?').messages),
  }))
    events.push(event);
  expect(events).toContainEqual(expect.objectContaining({ type: 'toolFinished', output: { words: 4 } }));
  expect(events.at(-1)).toMatchObject({ type: 'done', text: 'Four words.' });
  expect(server.seen[1]?.body).toContain('"tool_call_id":"call_1"');
});

it('The first lines of the README ask a second server when nobody answers at the first', async () => {
  server.next(sse(openAiChatStream('The boats are in.')));
  const told = vi.spyOn(console, 'error').mockReturnValue();
  expect(await askTwo([await refusedUrl(), server.url], 'How is the harbour?')).toBe('The boats are in.');
  expect(told.mock.calls.flat()).toContain('fallback');
  told.mockRestore();
});
