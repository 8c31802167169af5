import type { JsonSchema } from '../../types.ts';

/**
 * A schema as Gemini holds a model to it: of JSON Schema it knows `enum`, but not `const` (reference of
 * GenerationConfig, `responseJsonSchema`), and what it does not know it leaves aside.
 */
export const heldSchema = (schema: JsonSchema): JsonSchema =>
  Object.fromEntries(
    Object.entries(schema).map(([key, value]): [string, unknown] => {
      if (key === 'const') return ['enum', [value]];
      if (named.has(key) && isSchema(value))
        return [
          key,
          Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, heldOrSame(inner)])),
        ];
      if (Array.isArray(value) && key !== 'enum') return [key, value.map(heldOrSame)];
      return [key, heldOrSame(value)];
    }),
  );

/** What is in these has names of its own, which may be a keyword's. */
const named: ReadonlySet<string> = new Set(['properties', '$defs', 'definitions']);
const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const heldOrSame = (value: unknown): unknown => (isSchema(value) ? heldSchema(value) : value);
