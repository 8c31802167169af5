import { describe, expect, it } from 'vitest';
import { openAiDialect, plainDialect } from '../../../../extension/llm/providers/openai/dialect.ts';
import { responsesReader } from '../../../../extension/llm/providers/openai/responsesEvents.ts';
import { responsesParams } from '../../../../extension/llm/providers/openai/responsesRequest.ts';
import type { LlmEvent, Message } from '../../../../extension/llm/types.ts';
import { asking, weatherTool } from './helpers.ts';

const read = (pieces: readonly unknown[]): LlmEvent[] => {
  const reader = responsesReader({ model: 'asked-model', requestId: 'req_1', earlierCalls: 2 });
  return [...pieces.flatMap((piece) => reader.read(piece)), ...reader.end()];
};
const piece = (type: string, more: object = {}) => ({ type: `response.${type}`, ...more });
const created = piece('created', { response: { model: 'served-model' } });
const text = (delta: string, more: object = {}) =>
  piece('output_text.delta', { output_index: 0, delta, ...more });
const message = (...content: object[]) => ({ type: 'message', content });
const completed = (more: object = {}) => piece('completed', { response: { model: 'served-model', ...more } });

describe('a request through Responses', () => {
  const opaque = { openai: { id: 'rs_1', summary: [], encrypted_content: 'xyz' } };
  const messages: Message[] = [
    { role: 'system', parts: [{ type: 'text', text: 'You direct.' }] },
    { role: 'system', parts: [] },
    {
      role: 'user',
      parts: [
        { type: 'text', text: 'Look' },
        { type: 'text', text: '' },
        { type: 'image', mediaType: 'image/png', base64: 'AAAA' },
        { type: 'toolResult', id: 'c0', name: 'weather', text: 'Snow' },
      ],
    },
    {
      role: 'assistant',
      parts: [
        { type: 'reasoning', text: 'Hm.', opaque },
        { type: 'reasoning', text: 'Of another provider.', opaque: { anthropic: {} } },
        { type: 'reasoning', text: 'Of nobody.' },
        { type: 'text', text: 'One.' },
        { type: 'toolCall', id: 'c1', name: 'weather', input: { place: 'Åre' } },
        { type: 'reasoning', text: 'And it led to nothing.', opaque },
      ],
    },
    { role: 'user', parts: [{ type: 'toolResult', id: 'c1', name: 'weather', text: 'Snow', failed: true }] },
  ];

  it('gives OpenAI its reasoning back before what it led to, and stores nothing there', () => {
    const { params, warnings } = responsesParams(asking('', { messages }), openAiDialect);
    expect(warnings).toEqual([]);
    expect(params).toEqual({
      model: 'gpt-test',
      stream: true,
      store: false,
      include: ['reasoning.encrypted_content'],
      input: [
        { role: 'system', content: 'You direct.' },
        { type: 'function_call_output', call_id: 'c0', output: 'Snow' },
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'Look' },
            { type: 'input_image', image_url: 'data:image/png;base64,AAAA', detail: 'auto' },
          ],
        },
        { type: 'reasoning', ...opaque.openai },
        { role: 'assistant', content: 'One.' },
        { type: 'function_call', call_id: 'c1', name: 'weather', arguments: '{"place":"Åre"}' },
        { type: 'function_call_output', call_id: 'c1', output: 'The tool failed. Snow' },
      ],
    });
  });

  it('has every option, and warns of those that this interface lacks', () => {
    const open = { ...weatherTool, input: { type: 'object', properties: {} } };
    const { params, warnings } = responsesParams(
      asking('Hi', {
        tools: [weatherTool, open],
        toolChoice: { name: 'weather' },
        output: { name: 'shots', schema: weatherTool.input },
        maxTokens: 50,
        temperature: 0.5,
        stop: ['END'],
        seed: 7,
        effort: 'high',
        cacheKey: 'film-1',
      }),
      openAiDialect,
    );
    expect(params).toMatchObject({
      tools: [{ name: 'weather', strict: true, parameters: weatherTool.input }, { strict: false }],
      tool_choice: { type: 'function', name: 'weather' },
      text: { format: { type: 'json_schema', name: 'shots', schema: weatherTool.input, strict: true } },
      max_output_tokens: 50,
      temperature: 0.5,
      reasoning: { effort: 'high' },
      prompt_cache_key: 'film-1',
    });
    expect(params).not.toHaveProperty('stop');
    expect(params).not.toHaveProperty('seed');
    expect(warnings).toMatchObject([{ option: 'stop' }, { option: 'seed' }]);
  });

  it('of a server that is not OpenAI goes without what only OpenAI knows', () => {
    const request = asking('Hi', { tools: [weatherTool], toolChoice: 'none', cacheKey: 'film-1' });
    const { params } = responsesParams(request, plainDialect);
    expect(params).toMatchObject({ tools: [{ strict: false }], tool_choice: 'none' });
    expect(params).not.toHaveProperty('prompt_cache_key');
  });
});

