import type Anthropic from '@anthropic-ai/sdk';
import { LlmError } from '../../errors.ts';
import type { FinishReason, LlmEvent, Usage } from '../../types.ts';
import type { Opaque } from './request.ts';

type Counted = Partial<
  Pick<
    Anthropic.Usage,
    | 'input_tokens'
    | 'output_tokens'
    | 'cache_read_input_tokens'
    | 'cache_creation_input_tokens'
    | 'output_tokens_details'
  >
>;
/** A call of a tool whose arguments are arriving. */
interface Call {
  id: string;
  name: string;
  json: string;
}

/**
 * A reader of one message's stream: it is given each event in turn, and says what that means to us. The events of a
 * tool's arguments belong to their block by its index; what it does not know it leaves out, as the API asks of clients. Throws at an end that is no answer's.
 */
export function messageReader(requestId?: string): (event: Anthropic.RawMessageStreamEvent) => LlmEvent[] {
  const calls = new Map<number, Call>();
  const unreadable: string[] = [];
  let counted: Counted = {};
  let stop: Anthropic.MessageDeltaEvent['delta'] | undefined;
  return (event) => {
    switch (event.type) {
      case 'message_start':
        counted = event.message.usage;
        return [{ type: 'start', model: event.message.model, ...(requestId && { requestId }) }];
      case 'content_block_start':
        return started(event, calls);
      case 'content_block_delta':
        return added(event, calls);
      case 'content_block_stop': {
        const call = calls.get(event.index);
        if (!call) return [];
        calls.delete(event.index);
        const input = parsed(call.json);
        if (input) return [{ type: 'toolCall', id: call.id, name: call.name, ...input }];
        unreadable.push(call.name);
        return [];
      }
      case 'message_delta':
        stop = event.delta;
        counted = { ...counted, ...known(event.usage) };
        return [{ type: 'usage', usage: usageOf(counted) }];
      case 'message_stop':
        return [ending(stop, unreadable)];
      default:
        return [];
    }
  };
}

function started(
  { index, content_block: block }: Anthropic.RawContentBlockStartEvent,
  calls: Map<number, Call>,
): LlmEvent[] {
  if (block.type === 'tool_use') {
    calls.set(index, { id: block.id, name: block.name, json: '' });
    return [{ type: 'toolCallDelta', id: block.id, name: block.name, json: '' }];
  }
  if (block.type === 'redacted_thinking') return [kept({ redacted: block.data })];
  if (block.type === 'text' && block.text) return [{ type: 'text', text: block.text }];
  return [];
}

function added({ index, delta }: Anthropic.RawContentBlockDeltaEvent, calls: Map<number, Call>): LlmEvent[] {
  switch (delta.type) {
    case 'text_delta':
      return [{ type: 'text', text: delta.text }];
    case 'thinking_delta':
      return [{ type: 'reasoning', text: delta.thinking }];
    case 'signature_delta':
      return [kept({ signature: delta.signature })];
    case 'input_json_delta': {
      const call = calls.get(index);
      if (!call || delta.partial_json === '') return [];
      call.json += delta.partial_json;
      return [{ type: 'toolCallDelta', id: call.id, name: call.name, json: delta.partial_json }];
    }
    default:
      return [];
  }
}

const kept = (anthropic: Opaque['anthropic']): LlmEvent => ({
  type: 'reasoning',
  text: '',
  opaque: { anthropic } satisfies Opaque,
});

/** No arguments at all are an empty object. */
function parsed(json: string): { input: unknown } | undefined {
  try {
    return { input: json.trim() === '' ? {} : JSON.parse(json) };
  } catch {
    return undefined;
  }
}

const finishes: Readonly<Partial<Record<string, FinishReason>>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  pause_turn: 'stop',
  max_tokens: 'length',
  tool_use: 'toolCalls',
  refusal: 'refusal',
};

/** Throws where the answer is none. */
function ending(
  stop: Anthropic.MessageDeltaEvent['delta'] | undefined,
  unreadable: readonly string[],
): LlmEvent {
  const reason = stop?.stop_reason;
  if (reason === 'model_context_window_exceeded')
    throw new LlmError('context_overflow', 'The model can read and write no more in this conversation.');
  const finish = finishes[reason ?? ''];
  if (!finish) throw new LlmError('truncated', 'The answer ended without saying why.');
  // What is cut off by the limit may be cut in the middle of a tool's arguments.
  if (unreadable.length && finish !== 'length')
    throw new LlmError('invalid_output', `The call of ${unreadable.join(', ')} is not JSON.`);
  return { type: 'finish', reason: finish };
}

/** The counts that an event names: those that it leaves out, or has as null, stay as they were. */
const known = (usage: Anthropic.MessageDeltaUsage): Counted =>
  Object.fromEntries(Object.entries(usage).filter(([, value]) => value !== null && value !== undefined));

/** Anthropic's `input_tokens` leave out what was read from a cache or written to it; its output has the thinking in it. */
function usageOf(counted: Counted): Usage {
  const cached = counted.cache_read_input_tokens ?? 0;
  const cacheWrite = counted.cache_creation_input_tokens ?? 0;
  return {
    input: (counted.input_tokens ?? 0) + cached + cacheWrite,
    cached,
    cacheWrite,
    output: counted.output_tokens ?? 0,
    reasoning: counted.output_tokens_details?.thinking_tokens ?? 0,
  };
}
