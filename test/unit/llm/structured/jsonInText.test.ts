import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valuesIn } from '../../../../extension/llm/structured/jsonInText.ts';
import { clipped, wellFormed, wellFormedData } from '../../../../extension/llm/wellFormed.ts';

const first = (text: string, mend = true): unknown => valuesIn(text, mend).next().value;
const all = (text: string, mend = true): unknown[] => [...valuesIn(text, mend)];

describe('JSON in a text', () => {
  it.each([
    ['alone', '{"a":1}', { a: 1 }],
    ['a number', ' 42 ', 42],
    ['between fences', 'Here it is:\n```json\n{"a":1}\n```\nGood luck!', { a: 1 }],
    ['a text between fences', '```\n"yes"\n```', 'yes'],
    ['behind an open fence', '```json\n[1, 2]', [1, 2]],
    ['behind leading words', 'Sure! {"a":"}"} is it.', { a: '}' }],
    ['with escaped quotes', 'So: {"a":"\\"}"}', { a: '"}' }],
    ['the last of several', 'Draft {"a":1}, final {"a":2}', { a: 2 }],
    ['with a comma too many', '{"a":[1,2,],}', { a: [1, 2] }],
    ['in single quotes', "Here: {'a': 'b}'}", { a: 'b}' }],
    ['cut off', 'So: {"a":[1,2', { a: [1, 2] }],
    ['with an apostrophe before it', 'It\'s "this: {"a":1}', { a: 1 }],
  ])('is found: %s', (_, text, value) => {
    expect(first(text)).toEqual(value);
  });

  it.each(['', 'no', 'nothing here', '```', 'true-ish', '{'.repeat(200_000), '```json'])(
    'is not found in %.20j',
    (text) => {
      expect(all(text)).toEqual([]);
    },
  );

  it('is not mended when that is not wanted', () => {
    expect(all('{"a":[1,2', false)).toEqual([]);
  });

  it('gives drafts too, so that the one of the right shape can be chosen', () => {
    expect(all('[1] says {"a":1} and {"b":2}', false)).toEqual([{ b: 2 }, { a: 1 }, [1]]);
  });

  it('has no half of a surrogate pair, escaped or not', () => {
    expect(first('{"a":"\\ud83d","\ud83d":"😀"}')).toEqual({ a: '\uFFFD', '\uFFFD': '😀' });
    expect(first("{'a': '\ud83d'}")).toEqual({ a: '\uFFFD' });
  });

  it('is found whatever stands around it', () => {
    const word = fc.stringMatching(/^[A-Za-z ,.:!?'\n]{0,30}$/);
    fc.assert(
      fc.property(
        word,
        fc.jsonValue(),
        word,
        fc.constantFrom('', '```json\n'),
        (before, value, after, fence) => {
          const text = `${before}\n${fence}${JSON.stringify({ value })}${fence && '\n```'}\n${after}`;
          expect(first(text)).toEqual(wellFormedData(JSON.parse(JSON.stringify({ value }))));
        },
      ),
    );
  });

  it('never fails, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('{', '}', '[', ']', '"', '\\', ':', ',', 'a', '`', '\n', '\ud83d'),
        }),
        (text) => {
          expect(Array.isArray(all(text))).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('takes time that grows with the text and no faster, up to 10 MB', () => {
    const ten = 10_000_000;
    const texts = [
      `Here: {"a":"${'x'.repeat(ten)}"}`,
      '{'.repeat(ten),
      '{}'.repeat(ten / 2),
      '{"'.repeat(ten / 2),
      '"'.repeat(ten),
      '```\n'.repeat(ten / 4),
      `{'a': '${"it's ".repeat(ten / 5)}'}`,
    ];
    for (const text of texts) {
      const begun = performance.now();
      expect(all(text).length).toBeLessThan(40);
      // One pass takes some 0.1 s; a second pass for each character would take hours.
      expect(performance.now() - begun).toBeLessThan(5000);
    }
  }, 60_000);
});

describe('a well-formed text', () => {
  it('is what it was, but for halves of pairs', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(wellFormed(text)).toBe(text);
        expect(wellFormed(`${text}\ud800`)).toBe(`${text}\uFFFD`);
      }),
    );
  });

  it('is cut with a note, and never in the middle of a pair', () => {
    expect(clipped('abc', 3)).toBe('abc');
    expect(clipped('a😀bc', 2)).toBe('a\n[cut here: 4 of 5 characters are left out]');
  });
});
