import { LlmError } from '../../errors.ts';
import type { FinishReason, LlmEvent, Usage } from '../../types.ts';
import { type Asked, isObject, type Reader } from './reader.ts';
import { toolInput, toolInputIfWhole } from './toolInput.ts';
import { type RawUsage, usageOf } from './usage.ts';

/** A piece of a stream, as OpenAI and those who speak like it send it: any field may be absent or null. */
interface Chunk {
  model?: string | null;
  choices?: readonly Choice[] | null;
  usage?: RawUsage | null;
  /** Where Groq counts. */
  x_groq?: { usage?: RawUsage | null } | null;
}

interface Choice {
  delta?: Delta | null;
  /** Of a server that answers in one piece. */
  message?: Delta | null;
  finish_reason?: string | null;
}

interface Delta {
  /** Mistral's reasoning models send pieces of two kinds. */
  content?: string | readonly ContentPiece[] | null;
  reasoning_content?: string | null;
  reasoning?: string | null;
  refusal?: string | null;
  tool_calls?: readonly CallDelta[] | null;
}

interface ContentPiece {
  type?: string;
  text?: string;
  thinking?: readonly { text?: string }[];
}

interface CallDelta {
  index?: number | null;
  id?: string | null;
  function?: { name?: string | null; arguments?: unknown } | null;
}

/** A tool call that is arriving. */
interface Call {
  index: number | undefined;
  /** Whether the id is the server's. */
  named: boolean;
  id: string;
  name: string;
  json: string;
}

const finishes: Readonly<Partial<Record<string, FinishReason>>> = {
  length: 'length',
  max_tokens: 'length',
  model_length: 'length',
  content_filter: 'refusal',
  refusal: 'refusal',
};

/** A reader of one Chat Completions stream. The reason to finish is its end; counts may come after it, `[DONE]` need not. */
export function chatReader(asked: Asked): Reader {
  const calls: Call[] = [];
  let started = false;
  let refused = false;
  let finish: FinishReason | undefined;
  let usage: Usage | undefined;

  function callOf({ index, id, function: called }: CallDelta): Call {
    const at = index ?? undefined;
    // Some servers leave the index out, some give all calls the same: another id with a name is another call.
    const known = calls.findLast((call) => at === undefined || call.index === at);
    const other = known?.named && id && id !== known.id && called?.name;
    const nameless = at === undefined && !id && called?.name;
    if (known && !other && !nameless) return known;
    const call: Call = {
      index: at,
      named: Boolean(id),
      id: id || `call_${asked.earlierCalls + calls.length + 1}`,
      name: '',
      json: '',
    };
    calls.push(call);
    return call;
  }

  function addCall(delta: CallDelta): LlmEvent[] {
    const call = callOf(delta);
    call.name ||= delta.function?.name ?? '';
    const json = jsonOf(delta.function?.arguments);
    call.json += json;
    return [{ type: 'toolCallDelta', id: call.id, name: call.name, json }];
  }

  function finished(reason: string): LlmEvent[] {
    if (reason === 'error') throw new LlmError('server', 'The provider failed in the middle of its answer.');
    finish = finishes[reason] ?? (calls.length ? 'toolCalls' : 'stop');
    if (refused) finish = 'refusal';
    return calls.flatMap(({ id, name, json }, at): LlmEvent[] => {
      // The last call of an answer that was cut may be cut itself.
      const cut = finish !== 'toolCalls' && at === calls.length - 1;
      const input = cut ? toolInputIfWhole(json) : toolInput(name, json);
      return input === undefined ? [] : [{ type: 'toolCall', id, name, input }];
    });
  }

  function said({ content, reasoning_content, reasoning, refusal, tool_calls }: Delta): LlmEvent[] {
    if (refusal) refused = true;
    return [
      ...thought(reasoning_content ?? reasoning),
      ...(Array.isArray(content) ? content.flatMap(pieceOf) : text(content)),
      ...text(refusal),
      ...(tool_calls ?? []).flatMap(addCall),
    ];
  }

  function read(piece: unknown): LlmEvent[] {
    if (!isObject(piece)) return [];
    const chunk: Chunk = piece;
    const events: LlmEvent[] = [];
    if (!started) events.push(start(asked, chunk.model));
    started = true;
    const counted = chunk.usage ?? chunk.x_groq?.usage;
    if (counted) usage = usageOf(counted);
    const choice = chunk.choices?.[0];
    const delta = choice?.delta ?? choice?.message;
    if (delta) events.push(...said(delta));
    if (choice?.finish_reason && finish === undefined) events.push(...finished(choice.finish_reason));
    return events;
  }

  return {
    read,
    whole: () => finish !== undefined,
    end: () =>
      finish === undefined
        ? []
        : [...(usage ? [{ type: 'usage', usage } as const] : []), { type: 'finish', reason: finish }],
  };
}

/** The first event: the server's name for the model where it gives one. */
export const start = ({ model, requestId }: Asked, named: string | null | undefined): LlmEvent => ({
  type: 'start',
  model: named || model,
  ...(requestId !== undefined && { requestId }),
});

const text = (said: unknown): LlmEvent[] =>
  typeof said === 'string' && said ? [{ type: 'text', text: said }] : [];

const thought = (said: unknown): LlmEvent[] =>
  typeof said === 'string' && said ? [{ type: 'reasoning', text: said }] : [];

const pieceOf = (piece: ContentPiece): LlmEvent[] =>
  piece.type === 'thinking' ? (piece.thinking ?? []).flatMap((part) => thought(part.text)) : text(piece.text);

/** Arguments come as pieces of text; some servers send an object. */
const jsonOf = (given: unknown): string =>
  typeof given === 'string' ? given : given === undefined || given === null ? '' : JSON.stringify(given);
