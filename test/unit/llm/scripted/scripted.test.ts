import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LlmError } from '../../../../extension/llm/errors.ts';
import { collect } from '../../../../extension/llm/fold.ts';
import { Redactor } from '../../../../extension/llm/keys/redact.ts';
import { providerKinds } from '../../../../extension/llm/providers/registry.ts';
import { scriptedProvider } from '../../../../extension/llm/providers/scripted/index.ts';
import { recording } from '../../../../extension/llm/providers/scripted/recording.ts';
import { type ScriptedAnswer, scriptOf } from '../../../../extension/llm/providers/scripted/script.ts';
import type { LlmEvent, LlmRequest, Provider } from '../../../../extension/llm/types.ts';

const ask = (text = 'hello', model = 'm'): LlmRequest => ({
  model,
  messages: [{ role: 'user', parts: [{ type: 'text', text }] }],
});

const play = (...answers: ScriptedAnswer[]) => scriptedProvider('script', { version: 1, answers });
const key = async () => undefined;

async function eventsOf(provider: Provider, request = ask()): Promise<LlmEvent[]> {
  const events: LlmEvent[] = [];
  for await (const event of provider.stream(request)) events.push(event);
  return events;
}

const failed = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no failure',
    (error: unknown) => error,
  );

describe('a scripted model', () => {
  it('says what its script says', async () => {
    const usage = { input: 1, cached: 0, cacheWrite: 0, output: 2, reasoning: 0 };
    const answer: ScriptedAnswer = {
      reasoning: 'Hm.',
      text: ['Hel', 'lo'],
      toolCalls: [
        { name: 'look', input: { at: 'door' } },
        { id: 'mine', name: 'look', input: {} },
      ],
      usage,
    };
    expect(await eventsOf(play(answer))).toEqual([
      { type: 'start', model: 'm' },
      { type: 'reasoning', text: 'Hm.' },
      { type: 'text', text: 'Hel' },
      { type: 'text', text: 'lo' },
      { type: 'toolCallDelta', id: 'call-1-1', name: 'look', json: '{"at":"door"}' },
      { type: 'toolCall', id: 'call-1-1', name: 'look', input: { at: 'door' } },
      { type: 'toolCallDelta', id: 'mine', name: 'look', json: '{}' },
      { type: 'toolCall', id: 'mine', name: 'look', input: {} },
      { type: 'usage', usage },
      { type: 'finish', reason: 'toolCalls' },
    ]);
  });

  it('answers with the first answer that fits and is left', async () => {
    const provider = play(
      { when: { includes: 'door' }, text: 'A door.' },
      { when: { model: 'other' }, text: 'Other.' },
      { again: true, text: 'Yes.' },
    );
    const said = async (text: string, model?: string) =>
      (await collect(provider.stream(ask(text, model)))).text;
    expect(await said('hello')).toBe('Yes.');
    expect(await said('the door')).toBe('A door.');
    expect(await said('the door')).toBe('Yes.');
    expect(await said('hello', 'other')).toBe('Other.');
    expect(await provider.list?.(AbortSignal.timeout(1000))).toEqual(['scripted', 'other']);
    await provider.check?.('other', AbortSignal.timeout(1000));
  });

  it('has no answer to what the script does not foresee', async () => {
    const { error } = await collect(play({ when: { includes: 'x' } }).stream({ model: 'm', messages: [] }));
    expect(error).toMatchObject({ code: 'bad_request', details: { provider: 'script', model: 'm' } });
    const image: LlmRequest = {
      model: 'm',
      messages: [{ role: 'user', parts: [{ type: 'image', mediaType: 'image/png', base64: '' }] }],
    };
    expect((await collect(play({ when: { includes: 'x' } }).stream(image))).error?.code).toBe('bad_request');
  });

  it('fails as the script says, also after content', async () => {
    const error = { code: 'rate_limit' as const, message: 'Slow down', retryAfterMs: 20 };
    const before = await collect(play({ error }).stream(ask()));
    expect(before.error).toMatchObject({
      code: 'rate_limit',
      retryable: true,
      details: { retryAfterMs: 20 },
    });
    const mid = await collect(play({ text: 'Hm', error }).stream(ask()));
    expect(mid).toMatchObject({ text: 'Hm', error: { retryable: false } });
  });

  it('waits as long as the script says, unless it is stopped', async () => {
    const begun = performance.now();
    await collect(play({ delay: 20, between: 10, text: 'a' }).stream(ask()));
    expect(performance.now() - begun).toBeGreaterThan(35);
    const signal = AbortSignal.timeout(10);
    const { error } = await collect(play({ delay: 60_000, text: 'a' }).stream({ ...ask(), signal }));
    expect(error?.code).toBe('aborted');
    const stopped = { ...ask(), signal: AbortSignal.abort() };
    expect((await collect(play({ text: 'a' }).stream(stopped))).error?.code).toBe('aborted');
  });

  it('is read from a JSON file, by path or URL', async () => {
    const path = join(await mkdtemp(join(tmpdir(), 'script-')), 'script.json');
    await writeFile(path, '{"version":1,"answers":[{"text":"From a file."}]}');
    for (const baseUrl of [path, pathToFileURL(path).href]) {
      const provider = await providerKinds.scripted({ id: 's', baseUrl, key });
      expect((await collect(provider.stream(ask()))).text).toBe('From a file.');
    }
    expect(await failed(providerKinds.scripted({ id: 's', key }))).toMatchObject({ code: 'no_model' });
    const missing = providerKinds.scripted({ id: 's', baseUrl: `${path}.no`, key });
    expect(await failed(missing)).toMatchObject({ code: 'no_model' });
  });

  it.each([
    [{ version: 2, answers: [] }, 'version'],
    [{ version: 1, answers: [{ txt: 'a' }] }, 'answers[0]'],
    [
      { version: 1, answers: [{ events: [{ at: 0, event: { type: 'text' } }] }] },
      'answers[0].events[0].event.text',
    ],
    [3, ''],
  ])('refuses %j, and says where it is wrong', (data, path) => {
    expect(() => scriptOf(data)).toThrow(LlmError);
    expect(() => scriptOf(data)).toThrow(expect.objectContaining({ code: 'bad_request', details: { path } }));
  });
});

