import { describe, expect, it } from 'vitest';
import { collect } from '../../../../extension/llm/fold.ts';
import { gemini } from '../../../../extension/llm/providers/gemini/index.ts';
import { serverOfFile } from '../../../llm/serverOfFile.ts';
import { geminiStream, sse } from '../../../llm/streams.ts';
import { asking, eventsOf, key, settingsAt } from '../providers/asking.ts';

const server = await serverOfFile();

const request = asking('gemini-3-pro');
/** A piece of the stream, as the reference writes it. */
const piece = (parts: object[], more: object = {}, finishReason?: string) =>
  `data: ${JSON.stringify({
    candidates: [{ content: { role: 'model', parts }, ...(finishReason && { finishReason }) }],
    ...more,
  })}\r\n\r\n`;
const answered = async (...frames: string[]) => {
  server.next(sse(frames));
  return collect((await gemini(settingsAt(server.url))).stream(request));
};

describe('an answer of Gemini', () => {
  it('is streamed from start to finish, with the key in a header and never in the address', async () => {
    server.next(sse(geminiStream('Ada waits.', { model: 'gemini-served', usage: { input: 9, output: 4 } })));
    const events = await eventsOf(await gemini(settingsAt(`${server.url}/`)), request);
    expect(events).toEqual([
      { type: 'start', model: 'gemini-served', requestId: 'gemini-response-test1' },
      { type: 'text', text: 'Ada ' },
      { type: 'text', text: 'waits.' },
      { type: 'usage', usage: { input: 9, cached: 0, cacheWrite: 0, output: 4, reasoning: 0 } },
      { type: 'finish', reason: 'stop' },
    ]);
    const [seen] = server.seen;
    expect(seen).toMatchObject({
      method: 'POST',
      path: '/v1beta/models/gemini-3-pro:streamGenerateContent?alt=sse',
      headers: { 'x-goog-api-key': key, 'content-type': 'application/json' },
    });
    expect(JSON.parse(seen?.body ?? '')).toHaveProperty('contents');
  });

  it('says first what was left out of the request', async () => {
    server.next(sse(geminiStream('{}')));
    const output = { name: 'x', schema: {} };
    const tools = [{ name: 'a', description: '', input: {} }];
    const provider = await gemini(settingsAt(server.url));
    const [first] = await eventsOf(provider, asking('gemini-2.5-pro', { output, tools }));
    expect(first).toMatchObject({ type: 'warning', option: 'output' });
  });

  it.each([
    ['/v1beta', 'gemini-3-pro', '/v1beta/models/gemini-3-pro'],
    ['/google/v1', 'models/gemini-3-pro', '/google/v1/models/gemini-3-pro'],
    ['/google', 'tunedModels/my film', '/google/v1beta/tunedModels/my%20film'],
  ])('is asked for at %s, of the model %s, below %s', async (base, model, path) => {
    server.next(sse(geminiStream('Ada.')));
    await collect((await gemini(settingsAt(`${server.url}${base}`))).stream(asking(model)));
    expect(server.seen[0]?.path).toBe(`${path}:streamGenerateContent?alt=sse`);
  });

  it('calls tools, with names for calls that have none and the signature that is wanted back', async () => {
    const { parts, finish } = await answered(
      piece([{ functionCall: { name: 'open_scene', args: { scene: 2 } }, thoughtSignature: 's1' }]),
      piece([{ functionCall: { id: 'own', name: 'list_scenes' } }, { functionCall: {} }], {}, 'STOP'),
    );
    expect(finish).toBe('toolCalls');
    expect(parts).toMatchObject([
      { id: 'gemini_1', name: 'open_scene', input: { scene: 2 }, opaque: { gemini: { signature: 's1' } } },
      { id: 'own', name: 'list_scenes', input: {} },
      { id: 'gemini_2', name: '', input: {} },
    ]);
  });

  it('keeps thoughts apart from text, and signatures at their place', async () => {
    const { parts, text } = await answered(
      piece([{ text: 'Who ', thought: true }]),
      piece([{ text: 'waits?', thought: true, thoughtSignature: 's0' }]),
      piece([{ text: 'Ada.', thoughtSignature: 's1' }]),
      piece([{ text: '' }], {}, 'STOP'),
    );
    expect(text).toBe('Ada.');
    expect(parts).toMatchObject([
      { type: 'reasoning', text: 'Who waits?', opaque: { gemini: { signature: 's0' } } },
      { type: 'text', text: 'Ada.' },
      { type: 'reasoning', text: '', opaque: { gemini: { signature: 's1' } } },
    ]);
  });

  it('counts thoughts into its output, once, by the last count', async () => {
    const { usage } = await answered(
      piece([{ text: 'Ada.' }], { usageMetadata: { promptTokenCount: 1 } }),
      piece(
        [],
        {
          usageMetadata: {
            promptTokenCount: 500,
            toolUsePromptTokenCount: 20,
            cachedContentTokenCount: 400,
            candidatesTokenCount: 30,
            thoughtsTokenCount: 70,
          },
        },
        'STOP',
      ),
    );
    expect(usage).toEqual({ input: 520, cached: 400, cacheWrite: 0, output: 100, reasoning: 70 });
    expect((await answered(piece([], { usageMetadata: {} }, 'STOP'))).usage).toEqual({
      input: 0,
      cached: 0,
      cacheWrite: 0,
      output: 0,
      reasoning: 0,
    });
  });

  it.each([
    ['STOP', 'stop'],
    ['MAX_TOKENS', 'length'],
    ['SAFETY', 'refusal'],
    ['RECITATION', 'refusal'],
    ['PROHIBITED_CONTENT', 'refusal'],
    ['BLOCKLIST', 'refusal'],
    ['SPII', 'refusal'],
  ])('that ends by %s finishes by %s', async (reason, finish) => {
    expect((await answered(piece([{ text: 'Ada.' }], {}, reason))).finish).toBe(finish);
  });

  it.each([
    ['MALFORMED_FUNCTION_CALL', 'invalid_output'],
    ['UNEXPECTED_TOOL_CALL', 'invalid_output'],
    ['MISSING_THOUGHT_SIGNATURE', 'bad_request'],
    ['OTHER', 'server'],
    ['A_NEW_REASON', 'server'],
  ])('that ends by %s is the error %s, with its tokens counted', async (reason, code) => {
    const answer = await answered(piece([], { usageMetadata: { promptTokenCount: 5 } }, reason));
    expect(answer).toMatchObject({ usage: { input: 5 }, error: { code } });
  });

  it('tells in words why a call could not be read', async () => {
    const frame = { candidates: [{ finishReason: 'MALFORMED_FUNCTION_CALL', finishMessage: 'print(open' }] };
    const { error } = await answered(`data: ${JSON.stringify(frame)}\n\n`);
    expect(error?.message).toContain('print(open');
  });

  it('that is refused for its question finishes by refusal', async () => {
    const frame = { promptFeedback: { blockReason: 'OTHER' }, usageMetadata: { promptTokenCount: 5 } };
    expect(await answered(`data: ${JSON.stringify(frame)}\n\n`)).toMatchObject({
      model: 'gemini-3-pro',
      finish: 'refusal',
      usage: { input: 5 },
    });
  });

  it('that breaks in its middle keeps what was said before, also in the same packet', async () => {
    const answer = await answered(`${piece([{ text: 'Ada ' }])}data: {"candidates":\r\n\r\n`);
    expect(answer).toMatchObject({ text: 'Ada ', error: { details: { phase: 'mid' } } });
  });

  it('may come one byte at a time, with characters of several bytes', async () => {
    server.next({ ...sse([piece([{ text: 'Çé 🎬' }], {}, 'STOP')]), bytesPerWrite: 1 });
    expect((await collect((await gemini(settingsAt(server.url))).stream(request))).text).toBe('Çé 🎬');
  });

  it('is whole when the connection breaks after its end', async () => {
    server.next(sse(geminiStream('Ada waits.'), { end: 'reset' }));
    const answer = await collect((await gemini(settingsAt(server.url))).stream(request));
    expect(answer).toMatchObject({ text: 'Ada waits.', finish: 'stop' });
  });

  it('is read past comments and fields that nobody knows yet', async () => {
    const answer = await answered(
      ': ping\n\n',
      'event: mood\n\n',
      piece([{ video: {} } as object, { text: 'Ada.' }]),
      piece([], {}, 'STOP'),
    );
    expect(answer).toMatchObject({ text: 'Ada.', finish: 'stop' });
  });
});
