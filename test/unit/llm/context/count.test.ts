import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type Calibration, calibrated, ratioOf } from '../../../../extension/llm/context/calibration.ts';
import { countOrEstimate, estimateRequest } from '../../../../extension/llm/context/count.ts';
import type { LlmRequest, Provider } from '../../../../extension/llm/types.ts';

const learned = (pairs: readonly (readonly [number, number])[], model = 'm'): Calibration =>
  pairs.reduce<Calibration>(
    (known, [estimated, actual]) => calibrated(known, model, { estimated, actual }),
    {},
  );
const often = (times: number, pair: readonly [number, number]) => Array.from({ length: times }, () => pair);

describe('the calibration of estimates', () => {
  it('follows what calls really took', () => {
    expect(ratioOf(learned(often(10, [1000, 1300])), 'm')).toBeCloseTo(1.3);
  });

  it('is 1 for a model that nobody used, whatever its name', () => {
    expect(ratioOf({}, 'm')).toBe(1);
    expect(ratioOf({}, '__proto__')).toBe(1);
    expect(ratioOf(learned(often(9, [100, 150]), '__proto__'), '__proto__')).toBeCloseTo(1.5);
  });

  it('does not follow one odd call', () => {
    expect(ratioOf(learned([[1000, 1_000_000]]), 'm')).toBe(1);
    expect(ratioOf(learned([...often(9, [1000, 1100]), [1000, 90_000]]), 'm')).toBeCloseTo(1.1);
  });

  it('forgets what is long ago', () => {
    expect(ratioOf(learned([...often(100, [1000, 2000]), ...often(31, [1000, 800])]), 'm')).toBeCloseTo(0.8);
    expect(learned(often(100, [1000, 2000])).m).toHaveLength(31);
  });

  it('learns nothing from small or senseless figures', () => {
    for (const pair of [
      [5, 40],
      [1000, Number.NaN],
      [1000, -5],
      [1000, Number.POSITIVE_INFINITY],
    ] as const)
      expect(learned([pair])).toEqual({});
  });

  it('is bounded', () => {
    const pair = fc.tuple(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 0, max: 1e9 }));
    fc.assert(
      fc.property(fc.array(pair), (pairs) => {
        const ratio = ratioOf(learned(pairs), 'm');
        return ratio >= 0.4 && ratio <= 2.5;
      }),
    );
    expect(ratioOf({ m: Array(9).fill(99) }, 'm')).toBe(2.5);
  });
});

const request: LlmRequest = {
  model: 'm',
  messages: [
    { role: 'system', parts: [{ type: 'text', text: 'You help a writer with a film about a brass key.' }] },
    { role: 'user', parts: [{ type: 'image', mediaType: 'image/png', base64: '' }] },
    {
      role: 'assistant',
      parts: [
        { type: 'reasoning', text: 'A thought.' },
        { type: 'toolCall', id: '1', name: 'look', input: undefined },
      ],
    },
    { role: 'user', parts: [{ type: 'toolResult', id: '1', name: 'look', text: 'A street at night.' }] },
  ],
  tools: [{ name: 'look', description: 'Looks at a scene.', input: { type: 'object' } }],
  output: { name: 'answer', schema: { type: 'object' } },
};
const provider = (countTokens?: Provider['countTokens']): Provider => ({
  id: 'p',
  stream: async function* () {
    yield { type: 'finish', reason: 'stop' };
  },
  ...(countTokens && { countTokens }),
});

describe('the count of a request', () => {
  it('takes in all that is sent', () => {
    const whole = estimateRequest(request);
    const { tools: _, output: __, ...bare } = request;
    expect(whole).toBeGreaterThan(estimateRequest(bare) + 20);
    expect(estimateRequest(bare)).toBeGreaterThan(1600);
  });

  it("is the provider's where it counts", async () => {
    expect(
      await countOrEstimate(
        provider(async () => 42),
        request,
      ),
    ).toEqual({ tokens: 42, exact: true });
  });

  it('is an estimate, calibrated, where it does not', async () => {
    const tokens = estimateRequest(request);
    expect(await countOrEstimate(provider(), request)).toEqual({ tokens, exact: false });
    const calibration = learned(often(20, [1000, 2000]));
    const bent = await countOrEstimate(provider(), request, calibration);
    expect(bent.tokens).toBe(tokens * 2);
  });

  it.each([
    ['fails', async () => Promise.reject(new Error('no'))],
    [
      'throws',
      () => {
        throw new Error('no');
      },
    ],
    ['says something senseless', async () => Number.NaN],
  ])('is an estimate when the provider %s', async (_, count) => {
    expect((await countOrEstimate(provider(count), request)).exact).toBe(false);
  });

  it('does not wait for a provider that says nothing', async () => {
    vi.useFakeTimers();
    const counting = countOrEstimate(
      provider(() => new Promise(() => undefined)),
      request,
    );
    await vi.advanceTimersByTimeAsync(4000);
    expect((await counting).exact).toBe(false);
    vi.useRealTimers();
  });

  it('is stopped by its signal, before and while the provider counts', async () => {
    const stop = new AbortController();
    const signal = stop.signal;
    const counting = countOrEstimate(
      provider(() => new Promise(() => undefined)),
      { ...request, signal },
    );
    stop.abort();
    await expect(counting).rejects.toMatchObject({ code: 'aborted' });
    await expect(countOrEstimate(provider(), { ...request, signal })).rejects.toMatchObject({
      code: 'aborted',
    });
  });
});
