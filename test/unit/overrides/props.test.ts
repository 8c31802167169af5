import { describe, expect, it } from 'vitest';
import { named } from '../../../extension/overrides/name.ts';
import { moveProp, removeProp } from '../../../extension/overrides/props.ts';
import type { Action } from '../../../schemas/source/blocking.ts';
import type { Override } from '../../../schemas/source/overrides.ts';
import { beatOf, sceneOf, standing } from '../../fixtures/scene.ts';

const act = (more: Partial<Action> & Pick<Action, 'do'>): Action => ({
  actor: 'ada',
  start: 0,
  frames: 20,
  ...more,
});
const scene = sceneOf({
  cast: [{ actor: 'ada', start: standing(0, 0) }],
  props: [
    { prop: 'cup', position: [1, 1, 0.8], facing: 0 },
    { prop: 'key', position: [0, 1, 0.8] },
  ],
  beats: [
    beatOf(
      'b1',
      0,
      40,
      [act({ do: 'look', at: { prop: 'cup' } }), act({ do: 'pickUp', prop: 'cup', place: [1, 1, 0.8] })],
      {
        prop: 'cup',
        subjects: ['ada', 'cup'],
        direction: { kind: 'insert', on: 'cup' },
      },
    ),
    beatOf('b2', 40, 40, [
      act({ do: 'putDown', prop: 'cup', place: [2, 1, 0.8] }),
      act({ do: 'drink', prop: 'cup' }),
      act({ do: 'point', at: { prop: 'cup' }, prop: 'key' }),
      act({ do: 'look', at: { actor: 'ben' } }),
    ]),
  ],
});
const move = (more: Partial<Extract<Override, { do: 'moveProp' }>>) => {
  const made = named({
    do: 'moveProp',
    scene: 'scene-1',
    prop: 'cup',
    position: [3, 3, 0.7],
    was: [1, 1, 0.8],
    ...more,
  });
  if (made.do !== 'moveProp') throw new Error('not a move');
  return made;
};

describe('a prop that a person moved', () => {
  it('lies there from the start, and is picked up there', () => {
    const after = moveProp(scene, move({ facing: 1 }));
    expect(after.props[0]).toEqual({ prop: 'cup', position: [3, 3, 0.7], facing: 1 });
    expect(after.beats[0]?.actions[1]?.place).toEqual([3, 3, 0.7]);
    expect(after.beats[1]?.actions[0]?.place).toEqual([2, 1, 0.8]);
  });

  it('lies there from when it was put down', () => {
    const after = moveProp(scene, move({ after: 'b2' }));
    expect(after.props).toBe(scene.props);
    expect(after.beats[1]?.actions[0]?.place).toEqual([3, 3, 0.7]);
  });

  it('stays where it is when it does not lie then, or is not there', () => {
    expect(moveProp(scene, move({ after: 'b1' }))).toBe(scene);
    expect(moveProp(scene, move({ prop: 'gun' }))).toBe(scene);
  });
});

describe('a prop that a person deleted', () => {
  const after = removeProp(scene, 'cup');

  it('is not there, nor handled, nor looked at, nor shown', () => {
    expect(after.props.map(({ prop }) => prop)).toEqual(['key']);
    expect(JSON.stringify(after)).not.toContain('cup');
    expect(after.beats[0]).toMatchObject({ actions: [], subjects: ['ada'] });
  });

  it('leaves what is done besides', () => {
    expect(after.beats[1]?.actions).toEqual([
      act({ do: 'drink' }),
      act({ do: 'point', prop: 'key' }),
      act({ do: 'look', at: { actor: 'ben' } }),
    ]);
  });
});
