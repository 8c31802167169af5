import { describe, expect, it } from 'vitest';
import { schemaName } from '../../../../extension/llm/providers/openai/messages.ts';
import {
  droppedWarnings,
  refusedOption,
  withoutRefused,
} from '../../../../extension/llm/providers/openai/refusedOptions.ts';
import { isStrict } from '../../../../extension/llm/providers/openai/strict.ts';
import { usageOf } from '../../../../extension/llm/providers/openai/usage.ts';

describe('a schema is strict', () => {
  const closed = (properties: Record<string, unknown>, more: object = {}) => ({
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
    ...more,
  });

  it('when each object in it is closed and requires all that it has', () => {
    const shot = closed({
      size: { type: 'string', enum: ['wide', 'close'] },
      lens: { anyOf: [{ type: 'number' }, { type: 'null' }] },
      marks: { type: 'array', items: closed({ x: { type: 'number' } }) },
      next: { $ref: '#/$defs/next' },
    });
    expect(isStrict({ ...shot, $defs: { next: closed({}) } })).toBe(true);
  });

  it('not when anything in it is open, optional, or beyond OpenAI', () => {
    const open = { type: 'object', properties: {} };
    const loose: object[] = [
      { type: 'array', items: { type: 'string' } },
      open,
      { type: 'object', additionalProperties: false },
      closed({ a: { type: 'string' } }, { required: [] }),
      closed({ a: { type: 'string' } }, { required: undefined }),
      closed({ a: open }),
      closed({ a: { properties: {} } }),
      closed({ a: true }),
      closed({ a: { type: 'array' } }),
      closed({ a: { type: 'array', items: open } }),
      closed({ a: { type: 'array', prefixItems: [{ type: 'string' }], items: { type: 'string' } } }),
      closed({ a: { anyOf: [{ type: 'string' }, open] } }),
      closed({ a: { oneOf: [] } }),
      closed({}, { $defs: { next: open } }),
      closed({}, { patternProperties: {} }),
    ];
    for (const schema of loose) expect(isStrict({ ...schema }), JSON.stringify(schema)).toBe(false);
  });

  it('and has a name that OpenAI takes', () => {
    expect(schemaName('Liste der Schnitte: é')).toBe('Liste_der_Schnitte___');
    expect(schemaName('x'.repeat(80))).toHaveLength(64);
    expect(schemaName('')).toBe('answer');
  });
});

describe('tokens', () => {
  it('of a cache never exceed those that were sent, nor reasoning what was written', () => {
    const strange = {
      input_tokens: 10,
      output_tokens: 5,
      input_tokens_details: { cached_tokens: 8, cache_write_tokens: 7 },
      output_tokens_details: { reasoning_tokens: 9 },
    };
    expect(usageOf(strange)).toEqual({ input: 10, cached: 8, cacheWrite: 2, output: 5, reasoning: 5 });
    const empty = { prompt_tokens: 3, prompt_tokens_details: {}, completion_tokens_details: null };
    expect(usageOf(empty)).toEqual({ input: 3, cached: 0, cacheWrite: 0, output: 0, reasoning: 0 });
  });
});

describe('an option that a server refuses', () => {
  const params = { model: 'm', temperature: 1, stop: ['x'], max_tokens: 5, stream_options: {}, include: [] };
  const refusal = (error: unknown, more: object = {}) => ({ status: 400, message: '', error, ...more });

  it('is known by its name, or by the words of the server', () => {
    const known = [
      [refusal({}, { param: 'temperature', code: 'unsupported_value' }), 'temperature'],
      [refusal({}, { param: 'stream_options.include_usage', code: 'unknown_parameter' }), 'stream_options'],
      [refusal({ message: 'Encrypted content is not supported with this model.' }), 'include'],
      [refusal({ message: "openai does not support parameters: ['stop']" }), 'stop'],
      [
        refusal(
          {
            message: {
              detail: [{ type: 'extra_forbidden', loc: ['body', 'stream_options', 'include_usage'] }],
            },
          },
          { status: 422 },
        ),
        'stream_options',
      ],
      [refusal(undefined, { message: "Unrecognized request argument: 'max_tokens'" }), 'max_tokens'],
    ] as const;
    for (const [thrown, option] of known) expect(refusedOption(thrown, params)).toBe(option);
  });

  it('is none when the request failed for another reason', () => {
    const others = [
      'failure',
      null,
      refusal({ message: "Unsupported 'temperature'" }, { status: 500 }),
      refusal({ message: 'temperature must be below 2' }, { param: 'temperature' }),
      refusal({ message: 'Unsupported image' }, { param: 'messages[0].content' }),
      refusal({ message: "Unknown parameter 'seed'" }),
      refusal({ message: 'You will stop: unsupported.' }),
    ];
    for (const thrown of others) expect(refusedOption(thrown, params)).toBeUndefined();
    const plain = refusal({ message: 'Encrypted content is not supported.' });
    expect(refusedOption(plain, { model: 'm' })).toBeUndefined();
  });

  it('is left out with a warning; a limit of the answer first goes by its other name', () => {
    const swapped = withoutRefused(params, new Set(['max_tokens', 'include', 'temperature'] as const));
    expect(swapped).toEqual({ model: 'm', stop: ['x'], max_completion_tokens: 5, stream_options: {} });
    expect(droppedWarnings('m', params, swapped)).toMatchObject([{ option: 'temperature' }]);
    const gone = withoutRefused(params, new Set(['max_tokens', 'max_completion_tokens'] as const));
    expect(gone).not.toHaveProperty('max_completion_tokens');
    expect(droppedWarnings('m', params, gone)).toMatchObject([{ option: 'maxTokens' }]);
  });
});
