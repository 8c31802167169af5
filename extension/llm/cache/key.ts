import { createHash } from 'node:crypto';
import type { LlmRequest } from '../types.ts';

/** Raised when the same request is to be asked anew: what is kept, or how it is played, has changed. */
const format = 1;

/**
 * Plain data as JSON that is the same for the same data: names sorted, undefined fields left out. Throws TypeError for
 * what JSON cannot tell apart: numbers that are not finite, functions, symbols, loops.
 */
export function canonical(value: unknown, above: readonly unknown[] = []): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (typeof value !== 'object' || above.includes(value))
    throw new TypeError(`${typeof value} has no canonical form.`);
  const within = [...above, value];
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, within)).join(',')}]`;
  const fields = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner, within)}`);
  return `{${fields.join(',')}}`;
}

/**
 * The name under which the answer to a request is kept; undefined for one whose answer is not to be kept: only answers
 * of a given shape, without tools, are. All counts that decides what a model answers: the provider, the model, the
 * messages, the schema and its version, the options; not how it is sent.
 */
export function keyOf(provider: string, request: LlmRequest, schemaVersion: string): string | undefined {
  const { model, messages, output, maxTokens, temperature, stop, seed, effort } = request;
  const usesTools =
    (request.tools?.length ?? 0) > 0 ||
    messages.some(({ parts }) => parts.some(({ type }) => type === 'toolCall' || type === 'toolResult'));
  if (!output || usesTools) return undefined;
  const said = messages.map(({ role, parts }) => ({ role, parts }));
  const options = { maxTokens, temperature, stop, seed, effort };
  try {
    const text = canonical({ format, provider, model, messages: said, output, schemaVersion, options });
    return createHash('sha256').update(text).digest('hex');
  } catch {
    return undefined;
  }
}
