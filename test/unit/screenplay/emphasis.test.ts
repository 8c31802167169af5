import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { styledRuns } from '../../../extension/runtime/emphasis.ts';

/** Runs as text with i, b, u in front where they are styled. */
const read = (text: string) =>
  styledRuns(text).map(({ text: run, italic, bold, underline }) => {
    const style = `${italic ? 'i' : ''}${bold ? 'b' : ''}${underline ? 'u' : ''}`;
    return style ? `${style}:${run}` : run;
  });

describe('emphasis', () => {
  it.each<[string, string[]]>([
    ['plain', ['plain']],
    ['', []],
    ['a *b* c', ['a ', 'i:b', ' c']],
    ['**b**', ['b:b']],
    ['***b***', ['ib:b']],
    ['_b_', ['u:b']],
    ['_*b*_', ['iu:b']],
    ['**a *b* c**', ['b:a ', 'ib:b', 'b: c']],
    ['**a *b***', ['b:a ', 'ib:b']],
    ['*a **b***', ['i:a ', 'ib:b']],
    ['***a** b*', ['ib:a', 'i: b']],
    ['***a* b**', ['ib:a', 'b: b']],
    ['He dialed *69 and then *23, and hung up.', ['He dialed *69 and then *23, and hung up.']],
    ['He dialed *69 and then 23*, and hung up.', ['He dialed ', 'i:69 and then 23', ', and hung up.']],
    ['He dialed \\*69 and then 23*.', ['He dialed ', '*69 and then 23*.']],
    ['*a\nb*', ['*a\nb*']],
    ['*a*\n*b*', ['i:a', '\n', 'i:b']],
    ['*a _b* c_', ['i:a _b', ' c_']],
    ['****a****', ['****a****']],
    ['2 * 3 * 4', ['2 * 3 * 4']],
    ['a* b', ['a* b']],
    ['*a** b', ['*a** b']],
    ['*a b***', ['*a b***']],
    ['**_*x*_**', ['ibu:x']],
    ['from \\_a\\_', ['from ', '_a', '_']],
  ])('%j', (text, runs) => {
    expect(read(text)).toEqual(runs);
  });

  it('runs are slices of the text, in order', () => {
    const text = fc
      .array(fc.constantFrom('*', '**', '***', '_', ' ', 'a', '\n', '\\'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (source) => {
        let at = 0;
        for (const run of styledRuns(source)) {
          expect(run.start).toBeGreaterThanOrEqual(at);
          expect(run.text).toBe(source.slice(run.start, run.end));
          expect(source.slice(at, run.start)).toMatch(/^[*_\\]*$/);
          at = run.end;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('takes time linear in the text', () => {
    const milliseconds = (text: string) => {
      const started = performance.now();
      styledRuns(text);
      return performance.now() - started;
    };
    for (const unit of ['*a', '* a', '_*', '*a **b ', '***a ']) {
      const short = milliseconds(unit.repeat(10_000));
      expect(milliseconds(unit.repeat(100_000))).toBeLessThan(30 * Math.max(short, 10)); // quadratic: a hundred times
    }
  });
});
