import type * as z from 'zod';
import { LlmError } from '../errors.ts';
import type { JsonSchema } from '../types.ts';
import { strictSchema } from './strictSchema.ts';

/** What a value is found to be: of the shape, or what is wrong with it and where (`scenes[2].title`). */
export type Checked<T> = { ok: true; value: T } | { ok: false; problem: string; path: string };

/** A kind of value that a model can be asked for. */
export interface Shape<T> {
  name: string;
  /** For the provider: strict, and an object at its root, as all of them want. */
  schema: JsonSchema;
  check(data: unknown): Promise<Checked<T>>;
}

/**
 * The shape of a zod schema. What is no object at its root is asked for as `{value}`. Throws `bad_request`, here and not
 * when it is used, when a provider could not take the schema, or the name (1 to 64 of `a-z A-Z 0-9 _ -`).
 */
export function shapeOf<T>(name: string, type: z.ZodType<T>): Shape<T> {
  if (!nameForModels.test(name))
    throw new LlmError('bad_request', `"${name}" cannot be the name of a shape or a tool.`, {
      hint: 'Use 1 to 64 letters, digits, _ and -.',
    });
  const own = strictSchema(type, name);
  if (own.type === 'object') return { name, schema: own, check: (data) => checked(type, data) };
  const value = strictSchema(type, name, 1);
  return {
    name,
    schema: { type: 'object', properties: { value }, required: ['value'], additionalProperties: false },
    check: (data) => checked(type, isWrapped(data) ? data.value : data),
  };
}

const nameForModels = /^[A-Za-z0-9_-]{1,64}$/;

/** Whether data is of a zod type; what it makes of it, or what is wrong. */
export async function checked<T>(type: z.ZodType<T>, data: unknown): Promise<Checked<T>> {
  const result = await type.safeParseAsync(data);
  if (result.success) return { ok: true, value: result.data };
  const issues = result.error.issues.slice(0, 8).map(({ path, message }) => {
    const at = pathText(path);
    return { at, said: at ? `${at}: ${message}` : message };
  });
  return { ok: false, problem: issues.map(({ said }) => said).join('; '), path: issues[0]?.at ?? '' };
}

/** `scenes[2].title`. */
const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');

const isWrapped = (data: unknown): data is { value: unknown } =>
  typeof data === 'object' && data !== null && 'value' in data;
