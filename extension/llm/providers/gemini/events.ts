import { LlmError } from '../../errors.ts';
import type { FinishReason, LlmEvent, Usage } from '../../types.ts';
import { apiFault } from './errors.ts';
import type { Opaque } from './request.ts';
import type { WireChunk, WirePart, WireUsage } from './wire.ts';

const finishes: Readonly<Partial<Record<string, FinishReason>>> = {
  STOP: 'stop',
  MAX_TOKENS: 'length',
  SAFETY: 'refusal',
  RECITATION: 'refusal',
  LANGUAGE: 'refusal',
  BLOCKLIST: 'refusal',
  PROHIBITED_CONTENT: 'refusal',
  SPII: 'refusal',
  IMAGE_SAFETY: 'refusal',
  IMAGE_PROHIBITED_CONTENT: 'refusal',
  IMAGE_RECITATION: 'refusal',
};
/** What the model wrote was no call of a tool that there is. */
const malformed: ReadonlySet<string> = new Set([
  'MALFORMED_FUNCTION_CALL',
  'MALFORMED_RESPONSE',
  'UNEXPECTED_TOOL_CALL',
  'TOO_MANY_TOOL_CALLS',
]);

/** Reads one answer: `chunk` is given each piece in turn, `whole` is whether it has ended, `end` says how, or throws. */
export interface ChunkReader {
  chunk(piece: WireChunk): LlmEvent[];
  whole(): boolean;
  end(): Generator<LlmEvent>;
}

/** A reader of one stream. `name` makes a name for a tool call that has none. Throws an error that the server tells. */
export function chunkReader(model: string, name: () => string): ChunkReader {
  let started = false;
  let called = false;
  let usage: WireUsage | undefined;
  let reason: string | undefined;
  let told = '';
  return {
    chunk(piece) {
      if (piece.error) throw apiFault(piece.error);
      const events: LlmEvent[] = [];
      if (!started) {
        started = true;
        const requestId = piece.responseId;
        events.push({ type: 'start', model: piece.modelVersion ?? model, ...(requestId && { requestId }) });
      }
      usage = piece.usageMetadata ?? usage;
      const candidate = piece.candidates?.[0];
      for (const part of candidate?.content?.parts ?? []) {
        if (part.functionCall) called = true;
        events.push(...partEvents(part, name));
      }
      if (candidate?.finishReason) {
        reason = candidate.finishReason;
        told = candidate.finishMessage ?? '';
      } else if (piece.promptFeedback?.blockReason) reason = 'SAFETY';
      return events;
    },
    whole: () => reason !== undefined,
    *end() {
      if (reason === undefined) return;
      if (usage) yield { type: 'usage', usage: usageOf(usage) };
      yield ending(reason, called, told);
    },
  };
}

function partEvents(part: WirePart, name: () => string): LlmEvent[] {
  const { functionCall: call, text = '', thoughtSignature } = part;
  const opaque: { opaque?: Opaque } = thoughtSignature
    ? { opaque: { gemini: { signature: thoughtSignature } } }
    : {};
  if (call) {
    const known = { id: call.id || name(), name: call.name ?? '' };
    const input = call.args ?? {};
    return [
      { type: 'toolCallDelta', ...known, json: JSON.stringify(input) },
      { type: 'toolCall', ...known, input, ...opaque },
    ];
  }
  if (part.thought) return [{ type: 'reasoning', text, ...opaque }];
  return [
    ...(text ? [{ type: 'text', text } as const] : []),
    ...(thoughtSignature ? [{ type: 'reasoning', text: '', ...opaque } as const] : []),
  ];
}

/** Throws where the answer is none. */
function ending(reason: string, called: boolean, told: string): LlmEvent {
  const finish = finishes[reason];
  if (finish) return { type: 'finish', reason: finish === 'stop' && called ? 'toolCalls' : finish };
  if (malformed.has(reason))
    throw new LlmError(
      'invalid_output',
      `The model called a tool in a way that cannot be read. ${told}`.trim(),
    );
  if (reason === 'MISSING_THOUGHT_SIGNATURE')
    throw new LlmError('bad_request', 'The provider misses what it had thought before.');
  throw new LlmError('server', `The provider ended the answer (${reason}). ${told}`.trim());
}

/** Google's prompt count has the cached tokens in it; its candidates' count leaves out the thoughts. */
function usageOf(usage: WireUsage): Usage {
  const reasoning = usage.thoughtsTokenCount ?? 0;
  return {
    input: (usage.promptTokenCount ?? 0) + (usage.toolUsePromptTokenCount ?? 0),
    cached: usage.cachedContentTokenCount ?? 0,
    cacheWrite: 0,
    output: (usage.candidatesTokenCount ?? 0) + reasoning,
    reasoning,
  };
}
