import { describe, expect, it } from 'vitest';
import type { LlmErrorCode } from '../../../../extension/llm/errors.ts';
import { collect } from '../../../../extension/llm/fold.ts';
import { vscodeLm } from '../../../../extension/llm/providers/vscodeLm.ts';
import type { LlmRequest, Message, Part } from '../../../../extension/llm/types.ts';
import { asking, eventsOf, openScene, sceneSchema } from '../providers/asking.ts';
import { chatModel, editor, LanguageModelError, text, toolCall } from './editor.ts';

const request = asking('copilot/gpt-5');
/** The one request that a model got for this. */
async function sentFor(more: Partial<LlmRequest>, pictures = true) {
  const model = chatModel({}, [text('Ada.')]);
  await collect(vscodeLm(editor([model], { pictures }), 'To plan the film.').stream({ ...request, ...more }));
  return model.sent[0] ?? expect.fail('Nothing was sent.');
}
const contentOf = async (messages: readonly Message[], pictures = true) =>
  (await sentFor({ messages }, pictures)).messages.map(({ role, content }) => [role, ...content]);

describe("an answer of VS Code's models", () => {
  it('is streamed from start to finish, without any usage', async () => {
    const model = chatModel({}, [text('Ada '), { mood: 'unknown part' }, text('waits.')]);
    expect(await eventsOf(vscodeLm(editor([model])), request)).toEqual([
      { type: 'start', model: 'gpt-5' },
      { type: 'text', text: 'Ada ' },
      { type: 'text', text: 'waits.' },
      { type: 'finish', reason: 'stop' },
    ]);
  });

  it('calls tools', async () => {
    const model = chatModel({}, [text('Let me see.'), toolCall('call_1', 'open_scene', { scene: 2 })]);
    const events = await eventsOf(vscodeLm(editor([model])), { ...request, tools: [openScene] });
    expect(events.slice(2)).toEqual([
      { type: 'toolCallDelta', id: 'call_1', name: 'open_scene', json: '{"scene":2}' },
      { type: 'toolCall', id: 'call_1', name: 'open_scene', input: { scene: 2 } },
      { type: 'finish', reason: 'toolCalls' },
    ]);
  });

  it('says which options VS Code hands to no model', async () => {
    const model = chatModel({}, []);
    const options = {
      output: { name: 'scene', schema: sceneSchema },
      maxTokens: 5,
      temperature: 0,
      stop: ['x'],
      seed: 1,
      effort: 'low',
    } as const;
    const { warnings } = await collect(vscodeLm(editor([model])).stream({ ...request, ...options }));
    expect(warnings).toHaveLength(6);
    expect(warnings[0]).toContain('output');
  });

  it('comes from the model of this vendor and name, or of this name or family alone', async () => {
    const models = [
      chatModel({ vendor: 'other', id: 'gpt-5' }, [text('Other.')]),
      chatModel({ vendor: 'copilot', id: 'gpt-5' }, [text('Copilot.')]),
      chatModel({ vendor: 'ollama', id: 'qwen/7b', family: 'qwen' }, [text('Local.')]),
    ];
    const said = async (model: string) =>
      (await collect(vscodeLm(editor(models)).stream({ ...request, model }))).text;
    expect(await said('copilot/gpt-5')).toBe('Copilot.');
    expect(await said('gpt-5')).toBe('Other.');
    expect(await said('qwen/7b')).toBe('Local.');
    expect(await said('ollama/qwen/7b')).toBe('Local.');
    expect(await said('qwen')).toBe('Local.');
  });
});

