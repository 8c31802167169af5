import { LlmError } from '../errors.ts';
import type { JsonSchema, LlmRequest, Message, Part, Provider, ToolSpec } from '../types.ts';
import { type Calibration, ratioOf } from './calibration.ts';
import { imageTokens } from './imageTokens.ts';
import { estimateText } from './tokens.ts';

/** Tokens that every provider puts round a message, a tool call or its result, and a tool. */
const around = { message: 4, call: 10, tool: 12 };

/** Tokens of a message as a length estimate, before any ratio. */
export const estimateMessage = ({ parts }: Message): number =>
  parts.reduce((sum, part) => sum + estimatePart(part), around.message);

function estimatePart(part: Part): number {
  switch (part.type) {
    case 'text':
    case 'reasoning':
      return estimateText(part.text);
    case 'image':
      return imageTokens(part.base64);
    case 'toolCall':
      return around.call + estimateText(part.name) + estimateText(jsonOf(part.input));
    case 'toolResult':
      return around.call + estimateText(part.text);
  }
}

const jsonOf = (value: unknown): string => JSON.stringify(value) ?? '';
const estimateShape = ({ name, schema }: { name: string; schema: JsonSchema }): number =>
  around.tool + estimateText(name) + estimateText(jsonOf(schema));

/** Tokens of tools as a length estimate, before any ratio. */
export const estimateTools = (tools: readonly ToolSpec[]): number =>
  tools.reduce(
    (sum, { name, description, input }) =>
      sum + estimateText(description) + estimateShape({ name, schema: input }),
    0,
  );

/** Tokens of all that a request sends as a length estimate, before any ratio: for `calibrated` with the usage after. */
export const estimateRequest = ({ messages, tools = [], output }: LlmRequest): number =>
  messages.reduce((sum, message) => sum + estimateMessage(message), 0) +
  estimateTools(tools) +
  (output ? estimateShape(output) : 0);

/** Milliseconds that a provider has to count; an estimate is better than waiting. */
const patience = 4000;

/**
 * Tokens of a request: counted by the provider where it can (`exact`), else estimated with what is known of the model.
 * A provider that fails, or takes longer than 4 seconds, is not waited for. Throws LlmError `aborted`.
 */
export async function countOrEstimate(
  provider: Provider,
  request: LlmRequest,
  calibration: Calibration = {},
): Promise<{ tokens: number; exact: boolean }> {
  const estimate = { tokens: Math.ceil(estimateRequest(request) * ratioOf(calibration, request.model)) };
  throwIfStopped(request);
  if (!provider.countTokens) return { ...estimate, exact: false };
  const done = new AbortController();
  const late = setTimeout(() => done.abort(), patience);
  const signal = request.signal ? AbortSignal.any([request.signal, done.signal]) : done.signal;
  try {
    const tokens = await Promise.race([provider.countTokens({ ...request, signal }), stopped(signal)]);
    if (Number.isInteger(tokens) && tokens >= 0) return { tokens, exact: true };
  } catch {
    throwIfStopped(request); // of all other failures the estimate makes good
  } finally {
    clearTimeout(late);
    done.abort();
  }
  return { ...estimate, exact: false };
}

function throwIfStopped({ signal, model }: LlmRequest): void {
  if (signal?.aborted) throw new LlmError('aborted', 'Counting was stopped.', { model });
}

/** Rejects when the signal comes, for a provider that does not heed it. */
const stopped = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
