import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LlmError, type LlmErrorCode } from '../../../../extension/llm/errors.ts';
import { collect } from '../../../../extension/llm/fold.ts';
import { createCooldowns } from '../../../../extension/llm/router/cooldowns.ts';
import { modelEvents } from '../../../../extension/llm/router/events.ts';
import { type RouteOptions, route } from '../../../../extension/llm/router/route.ts';
import {
  all,
  errorOf,
  fails,
  model,
  ofType,
  request,
  type ScriptedModel,
  said,
  textOf,
} from './scriptedModels.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

/** Runs a call to its end, as fast as its waits can be skipped. */
async function run(candidates: readonly ScriptedModel[], options: RouteOptions = {}, asked = request) {
  const started = performance.now();
  const done = all(route(candidates, asked, { chance: () => 0, ...options }));
  let over = false;
  void done.finally(() => {
    over = true;
  });
  await vi.advanceTimersByTimeAsync(0);
  while (!over) await vi.advanceTimersByTimeAsync(50);
  return { events: await done, took: performance.now() - started };
}

const unreachable = () =>
  new Error('fetch failed', { cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }) });

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

describe('Too many requests', () => {
  it('are tried again when the provider says, with what is left told every second', async () => {
    const first = model('a', [fails('rate_limit', { retryAfterMs: 2500 }), said('Night.')]);
    const { events, took } = await run([first, model('b', [said('Day.')])]);
    expect(textOf(events)).toBe('Night.');
    expect(ofType(events, 'wait').map(({ ms }) => ms)).toEqual([2500, 1500, 500]);
    expect(took).toBeGreaterThanOrEqual(2500);
    expect(took).toBeLessThan(2700);
  });

  it('lead to another model when the provider says nothing, or more than a minute', async () => {
    for (const details of [{}, { retryAfterMs: 90_000 }]) {
      const first = model('a', [fails('rate_limit', details)]);
      const { events, took } = await run([first, model('b', [said('Day.')])]);
      expect(textOf(events)).toBe('Day.');
      expect(took).toBeLessThanOrEqual(50);
      expect(ofType(events, 'cooldown')).toMatchObject([{ model: 'a', ms: details.retryAfterMs ?? 5000 }]);
    }
  });

  it('are waited for with a countdown when it is the only model', async () => {
    const only = model('a', [fails('rate_limit', { retryAfterMs: 90_000 }), said('Night.')]);
    const { events, took } = await run([only]);
    expect(textOf(events)).toBe('Night.');
    expect(ofType(events, 'wait')).toHaveLength(90);
    expect(took).toBeGreaterThanOrEqual(90_000);
    expect(ofType(events, 'cooldown')).toEqual([]);
  });

  it('are not waited for past the deadline of the call', async () => {
    const only = model('a', [fails('rate_limit', { retryAfterMs: 3_600_000 })]);
    const { events, took } = await run([only]);
    expect(errorOf(events)).toMatchObject({ code: 'rate_limit', details: { retryAfterMs: 3_600_000 } });
    expect(took).toBeLessThanOrEqual(50);
  });

  it('let the model rest for other calls too, until it is free again', async () => {
    const cooldowns = createCooldowns();
    const first = model('a', [fails('rate_limit'), said('Night.')]);
    const second = model('b', [said('Day.')]);
    await run([first, second], { cooldowns });
    const meanwhile = await run([first, second], { cooldowns });
    expect(textOf(meanwhile.events)).toBe('Day.');
    expect(meanwhile.events[0]).toMatchObject({ type: 'fallback', code: 'rate_limit', to: { model: 'b' } });
    await vi.advanceTimersByTimeAsync(5000);
    expect(textOf((await run([first, second], { cooldowns })).events)).toBe('Night.');
  });

  it('keep nobody from the only model, and the one that is free first comes first where all rest', async () => {
    const cooldowns = createCooldowns();
    cooldowns.rest('a-house', 'a', 9000);
    cooldowns.rest('b-house', 'b', 3000);
    const [first, second] = [model('a', [said('Night.')]), model('b', [said('Day.')])];
    expect(textOf((await run([first], { cooldowns })).events)).toBe('Night.');
    expect(textOf((await run([first, second], { cooldowns })).events)).toBe('Day.');
  });

  it('are seen by calls that are under way at the same time', async () => {
    const cooldowns = createCooldowns();
    const first = model('a', [[20, ...fails('rate_limit', { retryAfterMs: 4000 })], said('Night.')]);
    const second = model('b', [said('Day.')]);
    const early = run([first, second], { cooldowns });
    await vi.advanceTimersByTimeAsync(100);
    expect(textOf((await run([first, second], { cooldowns })).events)).toBe('Day.');
    expect(textOf((await early).events)).toBe('Night.');
  });

  it('do no harm when somebody sets the clock', async () => {
    const cooldowns = createCooldowns();
    cooldowns.rest('a-house', 'a', 3000);
    vi.setSystemTime(Date.now() + 86_400_000);
    expect(cooldowns.left('a-house', 'a')).toBe(3000);
    cooldowns.rest('a-house', 'a', 1000);
    expect(cooldowns.left('a-house', 'a')).toBe(3000);
    await vi.advanceTimersByTimeAsync(3000);
    expect(cooldowns.left('a-house', 'a')).toBe(0);
  });
});

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
