import { describe, expect, it } from 'vitest';
import { collect } from '../../../../extension/llm/fold.ts';
import { openAi } from '../../../../extension/llm/providers/openai/index.ts';
import type { Provider } from '../../../../extension/llm/types.ts';
import { serverOfFile } from '../../../llm/serverOfFile.ts';
import { json, openAiChatStream, openAiResponsesStream, sse } from '../../../llm/streams.ts';
import { allOf, asking, chunk, data, key, settingsAt, weatherTool } from './helpers.ts';

const server = await serverOfFile();

const at = (api: 'chat' | 'responses'): Promise<Provider> => openAi(settingsAt(`${server.url}/v1`, { api }));
/** A stream up to the piece in which this word comes. */
const until = (word: string, frames: readonly string[]): string[] =>
  frames.slice(
    0,
    frames.findIndex((frame) => frame.includes(word)),
  );
const interfaces = [
  { api: 'chat', path: '/v1/chat/completions', stream: openAiChatStream },
  { api: 'responses', path: '/v1/responses', stream: openAiResponsesStream },
] as const;

describe.each(interfaces)('an answer through $api', ({ api, path, stream }) => {
  it('is streamed from start to finish, with its tokens counted', async () => {
    const usage = { input: 120, output: 30, cached: 100, reasoning: 20 };
    server.next(sse(stream('Fade in: dawn.', { usage }), { headers: { 'x-request-id': 'req_7' } }));
    const events = await allOf(await at(api), asking('Open the scene.'));
    expect(events[0]).toEqual({ type: 'start', model: 'gpt-test', requestId: 'req_7' });
    expect(events.filter(({ type }) => type === 'text')).toHaveLength(3);
    expect(events.slice(-2)).toEqual([
      { type: 'usage', usage: { ...usage, cacheWrite: 0 } },
      { type: 'finish', reason: 'stop' },
    ]);
    const [seen] = server.seen;
    expect(seen?.path).toBe(path);
    expect(seen?.headers.authorization).toBe(`Bearer ${key}`);
    expect(JSON.parse(seen?.body ?? '')).toMatchObject({ model: 'gpt-test', stream: true });
  });

  it('calls tools with input that arrived in pieces, in the middle of a character too', async () => {
    const told = {
      toolCalls: [
        { id: 'c1', name: 'weather', json: ['{"place":', '"Åre 🌨"', '}'] },
        { id: 'c2', name: 'weather', json: ['', '{"place":"Kiruna"}'] },
      ],
    };
    server.next(sse(stream('', told), { bytesPerWrite: 7 }));
    const answer = await collect((await at(api)).stream(asking('Weather?', { tools: [weatherTool] })));
    expect(answer.error).toBeUndefined();
    expect(answer.toolCalls).toEqual([
      { type: 'toolCall', id: 'c1', name: 'weather', input: { place: 'Åre 🌨' } },
      { type: 'toolCall', id: 'c2', name: 'weather', input: { place: 'Kiruna' } },
    ]);
    expect(answer.finish).toBe('toolCalls');
  });

  it('that is cut cleanly before its end is truncated, and what came is kept', async () => {
    server.next(sse(until('three', stream('One two three'))));
    const answer = await collect((await at(api)).stream(asking('Count.')));
    expect(answer.error).toMatchObject({ code: 'truncated', details: { provider: 'tested', phase: 'mid' } });
    expect(answer.text).not.toBe('');
  });

  it('whose connection is reset in the middle is a fault of the network', async () => {
    server.next(sse(until('three', stream('One two three')), { end: 'reset' }));
    const { error, text } = await collect((await at(api)).stream(asking('Count.')));
    expect(error).toMatchObject({ code: 'network', details: { phase: 'mid' }, retryable: false });
    expect(text).not.toBe('');
  });

  it('whose connection is lost after its end is whole', async () => {
    const whole = stream('All is said.').filter((frame) => !frame.includes('[DONE]'));
    server.next(sse(whole, { end: 'reset' }));
    const answer = await collect((await at(api)).stream(asking('Say it.')));
    expect(answer).toMatchObject({ text: 'All is said.', finish: 'stop' });
    expect(answer.error).toBeUndefined();
  });

  it('can be stopped while it is awaited, and in the middle, and the socket closes', async () => {
    for (const reply of [
      { wait: Infinity },
      sse(until('three', stream('One two three')), { end: 'stall' }),
    ]) {
      server.reset();
      server.next(reply);
      const stop = new AbortController();
      const answer = collect((await at(api)).stream(asking('Count.', { signal: stop.signal })));
      await server.arrived(1);
      setTimeout(() => stop.abort(), 20);
      expect((await answer).error).toMatchObject({ code: 'aborted', retryable: false });
      await server.quiet();
    }
  });

  it('that nobody reads on closes the socket', async () => {
    server.next(sse(until('three', stream('One two three')), { end: 'stall' }));
    for await (const event of (await at(api)).stream(asking('Count.'))) if (event.type === 'text') break;
    await server.quiet();
  });

  it('that fails in the middle says why', async () => {
    const failure = { error: { message: 'The engine is overloaded.', type: 'server_error', code: '503' } };
    server.next(
      sse([...until('two', stream('One two')), data(failure)], { headers: { 'x-request-id': 'req_8' } }),
    );
    const { error } = await collect((await at(api)).stream(asking('Count.')));
    expect(error).toMatchObject({ code: 'overloaded', details: { requestId: 'req_8' } });
  });

  it('that is no JSON, a page, or compressed garbage, is the fault of the server', async () => {
    const broken = [
      sse(['data: {"half\n\n']),
      { headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' },
      { headers: { 'content-type': 'application/json' }, body: '{"half' },
      sse(['not compressed at all'], { headers: { 'content-encoding': 'gzip' } }),
    ];
    for (const reply of broken) {
      server.next(reply);
      const { error } = await collect((await at(api)).stream(asking('Hello?')));
      expect(error).toMatchObject({ code: 'server', details: { phase: 'before' } });
    }
  });

  it('without a word is an answer too', async () => {
    server.next(sse(stream('')));
    const answer = await collect((await at(api)).stream(asking('Say nothing.')));
    expect(answer).toMatchObject({ text: '', finish: 'stop', parts: [] });
  });

  it('is asked for again without an option that the server refuses, and the next one at once', async () => {
    const refusal = json(
      {
        error: {
          message: "Unsupported parameter: 'temperature'",
          code: 'unsupported_parameter',
          param: 'temperature',
        },
      },
      { status: 400 },
    );
    server.next(refusal, sse(stream('Yes.')), sse(stream('Yes.')));
    const provider = await at(api);
    for (const requests of [2, 3]) {
      const answer = await collect(provider.stream(asking('Warm?', { temperature: 0.9 })));
      expect(answer).toMatchObject({ text: 'Yes.', warnings: [expect.stringContaining('temperature')] });
      expect(server.seen).toHaveLength(requests);
      expect(JSON.parse(server.seen.at(-1)?.body ?? '')).not.toHaveProperty('temperature');
    }
  });
});

it('two calls at once may each learn what the server refuses', async () => {
  const refusal = json({ error: { code: 'unsupported_parameter', param: 'temperature' } }, { status: 400 });
  server.always(({ body }) => (body.includes('temperature') ? refusal : sse(openAiChatStream('Yes.'))));
  const provider = await at('chat');
  const ask = () => collect(provider.stream(asking('Warm?', { temperature: 1 })));
  for (const answer of await Promise.all([ask(), ask()])) expect(answer.text).toBe('Yes.');
});

describe('a server that does not stream', () => {
  it('answers chat in one piece', async () => {
    const message = { role: 'assistant', content: 'At once.' };
    server.next(json({ model: 'm', choices: [{ index: 0, message, finish_reason: 'stop' }] }));
    const answer = await collect((await at('chat')).stream(asking('How?')));
    expect(answer).toMatchObject({ model: 'm', text: 'At once.', finish: 'stop' });
    expect(answer.usage).toBeUndefined();
  });

  it('answers Responses in one piece, whole or not', async () => {
    const output = [{ type: 'message', content: [{ type: 'output_text', text: 'At once.' }] }];
    const half = { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } };
    for (const [state, finish] of [
      [{ status: 'completed' }, 'stop'],
      [half, 'length'],
    ] as const) {
      server.next(json({ model: 'm', output, ...state }));
      const answer = await collect((await at('responses')).stream(asking('How?')));
      expect(answer).toMatchObject({ model: 'm', text: 'At once.', finish });
    }
  });

  it('may tell an error with 200, or nothing at all', async () => {
    server.next(json({ error: { code: 400, type: 'exceed_context_size_error', message: 'Too long.' } }));
    const { error } = await collect((await at('chat')).stream(asking('How?')));
    expect(error).toMatchObject({ code: 'context_overflow' });
    server.next(json([1]));
    expect((await collect((await at('chat')).stream(asking('How?')))).error?.code).toBe('truncated');
  });
});

