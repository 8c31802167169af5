import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { LlmError } from '../../../../extension/llm/errors.ts';
import { scriptedProvider } from '../../../../extension/llm/providers/scripted/index.ts';
import type { ScriptedAnswer } from '../../../../extension/llm/providers/scripted/script.ts';
import { type AskOptions, ask } from '../../../../extension/llm/structured/ask.ts';
import { shapeOf } from '../../../../extension/llm/structured/shape.ts';
import type { LlmEvent, LlmRequest, Message, Usage } from '../../../../extension/llm/types.ts';

const shot = shapeOf('shot', z.object({ size: z.enum(['wide', 'close']), seconds: z.number().max(60) }));
const wide = { size: 'wide', seconds: 4 };
const usage: Usage = { input: 10, cached: 1, cacheWrite: 2, output: 5, reasoning: 3 };

const user = (text: string): Message => ({ role: 'user', parts: [{ type: 'text', text }] });
const question = { model: 'm', messages: [user('A shot of the door.')] };

const kinds = {
  native: { structured: true, tools: true },
  tool: { structured: false, tools: true },
  prompt: { structured: false, tools: false },
};

/** A model that gives these answers, and the requests that it got. */
function model(answers: ScriptedAnswer[], capabilities = kinds.native) {
  const provider = scriptedProvider('script', { version: 1, answers });
  const requests: LlmRequest[] = [];
  const stream = (request: LlmRequest) => {
    requests.push(request);
    return provider.stream(request);
  };
  return { stream, capabilities, requests };
}

async function failed(work: Promise<unknown>): Promise<LlmError> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof LlmError) return error;
  throw new Error(`no LlmError: ${error}`);
}

const textOf = (message: Message | undefined) =>
  message?.parts.map((part) => ('text' in part ? part.text : '')).join('\n');

