import { describe, expect, it } from 'vitest';
import { fingerprints, markEdited } from '../../../extension/film/edits.ts';

const item = (id: string, colour: string, origin: 'planned' | 'edited' = 'planned') => ({
  id,
  colour,
  origin,
});

describe('what a person edited', () => {
  const planned = fingerprints({ cast: [item('ada', 'red'), item('ben', 'blue')] });

  it('is known by comparing with what was planned last', () => {
    const read = markEdited('cast', [item('ada', 'green'), item('ben', 'blue')], planned);
    expect(read.map(({ origin }) => origin)).toEqual(['edited', 'planned']);
  });

  it('is not the order in which a file has its keys', () => {
    const { id, colour, origin } = item('ada', 'red');
    expect(markEdited('cast', [{ colour, origin, id }], planned)[0]?.origin).toBe('planned');
  });

  it('stays edited, also when it happens to read as planned', () => {
    expect(markEdited('cast', [item('ada', 'red', 'edited')], planned)[0]?.origin).toBe('edited');
  });

  it('is taken as the file says where nothing is known', () => {
    expect(markEdited('cast', [item('cy', 'red')], planned)[0]?.origin).toBe('planned');
    expect(markEdited('props', [item('ada', 'green')], planned)[0]?.origin).toBe('planned');
  });

  it('does not count what has fingerprints of its own', () => {
    const own = (x: { id: string; origin: 'planned' | 'edited'; colour: string }) => ({
      ...x,
      colour: undefined,
    });
    const prints = fingerprints({ cast: [own(item('ada', 'red'))] });
    expect(markEdited('cast', [item('ada', 'green')], prints, own)[0]?.origin).toBe('planned');
  });
});
