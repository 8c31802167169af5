import type { JsonSchema } from '../../types.ts';

/*
 * Which of JSON Schema Anthropic's structured outputs hold a model to, of its guide "Structured outputs", limitations:
 * objects are closed, references stay inside the schema, of the bounds only `minItems` 0 and 1.
 */
const kept: ReadonlySet<string> = new Set([
  'type',
  'enum',
  'const',
  'title',
  'description',
  'required',
  'default',
  '$ref',
]);
const formats: ReadonlySet<unknown> = new Set([
  'date-time',
  'time',
  'date',
  'duration',
  'email',
  'hostname',
  'uri',
  'ipv4',
  'ipv6',
  'uuid',
]);

/** A schema as the provider takes it. What it cannot be held to is told to the model in the description. */
export function heldSchema(schema: JsonSchema): JsonSchema {
  const held: { [key: string]: unknown } = {};
  const told: string[] = [];
  for (const [key, value] of Object.entries(schema)) {
    if (key === '$schema') continue;
    if (kept.has(key)) held[key] = value;
    else if (key === 'items' && isSchema(value)) held[key] = heldSchema(value);
    else if (key === 'properties' || key === '$defs' || key === 'definitions') held[key] = each(value);
    else if (key === 'anyOf' || key === 'allOf') held[key] = list(value);
    else if (key === 'oneOf') held.anyOf = list(value);
    else if (key === 'format' && formats.has(value)) held[key] = value;
    else if (key === 'minItems' && (value === 0 || value === 1)) held[key] = value;
    else if (key !== 'additionalProperties') told.push(`${key}: ${JSON.stringify(value)}`);
  }
  if (schema.type === 'object') held.additionalProperties = false;
  if (told.length) held.description = [schema.description, `(${told.join(', ')})`].filter(Boolean).join(' ');
  return held;
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const heldOrSame = (value: unknown): unknown => (isSchema(value) ? heldSchema(value) : value);
const list = (value: unknown): unknown => (Array.isArray(value) ? value.map(heldOrSame) : value);
const each = (value: unknown): unknown =>
  isSchema(value)
    ? Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, heldOrSame(schema)]))
    : value;
