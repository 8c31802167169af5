import { describe, expect, it, vi } from 'vitest';
import { LlmError, type LlmErrorCode } from '../../../../extension/llm/errors.ts';
import { collect } from '../../../../extension/llm/fold.ts';
import { modelEvents } from '../../../../extension/llm/router/events.ts';
import { route } from '../../../../extension/llm/router/route.ts';
import { run, unreachable, withoutWaiting } from './running.ts';
import {
  errorOf,
  fails,
  model,
  ofType,
  request,
  type ScriptedModel,
  said,
  textOf,
} from './scriptedModels.ts';

withoutWaiting();

describe('A model that answers', () => {
  it('is told try by try, and its answer ends the stream', async () => {
    const only = model('a', [said('Night.')], {
      price: { input: 2, cacheRead: 1, cacheWrite: 3, output: 10 },
    });
    const { events } = await run([only]);
    expect(events.map(({ type }) => type)).toEqual([
      'attempt',
      'start',
      'text',
      'usage',
      'attempted',
      'finish',
    ]);
    expect(ofType(events, 'attempted')[0]?.attempt).toEqual({
      provider: 'a-house',
      model: 'a',
      retry: 0,
      firstTokenMs: 0,
      totalMs: 0,
      usage: expect.objectContaining({ input: 1000 }),
      cost: 3000,
    });
    expect(only.asked[0]?.model).toBe('a');
    expect(only.ended).toBe(1);
  });

  it('gets the request as it can take it, and what it goes without is told once, also when it is asked again', async () => {
    const plain = model('a', [fails('server'), said('Night.')], {
      capabilities: { images: false, tools: true, structured: true, options: [] },
    });
    const { events } = await run([plain], {}, { ...request, seed: 7 });
    expect(ofType(events, 'warning')).toHaveLength(1);
    expect(plain.asked.map(({ seed }) => seed)).toEqual([undefined, undefined]);
  });

  it('leaves a stream of the model alone for those who want no decisions', async () => {
    const decided: string[] = [];
    const scripts = [
      [
        { type: 'start', model: 'a' } as const,
        { type: 'reasoning', text: 'Hm' } as const,
        ...fails('server'),
      ],
      said('Night.'),
    ];
    const events = route([model('a', scripts)], request, { limits: { backoffMs: 1 } });
    const done = collect(modelEvents(events, ({ type }) => decided.push(type)));
    await vi.advanceTimersByTimeAsync(10);
    const answer = await done;
    expect(answer).toMatchObject({ text: 'Night.', finish: 'stop' });
    expect(answer.parts).toEqual([{ type: 'text', text: 'Night.' }]);
    expect(decided).toEqual(['attempt', 'attempted', 'wait', 'attempt', 'attempted']);
  });
});

describe('A failure that may pass', () => {
  it.each(['overloaded', 'server', 'network', 'truncated', 'rate_limit', 'stalled', 'timeout'] as const)(
    'is tried again twice, after half a second and a second: %s',
    async (code) => {
      const only = model('a', [fails(code), fails(code), said('Night.')]);
      const { events, took } = await run([only]);
      expect(textOf(events)).toBe('Night.');
      expect(ofType(events, 'wait')).toMatchObject([
        { ms: 500, code, provider: 'a-house', model: 'a' },
        { ms: 1000, code },
      ]);
      expect(ofType(events, 'attempt').map(({ retry }) => retry)).toEqual([0, 1, 2]);
      expect(took).toBeGreaterThanOrEqual(1500);
      expect(took).toBeLessThan(1700);
    },
  );

  it('is the end after the second retry, when there is no other model', async () => {
    const only = model('a', [fails('server')]);
    const { events } = await run([only]);
    expect(errorOf(events)).toMatchObject({
      code: 'server',
      details: { provider: 'a-house', phase: 'before' },
    });
    expect(ofType(events, 'attempted').map(({ attempt }) => attempt.code)).toEqual([
      'server',
      'server',
      'server',
    ]);
  });

  it('leads to the next model after the second retry', async () => {
    const first = model('a', [fails('overloaded')]);
    const { events } = await run([first, model('b', [said('Day.')])]);
    expect(first.asked).toHaveLength(3);
    expect(ofType(events, 'fallback')).toEqual([
      {
        type: 'fallback',
        from: { provider: 'a-house', model: 'a' },
        to: { provider: 'b-house', model: 'b' },
        code: 'overloaded',
        message: 'It failed: overloaded.',
      },
    ]);
    expect(textOf(events)).toBe('Day.');
  });

  it.each(['stalled', 'timeout'] as const)(
    'that has cost a deadline leads there at once: %s',
    async (code) => {
      const first = model('a', [fails(code)]);
      const { events } = await run([first, model('b', [said('Day.')])]);
      expect(first.asked).toHaveLength(1);
      expect(textOf(events)).toBe('Day.');
    },
  );

  it('leads there at once when nobody is there to be asked again', async () => {
    const first = model('a', [[new LlmError('network', 'Nothing answers.', { cause: unreachable() })]]);
    const { events, took } = await run([first, model('b', [said('Day.')])]);
    expect(ofType(events, 'wait')).toEqual([]);
    expect(took).toBeLessThanOrEqual(50);
  });

  it('of a connection that was there is tried again, before another model is asked', async () => {
    const lost = new LlmError('network', 'Lost.', {
      cause: Object.assign(new Error(), { code: 'ECONNRESET' }),
    });
    const first = model('a', [[lost], said('Night.')]);
    expect(textOf((await run([first, model('b', [said('Day.')])])).events)).toBe('Night.');
  });

  it('is waited for all the same when that is the only model', async () => {
    const only = model('a', [
      [new LlmError('network', 'Nothing answers.', { cause: unreachable() })],
      said('Day.'),
    ]);
    expect(textOf((await run([only])).events)).toBe('Day.');
  });

  it('is not tried again when thoughts were told and then a piece of the answer', async () => {
    const half = model('a', [
      [{ type: 'reasoning', text: 'Hm' }, { type: 'text', text: 'Nig' }, ...fails('overloaded')],
    ]);
    const { events } = await run([half, model('b', [said('Day.')])]);
    expect(textOf(events)).toBe('Nig');
    expect(errorOf(events)).toMatchObject({ code: 'overloaded', details: { phase: 'mid' } });
    expect(errorOf(events).details.hint).toMatch(/kept/);
    expect(errorOf(events).retryable).toBe(false);
    expect(half.asked).toHaveLength(1);
  });

  it('keeps the hint of a provider that has one', async () => {
    const half = model('a', [[{ type: 'text', text: 'N' }, ...fails('server', { hint: 'Look there.' })]]);
    expect(errorOf((await run([half])).events).details.hint).toBe('Look there.');
  });
});

