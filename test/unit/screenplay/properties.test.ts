import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reparse } from '../../../extension/screenplay/reparse.ts';
import { parseScreenplay, printText, toScreenplay } from '../../../extension/screenplay/screenplay.ts';
import { screenplay } from '../../../schemas/source/screenplay.ts';

const lines = [
  'INT. ATTIC - DAY',
  '.ROOF #2#',
  'ext. sea',
  'MARA',
  '@Oskar ^',
  '(low)',
  'Hello there.',
  'CUT TO:',
  '> FADE <',
  '> OUT',
  '= Syn',
  '# Act',
  '===',
  '~la',
  '[[note]]',
  'a [[note',
  'end]] b',
  '/*',
  '*/',
  'x /* y */ z',
  '/* y',
  'y */',
  '',
  '',
  '',
  ' ',
  '  ',
  '\t',
  '!BANG',
  'Title: X',
  '   value',
  '*it* **bold**',
  '[[',
  ']]',
  '林',
  'MARA (V.O.)',
  '\0',
  '\ufeff',
]; // prettier-ignore
const ends = fc.constantFrom('\n', '\n', '\n', '\r\n', '\r', '');
const piece = fc.tuple(fc.constantFrom(...lines), ends).map(([line, end]) => line + end);
const script = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
const anyText = fc.oneof(
  { weight: 4, arbitrary: script },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);

describe('any text', () => {
  it('is printed back as it was', () => {
    fc.assert(
      fc.property(anyText, (text) => printText(parseScreenplay(text, 'x')) === text),
      { numRuns: 1500 },
    );
  });

  it('has elements in order that never overlap, each where its line and column say', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { titlePage, elements } = toScreenplay(parseScreenplay(text, 'x'));
        const starts = [
          0,
          ...[...text.matchAll(/\r\n|\r|\n/g)].map((match) => match.index + match[0].length),
        ];
        let at = 0;
        for (const { range } of [...titlePage, ...elements]) {
          expect(range.start.offset).toBeGreaterThanOrEqual(at);
          expect(range.end.offset).toBeGreaterThanOrEqual(range.start.offset);
          expect(/^[\s\ufeff]*$/.test(text.slice(at, range.start.offset))).toBe(true);
          at = range.end.offset;
          for (const { line, column, offset } of [range.start, range.end])
            expect((starts[line] ?? Number.NaN) + column).toBe(offset);
        }
        expect(text.slice(at)).toMatch(/^[\s\ufeff]*$/);
      }),
      { numRuns: 1000 },
    );
  });

  it('gives a document that its schema accepts', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        screenplay.parse(toScreenplay(parseScreenplay(text, 'x')));
      }),
      { numRuns: 300 },
    );
  });

  it('read again after an edit is what reading it whole gives', () => {
    const edit = fc.record({ a: fc.double({ min: 0, max: 1, noNaN: true }), b: fc.nat(12), text: script });
    const edits = fc.array(edit, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(anyText, edits, (text, changes) => {
        let parsed = parseScreenplay(text, 'x');
        for (const { a, b, text: inserted } of changes) {
          const from = Math.floor(a * parsed.text.length);
          const to = Math.min(parsed.text.length, from + b);
          parsed = reparse(parsed, { from, to, text: inserted.slice(0, 30) });
          const whole = parseScreenplay(parsed.text, 'x');
          expect(toScreenplay(parsed)).toEqual(toScreenplay(whole));
          expect(parsed.parts.map(({ at }) => at)).toEqual(whole.parts.map(({ at }) => at));
        }
      }),
      { numRuns: 2500 },
    );
  });
});

describe('an edit', () => {
  it('outside the text is an error', () => {
    const parsed = parseScreenplay('abc', 'x');
    for (const [from, to] of [
      [-1, 0],
      [2, 1],
      [0, 4],
    ] as const)
      expect(() => reparse(parsed, { from, to, text: '' })).toThrow(RangeError);
  });

  it('reads the scenes it touches alone', () => {
    const parsed = parseScreenplay('INT. A\n\nOne.\n\n'.repeat(50), 'x');
    const next = reparse(parsed, { from: 400, to: 400, text: 'x' });
    const same = next.parts.filter((part) => parsed.parts.some((old) => old.elements === part.elements));
    expect(same.length).toBeGreaterThanOrEqual(47);
  });
});
