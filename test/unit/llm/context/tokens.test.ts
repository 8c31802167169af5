import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imageTokens } from '../../../../extension/llm/context/imageTokens.ts';
import { estimateText } from '../../../../extension/llm/context/tokens.ts';

/** Tokens as a public vocabulary (cl100k_base) counts them. */
const counted: readonly (readonly [name: string, text: string, tokens: number, within: number])[] = [
  ['a script', readFileSync('extension/samples/the-wrong-box.fountain', 'utf8'), 1554, 0.1],
  [
    'capitals',
    'INT. KITCHEN - NIGHT. CLOSE ON VERA. THE HOUSE OF THE UNDERTAKER. DISSOLVE TO: '.repeat(10),
    271,
    0.1,
  ],
  ['indented lines', '          SAM\n     You went through my coat.\n\n\n'.repeat(20), 200, 0.1],
  ['numbers', JSON.stringify([...Array(300).keys()].map((i) => [i * 1.37, i / 7])), 3930, 0.33],
  ['Chinese', '夜晚，厨房里只有一盏灯。薇拉坐在桌旁，面前放着一把黄铜钥匙。'.repeat(5), 235, 0.33],
  [
    'Japanese',
    '夜の台所。ヴェラはテーブルに座っている。目の前には真鍮の鍵がある。サムが入ってきて、立ち止まる。'.repeat(
      5,
    ),
    265,
    0.33,
  ],
  [
    'Russian',
    'Ночь, кухня. Вера сидит за столом. Перед ней лежит латунный ключ. Сэм входит и останавливается. Ты рылась в моём пальто.'.repeat(
      5,
    ),
    315,
    0.33,
  ],
  ['emoji', '😀🎬🔑❤️👩‍🚒🏳️‍🌈 yes 🙂 '.repeat(20), 582, 0.33],
];

describe('the estimate of a text', () => {
  it.each(counted)('is near the count for %s', (_, text, tokens, within) => {
    expect(estimateText(text) / tokens).toBeGreaterThan(1 - within);
    expect(estimateText(text) / tokens).toBeLessThan(1 + within);
  });

  it('is nothing for nothing', () => expect(estimateText('')).toBe(0));

  it('of texts joined is no more than the sum of theirs', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('a', 'V', ' ', '\n', '7', '{', 'é', '夜') }),
    );
    fc.assert(
      fc.property(text, text, (a, b) => estimateText(a + b) <= estimateText(a) + estimateText(b)),
      { numRuns: 1000 },
    );
  });

  it('grows with every script, also those that nobody named', () => {
    for (const char of [
      'ǽ',
      'ɐ',
      'ω',
      'ж',
      'ա',
      'ש',
      'ع',
      'ह',
      'ᄀ',
      '€',
      '→',
      '。',
      'か',
      '夜',
      '한',
      '😀',
      'Ａ',
    ])
      expect(estimateText(char.repeat(10))).toBeGreaterThan(4);
  });

  it('takes no longer than the text is long', () => {
    const took = (text: string) => {
      const from = performance.now();
      estimateText(text);
      return performance.now() - from;
    };
    const text = 'The quick brown fox says hello. '.repeat(5_000);
    took(text);
    expect(took(text.repeat(8))).toBeLessThan(40 * Math.max(1, took(text)));
  });
});

const png = (width: number, height: number): string => {
  const bytes = Buffer.alloc(32);
  bytes.writeUInt32BE(0x89504e47, 0);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes.toString('base64');
};
const jpeg = (width: number, height: number): string => {
  const frame = [0xff, 0xc2, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255, 3];
  const tables = [0xff, 0xc4, 0, 4, 0, 0];
  return Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, ...tables, ...frame]).toString('base64');
};

describe('the estimate of a picture', () => {
  it('follows its size', () => {
    expect(imageTokens(png(480, 270))).toBe(173);
    expect(imageTokens(jpeg(480, 270))).toBe(173);
  });

  it('is bounded for a large one', () => {
    expect(imageTokens(png(20_000, 20_000))).toBe(1600);
    expect(imageTokens(png(20_000, 2_000))).toBeLessThan(400);
    expect(imageTokens(png(0, 0))).toBe(1);
  });

  it('is the dearest for what tells no size', () => {
    for (const bytes of [
      [],
      [0xff, 0xd8],
      [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8],
      [1, 2, 3],
    ])
      expect(imageTokens(Buffer.from(bytes).toString('base64'))).toBe(1600);
  });
});
