import { describe, expect, it, vi } from 'vitest';
import { LlmError } from '../../../../extension/llm/errors.ts';
import { route } from '../../../../extension/llm/router/route.ts';
import { run, withoutWaiting } from './running.ts';
import { errorOf, fails, model, ofType, request, said, textOf } from './scriptedModels.ts';

withoutWaiting();

describe('Deadlines', () => {
  const limits = { firstTokenMs: 300, idleMs: 200, totalMs: 5000, retries: 0 };
  const start = { type: 'start', model: 'a' } as const;
  const text = { type: 'text', text: 'Nig' } as const;

  it('end a try that says nothing, also one that has only begun', async () => {
    for (const script of [[Infinity], [start, Infinity]]) {
      const silent = model('a', [script]);
      const { events, took } = await run([silent], { limits });
      expect(errorOf(events)).toMatchObject({ code: 'stalled', details: { phase: 'before', model: 'a' } });
      expect(took).toBe(300);
      expect(silent.asked[0]?.signal?.aborted).toBe(true);
    }
  });

  it('end one that falls silent in the middle, and keep what it said', async () => {
    const { events, took } = await run([model('a', [[start, 250, text, 150, text, Infinity]])], { limits });
    expect(errorOf(events)).toMatchObject({ code: 'stalled', details: { phase: 'mid' } });
    expect(textOf(events)).toBe('NigNig');
    expect(took).toBe(600);
    expect(ofType(events, 'attempted')[0]?.attempt).toMatchObject({ code: 'stalled', firstTokenMs: 250 });
  });

  it('let a model think aloud', async () => {
    const thought = { type: 'reasoning', text: 'Hm' } as const;
    const { events } = await run(
      [model('a', [[start, 290, thought, 190, thought, 190, ...said('Night.')]])],
      {
        limits,
      },
    );
    expect(textOf(events)).toBe('Night.');
  });

  it('end the call as a whole, in a try or between two', async () => {
    const talkative = model('a', [Array.from({ length: 99 }, (_, at) => (at % 2 ? text : 150))]);
    const during = await run([talkative], { limits });
    expect(errorOf(during.events)).toMatchObject({ code: 'timeout', details: { phase: 'mid' } });
    expect(during.took).toBe(5000);

    const slow = model('b', [[4800, ...fails('server')], said('Night.')]);
    const between = await run([slow], { limits: { totalMs: 5000, backoffMs: 190 } });
    expect(textOf(between.events)).toBe('Night.');
  });

  it('may be none', async () => {
    const none = { firstTokenMs: Infinity, idleMs: Infinity, totalMs: Infinity };
    const { events } = await run([model('a', [[90_000, ...said('Night.')]])], { limits: none });
    expect(textOf(events)).toBe('Night.');
  });

  it('do not count the time that the listener takes', async () => {
    const heard: string[] = [];
    const listen = async () => {
      for await (const event of route([model('a', [said('Night.')])], request, { limits })) {
        heard.push(event.type);
        await new Promise((resolve) => setTimeout(resolve, 400));
      }
    };
    const done = listen();
    await vi.advanceTimersByTimeAsync(4000);
    await done;
    expect(heard.at(-1)).toBe('finish');
  });
});

describe('Stopping', () => {
  it.each([
    ['before the start', 0, 0],
    ['before the first word', 50, 1],
    ['during a wait', 250, 1],
    ['before the first word of the second try', 450, 2],
    ['in the middle', 650, 2],
  ])('%s ends with aborted and leaves nothing behind', async (_, after, tries) => {
    const stop = new AbortController();
    const removed = vi.spyOn(stop.signal, 'removeEventListener');
    const first = model('a', [
      [100, ...fails('server')],
      [200, { type: 'text', text: 'N' }, Infinity],
    ]);
    if (after === 0) stop.abort();
    else setTimeout(() => stop.abort(), after);
    const { events, took } = await run(
      [first],
      { limits: { backoffMs: 300 } },
      { ...request, signal: stop.signal },
    );
    expect(errorOf(events).code).toBe('aborted');
    expect(first.asked).toHaveLength(tries);
    expect(took).toBe(after);
    expect(removed).toHaveBeenCalledTimes(1);
  });

  it('in the middle of a word keeps it', async () => {
    const stop = new AbortController();
    const first = model('a', [[{ type: 'text', text: 'Nig' }, Infinity]]);
    setTimeout(() => stop.abort(), 100);
    const { events } = await run([first], {}, { ...request, signal: stop.signal });
    expect(textOf(events)).toBe('Nig');
    expect(errorOf(events)).toMatchObject({ code: 'aborted', details: { phase: 'mid' } });
    expect(first.asked[0]?.signal?.aborted).toBe(true);
  });

  it('while an event is looked at keeps the next one from coming', async () => {
    const stop = new AbortController();
    const first = model('a', [said('Night.')]);
    const heard: string[] = [];
    for await (const event of route([first], { ...request, signal: stop.signal })) {
      heard.push(event.type);
      if (event.type === 'text') stop.abort();
    }
    expect(heard).toEqual(['attempt', 'start', 'text', 'attempted', 'error']);
  });

  it('with a coded reason ends with that reason', async () => {
    const reason = new LlmError('budget', 'That was enough.');
    const { events } = await run(
      [model('a', [[Infinity]])],
      {},
      { ...request, signal: AbortSignal.abort(reason) },
    );
    expect(errorOf(events)).toMatchObject({ code: 'budget' });
  });

  it('by leaving the loop stops the provider, and what it cost is recorded', async () => {
    const first = model('a', [[{ type: 'text', text: 'Nig' }, Infinity]]);
    const record = vi.fn();
    for await (const event of route([first], request, { record })) if (event.type === 'text') break;
    expect(first.asked[0]?.signal?.aborted).toBe(true);
    expect(record).toHaveBeenCalledWith(expect.objectContaining({ code: 'aborted', model: 'a' }));
  });

  it('by leaving the loop before the model was asked records nothing', async () => {
    const first = model('a', [said('Night.')]);
    const record = vi.fn();
    for await (const event of route([first], request, { record })) if (event.type === 'attempt') break;
    expect(first.asked).toEqual([]);
    expect(record).not.toHaveBeenCalled();
  });
});
