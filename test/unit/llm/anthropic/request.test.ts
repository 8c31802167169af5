import { describe, expect, it } from 'vitest';
import { messageParams } from '../../../../extension/llm/providers/anthropic/request.ts';
import type { LlmRequest, Message, Part } from '../../../../extension/llm/types.ts';
import { asking, openScene, sceneSchema } from '../providers/asking.ts';

const params = (more: Partial<LlmRequest> = {}, model = 'claude-opus-5') =>
  messageParams(asking(model, more)).params;
const warned = (more: Partial<LlmRequest>, model = 'claude-opus-5') =>
  messageParams(asking(model, more)).warnings.map((event) => event.type === 'warning' && event.option);
const says = (role: Message['role'], text: string, more: Partial<Message> = {}): Message => ({
  role,
  parts: [{ type: 'text', text }],
  ...more,
});
const call: Part = { type: 'toolCall', id: 'toolu_1', name: 'open_scene', input: { scene: 2 } };
const mark = { cache_control: { type: 'ephemeral' } };

describe('what Anthropic is asked', () => {
  it('is streamed, with room for an answer that nobody limited', () => {
    expect(params()).toEqual({
      model: 'claude-opus-5',
      stream: true,
      max_tokens: 8192,
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Who waits on the pier?' }] }],
    });
  });

  it('puts what the system says at the head into a place of its own, and what it says later among the turns', () => {
    const messages = [says('system', 'You edit.'), says('user', 'Begin.'), says('system', 'Be brief.')];
    expect(params({ messages })).toMatchObject({
      system: [{ type: 'text', text: 'You edit.' }],
      messages: [{ role: 'user', content: [{ text: 'Begin.' }, { text: 'Be brief.' }] }],
    });
  });

  it('leaves the turns empty when only the system speaks', () => {
    expect(params({ messages: [says('system', 'You edit.')] }).messages).toEqual([]);
  });

  it('sends pictures', () => {
    const image: Part = { type: 'image', mediaType: 'image/png', base64: 'iVBO' };
    expect(params({ messages: [{ role: 'user', parts: [image] }] }).messages[0]?.content).toEqual([
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBO' } },
    ]);
  });

  it('puts the results of tools before what the user says, in one turn', () => {
    const messages: Message[] = [
      { role: 'assistant', parts: [call, { ...call, id: 'toolu_2' }] },
      says('user', 'And hurry.'),
      { role: 'user', parts: [{ type: 'toolResult', id: 'toolu_1', name: 'open_scene', text: 'EXT. PIER' }] },
      {
        role: 'user',
        parts: [
          { type: 'toolResult', id: 'toolu_2', name: 'open_scene', text: 'No such scene.', failed: true },
        ],
      },
    ];
    expect(params({ messages }).messages).toEqual([
      {
        role: 'assistant',
        content: [
          { type: 'tool_use', id: 'toolu_1', name: 'open_scene', input: { scene: 2 } },
          { type: 'tool_use', id: 'toolu_2', name: 'open_scene', input: { scene: 2 } },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'toolu_1', content: 'EXT. PIER' },
          { type: 'tool_result', tool_use_id: 'toolu_2', content: 'No such scene.', is_error: true },
          { type: 'text', text: 'And hurry.' },
        ],
      },
    ]);
  });

  it("takes another provider's names of calls, and inputs that are no objects or have halves of characters, as the API wants them", () => {
    const odd: Part[] = [
      { ...call, id: 'call|9', input: 'two' },
      { ...call, id: 'b', input: undefined },
      { ...call, id: 'c', input: { 'half \udfac': ['\ud83c', 1, null] } },
    ];
    const result: Part = { type: 'toolResult', id: 'call|9', name: 'open_scene', text: 'ok' };
    expect(
      params({
        messages: [
          { role: 'assistant', parts: odd },
          { role: 'user', parts: [result] },
        ],
      }),
    ).toMatchObject({
      messages: [
        {
          content: [
            { id: 'call_9', input: { input: 'two' } },
            { id: 'b', input: {} },
            { id: 'c', input: { 'half \u{fffd}': ['\u{fffd}', 1, null] } },
          ],
        },
        { content: [{ tool_use_id: 'call_9' }] },
      ],
    });
  });

  it('gives reasoning back only where it is its own, with its signature', () => {
    const parts: Part[] = [
      { type: 'reasoning', text: 'Hm.', opaque: { anthropic: { signature: 'sig' } } },
      { type: 'reasoning', text: '', opaque: { anthropic: { redacted: 'xyz' } } },
      { type: 'reasoning', text: 'Of another.', opaque: { gemini: { signature: 'g' } } },
      { type: 'reasoning', text: 'Unsigned.' },
      { type: 'text', text: 'Ada.' },
    ];
    const messages: Message[] = [
      { role: 'assistant', parts },
      { role: 'user', parts: [...parts.slice(0, 1), { type: 'text', text: 'Who?' }] },
    ];
    expect(params({ messages }).messages).toEqual([
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'Hm.', signature: 'sig' },
          { type: 'redacted_thinking', data: 'xyz' },
          { type: 'text', text: 'Ada.' },
        ],
      },
      { role: 'user', content: [{ type: 'text', text: 'Who?' }] },
    ]);
  });

  it('leaves out texts of white space and turns of nothing, and mends halves of characters', () => {
    const messages = [says('assistant', ' \n'), says('user', 'Rain \ud83c'), says('user', '')];
    expect(params({ messages }).messages).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'Rain \u{fffd}' }] },
    ]);
  });

  it.each([
    ['auto', { type: 'auto' }],
    ['none', { type: 'none' }],
    ['required', { type: 'any' }],
    [{ name: 'open_scene' }, { type: 'tool', name: 'open_scene' }],
  ] as const)('offers tools, with the choice %j', (toolChoice, tool_choice) => {
    expect(params({ tools: [openScene], toolChoice })).toMatchObject({
      tools: [{ name: 'open_scene', description: openScene.description, input_schema: sceneSchema }],
      tool_choice,
    });
  });

  it('makes no choice among tools that there are not, nor one that nobody made', () => {
    expect(params({ toolChoice: 'required' })).not.toHaveProperty('tool_choice');
    expect(params({ tools: [openScene] })).not.toHaveProperty('tool_choice');
  });

  it('ends at the words given, if there are any', () => {
    expect(params({ stop: ['THE END'] }).stop_sequences).toEqual(['THE END']);
    expect(params({ stop: [] })).not.toHaveProperty('stop_sequences');
  });

  it('has the shape of the answer held to by the provider, next to the effort', () => {
    const output = { name: 'scene', schema: sceneSchema };
    expect(params({ output, effort: 'low' }).output_config).toEqual({
      effort: 'low',
      format: { type: 'json_schema', schema: sceneSchema },
    });
    expect(params({ output }).output_config).toEqual({
      format: { type: 'json_schema', schema: sceneSchema },
    });
  });
});

