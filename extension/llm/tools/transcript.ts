import type { LlmErrorCode } from '../errors.ts';
import type { Message, Part } from '../types.ts';
import { wellFormed, wellFormedData } from '../wellFormed.ts';

/** What became of one call of a tool. */
export interface Outcome {
  id: string;
  name: string;
  /** As it ran: what the person made of it, where that is something else than the model asked. */
  input: unknown;
  /** Why it did not succeed: tool_input, tool_failed, tool_denied, or aborted when it was interrupted. */
  code?: LlmErrorCode;
}

/** All that an agent has been told, said and done: plain JSON, from which it can go on after any point. */
export interface Transcript {
  version: 1;
  messages: readonly Message[];
  outcomes: readonly Outcome[];
  /** Calls of the last message that began to run; without a result they were interrupted. */
  started: readonly string[];
  /** What the model had said when its answer broke off. */
  partial?: string;
}

export type ToolCall = Extract<Part, { type: 'toolCall' }>;
type ToolResult = Extract<Part, { type: 'toolResult' }>;

/** A new transcript with these messages: mostly the system's, and what the person asks. */
export const transcriptOf = (messages: readonly Message[]): Transcript => ({
  version: 1,
  messages,
  outcomes: [],
  started: [],
});

const isCall = (part: Part): part is ToolCall => part.type === 'toolCall';
const isResult = (part: Part): part is ToolResult => part.type === 'toolResult';

/** The last message of the assistant and the results that follow it, if it is waiting for nothing else. */
function lastTurn({ messages }: Transcript): { calls: readonly ToolCall[]; results: readonly ToolResult[] } {
  const at = messages.findLastIndex(({ role }) => role === 'assistant');
  const results = messages.slice(at + 1).flatMap(({ parts }) => parts.filter(isResult));
  return { calls: messages[at]?.parts.filter(isCall) ?? [], results };
}

/** The calls of the last turn that have no result, in the model's order. */
export function pendingCalls(transcript: Transcript): readonly ToolCall[] {
  const { calls, results } = lastTurn(transcript);
  const done = new Set(results.map(({ id }) => id));
  return calls.filter(({ id }) => !done.has(id));
}

/** With the model's answer. Calls without an id, or with one that was used, get their own; an empty answer adds nothing. */
export function withAnswer(transcript: Transcript, parts: readonly Part[]): Transcript {
  const taken = new Set(
    transcript.messages.flatMap((message) => message.parts.filter(isCall).map(({ id }) => id)),
  );
  const said = parts.map((part): Part => {
    if (part.type === 'text') return { ...part, text: wellFormed(part.text) };
    if (part.type !== 'toolCall') return part;
    const id = freeId(part.id, taken);
    taken.add(id);
    return { ...part, id, input: wellFormedData(part.input) };
  });
  const telling = said.filter((part) => part.type !== 'text' || part.text.trim());
  const { partial: _, ...rest } = transcript;
  if (!telling.length) return rest;
  return { ...rest, messages: [...rest.messages, { role: 'assistant', parts: telling }], started: [] };
}

function freeId(id: string, taken: ReadonlySet<string>): string {
  if (id && !taken.has(id)) return id;
  for (let count = 2; ; count++) {
    const next = `${id || 'call'}-${count}`;
    if (!taken.has(next)) return next;
  }
}

/** With calls marked as begun: written down before they do anything. */
export const withStarted = (transcript: Transcript, ids: readonly string[]): Transcript => ({
  ...transcript,
  started: [...transcript.started, ...ids],
});

/** With the result of a pending call: in the one message that holds those of its turn, in the order of the calls. */
export function withResult(transcript: Transcript, outcome: Outcome, text: string): Transcript {
  const { calls, results } = lastTurn(transcript);
  const failed = outcome.code !== undefined;
  const { id, name } = outcome;
  const result: ToolResult = {
    type: 'toolResult',
    id,
    name,
    text: wellFormed(text),
    ...(failed && { failed }),
  };
  const order = calls.map((call) => call.id);
  const parts = [...results, result].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  const before = results.length ? transcript.messages.slice(0, -1) : transcript.messages;
  return {
    ...transcript,
    messages: [...before, { role: 'user', parts }],
    outcomes: [...transcript.outcomes, outcome],
    started: transcript.started.filter((started) => started !== id),
  };
}

/** With what a model had said when it was interrupted. */
export const withPartial = (transcript: Transcript, text: string): Transcript =>
  text.trim() ? { ...transcript, partial: wellFormed(text) } : transcript;

/** What a call is told that began and whose end nobody saw. */
export const interruptedText =
  'This was interrupted after it had begun: it may or may not have taken effect. Look before you do it again.';
const neverBegunText = 'This was interrupted before it began: nothing was done.';

/** With all pending calls given up, and what the model had half said kept: nothing is waited for any more. */
function settled(transcript: Transcript): Transcript {
  const { partial, ...rest } = transcript;
  if (partial !== undefined) return withAnswer(rest, [{ type: 'text', text: partial }]);
  return pendingCalls(rest).reduce((so, { id, name, input }) => {
    const begun = rest.started.includes(id);
    return withResult(so, { id, name, input, code: 'aborted' }, begun ? interruptedText : neverBegunText);
  }, rest as Transcript);
}

/** With what the person says next, at any point. Results that are still open are given up. */
export function withUser(transcript: Transcript, parts: readonly Part[]): Transcript {
  const ready = settled(transcript);
  const last = ready.messages.at(-1);
  // Some local models refuse two messages of the same side in a row.
  const open = last?.role === 'user' && !last.pinned ? last.parts : [];
  const before = open.length ? ready.messages.slice(0, -1) : ready.messages;
  return { ...ready, messages: [...before, { role: 'user', parts: [...open, ...parts] }] };
}

/** With a request to go on where the model broke off, as the message that the next turn answers. */
export const continued = (transcript: Transcript): Transcript =>
  transcript.partial === undefined
    ? transcript
    : withUser(transcript, [{ type: 'text', text: 'Your answer broke off there. Go on from that point.' }]);
