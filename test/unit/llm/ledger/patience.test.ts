import { describe, expect, it } from 'vitest';
import { patiently } from '../../../../extension/llm/ledger/patience.ts';

describe('patience', () => {
  const failing = (times: number) => {
    const made = {
      calls: 0,
      action: () => {
        if (made.calls++ < times) throw new Error(`busy ${made.calls}`);
        return 'done';
      },
    };
    return made;
  };

  it('waits for what may pass', () => {
    const busy = failing(3);
    expect(patiently(() => true, busy.action)).toBe('done');
    expect(busy.calls).toBe(4);
  });

  it('does not wait for what stays', () => {
    const broken = failing(3);
    expect(() => patiently(() => false, broken.action)).toThrow('busy 1');
  });

  it('ends after five seconds', () => {
    const started = performance.now();
    expect(() => patiently(() => true, failing(Number.POSITIVE_INFINITY).action)).toThrow('busy');
    expect(performance.now() - started).toBeGreaterThan(4900);
  });
});
