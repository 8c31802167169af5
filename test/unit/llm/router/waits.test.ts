import { describe, expect, it, vi } from 'vitest';
import { createCooldowns } from '../../../../extension/llm/router/cooldowns.ts';
import { run, withoutWaiting } from './running.ts';
import { errorOf, fails, model, ofType, said, textOf } from './scriptedModels.ts';

withoutWaiting();

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