describe('A failure that will not pass', () => {
  it.each(['quota', 'auth', 'permission', 'consent', 'no_model', 'unknown'] as const)(
    'leads to the next model without a retry: %s',
    async (code) => {
      const first = model('a', [fails(code)]);
      const { events, took } = await run([first, model('b', [said('Day.')])]);
      expect(first.asked).toHaveLength(1);
      expect(textOf(events)).toBe('Day.');
      expect(took).toBeLessThanOrEqual(50);
    },
  );

  it.each(['bad_request', 'refusal', 'aborted', 'invalid_output'] as const)(
    'that no other model would mend is the end: %s',
    async (code) => {
      const [first, second] = [model('a', [fails(code)]), model('b', [said('Day.')])];
      const { events } = await run([first, second]);
      expect(errorOf(events).code).toBe(code);
      expect([first.asked.length, second.asked.length]).toEqual([1, 0]);
    },
  );

  it('of all models is told as that of the first, with what came of the others', async () => {
    const { events } = await run([
      model('a', [fails('auth', { hint: 'Set a key.' })]),
      model('b', [fails('no_model')]),
      model('c', [fails('quota')]),
    ]);
    expect(errorOf(events)).toMatchObject({ code: 'auth', details: { model: 'a' } });
    expect(errorOf(events).details.hint).toBe('Set a key. Others failed too: b (no_model), c (quota).');
  });

  it('is told when there is no model at all', async () => {
    const { events } = await run([]);
    expect(events).toMatchObject([{ type: 'error', error: { code: 'no_model' } }]);
  });
});

describe('A provider that breaks its contract', () => {
  const broken = (stream: () => unknown) =>
    model('a', [], { provider: { id: 'a-house', stream: stream as never } });

  it.each<[string, ScriptedModel, LlmErrorCode]>([
    ['ends without its last event', model('a', [[{ type: 'start', model: 'a' }]]), 'truncated'],
    ['throws in the stream', model('a', [[new Error('boom')]]), 'unknown'],
    ['throws a coded error', model('a', [[new LlmError('quota', 'No money.')]]), 'quota'],
    [
      'throws at once',
      broken(() => {
        throw new Error('boom');
      }),
      'unknown',
    ],
    ['gives no stream', broken(() => undefined), 'unknown'],
    [
      'throws when it is asked for the next event, and when it is left',
      broken(() => ({
        [Symbol.asyncIterator]: () => ({
          next: () => {
            throw new Error('boom');
          },
          return: () => {
            throw new Error('boom');
          },
        }),
      })),
      'unknown',
    ],
  ])('and %s is a coded error', async (_, candidate, code) => {
    const { events } = await run([candidate], { limits: { retries: 0 } });
    expect(errorOf(events)).toMatchObject({ code, details: { provider: 'a-house', phase: 'before' } });
  });
});

describe('The record of tries', () => {
  it('is told of each, before the end', async () => {
    const record = vi.fn(async () => undefined);
    await run([model('a', [fails('auth')]), model('b', [said('Day.')])], { record });
    expect(record.mock.calls).toEqual([
      [{ provider: 'a-house', model: 'a', retry: 0, code: 'auth', totalMs: 0 }],
      [expect.objectContaining({ provider: 'b-house', usage: expect.anything() })],
    ]);
  });

  it('does no harm when it fails: that is a warning', async () => {
    const record = () => {
      throw new Error('The disk is full.');
    };
    const { events } = await run([model('a', [said('Day.')])], { record });
    expect(ofType(events, 'warning')).toMatchObject([{ option: 'record' }]);
    expect(events.at(-1)).toEqual({ type: 'finish', reason: 'stop' });
  });
});
