import { describe, expect, it } from 'vitest';
import { chatReader } from '../../../../extension/llm/providers/openai/chatEvents.ts';
import { chatParams } from '../../../../extension/llm/providers/openai/chatRequest.ts';
import { openAiDialect, plainDialect } from '../../../../extension/llm/providers/openai/dialect.ts';
import type { LlmEvent, Message } from '../../../../extension/llm/types.ts';
import { asking, chunk, weatherTool } from './helpers.ts';

const read = (pieces: readonly unknown[], earlierCalls = 0): LlmEvent[] => {
  const reader = chatReader({ model: 'asked-model', earlierCalls });
  return [...pieces.flatMap((piece) => reader.read(piece)), ...reader.end()];
};
const calls = (events: readonly LlmEvent[]) => events.filter(({ type }) => type === 'toolCall');
const call = (more: object, given: object = {}) => chunk({ tool_calls: [{ ...more, function: given }] });

describe('a request through Chat Completions', () => {
  const messages: Message[] = [
    { role: 'system', parts: [{ type: 'text', text: 'You direct.' }], pinned: true },
    { role: 'system', parts: [] },
    {
      role: 'user',
      parts: [
        { type: 'text', text: 'Look \ud83d' },
        { type: 'image', mediaType: 'image/png', base64: 'AAAA' },
      ],
    },
    {
      role: 'assistant',
      parts: [
        { type: 'reasoning', text: 'Hm.', opaque: { openai: {} } },
        { type: 'text', text: 'One.' },
        { type: 'text', text: 'Two.' },
        { type: 'toolCall', id: 'c1', name: 'weather', input: { place: 'Åre' } },
      ],
    },
    {
      role: 'user',
      parts: [
        { type: 'text', text: 'And then?' },
        { type: 'toolResult', id: 'c1', name: 'weather', text: 'Snow', failed: true },
        { type: 'toolResult', id: 'c2', name: 'weather', text: 'Sun' },
      ],
    },
    { role: 'user', parts: [{ type: 'toolResult', id: 'c3', name: 'weather', text: 'Rain' }] },
    { role: 'assistant', parts: [{ type: 'reasoning', text: 'Only thought.' }] },
    { role: 'assistant', parts: [{ type: 'toolCall', id: 'c4', name: 'weather', input: undefined }] },
  ];

  it('has each message in its place, results of tools right after their calls', () => {
    const { params } = chatParams(asking('', { messages }), openAiDialect);
    expect(params.messages).toEqual([
      { role: 'system', content: 'You direct.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Look \ufffd' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
        ],
      },
      {
        role: 'assistant',
        content: 'One.\n\nTwo.',
        tool_calls: [
          { id: 'c1', type: 'function', function: { name: 'weather', arguments: '{"place":"Åre"}' } },
        ],
      },
      { role: 'tool', tool_call_id: 'c1', content: 'The tool failed. Snow' },
      { role: 'tool', tool_call_id: 'c2', content: 'Sun' },
      { role: 'user', content: 'And then?' },
      { role: 'tool', tool_call_id: 'c3', content: 'Rain' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'c4', type: 'function', function: { name: 'weather', arguments: '{}' } }],
      },
    ]);
  });

  it('leaves results of tools out of the message with a picture', () => {
    const parts: Message['parts'] = [
      { type: 'toolResult', id: 'c1', name: 'look', text: 'Done' },
      { type: 'image', mediaType: 'image/png', base64: 'AAAA' },
    ];
    const { params } = chatParams(asking('', { messages: [{ role: 'user', parts }] }), plainDialect);
    expect(params.messages.map(({ role }) => role)).toEqual(['tool', 'user']);
    expect(params.messages[1]?.content).toHaveLength(1);
  });

  it('has every option under the name that the server knows', () => {
    const request = asking('Hi', {
      tools: [weatherTool],
      toolChoice: { name: 'weather' },
      output: { name: 'a shot list', schema: weatherTool.input },
      maxTokens: 50,
      temperature: 0,
      stop: ['END'],
      seed: 0,
      effort: 'low',
      cacheKey: 'film-1',
    });
    const schema = weatherTool.input;
    const common = {
      model: 'gpt-test',
      stream: true,
      messages: [{ role: 'user', content: 'Hi' }],
      tool_choice: { type: 'function', function: { name: 'weather' } },
      temperature: 0,
      stop: ['END'],
      reasoning_effort: 'low',
    };
    const { description } = weatherTool;
    expect(chatParams(request, openAiDialect).params).toEqual({
      ...common,
      stream_options: { include_usage: true },
      tools: [
        { type: 'function', function: { name: 'weather', description, parameters: schema, strict: true } },
      ],
      response_format: { type: 'json_schema', json_schema: { name: 'a_shot_list', schema, strict: true } },
      max_completion_tokens: 50,
      seed: 0,
      prompt_cache_key: 'film-1',
    });
    const plain = { ...plainDialect, seed: 'random_seed', streamOptions: false } as const;
    expect(chatParams(request, plain).params).toEqual({
      ...common,
      tools: [{ type: 'function', function: { name: 'weather', description, parameters: schema } }],
      response_format: { type: 'json_schema', json_schema: { name: 'a_shot_list', schema } },
      max_tokens: 50,
      random_seed: 0,
    });
  });

  it('names no tool to choose where there is none, and leaves empty lists out', () => {
    const { params } = chatParams(asking('Hi', { tools: [], toolChoice: 'auto', stop: [] }), openAiDialect);
    expect(params).toEqual({
      model: 'gpt-test',
      stream: true,
      stream_options: { include_usage: true },
      messages: [{ role: 'user', content: 'Hi' }],
    });
    const chosen = chatParams(asking('Hi', { tools: [weatherTool], toolChoice: 'required' }), openAiDialect);
    expect(chosen.params.tool_choice).toBe('required');
  });
});