describe('what is kept in the cache', () => {
  it('is marked at the tools and at the end of each pinned message', () => {
    const messages = [
      says('system', 'You edit.', { pinned: true }),
      says('user', 'The script.', { pinned: true }),
      says('user', 'Who waits?'),
    ];
    const sent = params({ messages, tools: [{ ...openScene, name: 'a' }, openScene] });
    expect(sent.tools).toMatchObject([{ name: 'a' }, { name: 'open_scene', ...mark }]);
    expect(sent.tools?.[0]).not.toHaveProperty('cache_control');
    expect(sent.system).toMatchObject([mark]);
    expect(sent.messages[0]?.content).toEqual([
      { type: 'text', text: 'The script.', ...mark },
      { type: 'text', text: 'Who waits?' },
    ]);
  });

  it('is nothing when nothing is pinned', () => {
    expect(JSON.stringify(params({ tools: [openScene] }))).not.toContain('cache_control');
  });

  it('has four marks at most, the last ones', () => {
    const messages = ['a', 'b', 'c', 'd', 'e'].map((text) => says('user', text, { pinned: true }));
    const sent = params({ messages, tools: [openScene] });
    expect(sent.tools?.[0]).not.toHaveProperty('cache_control');
    const [turn] = sent.messages as { content: { text: string; cache_control?: unknown }[] }[];
    const marked = turn?.content.filter((block) => block.cache_control).map((block) => block.text);
    expect(marked).toEqual(['b', 'c', 'd', 'e']);
  });

  it('is not marked at reasoning, nor in a message of nothing', () => {
    const thought: Part = { type: 'reasoning', text: 'Hm.', opaque: { anthropic: { signature: 's' } } };
    const messages: Message[] = [
      says('system', '', { pinned: true }),
      { role: 'user', parts: [{ type: 'text', text: 'Who?' }] },
      { role: 'assistant', parts: [{ type: 'text', text: 'Ada.' }, thought], pinned: true },
      { role: 'user', parts: [], pinned: true },
    ];
    expect(params({ messages }).messages[1]?.content).toEqual([
      { type: 'text', text: 'Ada.', ...mark },
      { type: 'thinking', thinking: 'Hm.', signature: 's' },
    ]);
  });

  it('begins with the same bytes whatever is asked later', () => {
    const pinned = says('system', 'You edit.', { pinned: true });
    const first = JSON.stringify(params({ messages: [pinned, says('user', 'One.')] }).system);
    const second = JSON.stringify(
      params({ messages: [pinned, says('user', 'One.'), says('system', 'Be brief.')] }).system,
    );
    expect(second).toBe(first);
  });
});