describe('what a model inside VS Code is asked', () => {
  it('lets the user say what the system says', async () => {
    const messages: Message[] = [
      { role: 'system', parts: [{ type: 'text', text: 'You edit.' }] },
      {
        role: 'user',
        parts: [
          { type: 'text', text: 'Who \udfac?' },
          { type: 'text', text: '' },
        ],
      },
      { role: 'assistant', parts: [{ type: 'text', text: 'Ada.' }] },
    ];
    expect(await contentOf(messages)).toEqual([
      [1, { value: 'You edit.' }],
      [1, { value: 'Who \u{fffd}?' }],
      [2, { value: 'Ada.' }],
    ]);
  });

  it('has calls of tools and their results in it, no reasoning, and no message of nothing', async () => {
    const parts: Part[] = [
      { type: 'reasoning', text: 'Hm.' },
      { type: 'toolCall', id: 'call_1', name: 'open_scene', input: { scene: 2 } },
    ];
    const messages: Message[] = [
      { role: 'assistant', parts },
      { role: 'user', parts: [{ type: 'toolResult', id: 'call_1', name: 'open_scene', text: 'EXT. PIER' }] },
      { role: 'assistant', parts: parts.slice(0, 1) },
      { role: 'user', parts: parts.slice(0, 1) },
    ];
    expect(await contentOf(messages)).toEqual([
      [2, { callId: 'call_1', name: 'open_scene', input: { scene: 2 } }],
      [1, { callId: 'call_1', content: [{ value: 'EXT. PIER' }] }],
    ]);
  });

  it('has pictures in it where VS Code can send them, and says so where it cannot', async () => {
    const image: Part = { type: 'image', mediaType: 'image/png', base64: 'AQID' };
    const messages: Message[] = [{ role: 'user', parts: [image] }];
    expect(await contentOf(messages)).toEqual([[1, { data: Uint8Array.of(1, 2, 3), mimeType: 'image/png' }]]);
    expect(await contentOf(messages, false)).toEqual([[1, { value: '[a picture that cannot be shown]' }]]);
  });

  it('offers tools as the choice has it', async () => {
    const other = { ...openScene, name: 'list_scenes' };
    const options = async (toolChoice?: LlmRequest['toolChoice']) =>
      (await sentFor({ tools: [openScene, other], ...(toolChoice && { toolChoice }) })).options;
    const { name, description } = openScene;
    const tool = { name, description, inputSchema: sceneSchema };
    const both = [tool, { ...tool, name: 'list_scenes' }];
    expect(await options()).toEqual({ justification: 'To plan the film.', tools: both, toolMode: 1 });
    expect(await options('auto')).toMatchObject({ tools: both, toolMode: 1 });
    expect(await options('required')).toMatchObject({ tools: both, toolMode: 2 });
    expect(await options({ name })).toMatchObject({ tools: [tool], toolMode: 2 });
    expect(await options('none')).not.toHaveProperty('tools');
    expect((await sentFor({ tools: [] })).options).not.toHaveProperty('tools');
  });

  it('needs no reason', async () => {
    const model = chatModel({}, []);
    await collect(vscodeLm(editor([model])).stream(request));
    expect(model.sent[0]?.options).toEqual({});
  });
});

describe("what goes wrong with VS Code's models", () => {
  it.each<[string, string, LlmErrorCode, Error?]>([
    ['NoPermissions', 'The user said no.', 'consent'],
    ['NotFound', 'It went away.', 'no_model'],
    ['Blocked', 'You have reached your limit.', 'quota'],
    ['Blocked', 'Rate limit exceeded.', 'rate_limit'],
    ['Blocked', 'Filtered by Responsible AI Service.', 'refusal'],
    ['Unknown', 'Failed.', 'refusal', new Error('off_topic')],
    ['Unknown', 'Message exceeds token limit.', 'context_overflow'],
    ['Unknown', 'Monthly quota used.', 'quota'],
    ['Unknown', '', 'server'],
  ])('%s (%s) is %s', async (code, message, expected, cause) => {
    const model = chatModel({}, new LanguageModelError(code, message, cause));
    const { error } = await collect(vscodeLm(editor([model])).stream(request));
    expect(error).toMatchObject({
      code: expected,
      details: { provider: 'vscode', model: 'copilot/gpt-5', phase: 'before' },
    });
    expect(error?.message).toContain(message);
  });

  it('may come in the middle of an answer, which is kept', async () => {
    const model = chatModel({}, [text('Ada '), new LanguageModelError('Unknown', 'Lost.')]);
    const answer = await collect(vscodeLm(editor([model])).stream(request));
    expect(answer).toMatchObject({ text: 'Ada ', error: { code: 'server', details: { phase: 'mid' } } });
  });

  it('may be something that is no error', async () => {
    const api = editor([]);
    api.lm.selectChatModels = () => Promise.reject('nothing');
    expect((await collect(vscodeLm(api).stream(request))).error).toMatchObject({
      code: 'unknown',
      message: 'VS Code failed: nothing',
    });
  });

  it('is that there is no such model', async () => {
    const { error } = await collect(vscodeLm(editor([])).stream(request));
    expect(error).toMatchObject({ code: 'no_model' });
    expect(error?.details.hint).toContain('Sign in');
  });
});

