import { describe, expect, it, vi } from 'vitest';
import { LlmError } from '../../../../extension/llm/errors.ts';
import { run, withoutWaiting } from './running.ts';
import { errorOf, fails, model, ofType, request, said, textOf } from './scriptedModels.ts';

withoutWaiting();

describe('Too much for a model', () => {
  const capabilities = (context?: number) => ({
    capabilities: {
      images: true,
      tools: true,
      structured: true,
      options: [],
      ...(context !== undefined && { context }),
    },
  });

  it('goes to one that reads more, past those that do not', async () => {
    const small = model('b', [said('No.')], capabilities(8000));
    const { events } = await run([
      model('a', [fails('context_overflow')], capabilities(8000)),
      small,
      model('c', [said('No.')], capabilities()),
      model('d', [said('Yes.')], capabilities(200_000)),
    ]);
    expect(textOf(events)).toBe('Yes.');
    expect(small.asked).toEqual([]);
  });

  it('is the end when none reads more', async () => {
    const { events } = await run([
      model('a', [fails('context_overflow')], capabilities(8000)),
      model('b', [said('No.')], capabilities(4000)),
    ]);
    expect(errorOf(events).code).toBe('context_overflow');
  });

  it('is made shorter first, once, when that can be done', async () => {
    const shorter = { ...request, messages: [] };
    const first = model('a', [fails('context_overflow')], capabilities(8000));
    const second = model('b', [said('Yes.')], capabilities(9000));
    const compact = vi.fn(async () => shorter);
    const { events } = await run([first, second], { compact });
    expect(compact).toHaveBeenCalledOnce();
    expect(ofType(events, 'compacted')).toEqual([{ type: 'compacted', provider: 'a-house', model: 'a' }]);
    expect([first, second].map(({ asked }) => asked.at(-1)?.messages)).toEqual([[], []]);
    expect(textOf(events)).toBe('Yes.');
  });

  it('is not made shorter when some of the answer was told', async () => {
    const compact = vi.fn(async () => request);
    const half = model('a', [[{ type: 'text', text: 'Nig' }, ...fails('context_overflow')]]);
    expect(errorOf((await run([half], { compact })).events).details.phase).toBe('mid');
    expect(compact).not.toHaveBeenCalled();
  });

  it('is not made shorter for longer than the call may take', async () => {
    const compact = () => new Promise<undefined>(() => undefined);
    const { events, took } = await run([model('a', [fails('context_overflow')])], {
      compact,
      limits: { totalMs: 400 },
    });
    expect(errorOf(events)).toMatchObject({ code: 'timeout', details: { model: 'a', phase: 'before' } });
    expect(took).toBe(400);
  });

  it('is left as it is when making it shorter fails', async () => {
    const compact = async () => Promise.reject(new Error('no'));
    const { events } = await run([model('a', [fails('context_overflow')])], { compact });
    expect(errorOf(events).code).toBe('context_overflow');
  });

  it('that cannot be made shorter fails with what is too long', async () => {
    const compact = async () => Promise.reject(new LlmError('context_overflow', 'The script is too long.'));
    const { events } = await run([model('a', [fails('context_overflow')])], { compact });
    expect(errorOf(events)).toMatchObject({
      code: 'context_overflow',
      details: { hint: 'The script is too long.' },
    });
  });
});
