import { LlmError } from '../../errors.ts';
import type { FinishReason, LlmEvent } from '../../types.ts';
import { start } from './chatEvents.ts';
import { serverFault, type ToldError } from './errors.ts';
import { type Asked, isObject, type Reader } from './reader.ts';
import type { Opaque } from './responsesRequest.ts';
import { toolInput } from './toolInput.ts';
import { type RawUsage, usageOf } from './usage.ts';

/** An event of the stream, of whatever type, with the fields that are read of it. */
interface Piece extends ToldError {
  type?: string;
  sequence_number?: number;
  output_index?: number;
  summary_index?: number;
  delta?: string;
  item?: Item;
  response?: Response;
}

/** A piece of the answer: a message, a tool call, reasoning. */
interface Item {
  type?: string;
  status?: string;
  content?: readonly { text?: string; refusal?: string }[];
  call_id?: string;
  name?: string;
  arguments?: string;
  id?: string;
  summary?: Opaque['openai']['summary'];
  encrypted_content?: string | null;
}

interface Response {
  model?: string;
  output?: readonly Item[];
  usage?: RawUsage | null;
  error?: ToldError | null;
  incomplete_details?: { reason?: string } | null;
}

/** A reader of one stream of the Responses API. Items of the answer are told apart by their place in it. */
export function responsesReader(asked: Asked): Reader {
  const texts = new Map<number, string>();
  const calls = new Map<number, { id: string; name: string }>();
  const done = new Set<number>();
  let last = 0;
  let started = false;
  let refused = false;
  let called = false;
  let ending: LlmEvent[] | undefined;

  function addText(at: number, delta: string): LlmEvent[] {
    texts.set(at, (texts.get(at) ?? '') + delta);
    return delta ? [{ type: 'text', text: delta }] : [];
  }

  /** What an item that is complete adds to what was streamed of it. */
  function complete(at: number, item: Item): LlmEvent[] {
    if (done.has(at)) return [];
    done.add(at);
    if (item.type === 'message') return completeText(at, item);
    if (item.type === 'reasoning') return kept(item);
    // A call that was cut is not made.
    if (item.type !== 'function_call' || item.status === 'incomplete') return [];
    called = true;
    const name = item.name ?? '';
    const id = item.call_id ?? `call_${asked.earlierCalls + at + 1}`;
    return [{ type: 'toolCall', id, name, input: toolInput(name, item.arguments ?? '') }];
  }

  function completeText(at: number, { content = [] }: Item): LlmEvent[] {
    refused ||= content.some(({ refusal }) => refusal);
    const whole = content.map(({ text, refusal }) => text ?? refusal ?? '').join('');
    const streamed = texts.get(at) ?? '';
    if (!whole.startsWith(streamed))
      throw new LlmError(
        'invalid_output',
        'The answer arrived garbled: pieces of it are missing, or in disorder.',
      );
    return addText(at, whole.slice(streamed.length));
  }

  function close(response: Response): void {
    const reason = response.incomplete_details?.reason;
    const finish: FinishReason =
      refused || reason === 'content_filter' ? 'refusal' : reason ? 'length' : called ? 'toolCalls' : 'stop';
    const usage: LlmEvent[] = response.usage ? [{ type: 'usage', usage: usageOf(response.usage) }] : [];
    ending = [...usage, { type: 'finish', reason: finish }];
  }

  function told({ type, output_index: at = 0, delta = '', item, response = {}, ...rest }: Piece): LlmEvent[] {
    switch (type) {
      case 'response.refusal.delta':
        refused = true;
        return addText(at, delta);
      case 'response.output_text.delta':
        return addText(at, delta);
      case 'response.reasoning_summary_part.added':
        return rest.summary_index ? [{ type: 'reasoning', text: '\n\n' }] : [];
      case 'response.reasoning_summary_text.delta':
      case 'response.reasoning_text.delta':
        return [{ type: 'reasoning', text: delta }];
      case 'response.output_item.added':
        if (item?.type === 'function_call')
          calls.set(at, { id: item.call_id ?? `call_${asked.earlierCalls + at + 1}`, name: item.name ?? '' });
        return [];
      case 'response.function_call_arguments.delta': {
        const call = calls.get(at);
        return call ? [{ type: 'toolCallDelta', ...call, json: delta }] : [];
      }
      case 'response.output_item.done':
        return item ? complete(at, item) : [];
      case 'response.completed':
      case 'response.incomplete': {
        const late = (response.output ?? []).flatMap((each, index) => complete(index, each));
        close(response);
        return late;
      }
      case 'response.failed':
        throw serverFault(response.error ?? {});
      case 'error':
        throw serverFault(rest);
      default:
        return [];
    }
  }

  function read(piece: unknown): LlmEvent[] {
    if (!isObject(piece) || ending) return [];
    const event: Piece = piece;
    // Events are numbered: one that was there already has been sent twice on its way.
    const number = event.sequence_number ?? 0;
    if (number > 0 && number <= last) return [];
    last = number;
    const events = told(event);
    if (started || !event.response) return events;
    started = true;
    return [start(asked, event.response.model), ...events];
  }

  return { read, whole: () => ending !== undefined, end: () => ending ?? [] };
}

/** Reasoning that OpenAI wants back; that of a server that does not encrypt it is not asked for again. */
function kept({ id = '', summary = [], encrypted_content }: Item): LlmEvent[] {
  if (!encrypted_content) return [];
  return [
    { type: 'reasoning', text: '', opaque: { openai: { id, summary, encrypted_content } } satisfies Opaque },
  ];
}
