import type * as z from 'zod';
import { LlmError } from '../errors.ts';
import type { JsonSchema } from '../types.ts';
import { described } from './constraints.ts';

/** OpenAI's strict mode takes 10 levels of nesting and 1000 constants, Anthropic's 16 fields of more than one type. */
const deepest = 10;
const mostConstants = 1000;
const mostUnions = 16;

interface Walk {
  name: string;
  root: JsonSchema;
  /** The references that were followed to get here. */
  followed: readonly string[];
  path: readonly string[];
  depth: number;
  count: { unions: number; constants: number };
}

/**
 * The JSON Schema of a zod schema in the part of the language that OpenAI's strict mode, Anthropic and Gemini all take:
 * closed objects with every field required, `anyOf` for unions and null, `enum` for constants, limits in descriptions.
 * It will lie `depth` levels deep. Throws `bad_request` with a path and a hint for what has no such form.
 */
export function strictSchema(schema: z.ZodType, name: string, depth = 0): JsonSchema {
  const root = jsonSchemaOf(schema, name);
  const walk: Walk = { name, root, followed: [], path: [], depth, count: { unions: 0, constants: 0 } };
  const strict = strictNode(root, walk);
  if (walk.count.unions > mostUnions)
    reject(
      walk,
      `has ${walk.count.unions} fields of more than one type, where Anthropic takes ${mostUnions}`,
      'Use an empty text or list instead of null.',
    );
  if (walk.count.constants > mostConstants)
    reject(
      walk,
      `has ${walk.count.constants} constants, where OpenAI takes ${mostConstants}`,
      'Use a text instead of an enum, and say in its description what it may be.',
    );
  return strict;
}

function jsonSchemaOf(schema: z.ZodType, name: string): JsonSchema {
  try {
    return schema.toJSONSchema({ io: 'input' }); // of the schema's own zod: the layer is loaded without one
  } catch (cause) {
    throw new LlmError('bad_request', `${name}: ${cause instanceof Error ? cause.message : cause}`, {
      hint: 'Use texts, numbers, booleans, null, enums, lists and closed objects.',
      cause,
    });
  }
}

function reject(walk: Walk, what: string, hint: string): never {
  const path = walk.path.join('.');
  throw new LlmError('bad_request', `${walk.name}: ${path || 'the schema'} ${what}.`, {
    hint,
    ...(path && { path }),
  });
}

function strictNode(node: JsonSchema, walk: Walk): JsonSchema {
  if (walk.depth > deepest)
    reject(walk, `lies more than ${deepest} levels deep`, 'Make the schema flatter, or ask in two steps.');
  if (typeof node.$ref === 'string') return followed(node, node.$ref, walk);
  const options = unionOf(node);
  if (options) return union(node, options, walk);
  const description = described(node);
  return { ...strictKind(node, walk), ...(description && { description }) };
}

function strictKind(node: JsonSchema, walk: Walk): JsonSchema {
  const constants = 'const' in node ? [node.const] : node.enum;
  if (Array.isArray(constants)) {
    walk.count.constants += constants.length;
    return { type: node.type, enum: constants };
  }
  switch (node.type) {
    case 'object':
      return object(node, walk);
    case 'array':
      return array(node, walk);
    case 'string':
    case 'number':
    case 'integer':
    case 'boolean':
    case 'null':
      return { type: node.type };
    default:
      return reject(walk, 'may be anything, or nothing', 'Say which type it has.');
  }
}

function followed(node: JsonSchema, reference: string, walk: Walk): JsonSchema {
  if (reference === '#' || walk.followed.includes(reference))
    reject(walk, 'contains itself', 'Use a flat list whose items name their parent.');
  const definitions = walk.root.$defs as Record<string, JsonSchema>;
  const target = definitions[reference.slice('#/$defs/'.length)] as JsonSchema;
  const { $ref: _, ...own } = node;
  return strictNode({ ...target, ...own }, { ...walk, followed: [...walk.followed, reference] });
}