describe('how much a model thinks', () => {
  it.each(['claude-opus-4-6', 'claude-sonnet-5-5', 'claude-opus-5', 'claude-haiku-6', 'work-model'])(
    'is for %s itself to decide, with an effort',
    (model) => {
      expect(params({ effort: 'medium' }, model)).toMatchObject({
        max_tokens: 8192 + 8192,
        thinking: { type: 'adaptive', display: 'summarized' },
        output_config: { effort: 'medium' },
      });
    },
  );

  it.each([
    'claude-3-7-sonnet-20250219',
    'claude-sonnet-4-20250514',
    'claude-opus-4-1-20250805',
    'claude-haiku-4-5-20251001',
    'claude-sonnet-4.5',
  ])('is a number of tokens for %s', (model) => {
    expect(params({ effort: 'low' }, model)).toMatchObject({
      max_tokens: 8192 + 2048,
      thinking: { type: 'enabled', budget_tokens: 2048 },
    });
    expect(params({ effort: 'low' }, model)).not.toHaveProperty('output_config');
  });

  it('stays below the tokens that the answer may have, and is left out where that is too few', () => {
    const model = 'claude-sonnet-4-5';
    expect(params({ effort: 'high', maxTokens: 4000 }, model)).toMatchObject({
      max_tokens: 4000,
      thinking: { budget_tokens: 4000 - 1024 },
    });
    expect(params({ effort: 'high', maxTokens: 2000 }, model)).not.toHaveProperty('thinking');
    expect(warned({ effort: 'high', maxTokens: 2000 }, model)).toEqual(['effort']);
    expect(params({ effort: 'high', maxTokens: 2000 })).toMatchObject({ max_tokens: 2000 });
  });

  it('is nothing when a tool must be called', () => {
    for (const toolChoice of ['required', { name: 'open_scene' }] as const) {
      const more = { effort: 'high', tools: [openScene], toolChoice } as const;
      expect(params(more)).not.toHaveProperty('thinking');
      expect(warned(more)).toEqual(['effort']);
    }
  });

  it('goes without a temperature, of which the user is told', () => {
    expect(params({ temperature: 0 })).not.toHaveProperty('temperature');
    expect(warned({ temperature: 0 })).toEqual(['temperature']);
    expect(warned({})).toEqual([]);
  });
});
