import { breakDown } from '../../../extension/breakdown/breakDown.ts';
import { parseScreenplay, toScreenplay } from '../../../extension/screenplay/screenplay.ts';
import { type Breakdown, breakdown } from '../../../schemas/source/breakdown.ts';

/** The breakdown of a text, checked against its schema. */
export function breakText(text: string, previous?: Breakdown, seed = 1): Breakdown {
  const screenplay = toScreenplay(parseScreenplay(text, 'test.fountain'));
  return breakdown.parse(breakDown(screenplay, previous, { title: 'Untitled', seed }));
}

/** A member of the cast by id; fails if there is none. */
export function member(film: Breakdown, id: string) {
  const found = film.cast.find((each) => each.id === id);
  if (!found) throw new Error(`no ${id} among ${film.cast.map((each) => each.id).join(', ')}`);
  return found;
}

/** The first scene; fails if there is none. */
export function firstScene(film: Breakdown) {
  const scene = film.scenes[0];
  if (!scene) throw new Error('no scenes');
  return scene;
}
