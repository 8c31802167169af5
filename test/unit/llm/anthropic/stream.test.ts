import { describe, expect, it } from 'vitest';
import { collect } from '../../../../extension/llm/fold.ts';
import { anthropic } from '../../../../extension/llm/providers/anthropic/index.ts';
import type { Reply } from '../../../llm/faultServer.ts';
import { serverOfFile } from '../../../llm/serverOfFile.ts';
import { anthropicStream, sse } from '../../../llm/streams.ts';
import { asking, eventsOf, key, openScene, settingsAt } from '../providers/asking.ts';

const server = await serverOfFile();

const request = asking('claude-opus-5');
const told = async (reply: Reply) => {
  server.next(reply);
  return eventsOf(await anthropic(settingsAt(server.url)), request);
};
const answered = async (frames: readonly string[]) => {
  server.next(sse(frames));
  return collect((await anthropic(settingsAt(server.url))).stream(request));
};

/** An event of the stream, as the reference writes it. */
const event = (value: { type: string; [field: string]: unknown }) =>
  `event: ${value.type}\ndata: ${JSON.stringify(value)}\n\n`;
const begin = (usage: object = { input_tokens: 9, output_tokens: 1 }) =>
  event({
    type: 'message_start',
    message: { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-served', content: [], usage },
  });
const block = (index: number, content_block: object, ...deltas: object[]) =>
  [
    event({ type: 'content_block_start', index, content_block }),
    ...deltas.map((delta) => event({ type: 'content_block_delta', index, delta })),
    event({ type: 'content_block_stop', index }),
  ].join('');
const stop = (stop_reason: string | null, usage: object = { output_tokens: 7 }) =>
  event({ type: 'message_delta', delta: { stop_reason, stop_sequence: null }, usage }) +
  event({ type: 'message_stop' });
const text = (words: string) => block(0, { type: 'text', text: '' }, { type: 'text_delta', text: words });

describe('an answer of Anthropic', () => {
  it('is streamed from start to finish, with the key in a header', async () => {
    const events = await told(
      sse(anthropicStream('Ada waits.', { model: 'claude-served' }), { headers: { 'request-id': 'req_1' } }),
    );
    expect(events).toEqual([
      { type: 'start', model: 'claude-served', requestId: 'req_1' },
      { type: 'text', text: 'Ada ' },
      { type: 'text', text: 'waits.' },
      { type: 'usage', usage: { input: 12, cached: 0, cacheWrite: 0, output: 5, reasoning: 0 } },
      { type: 'finish', reason: 'stop' },
    ]);
    expect(server.seen[0]).toMatchObject({ method: 'POST', path: '/v1/messages' });
    expect(server.seen[0]?.headers.authorization).toBe(`Bearer ${key}`);
    expect(JSON.parse(server.seen[0]?.body ?? '')).toMatchObject({ model: 'claude-opus-5', stream: true });
  });

  it('says first what was left out of the request', async () => {
    server.next(sse(anthropicStream('Ada.')));
    const provider = await anthropic(settingsAt(server.url));
    const events = await eventsOf(provider, { ...request, temperature: 1 });
    expect(events[0]).toMatchObject({ type: 'warning', option: 'temperature' });
  });

  it('calls tools, with their arguments as they come, in whatever pieces', async () => {
    const events = await told({
      ...sse(
        anthropicStream('', {
          toolCalls: [
            { id: 'toolu_1', name: 'open_scene', json: ['{"sce', 'ne":', '2, "why": "Çé 🎬"}'] },
            { id: 'toolu_2', name: 'list_scenes', json: [''] },
          ],
        }),
      ),
      bytesPerWrite: 3,
    });
    expect(events.filter(({ type }) => type === 'toolCallDelta')).toEqual([
      { type: 'toolCallDelta', id: 'toolu_1', name: 'open_scene', json: '' },
      { type: 'toolCallDelta', id: 'toolu_1', name: 'open_scene', json: '{"sce' },
      { type: 'toolCallDelta', id: 'toolu_1', name: 'open_scene', json: 'ne":' },
      { type: 'toolCallDelta', id: 'toolu_1', name: 'open_scene', json: '2, "why": "Çé 🎬"}' },
      { type: 'toolCallDelta', id: 'toolu_2', name: 'list_scenes', json: '' },
    ]);
    expect(events.filter(({ type }) => type === 'toolCall')).toEqual([
      { type: 'toolCall', id: 'toolu_1', name: 'open_scene', input: { scene: 2, why: 'Çé 🎬' } },
      { type: 'toolCall', id: 'toolu_2', name: 'list_scenes', input: {} },
    ]);
    expect(events.at(-1)).toEqual({ type: 'finish', reason: 'toolCalls' });
  });

  it('keeps its reasoning with what the provider wants back of it', async () => {
    const { parts } = await answered([
      begin(),
      block(
        0,
        { type: 'thinking', thinking: '', signature: '' },
        { type: 'thinking_delta', thinking: 'Who ' },
        { type: 'thinking_delta', thinking: 'waits?' },
        { type: 'signature_delta', signature: 'sig1' },
      ),
      block(1, { type: 'redacted_thinking', data: 'hidden' }),
      block(2, { type: 'text', text: 'A' }, { type: 'text_delta', text: 'da.' }),
      stop('end_turn'),
    ]);
    expect(parts).toEqual(
      [
        { type: 'reasoning', text: 'Who waits?', opaque: { anthropic: { signature: 'sig1' } } },
        { type: 'reasoning', text: '', opaque: { anthropic: { redacted: 'hidden' } } },
        { type: 'text', text: 'Ada.' },
      ].map((part) => expect.objectContaining(part)),
    );
    server.next(sse(anthropicStream('Yes.')));
    const provider = await anthropic(settingsAt(server.url));
    await collect(provider.stream(asking('claude-opus-5', { messages: [{ role: 'assistant', parts }] })));
    expect(JSON.parse(server.seen[1]?.body ?? '').messages[0].content).toEqual([
      { type: 'thinking', thinking: 'Who waits?', signature: 'sig1' },
      { type: 'redacted_thinking', data: 'hidden' },
      { type: 'text', text: 'Ada.' },
    ]);
  });

  it('counts what was read from a cache and written to it into its input, and the last count stands', async () => {
    const { usage } = await answered([
      begin({
        input_tokens: 10,
        cache_read_input_tokens: 300,
        cache_creation_input_tokens: 40,
        output_tokens: 1,
      }),
      text('Ada.'),
      stop('end_turn', {
        input_tokens: null,
        output_tokens: 60,
        output_tokens_details: { thinking_tokens: 50 },
      }),
    ]);
    expect(usage).toEqual({ input: 350, cached: 300, cacheWrite: 40, output: 60, reasoning: 50 });
  });

  it('counts nothing as 0', async () => {
    const { usage } = await answered([begin({}), text('Ada.'), stop('end_turn', {})]);
    expect(usage).toEqual({ input: 0, cached: 0, cacheWrite: 0, output: 0, reasoning: 0 });
  });

  it.each([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['pause_turn', 'stop'],
    ['max_tokens', 'length'],
    ['tool_use', 'toolCalls'],
    ['refusal', 'refusal'],
  ])('that ends by %s finishes by %s', async (reason, finish) => {
    expect((await answered([begin(), text('Ada.'), stop(reason)])).finish).toBe(finish);
  });

  it('that fills all that the model can read is an overflow', async () => {
    const { error } = await answered([begin(), text('Ada.'), stop('model_context_window_exceeded')]);
    expect(error).toMatchObject({ code: 'context_overflow', details: { phase: 'mid' } });
  });

  it('that ends for no reason known is no whole answer', async () => {
    expect((await answered([begin(), text('Ada.'), stop(null)])).error?.code).toBe('truncated');
    expect((await answered([begin(), text('Ada.'), event({ type: 'message_stop' })])).error?.code).toBe(
      'truncated',
    );
  });

  it('that calls a tool with no JSON is invalid, unless it was cut off by its limit', async () => {
    const broken = block(
      0,
      { type: 'tool_use', id: 'toolu_1', name: 'open_scene', input: {} },
      { type: 'input_json_delta', partial_json: '{"scene":' },
    );
    const invalid = await answered([begin(), broken, stop('tool_use')]);
    expect(invalid.error).toMatchObject({ code: 'invalid_output' });
    expect(invalid.error?.message).toContain('open_scene');
    const cut = await answered([begin(), broken, stop('max_tokens')]);
    expect(cut).toMatchObject({ finish: 'length', toolCalls: [] });
  });

  it('is read past events, blocks and deltas that nobody knows yet', async () => {
    const answer = await answered([
      begin(),
      event({ type: 'ping' }),
      event({ type: 'message_mood', mood: 'glad' }),
      'event: message_start\n\n',
      ': a comment\n\n',
      block(0, { type: 'server_tool_use', id: 's', name: 'web_search', input: {} }, { type: 'mood_delta' }),
      event({
        type: 'content_block_delta',
        index: 9,
        delta: { type: 'input_json_delta', partial_json: '{}' },
      }),
      text('Ada.'),
      event({ type: 'content_block_stop', index: 0 }),
      stop('end_turn'),
    ]);
    expect(answer).toMatchObject({ text: 'Ada.', finish: 'stop', toolCalls: [] });
  });

  it('carries halves of a character together', async () => {
    const half = (value: string) => ({ type: 'text_delta', text: value });
    const answer = await answered([
      begin(),
      block(0, { type: 'text', text: '' }, half('\ud83c'), half('\udfac')),
      stop('end_turn'),
    ]);
    expect(answer.text).toBe('🎬');
  });

  it('is asked with tools and stays open while it comes', async () => {
    server.next({ ...sse(anthropicStream('Ada waits on the pier.')), pause: 2, bytesPerWrite: 200 });
    const provider = await anthropic(settingsAt(`${server.url}/v1/`));
    const answer = await collect(provider.stream({ ...request, tools: [openScene] }));
    expect(answer.text).toBe('Ada waits on the pier.');
    expect(server.seen[0]?.path).toBe('/v1/messages');
    await server.quiet();
  });
});
