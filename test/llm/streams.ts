import type { Reply } from './faultServer.ts';

/*
 * What the providers send when all is well, and their error bodies, written from their published references. A stream
 * is a list of server-sent events, so that a test can leave out, double or reorder them.
 */

/** What a well-formed stream tells. */
interface Told {
  model?: string;
  /** How the text is cut; one delta for each word when not given. */
  pieces?: readonly string[];
  toolCalls?: readonly ToolCallTold[];
  /** Tokens as the provider counts them. */
  usage?: { input: number; output: number; cached?: number; reasoning?: number };
  /** As the provider names it: 'length', 'max_tokens', 'SAFETY' … */
  finish?: string;
}

/** `json` is the input of the tool as text, in the pieces in which it arrives. */
interface ToolCallTold {
  id: string;
  name: string;
  json: readonly string[];
}

const deltas = (text: string, told: Told): readonly string[] =>
  told.pieces ?? text.match(/\S+\s*|\s+/g) ?? [];
const counts = (told: Told) => ({ input: 12, output: 5, cached: 0, reasoning: 0, ...told.usage });
const data = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;
const named = (value: { type: string; [field: string]: unknown }): string =>
  `event: ${value.type}\n${data(value)}`;

/** A stream as an answer of the server. */
export const sse = (frames: readonly (string | Uint8Array | number)[], more: Reply = {}): Reply => ({
  ...more,
  headers: { 'content-type': 'text/event-stream; charset=utf-8', ...more.headers },
  body: frames,
});

/** JSON as an answer of the server. */
export const json = (value: unknown, more: Reply = {}): Reply => ({
  ...more,
  headers: { 'content-type': 'application/json', ...more.headers },
  body: JSON.stringify(value),
});

/** OpenAI's Chat Completions: `POST /chat/completions` with `stream` and `stream_options.include_usage`. */
export function openAiChatStream(text: string, told: Told = {}): string[] {
  const usage = counts(told);
  const chunk = (choices: unknown[], more = {}) =>
    data({
      id: 'chatcmpl-test1',
      object: 'chat.completion.chunk',
      created: 1_760_000_000,
      model: told.model ?? 'gpt-test',
      choices,
      usage: null,
      ...more,
    });
  const delta = (value: unknown, finish: string | null = null) =>
    chunk([{ index: 0, delta: value, logprobs: null, finish_reason: finish }]);
  const calls = told.toolCalls ?? [];
  return [
    delta({ role: 'assistant', content: calls.length ? null : '', refusal: null }),
    ...deltas(text, told).map((content) => delta({ content })),
    ...calls.flatMap(({ id, name, json }, index) => [
      delta({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] }),
      ...json.map((piece) => delta({ tool_calls: [{ index, function: { arguments: piece } }] })),
    ]),
    delta({}, told.finish ?? (calls.length ? 'tool_calls' : 'stop')),
    chunk([], {
      usage: {
        prompt_tokens: usage.input,
        completion_tokens: usage.output,
        total_tokens: usage.input + usage.output,
        prompt_tokens_details: { cached_tokens: usage.cached, audio_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: usage.reasoning },
      },
    }),
    'data: [DONE]\n\n',
  ];
}

/** OpenAI's Responses: `POST /responses` with `stream`. */
export function openAiResponsesStream(text: string, told: Told = {}): string[] {
  const usage = counts(told);
  let sequence = 0;
  const event = (type: string, value: object) => named({ type, sequence_number: sequence++, ...value });
  const response = (status: string, output: unknown[], more = {}) => ({
    response: {
      id: 'resp_test1',
      object: 'response',
      created_at: 1_760_000_000,
      status,
      model: told.model ?? 'gpt-test',
      output,
      error: null,
      incomplete_details: null,
      usage: null,
      ...more,
    },
  });
  const frames = [
    event('response.created', response('in_progress', [])),
    event('response.in_progress', response('in_progress', [])),
  ];
  const output: unknown[] = [];
  if (text !== '') {
    const at = { output_index: 0, content_index: 0, item_id: 'msg_test1' };
    const message = (status: string, content: unknown[]) => ({
      id: 'msg_test1',
      type: 'message',
      status,
      role: 'assistant',
      content,
    });
    const part = (value: string) => ({ type: 'output_text', text: value, annotations: [], logprobs: [] });
    frames.push(
      event('response.output_item.added', { output_index: 0, item: message('in_progress', []) }),
      event('response.content_part.added', { ...at, part: part('') }),
      ...deltas(text, told).map((delta) =>
        event('response.output_text.delta', { ...at, delta, logprobs: [] }),
      ),
      event('response.output_text.done', { ...at, text, logprobs: [] }),
      event('response.content_part.done', { ...at, part: part(text) }),
      event('response.output_item.done', { output_index: 0, item: message('completed', [part(text)]) }),
    );
    output.push(message('completed', [part(text)]));
  }
  for (const { id, name, json } of told.toolCalls ?? []) {
    const at = { output_index: output.length, item_id: `fc_${id}` };
    const call = (status: string, args: string) => ({
      id: `fc_${id}`,
      type: 'function_call',
      status,
      call_id: id,
      name,
      arguments: args,
    });
    const whole = json.join('');
    frames.push(
      event('response.output_item.added', { output_index: at.output_index, item: call('in_progress', '') }),
      ...json.map((delta) => event('response.function_call_arguments.delta', { ...at, delta })),
      event('response.function_call_arguments.done', { ...at, name, arguments: whole }),
      event('response.output_item.done', { output_index: at.output_index, item: call('completed', whole) }),
    );
    output.push(call('completed', whole));
  }
  const end = {
    usage: {
      input_tokens: usage.input,
      input_tokens_details: { cached_tokens: usage.cached },
      output_tokens: usage.output,
      output_tokens_details: { reasoning_tokens: usage.reasoning },
      total_tokens: usage.input + usage.output,
    },
    incomplete_details: told.finish ? { reason: told.finish } : null,
  };
  frames.push(
    told.finish
      ? event('response.incomplete', response('incomplete', output, end))
      : event('response.completed', response('completed', output, end)),
  );
  return frames;
}

