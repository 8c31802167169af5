import type { Capabilities } from '../capabilities.ts';
import { LlmError } from '../errors.ts';
import { type Answer, addEvent, emptyAnswer } from '../fold.ts';
import { stopping } from '../stopping.ts';
import type { LlmEvent, LlmRequest, Message, Usage } from '../types.ts';
import { clipped } from '../wellFormed.ts';
import { valuesIn } from './jsonInText.ts';
import type { Checked, Shape } from './shape.ts';

/** Whoever answers: one model of a provider, or a router before several. */
export interface Model {
  stream(request: LlmRequest): AsyncIterable<LlmEvent>;
  capabilities: Pick<Capabilities, 'structured' | 'tools'>;
}

/** A value that a model gave, and what it took. `usage` is of both rounds; undefined when a round did not tell. */
export interface Structured<T> {
  value: T;
  model: string;
  rounds: number;
  usage?: Usage;
}

export interface AskOptions {
  /** UTF-16 units of an answer that are read at most: 4,000,000 unless told. */
  maxLength?: number;
  /** Is told all that the model says, as it says it. */
  onEvent?: (event: LlmEvent) => void;
}

type Question = Omit<LlmRequest, 'output' | 'tools' | 'toolChoice'>;

/** So much of a wrong answer is shown to the model again. */
const shownAgain = 20_000;

/**
 * Asks a model for a value of a shape: by the provider's own strict mode, else by a tool that it must call, else by the
 * schema in the prompt. What it answers is always checked; a wrong answer goes back to it once, with what is wrong.
 * Throws LlmError: `invalid_output` with the path of the fault, `refusal`, `truncated`, or what the stream says.
 */
export async function ask<T>(
  model: Model,
  shape: Shape<T>,
  question: Question,
  options: AskOptions = {},
): Promise<Structured<T>> {
  const first = await answerTo(model, shape, question, options);
  const value = await valueIn(first, shape);
  if (value.ok) return structured(value.value, [first]);
  const messages = [...question.messages, ...correction(first, value.problem, shape)];
  const second = await answerTo(model, shape, { ...question, messages }, options);
  const again = await valueIn(second, shape);
  if (again.ok) return structured(again.value, [first, second]);
  throw new LlmError('invalid_output', `${shape.name} is not what was asked for: ${again.problem}`, {
    model: second.model || question.model,
    phase: 'mid',
    ...(again.path && { path: again.path }),
    hint:
      second.finish === 'length'
        ? 'Allow longer answers (maxTokens), or ask for less at once.'
        : 'Try again, or choose a model that keeps to a given shape.',
  });
}

async function answerTo<T>(
  model: Model,
  shape: Shape<T>,
  question: Question,
  { maxLength = 4_000_000, onEvent }: AskOptions,
): Promise<Answer> {
  const answer = emptyAnswer();
  let length = 0;
  for await (const event of stopping(
    model.stream(requestFor(model.capabilities, shape, question)),
    question.signal,
  )) {
    onEvent?.(event);
    if (event.type === 'text') length += event.text.length;
    if (event.type === 'toolCallDelta') length += event.json.length;
    if (length > maxLength)
      throw new LlmError('invalid_output', `The answer is longer than ${maxLength} characters.`, {
        model: question.model,
        phase: 'mid',
        hint: 'Ask for less at once.',
      });
    addEvent(answer, event);
  }
  // A call whose arguments the provider could not read is a wrong answer like another.
  if (answer.error?.code === 'invalid_output') return answer;
  if (answer.error) throw answer.error;
  const about = { model: answer.model || question.model, phase: 'mid' as const };
  if (!answer.finish) throw new LlmError('truncated', 'The answer broke off before its end.', about);
  if (answer.finish === 'refusal')
    throw new LlmError(
      'refusal',
      `The model will not answer this. ${clipped(answer.text, 300)}`.trim(),
      about,
    );
  return answer;
}

/** The question with the shape in it, in the way that the model knows best. */
function requestFor<T>(
  can: Model['capabilities'],
  { name, schema }: Shape<T>,
  question: Question,
): LlmRequest {
  if (can.structured) return { ...question, output: { name, schema } };
  if (can.tools) {
    const tool = { name, description: 'Takes your answer. Call it once, with all of it.', input: schema };
    return { ...question, tools: [tool], toolChoice: { name } };
  }
  return {
    ...question,
    messages: withText(question.messages, `Answer with JSON alone. ${schemaText(schema)}`),
  };
}

const schemaText = (schema: unknown): string => `It must be of this JSON Schema:\n${JSON.stringify(schema)}`;

/** The messages with a text added to the last one of the user: the ones before stay as they are, for caches. */
function withText(messages: readonly Message[], text: string): Message[] {
  const last = messages.at(-1);
  if (last?.role !== 'user') return [...messages, { role: 'user', parts: [{ type: 'text', text }] }];
  return [...messages.slice(0, -1), { ...last, parts: [...last.parts, { type: 'text', text }] }];
}

/** What the model meant: its call of the tool, or its text as JSON. */
async function valueIn<T>(answer: Answer, shape: Shape<T>): Promise<Checked<T>> {
  if (answer.error) return { ok: false, problem: answer.error.message, path: '' };
  const cut = answer.finish === 'length';
  let wrong: Checked<T> | undefined;
  for (const value of meantBy(answer, shape.name, !cut)) {
    const found = await shape.check(value);
    if (found.ok) return found;
    wrong ??= found;
  }
  if (cut) return { ok: false, problem: 'the answer was cut off, as it was too long', path: '' };
  const said = answer.text.trim() || answer.toolCalls.length ? 'there is no JSON in it' : 'it is empty';
  return wrong ?? { ok: false, problem: said, path: '' };
}

/** Cut answers are not mended: what was lost would look as if it had never been there. */
function* meantBy(answer: Answer, name: string, mend: boolean): Generator<unknown> {
  for (const { input } of answer.toolCalls.filter((call) => call.name === name).reverse())
    if (typeof input === 'string') yield* valuesIn(input, mend);
    else yield* valuesIn(JSON.stringify(input) ?? '', false);
  yield* valuesIn(answer.text, mend);
}

/** The wrong answer, and what is wrong with it. As text, whichever way it came: all models take that. */
function correction<T>(answer: Answer, problem: string, { schema }: Shape<T>): Message[] {
  const call = answer.toolCalls.at(-1)?.input;
  const said = call === undefined ? answer.text : JSON.stringify(call);
  const text = `That is not right: ${problem.replace(/\.$/, '')}. Answer again, whole and corrected. ${schemaText(schema)}`;
  return [
    { role: 'assistant', parts: [{ type: 'text', text: clipped(said, shownAgain).trim() || '(nothing)' }] },
    { role: 'user', parts: [{ type: 'text', text }] },
  ];
}

function structured<T>(value: T, answers: readonly Answer[]): Structured<T> {
  const usage = sum(answers.map((answer) => answer.usage));
  return { value, model: answers.at(-1)?.model ?? '', rounds: answers.length, ...(usage && { usage }) };
}

const sum = (usages: readonly (Usage | undefined)[]): Usage | undefined =>
  usages.reduce((a, b) =>
    a && b
      ? {
          input: a.input + b.input,
          cached: a.cached + b.cached,
          cacheWrite: a.cacheWrite + b.cacheWrite,
          output: a.output + b.output,
          reasoning: a.reasoning + b.reasoning,
        }
      : undefined,
  );
