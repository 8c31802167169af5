import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Capabilities } from '../../../../extension/llm/capabilities.ts';
import type { Turn } from '../../../../extension/llm/context/blocks.ts';
import type { Summary } from '../../../../extension/llm/context/conversationSchema.ts';
import { ContextKeeper, type KeeperOptions } from '../../../../extension/llm/context/keeper.ts';
import { LlmError } from '../../../../extension/llm/errors.ts';
import { route } from '../../../../extension/llm/router/route.ts';
import { runAgent } from '../../../../extension/llm/tools/loop.ts';
import { defineTool } from '../../../../extension/llm/tools/tool.ts';
import { toolbox } from '../../../../extension/llm/tools/toolbox.ts';
import { transcriptOf } from '../../../../extension/llm/tools/transcript.ts';
import type { LlmEvent, LlmRequest, Message } from '../../../../extension/llm/types.ts';

const can = (context?: number): Capabilities => ({
  images: false,
  tools: true,
  structured: false,
  options: [],
  ...(context !== undefined && { context }),
});
const turns = (count: number): Turn[] =>
  Array.from({ length: count }, (_, at) => ({
    id: `m${at}`,
    message: {
      role: at % 2 === 0 ? 'user' : 'assistant',
      parts: [{ type: 'text', text: `message ${at} ${Array(40).fill('word').join(' ')}` }],
    },
  }));
const keeper = (more: Partial<KeeperOptions> = {}) => {
  const summaries: Summary[] = [];
  const made = new ContextKeeper({
    system: 'You help.',
    model: { model: 'm', capabilities: can() },
    summarise: async () => ({ text: 'They talked.', cost: 3 }),
    now: () => 5,
    summarised: (summary) => summaries.push(summary),
    ...more,
  });
  return { keeper: made, summaries };
};
const says = (messages: readonly Message[]): string => JSON.stringify(messages);
const size = (messages: readonly Message[]): number => says(messages).length;

/** A provider that reads so many characters, and tells what it was sent. */
const provider = (characters: number, events: readonly LlmEvent[]) => {
  const sent: LlmRequest[] = [];
  const stream = async function* (request: LlmRequest): AsyncGenerator<LlmEvent> {
    sent.push(request);
    if (size(request.messages) > characters)
      yield { type: 'error', error: new LlmError('context_overflow', 'Too long.', { phase: 'before' }) };
    else yield* events;
  };
  return { sent, provider: { id: 'p', stream } };
};
const good: LlmEvent[] = [
  { type: 'text', text: 'Yes.' },
  { type: 'finish', reason: 'stop' },
];

describe('the keeper of a context', () => {
  it('makes a call that a provider finds too long shorter once, through the router', async () => {
    const { keeper: kept, summaries } = keeper();
    const { provider: small, sent } = provider(6000, good);
    const messages = await kept.fit(turns(41));
    const candidate = { provider: small, model: 'm', capabilities: can() };
    const types: string[] = [];
    const compact = kept.compact.bind(kept);
    for await (const { type } of route([candidate], { model: 'm', messages }, { compact })) types.push(type);
    expect(types.filter((type) => type === 'compacted')).toHaveLength(1);
    expect(types.at(-1)).toBe('finish');
    expect(sent).toHaveLength(2);
    expect(says(sent[1]?.messages ?? [])).toContain('message 40');
    expect(summaries).toMatchObject([{ cost: 3, time: 5 }]);
  });

  it('goes on from its summary, so that the next call begins with the same bytes', async () => {
    const { keeper: kept, summaries } = keeper({ model: { model: 'm', capabilities: can(2000) } });
    const before = (await kept.fit(turns(41))).map(({ role, parts }) => says([{ role, parts }]));
    const after = (await kept.fit(turns(43))).map(({ role, parts }) => says([{ role, parts }]));
    expect(summaries).toHaveLength(1);
    expect(after.slice(0, before.length)).toEqual(before);
    const { keeper: resumed } = keeper({ ...(summaries[0] && { summary: summaries[0] }) });
    expect((await resumed.fit(turns(43))).map(({ role, parts }) => says([{ role, parts }]))).toEqual(after);
  });

  it('fits what is shorter for a model that takes more tokens than estimated', async () => {
    const model = { model: 'm', capabilities: can(4000) };
    const plain = keeper({ model });
    const bent = keeper({ model, calibration: { m: Array(9).fill(2.4) } });
    expect(size(await bent.keeper.fit(turns(41)))).toBeLessThan(size(await plain.keeper.fit(turns(41))));
  });

  it('says so when nothing can be left out', async () => {
    const { keeper: kept } = keeper({
      documents: [{ id: 's', title: 'Script', text: 'words '.repeat(900) }],
    });
    const messages = await kept.fit(turns(1));
    const shorter = kept.compact({ model: 'm', messages }, { model: 'm', capabilities: can() });
    await expect(shorter).rejects.toMatchObject({ code: 'context_overflow' });
  });

  it('counts the tools, and takes the system texts of a transcript to the front', async () => {
    const tools = [{ name: 'look', description: 'Looks. '.repeat(400), input: { type: 'object' } }];
    const { keeper: kept } = keeper({ system: '', tools, model: { model: 'm', capabilities: can(1000) } });
    const system: Message = { role: 'system', parts: [{ type: 'reasoning', text: 'x' }] };
    await expect(async () => kept.view([system, ...turns(1).map(({ message }) => message)])).rejects.toThrow(
      /instructions and tools/,
    );
    const { keeper: roomy } = keeper({ system: '', maxTokens: 100 });
    expect(await roomy.view([system])).toEqual([]);
  });

  it('keeps an agent within its context however long it works', async () => {
    const { keeper: kept, summaries } = keeper({ model: { model: 'm', capabilities: can(2000) } });
    const look = defineTool({
      name: 'look',
      description: 'Looks.',
      risk: 'read',
      input: z.object({ at: z.number() }),
      output: z.string(),
      run: ({ at }) => `scene ${at}: ${Array(60).fill('dark').join(' ')}`,
    });
    const sent: LlmRequest[] = [];
    const stream = async function* (request: LlmRequest): AsyncGenerator<LlmEvent> {
      sent.push(request);
      if (sent.length > 30) return yield* good;
      yield { type: 'toolCall', id: `c${sent.length}`, name: 'look', input: { at: sent.length } };
      yield { type: 'finish', reason: 'toolCalls' };
    };
    const start: Message[] = [
      { role: 'system', parts: [{ type: 'text', text: 'Be kind.' }] },
      { role: 'user', parts: [{ type: 'text', text: 'Look at all scenes, please.' }] },
    ];
    let end = '';
    const transcript = transcriptOf(start);
    const view = kept.view.bind(kept);
    for await (const event of runAgent({ stream, model: 'm', tools: toolbox([look]), transcript, view }))
      end = event.type;
    expect(end).toBe('done');
    expect(summaries.length).toBeGreaterThan(1);
    for (const { messages } of sent) {
      expect(size(messages)).toBeLessThan(8000);
      expect(says(messages)).toContain('Look at all scenes, please.');
      expect(messages[0]?.parts).toEqual([{ type: 'text', text: 'You help.\n\nBe kind.' }]);
    }
  });
});