describe('reasoning of another account', () => {
  it('is left out when OpenAI cannot read it', async () => {
    const refusal = json({ error: { message: 'No.', code: 'invalid_encrypted_content' } }, { status: 400 });
    server.next(refusal, sse(openAiResponsesStream('Still.')));
    const opaque = { openai: { id: 'rs_1', summary: [], encrypted_content: 'xyz' } };
    const request = asking('Go on.');
    const said = [{ type: 'reasoning', text: '', opaque } as const, { type: 'text', text: 'So.' } as const];
    request.messages = [...request.messages, { role: 'assistant', parts: said }, ...request.messages];
    expect((await collect((await at('responses')).stream(request))).text).toBe('Still.');
    const sent = server.seen.map(({ body }) => body.includes('xyz'));
    expect(sent).toEqual([true, false]);
    server.next(refusal);
    expect((await collect((await at('responses')).stream(asking('Go on.')))).error?.code).toBe('bad_request');
  });
});

it('keeps a word of several bytes together, whatever way it is cut', async () => {
  server.next(sse([data(chunk({ content: 'naïve 🎬' })), data(chunk({}, 'stop'))], { bytesPerWrite: 1 }));
  expect((await collect((await at('chat')).stream(asking('A word.')))).text).toBe('naïve 🎬');
});

it('a message of ten megabytes arrives whole', async () => {
  const long = 'word '.repeat(2_000_000);
  server.next(sse(openAiChatStream(long, { pieces: [long] })));
  expect((await collect((await at('chat')).stream(asking('Write.')))).text).toHaveLength(long.length);
});

it('halves of a character that come apart are put together again', async () => {
  const half = (written: string) => `data: {"choices":[{"delta":{"content":"${written}"}}]}\n\n`;
  server.next(sse([half('\\ud83c'), half('\\udfac'), data(chunk({}, 'stop'))]));
  expect((await collect((await at('chat')).stream(asking('A sign.')))).text).toBe('🎬');
});

it('an error that Responses sends as an event has its code', async () => {
  const told = { type: 'error', code: 'rate_limit_exceeded', message: 'Slow down.', sequence_number: 3 };
  server.next(sse([...until('Hi', openAiResponsesStream('Hi')), `event: error\n${data(told)}`]));
  const { error } = await collect((await at('responses')).stream(asking('Hello?')));
  expect(error).toMatchObject({ code: 'rate_limit', message: expect.stringContaining('Slow down.') });
});
