import type OpenAI from 'openai';
import { LlmError } from '../../errors.ts';
import { serverFault } from './errors.ts';
import { isObject } from './reader.ts';
import { type Droppable, refusedOption, withoutRefused } from './refusedOptions.ts';

type Responses = OpenAI.Responses.ResponseCreateParamsStreaming;
export type Call =
  | { api: 'chat'; params: OpenAI.ChatCompletionCreateParamsStreaming }
  | { api: 'responses'; params: Responses };

/** Pieces of an answer as they arrive, each parsed from JSON. */
export interface Opened {
  pieces: AsyncIterable<unknown>;
  requestId?: string;
  /** As they were sent in the end. */
  params: Call['params'];
}

/**
 * Sends a call, and once more without each option that the server refuses: `refused` is added to, so that the next call
 * knows. Each time there is one option less, so it ends. Throws what the SDK throws.
 */
export async function open(
  client: OpenAI,
  call: Call,
  refused: Set<Droppable>,
  signal: AbortSignal | undefined,
): Promise<Opened> {
  const params: Call['params'] = withoutRefused(call.params, refused);
  try {
    return { params, ...(await send(client, { ...call, params } as Call, signal)) };
  } catch (thrown) {
    const option = refusedOption(thrown, params);
    if (option) {
      refused.add(option);
      return open(client, call, refused, signal);
    }
    const stripped = call.api === 'responses' && isForeignReasoning(thrown) && withoutReasoning(call.params);
    if (stripped) return open(client, { api: 'responses', params: stripped }, refused, signal);
    throw thrown;
  }
}

async function send(
  client: OpenAI,
  call: Call,
  signal: AbortSignal | undefined,
): Promise<Omit<Opened, 'params'>> {
  const options = { signal: signal ?? null };
  const { data, response, request_id } =
    call.api === 'chat'
      ? await client.chat.completions.create(call.params, options).withResponse()
      : await client.responses.create(call.params, options).withResponse();
  const known = request_id ? { requestId: request_id } : {};
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('application/json'))
    return { pieces: inOnePiece(await response.text(), call.api, known), ...known };
  if (type.startsWith('text/html')) {
    data.controller.abort();
    throw new LlmError('server', 'The server answered with a web page, not with a stream.', {
      ...known,
      hint: 'Check its base URL.',
    });
  }
  return { pieces: data, ...known };
}

/** An answer that a server did not stream: of chat like one long piece, of Responses what its last event would hold. */
async function* inOnePiece(
  text: string,
  api: Call['api'],
  known: { requestId?: string },
): AsyncGenerator<unknown> {
  const answer: unknown = JSON.parse(text);
  if (!isObject(answer)) return;
  if (isObject(answer.error)) throw serverFault(answer.error, known);
  if (api === 'chat') yield answer;
  else
    yield {
      type: answer.status === 'incomplete' ? 'response.incomplete' : 'response.completed',
      response: answer,
    };
}

/** Whether it was refused for reasoning that another account, or another provider, encrypted. */
const isForeignReasoning = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === 'invalid_encrypted_content';

/** The same call without its reasoning; undefined when it has none. */
function withoutReasoning(params: Responses): Responses | undefined {
  const { input = [] } = params;
  const kept = typeof input === 'string' ? input : input.filter(({ type }) => type !== 'reasoning');
  return kept.length < input.length ? { ...params, input: kept } : undefined;
}