describe('a recorded stream', () => {
  const record = async (provider: Provider, redactor?: Redactor) => {
    const kept: ScriptedAnswer[] = [];
    const heard = await eventsOf(recording(provider, (answer) => kept.push(answer), redactor));
    return { heard, script: scriptOf(JSON.parse(JSON.stringify({ version: 1, answers: kept }))) };
  };

  it('plays back as it was', async () => {
    const texts = fc.array(fc.lorem({ maxCount: 3 }), { maxLength: 4 });
    const reasons = fc.constantFrom('stop' as const, 'length' as const, 'refusal' as const);
    await fc.assert(
      fc.asyncProperty(texts, fc.option(fc.lorem()), reasons, async (text, reasoning, finish) => {
        const answer = {
          text,
          finish,
          toolCalls: [{ name: 'look', input: { text } }],
          ...(reasoning && { reasoning }),
        };
        const { heard, script } = await record(play(answer));
        expect(await eventsOf(scriptedProvider('again', script))).toEqual(heard);
      }),
    );
  });

  it('keeps its times and its errors', async () => {
    const error = { code: 'overloaded' as const, message: 'Busy', status: 529 };
    const { script } = await record(play({ between: 15, text: 'a', error }));
    expect(script.answers[0]?.events?.at(-1)?.at).toBeGreaterThan(20);
    const begun = performance.now();
    const again = await collect(scriptedProvider('again', script).stream(ask()));
    expect(performance.now() - begun).toBeGreaterThan(20);
    expect(again).toMatchObject({
      text: 'a',
      error: { code: 'overloaded', details: { status: 529, provider: 'again' } },
    });
  });

  it('holds no key, also none that comes in pieces', async () => {
    const secret = 'my-own-secret-8f3a';
    const { heard, script } = await record(
      play({
        text: ['The key is my-own-', 'secret-8f3a.'],
        error: { code: 'auth', message: `Not ${secret}` },
      }),
      new Redactor([secret]),
    );
    expect(JSON.stringify(heard)).toContain('my-own-');
    expect(JSON.stringify(script)).not.toMatch(/my-own|8f3a/);
  });

  it('is kept as far as it was heard when somebody stops listening', async () => {
    const kept: ScriptedAnswer[] = [];
    const provider = recording(play({ text: ['a', 'b'] }), (answer) => kept.push(answer));
    for await (const event of provider.stream(ask())) if (event.type === 'text') break;
    expect(kept[0]?.events?.map(({ event }) => event.type)).toEqual(['start', 'text']);
  });

  it('leaves the provider what else it can do', async () => {
    const plain = recording({ id: 'p', stream: play().stream }, () => {});
    expect([plain.list, plain.check, plain.countTokens]).toEqual([undefined, undefined, undefined]);
    const whole = recording({ ...play(), countTokens: async () => 7 }, () => {});
    const { signal } = new AbortController();
    expect(await whole.list?.(signal)).toEqual([]);
    expect(await whole.check?.('m', signal)).toBeUndefined();
    expect(await whole.countTokens?.(ask())).toBe(7);
  });
});

describe('no model at all', () => {
  it('says so, and what to do', async () => {
    const none = await providerKinds.none({ id: 'none', key });
    const { error } = await collect(none.stream(ask()));
    expect(error).toMatchObject({
      code: 'no_model',
      details: { provider: 'none', hint: expect.stringMatching('keys set') },
    });
    const { signal } = new AbortController();
    expect(await none.list?.(signal)).toEqual([]);
    expect(await failed(none.check?.('m', signal) ?? Promise.resolve())).toMatchObject({ code: 'no_model' });
  });
});