describe('stopping', () => {
  it.each([true, false])('ends an answer, whether the model obeys (%s)', async (obeys) => {
    const model = chatModel({}, [text('Ada '), 'pause', text('waits.')], obeys);
    const stop = new AbortController();
    const said: string[] = [];
    for await (const event of vscodeLm(editor([model])).stream({ ...request, signal: stop.signal })) {
      said.push(event.type === 'error' ? event.error.code : event.type);
      if (event.type === 'text') setTimeout(() => stop.abort(), 5);
    }
    expect(said).toEqual(['start', 'text', 'aborted']);
    expect(model.sent[0]?.token.isCancellationRequested).toBe(true);
  });

  it('before anything is sent sends nothing', async () => {
    const model = chatModel({}, [text('Ada.')]);
    const signal = AbortSignal.abort();
    const { error } = await collect(vscodeLm(editor([model])).stream({ ...request, signal }));
    expect(error?.code).toBe('aborted');
    expect(model.sent).toEqual([]);
  });

  it('by the model itself is known as such', async () => {
    const model = chatModel({}, [text('Ada '), Object.assign(new Error('Canceled'), { name: 'Canceled' })]);
    expect((await collect(vscodeLm(editor([model])).stream(request))).error?.code).toBe('aborted');
  });

  it('by no longer reading cancels the request', async () => {
    const model = chatModel({}, [text('Ada '), 'pause']);
    for await (const event of vscodeLm(editor([model])).stream(request)) if (event.type === 'text') break;
    expect(model.sent[0]?.token.isCancellationRequested).toBe(true);
  });

  it('ends a look at the models that never comes back', async () => {
    const api = editor([]);
    api.lm.selectChatModels = () => new Promise(() => undefined);
    const provider = vscodeLm(api);
    await expect(provider.list?.(AbortSignal.timeout(5))).rejects.toMatchObject({ code: 'aborted' });
    await expect(provider.check?.('gpt-5', AbortSignal.timeout(5))).rejects.toMatchObject({
      code: 'aborted',
    });
  });
});

describe('asking without sending a request', () => {
  const { signal } = new AbortController();

  it('lists and checks models, without asking for consent', async () => {
    const model = chatModel({}, []);
    const provider = vscodeLm(editor([model, chatModel({ vendor: 'ollama', id: 'qwen' }, [])]));
    expect(await provider.list?.(signal)).toEqual(['copilot/gpt-5', 'ollama/qwen']);
    await provider.check?.('copilot/gpt-5', signal);
    await expect(provider.check?.('copilot/none', signal)).rejects.toMatchObject({ code: 'no_model' });
    expect(model.sent).toEqual([]);
  });

  it("counts the tokens of messages and tools by the model's own count", async () => {
    const provider = vscodeLm(editor([chatModel({}, [])]));
    expect(await provider.countTokens?.(request)).toBe(5);
    expect(await provider.countTokens?.({ ...request, tools: [openScene] })).toBeGreaterThan(5);
  });
});
