import { describe, expect, it } from 'vitest';
import {
  choose,
  everything,
  isEverything,
  parseSelection,
  type Selection,
} from '../../../extension/film/select.ts';
import type { SceneShots, Shot } from '../../../schemas/source/shotList.ts';

const scene = (number: string, count: number): SceneShots => ({
  id: `s${number}`,
  number,
  shots: Array.from({ length: count }, (_, i) => ({ id: `${number}.0${i + 1}` }) as Shot),
});
const scenes = [scene('1', 2), scene('2', 3), scene('2A', 1), scene('3', 1)];
const chosen = (list: string | undefined, shots?: string) =>
  choose(parseSelection(list, shots) as Selection, scenes).flatMap((part) => part.shots.map(({ id }) => id));

describe('choosing a part of the film', () => {
  it('takes all of it when nothing is asked for', () => {
    expect(choose(everything, scenes)).toHaveLength(4);
    expect(isEverything(parseSelection(undefined, undefined) as Selection)).toBe(true);
  });

  it('takes scenes, ranges of scenes and shots, in the order of the film', () => {
    expect(chosen('3,1')).toEqual(['1.01', '1.02', '3.01']);
    expect(chosen('2-3')).toEqual(['2.01', '2.02', '2.03', '2A.01', '3.01']);
    expect(chosen(undefined, '3.01,2.03')).toEqual(['2.03', '3.01']);
    expect(chosen('2A', '1.02')).toEqual(['1.02', '2A.01']);
  });

  it('names what is not there', () => {
    expect(() => chosen('9')).toThrow('no scene 9');
    expect(() => chosen('3-1')).toThrow('comes before');
    expect(() => chosen(undefined, '1.09')).toThrow('no shot 1.09');
  });

  it.each([
    ['2,,x y', undefined],
    [',', undefined],
    [undefined, 'second'],
    ['1-2-3', undefined],
  ])('cannot read %j %j', (list, shots) => {
    expect(typeof parseSelection(list, shots)).toBe('string');
  });
});
