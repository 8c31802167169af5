import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { LlmError } from '../../../../extension/llm/errors.ts';
import { strictSchema } from '../../../../extension/llm/structured/strictSchema.ts';
import type { JsonSchema } from '../../../../extension/llm/types.ts';

const strict = (schema: z.ZodType) => strictSchema(schema, 'shot');
const field = (schema: z.ZodType) =>
  (strict(z.object({ field: schema })).properties as Record<string, unknown>).field;

const thrown = (schema: z.ZodType): LlmError => {
  try {
    strict(schema);
  } catch (error) {
    if (error instanceof LlmError) return error;
    throw error;
  }
  throw new Error('it was taken');
};

describe('the strict JSON Schema of a zod schema', () => {
  it('closes objects and requires all of their fields', () => {
    expect(strict(z.object({ title: z.string(), scenes: z.array(z.object({ id: z.int() })) }))).toEqual({
      type: 'object',
      properties: {
        title: { type: 'string' },
        scenes: {
          type: 'array',
          items: {
            type: 'object',
            properties: { id: { type: 'integer' } },
            required: ['id'],
            additionalProperties: false,
          },
        },
      },
      required: ['title', 'scenes'],
      additionalProperties: false,
    });
  });

  it('says limits in the description, behind what stands there', () => {
    expect(field(z.number().gt(0).lt(9).multipleOf(3).describe('Metres'))).toEqual({
      type: 'number',
      description: 'Metres (more than 0, less than 9, a multiple of 3)',
    });
    expect(field(z.int().min(1).max(5))).toEqual({
      type: 'integer',
      description: '(at least 1, at most 5)',
    });
    expect(field(z.string().min(2).max(3).regex(/^a/))).toEqual({
      type: 'string',
      description: '(at least 2 characters, at most 3 characters, matches /^a/)',
    });
    expect(field(z.array(z.boolean()).min(1).max(2))).toMatchObject({
      description: '(at least 1 items, at most 2 items)',
    });
    expect(field(z.iso.date())).toEqual({ type: 'string', description: '(format date)' });
  });

  it('writes null and unions as anyOf, constants as enum', () => {
    expect(field(z.string().max(4).nullable().describe('A name'))).toEqual({
      description: 'A name',
      anyOf: [{ type: 'string', description: '(at most 4 characters)' }, { type: 'null' }],
    });
    expect(field(z.union([z.string(), z.number()]))).toEqual({
      anyOf: [{ type: 'string' }, { type: 'number' }],
    });
    expect(field(z.literal('a'))).toEqual({ type: 'string', enum: ['a'] });
    expect(field(z.literal(['a', 1, null]))).toEqual({
      anyOf: [{ type: 'string', enum: ['a'] }, { type: 'number', enum: [1] }, { type: 'null' }],
    });
    expect(field(z.enum(['wide', 'close']))).toEqual({ type: 'string', enum: ['wide', 'close'] });
    expect(field(z.null())).toEqual({ type: 'null' });
    expect(field(z.union([z.string()]))).toEqual({ type: 'string' });
    expect(field(z.enum(['a', 'b']).nullable())).toEqual({
      anyOf: [{ type: 'string', enum: ['a', 'b'] }, { type: 'null' }],
    });
  });

  it('puts the field that tells objects apart first', () => {
    const walk = z.object({ to: z.string(), kind: z.literal('walk') });
    const speak = z.object({ line: z.string(), kind: z.literal(['say', 'shout']) });
    const { anyOf } = field(z.union([walk, speak, z.null()])) as { anyOf: JsonSchema[] };
    expect(anyOf.map(({ required }) => required)).toEqual([['kind', 'to'], ['kind', 'line'], undefined]);
    expect(Object.keys(anyOf[0]?.properties ?? {})).toEqual(['kind', 'to']);
  });

  it('writes out what is named elsewhere', () => {
    const place = z.object({ x: z.number() }).meta({ id: 'Place' });
    const { properties } = strict(z.object({ from: place, to: place.describe('The end') }));
    const closed = {
      type: 'object',
      properties: { x: { type: 'number' } },
      required: ['x'],
      additionalProperties: false,
    };
    expect(properties).toEqual({ from: closed, to: { ...closed, description: 'The end' } });
  });

  it('takes what goes into a transformation, not what comes out', () => {
    expect(field(z.string().transform((text) => text.length))).toEqual({ type: 'string' });
  });

  it.each([
    ['optional fields', z.object({ a: z.object({ b: z.string().optional() }) }), /nullable/, 'a.b'],
    ['defaults', z.object({ a: z.string().default('x') }), /nullable/, 'a'],
    ['records', z.object({ a: z.array(z.record(z.string(), z.number())) }), /\{key, value\}/, 'a.[]'],
    ['partial records', z.partialRecord(z.enum(['a']), z.string()), /\{key, value\}/, undefined],
    ['tuples', z.object({ at: z.tuple([z.number(), z.number()]) }), /\{x, y, z\}/, 'at'],
    ['open objects', z.looseObject({ a: z.string() }), /names all/, undefined],
    ['anything', z.object({ a: z.any() }), /Say which type/, 'a'],
    ['lists of anything', z.object({ a: z.array(z.unknown()) }), /Say which type/, 'a.[]'],
    ['nothing', z.object({ a: z.never() }), /Say which type/, 'a'],
    ['dates', z.object({ a: z.date() }), /texts, numbers/, undefined],
    [
      'objects that nothing tells apart',
      z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]),
      /discriminatedUnion/,
      undefined,
    ],
    [
      'objects whose constants are the same',
      z.union([z.object({ k: z.literal('x') }), z.object({ k: z.literal(['x', 'y']) })]),
      /discriminatedUnion/,
      undefined,
    ],
  ])('refuses %s, says where and what to use', (_, schema, hint, path) => {
    const error = thrown(schema);
    expect(error.code).toBe('bad_request');
    expect(error.message).toContain('shot: ');
    expect(error.details.hint).toMatch(hint);
    expect(error.details.path).toBe(path);
  });

  it('refuses schemas that contain themselves', () => {
    const node = z.object({
      name: z.string(),
      get children() {
        return z.array(node);
      },
    });
    expect(thrown(node).details.hint).toMatch(/flat list/);
    expect(thrown(z.object({ tree: node })).details.path).toBe('tree.children.[]');
  });

  it('refuses what lies too deep, too many fields of several types, and too many constants', () => {
    let deep: z.ZodType = z.string();
    for (let level = 0; level < 11; level++) deep = z.array(deep);
    expect(thrown(deep).message).toContain('levels deep');
    const names = Array.from({ length: 17 }, (_, index) => [`f${index}`, z.string().nullable()]);
    expect(thrown(z.object(Object.fromEntries(names))).message).toContain('17 fields');
    const many = z.enum(Array.from({ length: 501 }, (_, index) => `v${index}`));
    expect(thrown(z.object({ a: many, b: many })).message).toContain('1002 constants');
  });

  it('says so when zod itself fails with something else than an error', () => {
    const broken = z.object({
      get a(): z.ZodType {
        throw 'no such schema';
      },
    });
    expect(() => strict(broken)).toThrow(/no such schema/);
  });

  it('holds to the common part of the language, whatever is put together', () => {
    fc.assert(
      fc.property(schemas, (schema) => {
        for (const node of nodes(strict(z.object({ root: schema })))) {
          expect(Object.keys(node).filter((key) => !common.has(key))).toEqual([]);
          expect(typeof node.type === 'string' || Array.isArray(node.anyOf)).toBe(true);
          if (node.type !== 'object') continue;
          expect(node.additionalProperties).toBe(false);
          expect(node.required).toEqual(Object.keys(node.properties ?? {}));
        }
      }),
    );
  });
});

