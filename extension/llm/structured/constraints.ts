import type { JsonSchema } from '../types.ts';

/** What each keyword of JSON Schema asks, in words that a model reads. */
const words: Readonly<Record<string, (limit: unknown) => string>> = {
  minLength: (limit) => `at least ${limit} characters`,
  maxLength: (limit) => `at most ${limit} characters`,
  pattern: (limit) => `matches /${limit}/`,
  format: (limit) => `format ${limit}`,
  minimum: (limit) => `at least ${limit}`,
  maximum: (limit) => `at most ${limit}`,
  exclusiveMinimum: (limit) => `more than ${limit}`,
  exclusiveMaximum: (limit) => `less than ${limit}`,
  multipleOf: (limit) => `a multiple of ${limit}`,
  minItems: (limit) => `at least ${limit} items`,
  maxItems: (limit) => `at most ${limit} items`,
};

/**
 * The description of a schema with its constraints said in it. OpenAI's strict mode refuses lengths, Anthropic's refuses
 * all limits, Gemini ignores patterns: a description is the one place that all of them take. Undefined when there is
 * nothing to say.
 */
export function described(node: JsonSchema): string | undefined {
  const constraints = Object.entries(words).flatMap(([keyword, say]) => {
    const limit = node[keyword];
    const known = keyword === 'pattern' && typeof node.format === 'string';
    const everyInteger = Math.abs(Number(limit)) === Number.MAX_SAFE_INTEGER;
    return limit === undefined || known || everyInteger ? [] : [say(limit)];
  });
  const description = typeof node.description === 'string' ? node.description : '';
  if (!constraints.length) return description || undefined;
  return `${description} (${constraints.join(', ')})`.trimStart();
}
