import { describe, expect, it } from 'vitest';
import { firstChange, type LineSources, lineAt, placeOfLine } from '../../../extension/live/lines.ts';
import type { Shot } from '../../../schemas/source/shotList.ts';
import { beatOf, sceneOf } from '../../fixtures/scene.ts';
import { part, script } from '../../fixtures/script.ts';

const shot = (id: string, start: number, end: number, beats: string[]) =>
  ({ id, in: start, out: end, beats }) as unknown as Shot;

/** Heading on line 0; an action on 2, its second half on 3; a name on 5, the words on 6; another scene from 8. */
const film: LineSources = {
  breakdown: (() => {
    const one = script([part('ada')], []);
    const [scene] = one.scenes;
    if (!scene) throw new Error('there is no scene');
    return {
      ...one,
      scenes: [
        { ...scene, id: 'a', span: { first: 0, last: 7 } },
        { ...scene, id: 'b', number: '2', span: { first: 8, last: 12 } },
      ],
    };
  })(),
  blocking: {
    version: 1,
    fps: 24,
    scenes: [
      sceneOf({
        id: 'a',
        number: '1',
        beats: [
          beatOf('open', 0, 12, [], { kind: 'open', span: { first: 0, last: 0 } }),
          beatOf('enters', 12, 48, [], { span: { first: 2, last: 3 } }),
          beatOf('says', 60, 40, [], { kind: 'line', span: { first: 6, last: 6 } }),
        ],
      }),
      sceneOf({
        id: 'b',
        number: '2',
        beats: [beatOf('sits', 0, 50, [], { span: { first: 10, last: 10 } })],
      }),
    ],
  },
  shots: {
    version: 1,
    fps: 24,
    scenes: [
      {
        id: 'a',
        number: '1',
        shots: [shot('1.01', 0, 60, ['enters']), shot('1.02', 50, 100, ['says'])],
      },
    ],
  },
};

describe('where a line of the script is played', () => {
  it('is the first frame of its beat, in the shot that was made for it', () => {
    expect(placeOfLine(film, 3)).toEqual({ scene: '1', frame: 12, shot: '1.01' });
    expect(placeOfLine(film, 6)).toEqual({ scene: '1', frame: 60, shot: '1.02' });
  });

  it('is what comes next for a heading, a name and an empty line, and the last beat after that', () => {
    expect(placeOfLine(film, 0)).toMatchObject({ frame: 12 });
    expect(placeOfLine(film, 5)).toMatchObject({ frame: 60 });
    expect(placeOfLine(film, 7)).toMatchObject({ frame: 60 });
  });

  it('needs no shot, but a scene', () => {
    expect(placeOfLine(film, 9)).toEqual({ scene: '2', frame: 0 });
    expect(placeOfLine({ ...film, breakdown: { ...film.breakdown, scenes: [] } }, 3)).toBeUndefined();
  });
});

describe('the line that plays at a frame', () => {
  it('is that of the beat under way', () => {
    expect([0, 11, 12, 59, 60, 500].map((frame) => lineAt(film, '1', frame))).toEqual([0, 0, 2, 2, 6, 6]);
  });

  it('is none in a scene that the film does not have', () => {
    expect(lineAt(film, 'Scene', 0)).toBeUndefined();
  });

  it('leads back to where it was found', () => {
    for (const line of [2, 6]) {
      const place = placeOfLine(film, line);
      expect(lineAt(film, place?.scene ?? '', place?.frame ?? 0)).toBe(line);
    }
  });
});

describe('the first line that changed', () => {
  it('is found in the middle, at the end, and where lines went', () => {
    expect(firstChange('a\nb\nc', 'a\nx\nc')).toBe(1);
    expect(firstChange('a\nb', 'a\nb\nc')).toBe(2);
    expect(firstChange('a\nb\nc', 'a\nb')).toBe(1);
    expect(firstChange('a', 'a')).toBeUndefined();
  });
});