const common = new Set([
  'type',
  'enum',
  'anyOf',
  'items',
  'properties',
  'required',
  'additionalProperties',
  'description',
]);

interface Node {
  type?: unknown;
  anyOf?: Node[];
  items?: Node;
  properties?: Record<string, Node>;
  required?: string[];
  additionalProperties?: unknown;
}

function* nodes(node: Node): Generator<Node> {
  yield node;
  const inner = [
    ...(node.anyOf ?? []),
    ...(node.items ? [node.items] : []),
    ...Object.values(node.properties ?? {}),
  ];
  for (const each of inner) yield* nodes(each);
}

const { schema: schemas } = fc.letrec<{ schema: z.ZodType }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<z.ZodType>(
      z.string().min(1),
      z.int().max(9),
      z.number(),
      z.boolean(),
      z.email(),
      z.enum(['a', 'b']),
      z.literal(3),
      z.string().nullable(),
    ),
    tie('schema').map((inner) => z.array(inner).max(3)),
    tie('schema').map((inner) => z.object({ inner, other: z.string() })),
    fc
      .tuple(tie('schema'), tie('schema'))
      .map(([a, b]) =>
        z.discriminatedUnion('kind', [
          z.object({ a, kind: z.literal('a') }),
          z.object({ b, kind: z.literal('b') }),
        ]),
      ),
  ),
}));