/** Anthropic's Messages: `POST /v1/messages` with `stream`. Its `input_tokens` leaves out what was cached. */
export function anthropicStream(text: string, told: Told = {}): string[] {
  const usage = counts(told);
  const calls = told.toolCalls ?? [];
  const frames = [
    named({
      type: 'message_start',
      message: {
        id: 'msg_test1',
        type: 'message',
        role: 'assistant',
        model: told.model ?? 'claude-test',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: {
          input_tokens: usage.input - usage.cached,
          cache_creation_input_tokens: 0,
          cache_read_input_tokens: usage.cached,
          output_tokens: 1,
        },
      },
    }),
  ];
  const block = (start: object, pieces: readonly object[]) => {
    const index = frames.filter((frame) => frame.includes('content_block_stop')).length;
    frames.push(
      named({ type: 'content_block_start', index, content_block: start }),
      named({ type: 'ping' }),
      ...pieces.map((delta) => named({ type: 'content_block_delta', index, delta })),
      named({ type: 'content_block_stop', index }),
    );
  };
  if (text !== '' || calls.length === 0)
    block(
      { type: 'text', text: '' },
      deltas(text, told).map((piece) => ({ type: 'text_delta', text: piece })),
    );
  for (const { id, name, json } of calls)
    block(
      { type: 'tool_use', id, name, input: {} },
      json.map((piece) => ({ type: 'input_json_delta', partial_json: piece })),
    );
  frames.push(
    named({
      type: 'message_delta',
      delta: { stop_reason: told.finish ?? (calls.length ? 'tool_use' : 'end_turn'), stop_sequence: null },
      usage: { output_tokens: usage.output },
    }),
    named({ type: 'message_stop' }),
  );
  return frames;
}

/** Gemini: `POST /v1beta/models/NAME:streamGenerateContent?alt=sse`. A tool call comes in one piece. */
export function geminiStream(text: string, told: Told = {}): string[] {
  const usage = counts(told);
  const chunk = (parts: unknown[], more = {}, finishReason?: string) =>
    data({
      candidates: [{ content: { parts, role: 'model' }, index: 0, ...(finishReason && { finishReason }) }],
      modelVersion: told.model ?? 'gemini-test',
      responseId: 'gemini-response-test1',
      ...more,
    });
  const calls = (told.toolCalls ?? []).map(({ name, json }) => ({
    functionCall: { name, args: JSON.parse(json.join('')) as unknown },
  }));
  return [
    ...deltas(text, told).map((piece) => chunk([{ text: piece }])),
    chunk(
      calls.length ? calls : [{ text: '' }],
      {
        usageMetadata: {
          promptTokenCount: usage.input,
          cachedContentTokenCount: usage.cached,
          candidatesTokenCount: usage.output - usage.reasoning,
          thoughtsTokenCount: usage.reasoning,
          totalTokenCount: usage.input + usage.output,
        },
      },
      told.finish ?? 'STOP',
    ),
  ];
}

/** OpenAI's error body; `code` such as 'invalid_api_key', 'insufficient_quota', 'rate_limit_exceeded'. */
export const openAiError = (status: number, code: string, message = 'It failed.', more: Reply = {}): Reply =>
  json({ error: { message, type: code, param: null, code } }, { status, ...more });

/** Anthropic's error body; `type` such as 'authentication_error', 'overloaded_error', 'rate_limit_error'. */
export const anthropicError = (
  status: number,
  type: string,
  message = 'It failed.',
  more: Reply = {},
): Reply => json({ type: 'error', error: { type, message }, request_id: 'req_test1' }, { status, ...more });

/** Google's error body; `name` such as 'UNAUTHENTICATED', 'RESOURCE_EXHAUSTED', 'UNAVAILABLE'. */
export const geminiError = (status: number, name: string, message = 'It failed.', more: Reply = {}): Reply =>
  json({ error: { code: status, message, status: name } }, { status, ...more });

/** Lists of models: OpenAI's `GET /models`, Anthropic's `GET /v1/models`, Gemini's `GET /v1beta/models`. */
export const openAiModels = (ids: readonly string[]): Reply =>
  json({ object: 'list', data: ids.map((id) => ({ id, object: 'model', created: 1, owned_by: 'test' })) });
export const anthropicModels = (ids: readonly string[]): Reply =>
  json({
    data: ids.map((id) => ({ type: 'model', id, display_name: id, created_at: '2026-01-01T00:00:00Z' })),
    has_more: false,
    first_id: ids[0] ?? null,
    last_id: ids.at(-1) ?? null,
  });
export const geminiModels = (ids: readonly string[]): Reply =>
  json({
    models: ids.map((id) => ({
      name: `models/${id}`,
      supportedGenerationMethods: ['generateContent', 'countTokens'],
    })),
  });
