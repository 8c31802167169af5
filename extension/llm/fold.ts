import type { LlmError } from './errors.ts';
import type { FinishReason, LlmEvent, Part, Usage } from './types.ts';

/** All that a stream said. After an error `parts` is what was said before it. */
export interface Answer {
  model: string;
  requestId?: string;
  /** It was kept from an earlier call, and cost nothing. */
  replayed?: true;
  text: string;
  /** For the next request, as the assistant's message. */
  parts: Part[];
  toolCalls: Extract<Part, { type: 'toolCall' }>[];
  usage?: Usage;
  warnings: string[];
  finish?: FinishReason;
  error?: LlmError;
}

/** Adds an event to an answer, in place. */
export function addEvent(answer: Answer, event: LlmEvent): void {
  const last = answer.parts.at(-1);
  switch (event.type) {
    case 'start':
      // Another try began, which happens before content alone: thoughts of the one that failed are not this answer's.
      if (answer.parts.every(({ type }) => type === 'reasoning')) answer.parts = [];
      answer.model = event.model;
      if (event.requestId !== undefined) answer.requestId = event.requestId;
      if (event.replayed) answer.replayed = true;
      return;
    case 'text':
      answer.text += event.text;
      if (last?.type === 'text') last.text += event.text;
      else answer.parts.push({ type: 'text', text: event.text });
      return;
    case 'reasoning':
      if (last?.type === 'reasoning' && last.opaque === undefined) {
        last.text += event.text;
        if (event.opaque !== undefined) last.opaque = event.opaque;
      } else answer.parts.push({ ...event });
      return;
    case 'toolCall':
      answer.parts.push({ ...event });
      answer.toolCalls.push({ ...event });
      return;
    case 'usage':
      answer.usage = event.usage;
      return;
    case 'warning':
      answer.warnings.push(event.message);
      return;
    case 'finish':
      answer.finish = event.reason;
      return;
    case 'error':
      answer.error = event.error;
      return;
    case 'toolCallDelta':
      return;
  }
}

export const emptyAnswer = (): Answer => ({ model: '', text: '', parts: [], toolCalls: [], warnings: [] });

/** The whole answer of a stream. Throws nothing: an error is in it. */
export async function collect(stream: AsyncIterable<LlmEvent>): Promise<Answer> {
  const answer = emptyAnswer();
  for await (const event of stream) addEvent(answer, event);
  return answer;
}

/** The whole answer; throws the stream's LlmError. */
export async function collectOrThrow(stream: AsyncIterable<LlmEvent>): Promise<Answer> {
  const answer = await collect(stream);
  if (answer.error) throw answer.error;
  return answer;
}
