import { describe, expect, it } from 'vitest';
import { heldSchema } from '../../../../extension/llm/providers/anthropic/schema.ts';

describe('a schema that Anthropic is to hold a model to', () => {
  it('keeps what the provider knows', () => {
    const schema = {
      type: 'object',
      title: 'Shot',
      description: 'A shot.',
      properties: {
        size: { enum: ['wide', 'close'] },
        when: { type: 'string', format: 'date-time' },
        cast: { type: 'array', items: { $ref: '#/$defs/person' }, minItems: 1 },
        lens: { anyOf: [{ type: 'number' }, { type: 'null' }] },
      },
      required: ['size', 'when', 'cast', 'lens'],
      additionalProperties: false,
      $defs: { person: { type: 'object', properties: {}, additionalProperties: false } },
    };
    expect(heldSchema(schema)).toEqual(schema);
  });

  it('tells the model in words of bounds that the provider does not know', () => {
    expect(
      heldSchema({
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        type: 'object',
        properties: {
          lens: { type: 'number', minimum: 8, maximum: 300, description: 'Millimetres.' },
          name: { type: 'string', format: 'slug', maxLength: 20 },
          cast: { type: 'array', items: { type: 'string', minLength: 1 }, minItems: 2 },
        },
      }),
    ).toEqual({
      type: 'object',
      additionalProperties: false,
      properties: {
        lens: { type: 'number', description: 'Millimetres. (minimum: 8, maximum: 300)' },
        name: { type: 'string', description: '(format: "slug", maxLength: 20)' },
        cast: {
          type: 'array',
          items: { type: 'string', description: '(minLength: 1)' },
          description: '(minItems: 2)',
        },
      },
    });
  });

  it('closes every object, at every depth', () => {
    const open = { type: 'object', properties: {} };
    const closed = { ...open, additionalProperties: false };
    expect(
      heldSchema({ oneOf: [open, true], allOf: [open], definitions: { open }, additionalProperties: open }),
    ).toEqual({ anyOf: [closed, true], allOf: [closed], definitions: { open: closed } });
  });

  it('takes odd places for schemas as they are', () => {
    expect(heldSchema({ anyOf: 'any', properties: 3, items: [{ type: 'string' }] })).toEqual({
      anyOf: 'any',
      properties: 3,
      description: '(items: [{"type":"string"}])',
    });
  });
});