/** The alternatives of a node that has several: of a union, of several types, of constants of several types. */
function unionOf(node: JsonSchema): readonly JsonSchema[] | undefined {
  const options = node.anyOf ?? node.oneOf;
  if (Array.isArray(options)) return options;
  if (Array.isArray(node.type)) return node.type.map((type) => onlyOf(node, type));
  if (!Array.isArray(node.enum) || node.type !== undefined) return undefined;
  const types = [...new Set(node.enum.map(typeOf))];
  const values = node.enum;
  return types.map((type) =>
    type === 'null' ? { type } : { type, enum: values.filter((value) => typeOf(value) === type) },
  );
}

/** A node of several types held to one of them; null has no limits. */
const onlyOf = ({ description: _, ...node }: JsonSchema, type: unknown): JsonSchema =>
  type === 'null' ? { type } : { ...node, type };

const typeOf = (value: unknown): string => (value === null ? 'null' : typeof value);

function union(node: JsonSchema, options: readonly JsonSchema[], walk: Walk): JsonSchema {
  const strict = options.map((option) => strictNode(option, walk));
  const only = strict.length === 1 ? strict[0] : undefined;
  if (!only) walk.count.unions++;
  const objects = strict.filter(({ type }) => type === 'object');
  const key = objects.length > 1 ? discriminator(objects) : undefined;
  if (objects.length > 1 && key === undefined)
    reject(
      walk,
      'is one of several objects that no field tells apart',
      'Use z.discriminatedUnion with a literal field.',
    );
  const anyOf = key === undefined ? strict : strict.map((option) => withFirst(option, key));
  const description = typeof node.description === 'string' ? node.description : undefined;
  return { ...(only ?? { anyOf }), ...(description && { description }) };
}

type Fields = Readonly<Record<string, JsonSchema>>;
const fieldsOf = (schema: JsonSchema): Fields => (schema.properties ?? {}) as Fields;

/** The field whose constants differ in every one of the objects. */
function discriminator(objects: readonly JsonSchema[]): string | undefined {
  const [first, ...others] = objects.map(fieldsOf);
  return Object.keys(first ?? {}).find((key) => {
    const constants = [first, ...others].map((fields) => fields?.[key]?.enum);
    const all = constants.flat();
    return constants.every(Array.isArray) && new Set(all).size === all.length;
  });
}

/** OpenAI wants the field that tells objects apart to be their first. */
function withFirst(schema: JsonSchema, key: string): JsonSchema {
  if (schema.type !== 'object') return schema;
  const { [key]: first, ...others } = fieldsOf(schema);
  const properties = { [key]: first, ...others };
  return { ...schema, properties, required: Object.keys(properties) };
}

function object(node: JsonSchema, walk: Walk): JsonSchema {
  const fields = fieldsOf(node);
  const names = Object.keys(fields);
  if (node.propertyNames !== undefined || node.patternProperties !== undefined)
    reject(walk, 'is a record', 'Use a list of {key, value} objects.');
  if (node.additionalProperties)
    reject(walk, 'takes fields that it does not name', 'Use z.object, which names all of them.');
  const required = Array.isArray(node.required) ? node.required : [];
  const optional = names.find((name) => !required.includes(name));
  if (optional !== undefined)
    reject(
      { ...walk, path: [...walk.path, optional] },
      'may be left out',
      'Use .nullable() instead of .optional() or .default().',
    );
  const properties = names.map((name) => [name, strictNode(fields[name] ?? {}, below(walk, name))]);
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: names,
    additionalProperties: false,
  };
}

function array(node: JsonSchema, walk: Walk): JsonSchema {
  if (node.prefixItems !== undefined)
    reject(walk, 'is a tuple', 'Use an object with a name for each place: {x, y, z}.');
  return { type: 'array', items: strictNode((node.items ?? {}) as JsonSchema, below(walk, '[]')) };
}

const below = (walk: Walk, step: string): Walk => ({
  ...walk,
  path: [...walk.path, step],
  depth: walk.depth + 1,
});
