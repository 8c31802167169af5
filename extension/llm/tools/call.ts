import { stopReason, untilStopped } from '../stopping.ts';
import { valuesIn } from '../structured/jsonInText.ts';
import { checked } from '../structured/shape.ts';
import { clipped } from '../wellFormed.ts';
import type { Decision } from './events.ts';
import type { Tool } from './tool.ts';
import type { Outcome, ToolCall } from './transcript.ts';

/** A call that may run. */
export interface Permit {
  call: ToolCall;
  tool: Tool;
  /** What the tool's zod type made of the input. */
  input: unknown;
  /** The input that the person put in place of the model's. */
  edited?: { input: unknown };
}

/** What is told about a call once it is over: to the model, and to whoever watches. */
export interface Result {
  outcome: Outcome;
  text: string;
  output?: unknown;
}

export const failure = (
  { id, name, input }: ToolCall,
  code: NonNullable<Outcome['code']>,
  text: string,
): Result => ({
  outcome: { id, name, input, code },
  text,
});

/**
 * The input of a call as its tool takes it, or why not. A text is read as JSON, as some servers send it, and mended
 * unless the answer was cut off there.
 */
export async function readInput(call: ToolCall, tool: Tool, mend: boolean): Promise<Permit | Result> {
  const { input } = call;
  const nothing = input === undefined || input === null || input === '';
  const meant = typeof input === 'string' && !nothing ? [...valuesIn(input, mend)] : [nothing ? {} : input];
  let problem = 'it is not JSON';
  for (const [index, value] of meant.entries()) {
    const found = await checked(tool.input, value);
    // The call is from now on what it was taken for: that is what the person is shown.
    if (found.ok) return { call: { ...call, input: value }, tool, input: found.value };
    if (index === 0) problem = found.problem;
  }
  const cut = mend ? '' : ' Your answer was cut off, as it was too long.';
  return failure(call, 'tool_input', `This is not what ${tool.name} takes: ${problem}.${cut}`);
}

/** A call after the person's word on it. Denied calls and edited inputs that do not fit become results. */
export async function decided(permit: Permit, decision: Decision): Promise<Permit | Result> {
  const { call, tool } = permit;
  if (!decision.allow)
    return failure(call, 'tool_denied', `The person did not allow this: ${decision.reason}`);
  if (decision.input === undefined) return permit;
  const edited = { ...call, input: decision.input };
  const found = await checked(tool.input, decision.input);
  if (!found.ok)
    return failure(
      edited,
      'tool_input',
      `The person changed the input, which does not fit: ${found.problem}`,
    );
  return { call: edited, tool, input: found.value, edited: { input: decision.input } };
}

/**
 * Runs a call. What the tool throws, or gives against its own promise, becomes a failed result; only a stop is thrown.
 * The text for the model is cut to `textLimit` UTF-16 units.
 */
export async function runCall(
  { call, tool, input, edited }: Permit,
  signal: AbortSignal,
  textLimit: number,
  progress: (message: string) => void,
): Promise<Result> {
  const note = edited ? `The person changed the input to ${JSON.stringify(edited.input)}.\n` : '';
  try {
    const context = { callId: call.id, signal, progress };
    const given = await untilStopped(
      // Inside a promise, so that what the tool throws at once is caught too.
      Promise.resolve().then(() => {
        signal.throwIfAborted();
        return tool.run(input, context);
      }),
      signal,
    );
    const found = await checked(tool.output, given);
    if (!found.ok) return failure(call, 'tool_failed', `${tool.name} gave a wrong result: ${found.problem}`);
    const text = clipped(note + textOf(found.value), textLimit);
    const { id, name } = call;
    return { outcome: { id, name, input: call.input }, text, output: found.value };
  } catch (thrown) {
    if (signal.aborted) throw stopReason(signal);
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    return failure(call, 'tool_failed', clipped(`${note}${tool.name} failed: ${why}`, textLimit));
  }
}

const textOf = (output: unknown): string =>
  typeof output === 'string' ? output || '(an empty text)' : (JSON.stringify(output) ?? 'Done.');