describe('a stream of chat', () => {
  it('ends with its reason, counted or not, whether or not [DONE] comes', () => {
    expect(read([chunk({ content: 'Hi' }), chunk({}, 'stop')])).toEqual([
      { type: 'start', model: 'served-model' },
      { type: 'text', text: 'Hi' },
      { type: 'finish', reason: 'stop' },
    ]);
  });

  it('without a reason to finish has no end', () => {
    expect(read([chunk({ content: 'Hi' })]).at(-1)).toEqual({ type: 'text', text: 'Hi' });
  });

  it('takes the words of servers for the reason', () => {
    const reasons = { length: 'length', max_tokens: 'length', model_length: 'length', eos: 'stop' };
    for (const [told, reason] of Object.entries({ ...reasons, content_filter: 'refusal' }))
      expect(read([chunk({ content: 'Hi' }, told)]).at(-1)).toEqual({ type: 'finish', reason });
    expect(read([chunk({ refusal: 'I cannot.' }), chunk({}, 'stop')]).slice(1)).toEqual([
      { type: 'text', text: 'I cannot.' },
      { type: 'finish', reason: 'refusal' },
    ]);
    expect(() => read([chunk({}, 'error')])).toThrow('failed in the middle');
  });

  it('finishes once, though the reason comes twice', () => {
    const once = [call({ index: 0, id: 'a' }, { name: 'weather', arguments: '{}' }), chunk({}, 'tool_calls')];
    expect(calls(read([...once, chunk({}, 'tool_calls')]))).toHaveLength(1);
  });

  it('leaves out what is no piece, or says nothing', () => {
    const nothing = [null, 7, [], { choices: null }, { choices: [] }, { choices: [{ delta: null }] }];
    expect(read(nothing)).toEqual([{ type: 'start', model: 'asked-model' }]);
    expect(read([chunk({ content: '', reasoning: null, tool_calls: null })])).toHaveLength(1);
  });

  it('shows reasoning under each of its names', () => {
    const thinking = [
      { type: 'thinking', thinking: [{ type: 'text', text: 'c' }, {}] },
      { type: 'thinking' },
      { type: 'text', text: 'd' },
      { type: 'reference' },
    ];
    const deltas = [{ reasoning_content: 'a' }, { reasoning: 'b' }, { content: thinking }];
    expect(read(deltas.map((delta) => chunk(delta))).slice(1)).toEqual([
      { type: 'reasoning', text: 'a' },
      { type: 'reasoning', text: 'b' },
      { type: 'reasoning', text: 'c' },
      { type: 'text', text: 'd' },
    ]);
  });

  it('counts where Groq counts, and with the words of others', () => {
    const usage = {
      prompt_tokens: 10,
      completion_tokens: 4,
      prompt_tokens_details: { cached_tokens: 6, cache_creation_tokens: 9 },
    };
    expect(read([chunk({}, 'stop', { x_groq: { usage } })]).at(-2)).toEqual({
      type: 'usage',
      usage: { input: 10, cached: 6, cacheWrite: 4, output: 4, reasoning: 0 },
    });
    const bare = read([chunk({}, 'stop', { usage: {} })]).at(-2);
    expect(bare).toMatchObject({ usage: { input: 0, output: 0 } });
  });
});

