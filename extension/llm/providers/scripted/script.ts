import * as z from 'zod';
import { toDotPath } from 'zod/v4/core';
import { LlmError, llmErrorCodes } from '../../errors.ts';
import type { LlmEvent, LlmRequest } from '../../types.ts';

const usage = z.strictObject({
  input: z.int(),
  cached: z.int(),
  cacheWrite: z.int(),
  output: z.int(),
  reasoning: z.int(),
});

const toolCall = z.strictObject({ id: z.string().optional(), name: z.string(), input: z.unknown() });

const error = z.looseObject({ code: z.enum(llmErrorCodes), message: z.string() });

const finishReason = z.enum(['stop', 'length', 'toolCalls', 'refusal']);

/** An event of a stream as plain data. */
const event = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('start'), model: z.string(), requestId: z.string().optional() }),
  z.strictObject({ type: z.literal('text'), text: z.string() }),
  z.strictObject({ type: z.literal('reasoning'), text: z.string(), opaque: z.unknown().optional() }),
  z.strictObject({ type: z.literal('toolCallDelta'), id: z.string(), name: z.string(), json: z.string() }),
  z.strictObject({
    type: z.literal('toolCall'),
    id: z.string(),
    name: z.string(),
    input: z.unknown(),
    opaque: z.unknown().optional(),
  }),
  z.strictObject({ type: z.literal('usage'), usage }),
  z.strictObject({ type: z.literal('warning'), option: z.string(), message: z.string() }),
  z.strictObject({ type: z.literal('finish'), reason: finishReason }),
  z.strictObject({ type: z.literal('error'), error }),
]);

/** What one request is answered with: events as they were recorded, or what they would say. */
const answer = z.strictObject({
  /** The requests that it answers; without it, any. `includes` is sought in the last message. */
  when: z.strictObject({ model: z.string().optional(), includes: z.string().optional() }).optional(),
  /** Whether it answers again and again; else once. */
  again: z.boolean().optional(),
  /** Milliseconds before the first event, and between events. */
  delay: z.number().nonnegative().optional(),
  between: z.number().nonnegative().optional(),
  /** Recorded events, each with its milliseconds since the request. */
  events: z.array(z.strictObject({ at: z.number().nonnegative(), event })).optional(),
  reasoning: z.string().optional(),
  /** A list is said in these pieces. */
  text: z.union([z.string(), z.array(z.string())]).optional(),
  toolCalls: z.array(toolCall).optional(),
  usage: usage.optional(),
  finish: finishReason.optional(),
  error: error.optional(),
});

const script = z.strictObject({ version: z.literal(1), answers: z.array(answer) });

/** What a scripted model says. */
export type Script = z.input<typeof script>;
export type ScriptedAnswer = Script['answers'][number];

/** A script from plain data; throws `bad_request` with the path of what is wrong. */
export function scriptOf(data: unknown): Script {
  const found = script.safeParse(data);
  if (found.success) return found.data;
  const [issue] = found.error.issues;
  const path = toDotPath(issue?.path ?? []);
  throw new LlmError('bad_request', `This is no script: ${path}: ${issue?.message}`, { path });
}

/** Whether an answer is one to this request. */
export function answers({ when }: ScriptedAnswer, { model, messages }: LlmRequest): boolean {
  const last = messages.at(-1)?.parts ?? [];
  const said = last.map((part) => ('text' in part ? part.text : '')).join('\n');
  return (when?.model ?? model) === model && said.includes(when?.includes ?? '');
}

/** An answer's events, each with the milliseconds to wait before it. `turn` makes the ids of its calls its own. */
export function eventsOf(
  answer: ScriptedAnswer,
  model: string,
  turn: number,
): { wait: number; event: LlmEvent }[] {
  if (answer.events) {
    const times = [0, ...answer.events.map(({ at }) => at)];
    return answer.events.map(({ at, event }, index) => ({
      wait: Math.max(0, at - (times[index] ?? 0)),
      event: revived(event),
    }));
  }
  const wait = answer.between ?? 0;
  const said = saidBy(answer, model, turn);
  return said.map((event, index) => ({ wait: index ? wait : (answer.delay ?? 0), event }));
}

/** Recorded errors are plain data: they become errors again. */
function revived(event: { type: string }): LlmEvent {
  if (event.type === 'error' && 'error' in event)
    return { type: 'error', error: errorOf(event.error as Fault) };
  return structuredClone(event) as LlmEvent;
}

type Fault = z.infer<typeof error>;
const errorOf = ({ code, message, ...details }: Fault): LlmError => new LlmError(code, message, details);

function saidBy(answer: ScriptedAnswer, model: string, turn: number): LlmEvent[] {
  const pieces = [answer.text ?? []].flat();
  const calls = (answer.toolCalls ?? []).map(({ id, name, input }, index) => {
    const own = id ?? `call-${turn}-${index + 1}`;
    return { delta: JSON.stringify(input) ?? '', call: { id: own, name, input: structuredClone(input) } };
  });
  const finish = answer.finish ?? (calls.length ? 'toolCalls' : 'stop');
  return [
    { type: 'start', model },
    ...(answer.reasoning === undefined ? [] : [{ type: 'reasoning' as const, text: answer.reasoning }]),
    ...pieces.map((text) => ({ type: 'text' as const, text })),
    ...calls.flatMap(({ delta, call }) => [
      { type: 'toolCallDelta' as const, id: call.id, name: call.name, json: delta },
      { type: 'toolCall' as const, ...call },
    ]),
    ...(answer.usage ? [{ type: 'usage' as const, usage: answer.usage }] : []),
    answer.error ? { type: 'error', error: errorOf(answer.error) } : { type: 'finish', reason: finish },
  ];
}
