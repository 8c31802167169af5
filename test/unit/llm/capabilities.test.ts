import { describe, expect, it } from 'vitest';
import { type Capabilities, fit as fitTo, unknownCapabilities } from '../../../extension/llm/capabilities.ts';
import { collect } from '../../../extension/llm/fold.ts';
import type { LlmEvent, LlmRequest } from '../../../extension/llm/types.ts';

const able: Capabilities = {
  images: true,
  tools: true,
  structured: true,
  options: ['temperature', 'stop', 'seed', 'effort', 'cacheKey'],
  maxOutput: 1000,
};
const picture = { type: 'image' as const, mediaType: 'image/png', base64: 'AAAA' };
const full: LlmRequest = {
  model: 'm',
  messages: [{ role: 'user', parts: [{ type: 'text', text: 'Look:' }, picture], pinned: true }],
  tools: [{ name: 'look', description: 'Looks.', input: { type: 'object' } }],
  toolChoice: 'required',
  output: { name: 'answer', schema: { type: 'object' } },
  maxTokens: 500,
  temperature: 0,
  stop: ['END'],
  seed: 0,
  effort: 'low',
  cacheKey: 'film',
};

describe('A request is fitted to a model', () => {
  it('that knows all of it: nothing is left out', () => {
    expect(fitTo(full, able)).toEqual({ request: full, warnings: [] });
  });

  it('that knows no options: each is left out with a warning, also those that are 0', () => {
    const { request, warnings } = fitTo(full, { ...able, options: [] });
    const { temperature: _, stop: _1, seed: _2, effort: _3, cacheKey: _4, ...rest } = full;
    expect(request).toEqual(rest);
    expect(warnings.map(({ option }) => option)).toEqual(able.options);
    expect(warnings[0]?.message).toBe('temperature is unknown to it: m goes without');
  });

  it('that has no tools: none are sent, nor chosen', () => {
    const { request, warnings } = fitTo(full, { ...able, tools: false });
    expect(request).not.toHaveProperty('tools');
    expect(request).not.toHaveProperty('toolChoice');
    expect(warnings).toMatchObject([{ option: 'tools' }]);
    expect(fitTo({ ...full, tools: [] }, { ...able, tools: false }).warnings).toEqual([]);
  });

  it('that chooses its tools itself: it is not made to call one', () => {
    const can = { ...unknownCapabilities, freeChoice: true };
    for (const toolChoice of ['required', { name: 'look' }] as const) {
      const { request, warnings } = fitTo({ ...full, toolChoice }, can);
      expect(request).not.toHaveProperty('toolChoice');
      expect(request.tools).toEqual(full.tools);
      expect(warnings.map(({ option }) => option)).toContain('toolChoice');
    }
    expect(fitTo({ ...full, toolChoice: 'none' }, can).request.toolChoice).toBe('none');
  });

  it('that keeps to no shape: it is not full to', () => {
    const { request, warnings } = fitTo(full, { ...able, structured: false });
    expect(request).not.toHaveProperty('output');
    expect(warnings).toMatchObject([{ option: 'output' }]);
  });

  it('that writes less: it is asked for no more than it writes', () => {
    const long = fitTo({ ...full, maxTokens: 5000 }, able);
    expect(long.request.maxTokens).toBe(1000);
    expect(long.warnings).toMatchObject([{ option: 'maxTokens', message: 'm writes 1000 tokens at most' }]);
    const { maxTokens: _, ...open } = full;
    expect(fitTo(open, able).request).not.toHaveProperty('maxTokens');
  });

  it('that is blind: words stand where pictures were, and what is pinned stays pinned', () => {
    const { request, warnings } = fitTo(full, { ...able, images: false });
    expect(request.messages).toEqual([
      {
        role: 'user',
        parts: [
          { type: 'text', text: 'Look:' },
          { type: 'text', text: '[a picture that cannot be shown]' },
        ],
        pinned: true,
      },
    ]);
    expect(warnings).toMatchObject([{ option: 'images' }]);
    expect(full.messages[0]?.parts[1]).toBe(picture);
  });

  it('of which nothing is known: temperature, stop and tools are tried', () => {
    const { request } = fitTo(full, unknownCapabilities);
    expect(Object.keys(request).sort()).toEqual(
      ['maxTokens', 'messages', 'model', 'stop', 'temperature', 'toolChoice', 'tools'].sort(),
    );
  });
});

it('An answer keeps reasoning whole up to its signature, and begins anew after it', async () => {
  const said: LlmEvent[] = [
    { type: 'start', model: 'm', requestId: 'r' },
    { type: 'reasoning', text: 'Let me ' },
    { type: 'reasoning', text: 'think.', opaque: 'signed' },
    { type: 'reasoning', text: 'Again.' },
    { type: 'text', text: 'Yes' },
    { type: 'text', text: '.' },
    { type: 'toolCallDelta', id: 'c', name: 'look', json: '{}' },
    { type: 'toolCall', id: 'c', name: 'look', input: {} },
    { type: 'warning', option: 'seed', message: 'no seed' },
    { type: 'finish', reason: 'toolCalls' },
  ];
  const answer = await collect(
    (async function* () {
      yield* said;
    })(),
  );
  expect(answer).toEqual({
    model: 'm',
    requestId: 'r',
    text: 'Yes.',
    parts: [
      { type: 'reasoning', text: 'Let me think.', opaque: 'signed' },
      { type: 'reasoning', text: 'Again.' },
      { type: 'text', text: 'Yes.' },
      { type: 'toolCall', id: 'c', name: 'look', input: {} },
    ],
    toolCalls: [{ type: 'toolCall', id: 'c', name: 'look', input: {} }],
    warnings: ['no seed'],
    finish: 'toolCalls',
  });
});