describe('tool calls in a stream of chat', () => {
  const input = { place: 'Åre' };

  it('may come as objects, without ids and without an index', () => {
    const events = read(
      [
        call({}, { name: 'weather', arguments: input }),
        call({}, { name: 'weather', arguments: '{"place":' }),
        call({}, { arguments: '"Åre"}' }),
        chunk({}, 'stop'),
      ],
      3,
    );
    expect(calls(events)).toEqual([
      { type: 'toolCall', id: 'call_4', name: 'weather', input },
      { type: 'toolCall', id: 'call_5', name: 'weather', input },
    ]);
    expect(events.at(-1)).toEqual({ type: 'finish', reason: 'toolCalls' });
  });

  it('are told apart by their ids where a server gives all the same index', () => {
    const events = read([
      call({ index: 0, id: 'a' }, { name: 'weather', arguments: '{"place":"Åre"}' }),
      call({ index: 0, id: 'b' }, { name: 'clock', arguments: '' }),
      call({ index: 0, id: 'b' }),
      { ...chunk({ tool_calls: [{ index: 0, function: null }] }) },
      chunk({}, 'tool_calls'),
    ]);
    expect(calls(events)).toEqual([
      { type: 'toolCall', id: 'a', name: 'weather', input },
      { type: 'toolCall', id: 'b', name: 'clock', input: {} },
    ]);
  });

  it('stay apart when their pieces are mixed', () => {
    const events = read([
      call({ index: 0, id: 'a' }, { name: 'weather', arguments: '{"place":' }),
      call({ index: 1, id: 'b' }, { name: 'clock', arguments: '{' }),
      call({ index: 0 }, { arguments: '"Åre"}' }),
      call({ index: 1 }, { arguments: '}' }),
      chunk({}, 'tool_calls'),
    ]);
    expect(calls(events)).toMatchObject([{ input }, { input: {} }]);
  });

  it('with input that is not JSON are an error that shows it, unless the slip is small', () => {
    const broken = (json: string) => [call({ index: 0, id: 'a' }, { name: 'weather', arguments: json })];
    expect(calls(read([...broken("{place: 'Åre',}"), chunk({}, 'tool_calls')]))).toMatchObject([{ input }]);
    for (const json of ['{"place":"Å', '["Åre"]', 'Åre', `{"place":"${'å'.repeat(200)}`])
      expect(() => read([...broken(json), chunk({}, 'tool_calls')])).toThrow(
        expect.objectContaining({
          code: 'invalid_output',
          details: { hint: expect.stringMatching(/^It wrote: .{1,121}$/) },
        }),
      );
  });

  it('that were cut with the answer are not made', () => {
    const whole = call({ index: 0, id: 'a' }, { name: 'weather', arguments: '{"place":"Åre"}' });
    const cut = call({ index: 1, id: 'b' }, { name: 'weather', arguments: '{"place":"Kir' });
    const events = read([whole, cut, chunk({}, 'length')]);
    expect(calls(events)).toMatchObject([{ id: 'a' }]);
    expect(events.at(-1)).toEqual({ type: 'finish', reason: 'length' });
    expect(calls(read([whole, chunk({}, 'length')]))).toHaveLength(1);
  });
});