describe('a stream of Responses', () => {
  it('keeps reasoning with what OpenAI wants back of it', () => {
    const item = { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'xyz' };
    expect(
      read([
        created,
        piece('reasoning_summary_part.added', { summary_index: 0 }),
        piece('reasoning_summary_text.delta', { delta: 'First' }),
        piece('reasoning_summary_part.added', { summary_index: 1 }),
        piece('reasoning_text.delta', { delta: 'second' }),
        piece('output_item.done', { output_index: 0, item }),
        piece('output_item.done', { output_index: 1, item: { type: 'reasoning' } }),
        piece('output_item.done', { output_index: 2, item: { ...item, id: undefined, summary: undefined } }),
        completed(),
      ]),
    ).toEqual([
      { type: 'start', model: 'served-model', requestId: 'req_1' },
      { type: 'reasoning', text: 'First' },
      { type: 'reasoning', text: '\n\n' },
      { type: 'reasoning', text: 'second' },
      {
        type: 'reasoning',
        text: '',
        opaque: { openai: { id: 'rs_1', summary: [], encrypted_content: 'xyz' } },
      },
      { type: 'reasoning', text: '', opaque: { openai: { id: '', summary: [], encrypted_content: 'xyz' } } },
      { type: 'finish', reason: 'stop' },
    ]);
  });

  it('that says a piece twice says it once to us', () => {
    const twice = text('one ', { sequence_number: 3 });
    const pieces = [created, twice, twice, text('two', { sequence_number: 4 }), completed()];
    expect(read(pieces).filter(({ type }) => type === 'text')).toMatchObject([
      { text: 'one ' },
      { text: 'two' },
    ]);
  });

  it('in disorder is an error, not another text', () => {
    const done = piece('output_item.done', { output_index: 0, item: message({ text: 'one two' }) });
    expect(() => read([created, text('two'), text('one '), done])).toThrow('garbled');
  });

  it('of a server that sends items only at the end is complete', () => {
    const output = [
      message({ type: 'output_text', text: 'Here.' }, {}),
      { type: 'function_call', call_id: 'c1', name: 'weather', arguments: '{"place":"Åre"}' },
      { type: 'function_call' },
      { type: 'web_search_call' },
    ];
    expect(read([completed({ output })]).slice(1)).toEqual([
      { type: 'text', text: 'Here.' },
      { type: 'toolCall', id: 'c1', name: 'weather', input: { place: 'Åre' } },
      { type: 'toolCall', id: 'call_5', name: '', input: {} },
      { type: 'finish', reason: 'toolCalls' },
    ]);
  });

  it('names tools as soon as their input begins', () => {
    const item = { type: 'function_call', name: 'weather', call_id: 'c1' };
    const delta = (at: number) => piece('function_call_arguments.delta', { output_index: at, delta: '{' });
    const added = (at: number, more: object) => piece('output_item.added', { output_index: at, item: more });
    expect(
      read([
        added(0, item),
        delta(0),
        added(1, { type: 'function_call' }),
        delta(1),
        added(2, { type: 'message' }),
        piece('output_item.added'),
        delta(2),
      ]),
    ).toEqual([
      { type: 'toolCallDelta', id: 'c1', name: 'weather', json: '{' },
      { type: 'toolCallDelta', id: 'call_4', name: '', json: '{' },
    ]);
  });

  it('that was cut makes no call that was cut', () => {
    const item = { type: 'function_call', status: 'incomplete', name: 'weather', arguments: '{"pl' };
    const incomplete = (reason?: string) =>
      piece('incomplete', { response: { incomplete_details: reason ? { reason } : null } });
    const done = piece('output_item.done', { output_index: 0, item });
    expect(read([created, done, incomplete('max_output_tokens')]).slice(1)).toEqual([
      { type: 'finish', reason: 'length' },
    ]);
    expect(read([incomplete('content_filter')]).at(-1)).toEqual({ type: 'finish', reason: 'refusal' });
    expect(read([incomplete()]).at(-1)).toEqual({ type: 'finish', reason: 'stop' });
  });

  it('that refuses says so, in its words', () => {
    const refusal = piece('refusal.delta', { output_index: 0, delta: 'I cannot.' });
    const late = piece('output_item.done', { output_index: 0, item: message({ refusal: 'I cannot.' }) });
    for (const pieces of [[refusal], [late], [refusal, late]])
      expect(read([created, ...pieces, completed()]).slice(1)).toEqual([
        { type: 'text', text: 'I cannot.' },
        { type: 'finish', reason: 'refusal' },
      ]);
  });

  it('that fails says why', () => {
    const failed = (error: unknown) => piece('failed', { response: { error } });
    expect(() => read([failed({ code: 'rate_limit_exceeded', message: 'Slow.' })])).toThrow(
      expect.objectContaining({ code: 'rate_limit' }),
    );
    expect(() => read([failed(null)])).toThrow(expect.objectContaining({ code: 'server' }));
    expect(() => read([{ type: 'error', code: 'server_error', message: 'Oh.' }])).toThrow(
      expect.objectContaining({ code: 'server' }),
    );
  });

  it('leaves out what it does not know, and what comes after the end', () => {
    const unknown = [
      null,
      {},
      piece('audio.delta'),
      piece('output_item.done'),
      text(''),
      piece('output_text.delta'),
    ];
    expect(read([...unknown, completed(), text('more')])).toEqual([
      { type: 'start', model: 'served-model', requestId: 'req_1' },
      { type: 'finish', reason: 'stop' },
    ]);
  });
});