describe('a value asked of a model', () => {
  it('is asked for by its strict mode where there is one', async () => {
    const from = model([{ text: JSON.stringify(wide), usage }]);
    const given = await ask(from, shot, question);
    expect(given).toEqual({ value: wide, model: 'm', rounds: 1, usage });
    expect(from.requests[0]?.output).toEqual({ name: 'shot', schema: shot.schema });
    expect(from.requests[0]?.tools).toBeUndefined();
    expect(from.requests[0]?.messages).toEqual(question.messages);
  });

  it('is asked for by a tool that must be called where there are tools alone', async () => {
    const from = model([{ toolCalls: [{ name: 'shot', input: wide }] }], kinds.tool);
    expect((await ask(from, shot, question)).value).toEqual(wide);
    expect(from.requests[0]).toMatchObject({
      toolChoice: { name: 'shot' },
      tools: [{ name: 'shot', input: shot.schema }],
    });
  });

  it('is taken from the text when the tool was not called, or called with a text', async () => {
    const said = [
      { text: JSON.stringify(wide) },
      { toolCalls: [{ name: 'shot', input: "{'size': 'wide', seconds: 4" }] },
    ];
    for (const answer of said)
      expect((await ask(model([answer], kinds.tool), shot, question)).value).toEqual(wide);
  });

  it('is asked for in the last message where there is nothing else, and found among words', async () => {
    const from = model(
      [{ text: ['Here:\n```json\n{"size": "wide", ', '"seconds": 4,}\n```'] }],
      kinds.prompt,
    );
    expect((await ask(from, shot, question)).value).toEqual(wide);
    expect(textOf(from.requests[0]?.messages[0])).toContain(JSON.stringify(shot.schema));
    expect(from.requests[0]?.messages).toHaveLength(1);
  });

  it('has a message of its own for the schema when the last one is not of the user', async () => {
    const from = model([{ text: JSON.stringify(wide) }], kinds.prompt);
    await ask(from, shot, { model: 'm', messages: [{ role: 'system', parts: [] }] });
    expect(from.requests[0]?.messages[1]?.role).toBe('user');
  });

  it('is wrapped when it is no object, and taken unwrapped too', async () => {
    const list = shapeOf('names', z.array(z.string()));
    expect(list.schema).toMatchObject({ type: 'object', required: ['value'] });
    for (const text of ['{"value":["a"]}', 'They are ["a"].'])
      expect((await ask(model([{ text }]), list, question)).value).toEqual(['a']);
  });

  it('is what zod makes of the answer', async () => {
    const length = shapeOf('length', z.object({ text: z.string().transform((text) => text.length) }));
    expect((await ask(model([{ text: '{"text":"four"}' }]), length, question)).value).toEqual({ text: 4 });
  });

  it('comes in the second round, which shows the model its answer and what is wrong', async () => {
    const from = model([
      { text: '{"size":"tall","seconds":4}', usage },
      { text: JSON.stringify(wide), usage },
    ]);
    const given = await ask(from, shot, question);
    expect(given).toMatchObject({ value: wide, rounds: 2, usage: { input: 20, output: 10, reasoning: 6 } });
    const [, wrong, why] = from.requests[1]?.messages ?? [];
    expect(wrong).toMatchObject({ role: 'assistant', parts: [{ text: '{"size":"tall","seconds":4}' }] });
    expect(textOf(why)).toMatch(/size: Invalid option.*JSON Schema/s);
  });

  it('has no usage when a round does not tell its own', async () => {
    const from = model([{ text: '{}', usage }, { text: JSON.stringify(wide) }]);
    expect(await ask(from, shot, question)).not.toHaveProperty('usage');
  });

  it('is not there after two wrong answers: invalid_output, with the path', async () => {
    const takes = shapeOf('film', z.object({ takes: z.array(z.object({ title: z.string() })) }));
    const wrong = { text: '{"takes":[{"title":"a"},{"title":1}]}' };
    const error = await failed(ask(model([wrong, wrong]), takes, question));
    expect(error).toMatchObject({ code: 'invalid_output', details: { path: 'takes[1].title', model: 'm' } });
    expect(error.details.hint).toMatch(/another|choose/);
  });

  it.each([
    ['an empty answer', { text: '' }, 'it is empty', '(nothing)'],
    ['no JSON at all', { text: 'I would rather talk.' }, 'there is no JSON', 'I would rather talk.'],
    ['a tool that was never offered', { toolCalls: [{ name: 'other', input: 1 }] }, 'there is no JSON', '1'],
    [
      'a call with nothing',
      { toolCalls: [{ name: 'shot', input: undefined }] },
      'there is no JSON',
      '(nothing)',
    ],
  ])('is asked for again after %s', async (_, wrong, problem, shown) => {
    const from = model([wrong, { text: JSON.stringify(wide) }]);
    expect((await ask(from, shot, question)).value).toEqual(wide);
    const [, said, why] = from.requests[1]?.messages ?? [];
    expect(textOf(said)).toBe(shown);
    expect(textOf(why)).toContain(problem);
  });

  it('is asked for again when the provider cannot read the call', async () => {
    const garbled: ScriptedAnswer = { error: { code: 'invalid_output', message: 'Not JSON.' } };
    const from = model([garbled, { toolCalls: [{ name: 'shot', input: wide }] }], kinds.tool);
    expect((await ask(from, shot, question)).value).toEqual(wide);
    expect(textOf(from.requests[1]?.messages[2])).toContain('That is not right: Not JSON.');
    expect(await failed(ask(model([garbled, garbled]), shot, question))).toMatchObject({
      code: 'invalid_output',
      message: expect.stringContaining('Not JSON.'),
    });
  });

  it('is not made up from an answer that was cut off', async () => {
    const names = shapeOf('names', z.object({ names: z.array(z.string()) }));
    const cut: ScriptedAnswer = { text: '{"names":["Ada","Gr', finish: 'length' };
    const error = await failed(ask(model([cut, cut]), names, question));
    expect(error).toMatchObject({ code: 'invalid_output' });
    expect(error.message).toContain('cut off');
    expect(error.details.hint).toContain('maxTokens');
    const whole: ScriptedAnswer = { text: '{"names":["Ada"]}', finish: 'length' };
    expect((await ask(model([whole]), names, question)).value).toEqual({ names: ['Ada'] });
  });

  it('is not asked for again after a refusal, an error or a broken stream', async () => {
    const refused = await failed(ask(model([{ text: 'I cannot.', finish: 'refusal' }]), shot, question));
    expect(refused).toMatchObject({ code: 'refusal', message: 'The model will not answer this. I cannot.' });
    const error = await failed(
      ask(model([{ text: '{', error: { code: 'server', message: 'Down' } }]), shot, question),
    );
    expect(error).toMatchObject({ code: 'server', details: { phase: 'mid' } });
    async function* broken(): AsyncGenerator<LlmEvent> {
      yield { type: 'text', text: '{' };
    }
    const torn = await failed(ask({ stream: broken, capabilities: kinds.native }, shot, question));
    expect(torn).toMatchObject({ code: 'truncated', details: { model: 'm' } });
  });

  it('has no half of a surrogate pair, and none goes back to the model', async () => {
    const note = shapeOf('note', z.object({ text: z.string().max(3) }));
    const from = model([{ text: '{"text":"\ud83dlong"}' }, { text: '{"text":"\\ud83d!"}' }]);
    expect((await ask(from, note, question)).value).toEqual({ text: '\uFFFD!' });
    expect(textOf(from.requests[1]?.messages[1])).toBe('{"text":"\uFFFDlong"}');
    const call = model([{ toolCalls: [{ name: 'note', input: { text: '\ud83d' } }] }], kinds.tool);
    expect((await ask(call, note, question)).value).toEqual({ text: '\uFFFD' });
  });

  it('may be 10 MB long, in time that grows with it; past the limit it is not read on', async () => {
    const book = shapeOf('book', z.object({ text: z.string() }));
    let given = 0;
    async function* long(): AsyncGenerator<LlmEvent> {
      yield { type: 'text', text: '{"text":"' };
      for (; given < 10_000; given++) yield { type: 'text', text: 'x'.repeat(1000) };
      yield { type: 'text', text: '"}' };
      yield { type: 'finish', reason: 'stop' };
    }
    const from = { stream: long, capabilities: kinds.native };
    const begun = performance.now();
    const whole = await ask(from, book, question, { maxLength: 11_000_000 });
    expect(whole.value.text).toHaveLength(10_000_000);
    expect(performance.now() - begun).toBeLessThan(5000);
    given = 0;
    const error = await failed(ask(from, book, question));
    expect(error).toMatchObject({ code: 'invalid_output', message: expect.stringContaining('4000000') });
    expect(given).toBeLessThan(4100);
    const calls = model([{ toolCalls: [{ name: 'book', input: { text: 'x'.repeat(99) } }] }], kinds.tool);
    expect((await failed(ask(calls, book, question, { maxLength: 50 }))).code).toBe('invalid_output');
  });

  it('shows the model at most the beginning of a long wrong answer', async () => {
    const from = model([{ text: `no ${'x'.repeat(99_999)}` }, { text: JSON.stringify(wide) }]);
    await ask(from, shot, question);
    expect(textOf(from.requests[1]?.messages[1])?.length).toBeLessThan(21_000);
  });

  it('can be watched, and stopped while the model hangs', async () => {
    const seen: string[] = [];
    const options: AskOptions = { onEvent: ({ type }) => seen.push(type) };
    await ask(model([{ text: JSON.stringify(wide) }]), shot, question, options);
    expect(seen).toEqual(['start', 'text', 'finish']);
    const stop = new AbortController();
    async function* hanging(): AsyncGenerator<LlmEvent> {
      yield { type: 'start', model: 'm' };
      await new Promise(() => {});
    }
    const asked = ask({ stream: hanging, capabilities: kinds.native }, shot, {
      ...question,
      signal: stop.signal,
    });
    setTimeout(() => stop.abort(), 5);
    expect((await failed(asked)).code).toBe('aborted');
  });

  it('comes through whatever way it is asked for, and whatever it is', async () => {
    const any = shapeOf('any', z.object({ text: z.string(), list: z.array(z.number().nullable()) }));
    const values = fc.record({
      text: fc.string({ unit: 'grapheme', maxLength: 20 }),
      list: fc.array(fc.option(fc.integer())),
    });
    await fc.assert(
      fc.asyncProperty(values, fc.constantFrom('native', 'tool', 'prompt'), async (value, kind) => {
        const answer: ScriptedAnswer =
          kind === 'tool'
            ? { toolCalls: [{ name: 'any', input: value }] }
            : { text: `${kind === 'prompt' ? 'So:\n' : ''}${JSON.stringify(value)}` };
        expect((await ask(model([answer], kinds[kind as keyof typeof kinds]), any, question)).value).toEqual(
          value,
        );
      }),
    );
  });
});

describe('the name of a shape', () => {
  it('must be one that all providers take', () => {
    expect(() => shapeOf('two words', z.string())).toThrow(LlmError);
    expect(() => shapeOf('x'.repeat(65), z.string())).toThrow(/cannot be the name/);
  });
});
