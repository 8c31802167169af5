import { describe, expect, it } from 'vitest';
import { captionFaults, readSrt } from '../../../extension/checks/captions.ts';

const one = (start: number, end: number, ...lines: string[]) => [{ start, end, lines }];
const rules = (captions: ReturnType<typeof one>) => captionFaults(captions, 24).map(({ rule }) => rule);

describe('an SRT file', () => {
  it('is read with its times and lines, whatever its line ends', () => {
    const text = '1\r\n00:00:01,500 --> 00:00:03,000\r\nHello there.\r\nGood night.\r\n\r\n';
    expect(readSrt(text)).toEqual(one(1.5, 3, 'Hello there.', 'Good night.'));
  });

  it('may hold hours, and blocks that are none are passed over', () => {
    expect(readSrt('nonsense\n\n7\n01:02:03,250 --> 01:02:04,000\nYes.\n')).toEqual(
      one(3723.25, 3724, 'Yes.'),
    );
    expect(readSrt('')).toEqual([]);
  });
});

describe('a caption', () => {
  it('is right at an easy pace', () => {
    expect(rules(one(0, 2, 'Did you hear the rain?'))).toEqual([]);
  });

  it('has at most two lines of 42 characters', () => {
    expect(rules(one(0, 3, 'a', 'b', 'c'))).toEqual(['caption-lines']);
    expect(rules(one(0, 6, 'x'.repeat(43)))).toEqual(['caption-length']);
  });

  it('asks for no more than 17 characters a second', () => {
    expect(rules(one(0, 1, 'x'.repeat(40)))).toEqual(['caption-speed']);
  });

  it('stands between five sixths of a second and seven seconds', () => {
    expect(rules(one(0, 0.5, 'No.'))).toEqual(['caption-time']);
    expect(rules(one(0, 9, 'No.'))).toEqual(['caption-time']);
  });

  it('leaves two frames before the next', () => {
    expect(rules([...one(0, 1, 'One.'), ...one(1.01, 2, 'Two.')])).toEqual(['caption-gap']);
    expect(rules([...one(0, 1, 'One.'), ...one(1.09, 2, 'Two.')])).toEqual([]);
  });
});
