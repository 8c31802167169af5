import { describe, expect, it } from 'vitest';
import { named } from '../../../extension/overrides/name.ts';
import { overrideSets } from '../../../extension/overrides/pieces.ts';
import type { Sets } from '../../../schemas/source/sets.ts';
import { planOf } from '../../fixtures/scene.ts';

const chair = {
  id: 'chair',
  type: 'chair',
  position: [1, 1, 0] as [number, number, number],
  facing: 0,
  size: [0.5, 0.5, 0.9] as [number, number, number],
  solid: true,
};
const table = { ...chair, id: 'table', type: 'table', position: [1, 2, 0] as [number, number, number] };
const sets: Sets = {
  version: 1,
  sets: [
    planOf({
      pieces: [chair, table],
      marks: [
        {
          id: 'by-chair',
          kind: 'stand',
          names: [],
          position: [1, 0.4, 0],
          facing: 0,
          piece: 'chair',
        },
        { id: 'centre', kind: 'stand', names: [], position: [0, 0, 0], facing: 0 },
      ],
      surfaces: [{ id: 'top', names: [], piece: 'table', position: [1, 2, 0.75], size: [1.4, 0.8] }],
    }),
  ],
};
const move = (piece: string, position: [number, number, number], facing: number) =>
  named({
    do: 'movePiece',
    set: 'room',
    piece,
    position,
    facing,
    was: { position: [0, 0, 0], facing: 0 },
  });

describe('a floor plan that a person changed in Blender', () => {
  it('has a moved piece where it was put, with its seat and the places beside it', () => {
    const [plan] = overrideSets(sets, [move('chair', [3, 1, 0], Math.PI / 2)]).sets;
    expect(plan?.pieces[0]).toMatchObject({ position: [3, 1, 0], facing: Math.PI / 2 });
    expect(plan?.seats[0]).toMatchObject({ position: [3, 1, 0], facing: 1.5708, approach: [3.4, 1, 0] });
    expect(plan?.marks[0]).toMatchObject({ position: [3.6, 1, 0], facing: 1.5708 });
    expect(plan?.marks[1]).toBe(sets.sets[0]?.marks[1]);
  });

  it('has things lie on a table where it now stands, along its new sides', () => {
    const [plan] = overrideSets(sets, [move('table', [0, 2, 0.1], Math.PI / 2)]).sets;
    expect(plan?.surfaces[0]).toMatchObject({ position: [0, 2, 0.85], size: [0.8, 1.4] });
  });

  it('has no seat where a deleted chair was', () => {
    const [plan] = overrideSets(sets, [named({ do: 'removePiece', set: 'room', piece: 'chair' })]).sets;
    expect(plan?.pieces.map(({ id }) => id)).toEqual(['table']);
    expect(plan?.seats).toEqual([]);
    expect(plan?.marks.map(({ id }) => id)).toEqual(['centre']);
  });

  it('has a piece in the colour it was given', () => {
    const colour = named({ do: 'colourPiece', set: 'room', piece: 'table', colour: '#ff0000' });
    expect(overrideSets(sets, [colour]).sets[0]?.pieces[1]?.colour).toBe('#ff0000');
  });

  it('is the same object where nothing was changed, or what was changed is gone', () => {
    expect(overrideSets(sets, [])).toBe(sets);
    expect(overrideSets(sets, [move('piano', [0, 0, 0], 0)]).sets[0]).toBe(sets.sets[0]);
  });
});
