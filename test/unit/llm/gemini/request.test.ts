import { describe, expect, it } from 'vitest';
import { callNames, generateRequest } from '../../../../extension/llm/providers/gemini/request.ts';
import { heldSchema } from '../../../../extension/llm/providers/gemini/schema.ts';
import type { LlmRequest, Message, Part } from '../../../../extension/llm/types.ts';
import { asking, openScene, sceneSchema } from '../providers/asking.ts';

const body = (more: Partial<LlmRequest> = {}, model = 'gemini-3-pro') =>
  generateRequest(asking(model, more)).body;
const says = (role: Message['role'], text: string): Message => ({ role, parts: [{ type: 'text', text }] });
const call = (id: string, opaque?: unknown): Part => ({
  type: 'toolCall',
  id,
  name: 'open_scene',
  input: { scene: 2 },
  ...(opaque !== undefined && { opaque }),
});
const result = (id: string, more: Partial<Part> = {}): Part =>
  ({ type: 'toolResult', id, name: 'open_scene', text: 'EXT. PIER', ...more }) as Part;
const signed = (signature: string) => ({ gemini: { signature } });

describe('what Gemini is asked', () => {
  it('is no more than was asked for', () => {
    expect(generateRequest(asking('gemini-3-pro'))).toEqual({
      body: { contents: [{ role: 'user', parts: [{ text: 'Who waits on the pier?' }] }] },
      warnings: [],
    });
  });

  it('puts what the system says at the head into a place of its own, and what it says later among the turns', () => {
    const messages = [says('system', 'You edit.'), says('user', 'Begin.'), says('system', 'Be brief.')];
    expect(body({ messages })).toEqual({
      systemInstruction: { parts: [{ text: 'You edit.' }] },
      contents: [{ role: 'user', parts: [{ text: 'Begin.' }, { text: 'Be brief.' }] }],
    });
    expect(body({ messages: messages.slice(0, 1) }).contents).toEqual([]);
  });

  it('sends pictures', () => {
    const image: Part = { type: 'image', mediaType: 'image/png', base64: 'iVBO' };
    expect(body({ messages: [{ role: 'user', parts: [image] }] }).contents[0]?.parts).toEqual([
      { inlineData: { mimeType: 'image/png', data: 'iVBO' } },
    ]);
  });

  it('keeps the results of parallel calls together, by name', () => {
    const messages: Message[] = [
      { role: 'assistant', parts: [call('a', signed('s1')), call('b')] },
      { role: 'user', parts: [result('a')] },
      { role: 'user', parts: [result('b', { text: 'No such scene.', failed: true })] },
    ];
    expect(body({ messages }).contents).toEqual([
      {
        role: 'model',
        parts: [
          { functionCall: { id: 'a', name: 'open_scene', args: { scene: 2 } }, thoughtSignature: 's1' },
          { functionCall: { id: 'b', name: 'open_scene', args: { scene: 2 } } },
        ],
      },
      {
        role: 'user',
        parts: [
          { functionResponse: { id: 'a', name: 'open_scene', response: { output: 'EXT. PIER' } } },
          { functionResponse: { id: 'b', name: 'open_scene', response: { error: 'No such scene.' } } },
        ],
      },
    ]);
  });

  it('signs the first call of a turn that another model made, where signatures are wanted', () => {
    const messages: Message[] = [{ role: 'assistant', parts: [call('a', { anthropic: {} }), call('b')] }];
    const signatures = (model: string) =>
      body({ messages }, model).contents[0]?.parts.map(({ thoughtSignature }) => thoughtSignature);
    expect(signatures('gemini-3-flash')).toEqual(['skip_thought_signature_validator', undefined]);
    expect(signatures('gemini-flash-latest')).toEqual(['skip_thought_signature_validator', undefined]);
    expect(signatures('gemini-2.5-pro')).toEqual([undefined, undefined]);
  });

  it('gives back signatures, not the thoughts, and no text of nothing', () => {
    const parts: Part[] = [
      { type: 'reasoning', text: 'Who waits?' },
      { type: 'text', text: 'Ada \udfac' },
      { type: 'text', text: '' },
      { type: 'reasoning', text: '', opaque: signed('s2') },
    ];
    expect(body({ messages: [{ role: 'assistant', parts }, says('user', '')] }).contents).toEqual([
      { role: 'model', parts: [{ text: 'Ada \u{fffd}' }, { text: '', thoughtSignature: 's2' }] },
    ]);
  });

  it.each([
    ['auto', { mode: 'AUTO' }],
    ['none', { mode: 'NONE' }],
    ['required', { mode: 'ANY' }],
    [{ name: 'open_scene' }, { mode: 'ANY', allowedFunctionNames: ['open_scene'] }],
  ] as const)('offers tools, with the choice %j', (toolChoice, functionCallingConfig) => {
    const { name, description } = openScene;
    expect(body({ tools: [openScene], toolChoice })).toMatchObject({
      tools: [{ functionDeclarations: [{ name, description, parametersJsonSchema: sceneSchema }] }],
      toolConfig: { functionCallingConfig },
    });
  });

  it('makes no choice that nobody made', () => {
    expect(body({ tools: [openScene] })).not.toHaveProperty('toolConfig');
    expect(body({ tools: [], toolChoice: 'auto' })).not.toHaveProperty('toolConfig');
  });

  it('has the options under their names', () => {
    expect(
      body({ maxTokens: 90, temperature: 0, stop: ['THE END'], seed: 7, effort: 'low' }).generationConfig,
    ).toEqual({
      maxOutputTokens: 90,
      temperature: 0,
      stopSequences: ['THE END'],
      seed: 7,
      thinkingConfig: { includeThoughts: true, thinkingLevel: 'LOW' },
    });
    expect(body({ stop: [] })).not.toHaveProperty('generationConfig');
  });

  it('counts the thoughts of the second generation in tokens', () => {
    expect(body({ effort: 'medium' }, 'gemini-2.5-flash').generationConfig).toEqual({
      thinkingConfig: { includeThoughts: true, thinkingBudget: 8192 },
    });
  });

  it('has the shape of the answer held to, beside tools only from the third generation on', () => {
    const output = { name: 'scene', schema: sceneSchema };
    const shape = { responseMimeType: 'application/json', responseJsonSchema: sceneSchema };
    expect(body({ output }, 'gemini-2.5-pro').generationConfig).toEqual(shape);
    expect(body({ output, tools: [openScene] }).generationConfig).toEqual(shape);
    const both = generateRequest(asking('gemini-2.5-pro', { output, tools: [openScene] }));
    expect(both.body).not.toHaveProperty('generationConfig');
    expect(both.warnings).toMatchObject([{ type: 'warning', option: 'output' }]);
  });
});

describe('a schema that Gemini is to hold a model to', () => {
  it('has a choice of one in place of a constant, at every depth, but not among names', () => {
    const properties = { const: { type: 'string', const: 'a' }, kind: { anyOf: [{ const: 1 }, true] } };
    const held = { const: { type: 'string', enum: ['a'] }, kind: { anyOf: [{ enum: [1] }, true] } };
    expect(heldSchema({ type: 'object', properties, items: { const: null }, enum: [{ const: 2 }] })).toEqual({
      type: 'object',
      properties: held,
      items: { enum: [null] },
      enum: [{ const: 2 }],
    });
  });
});

describe('the names of calls', () => {
  it('are the same for the same conversation, and new in it', () => {
    const first = callNames(asking('gemini-3-pro'));
    expect([first(), first()]).toEqual(['gemini_1', 'gemini_2']);
    const messages: Message[] = [{ role: 'assistant', parts: [call('gemini_4'), call('toolu_9')] }];
    const later = callNames(asking('gemini-3-pro', { messages }));
    expect(later()).toBe('gemini_5');
  });
});
