import type { JsonSchema } from '../../types.ts';

/** Words of JSON Schema that OpenAI's strict mode refuses (its guide to structured outputs, "Supported schemas"). */
const refused = [
  'allOf',
  'not',
  'oneOf',
  'if',
  'then',
  'else',
  'dependentRequired',
  'dependentSchemas',
  'patternProperties',
  'propertyNames',
  'prefixItems',
  'unevaluatedProperties',
] as const;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Whether OpenAI can hold an answer to this schema in strict mode: every object closed, every property required, nothing
 * that it refuses. A schema that is not is still sent, as a wish; the answer is validated in any case.
 */
export function isStrict(schema: JsonSchema): boolean {
  return schema.type === 'object' && takesStrict(schema);
}

function takesStrict(node: unknown): boolean {
  if (!isObject(node)) return false;
  if (refused.some((word) => word in node)) return false;
  if (node.type === 'object' || isObject(node.properties)) {
    if (node.additionalProperties !== false || !isObject(node.properties)) return false;
    const required = Array.isArray(node.required) ? node.required : [];
    if (!Object.keys(node.properties).every((name) => required.includes(name))) return false;
  }
  if (node.type === 'array' && !isObject(node.items)) return false;
  return children(node).every(takesStrict);
}

const children = (node: Record<string, unknown>): unknown[] => [
  ...['properties', '$defs', 'definitions'].flatMap((key) =>
    isObject(node[key]) ? Object.values(node[key]) : [],
  ),
  ...(isObject(node.items) ? [node.items] : []),
  ...(Array.isArray(node.anyOf) ? node.anyOf : []),
];
