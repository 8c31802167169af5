import { describe, expect, it } from 'vitest';
import { strokes, visemes } from '../../../extension/staging/visemes.ts';
import type { SpokenLine } from '../../../schemas/source/voices.ts';

const spoken = (
  phonemes: [string, number, number][],
  words: [string, number, number][] = [],
): SpokenLine => ({
  line: 'l',
  speaker: 'ada',
  key: 'k',
  file: 'k.wav',
  seconds: phonemes.at(-1)?.[2] ?? 0,
  levelDb: 0,
  treatment: 'room',
  engine: 'flite',
  estimated: false,
  phonemes: phonemes.map(([symbol, start, end]) => ({ symbol, start, end })),
  words: words.map(([text, start, end]) => ({ text, start, end })),
});

describe('mouth shapes', () => {
  it('lead the sound by a frame and rest after it', () => {
    const shapes = visemes(spoken([['aa', 0.5, 1]]), 100, 24);
    expect(shapes[0]).toEqual({ frame: 111, shape: 'AA', open: 1 });
    expect(shapes.at(-1)).toEqual({ frame: 124, shape: 'rest', open: 0 });
  });

  it('keep lips closed for at least one drawn frame', () => {
    const shapes = visemes(
      spoken([
        ['aa', 0, 0.3],
        ['m', 0.3, 0.32],
        ['iy', 0.32, 0.6],
      ]),
      0,
      24,
    );
    const closed = shapes.findIndex(({ shape }) => shape === 'MBP');
    expect((shapes[closed + 1]?.frame ?? 0) - (shapes[closed]?.frame ?? 0)).toBeGreaterThanOrEqual(2);
  });

  it('drop what is shorter than a frame, but never a closure', () => {
    const shapes = visemes(
      spoken([
        ['t', 0, 0.01],
        ['aa', 0.01, 0.3],
        ['b', 0.3, 0.31],
        ['l', 0.31, 0.32],
        ['aa', 0.32, 0.6],
      ]),
      0,
      24,
    );
    expect(shapes.map(({ shape }) => shape)).not.toContain('LTH');
    expect(shapes.map(({ shape }) => shape)).toContain('MBP');
  });

  it('come in order, one a frame', () => {
    const frames = visemes(
      spoken([
        ['p', 0, 0.05],
        ['b', 0.05, 0.1],
        ['aa', 0.1, 0.2],
        ['x1', 0.2, 0.4],
      ]),
      0,
      24,
    ).map(({ frame }) => frame);
    expect(frames).toEqual([...new Set(frames)].sort((a, b) => a - b));
  });
});

describe('stressed words', () => {
  it('are long words that carry meaning, at most one a second', () => {
    const line = spoken(
      [['aa', 0, 3]],
      [
        ['that', 0, 0.3],
        ['bakery', 0.3, 0.8],
        ['terrible', 0.9, 1.2],
        ['heart!', 1.6, 2],
      ],
    );
    const found = strokes(line, 10, 24);
    expect(found.map(({ frame }) => frame)).toEqual([17, 48]);
    expect(found[1]?.strength).toBe(1);
  });
});
