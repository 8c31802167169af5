import type { EventParams, Result } from '../../schemas/source/blenderProtocol.ts';
import type { HandEdit } from '../../schemas/source/wire/edits.ts';
import { putBack, type TakenBack, takeBack } from '../film/drop.ts';
import { type Film, filmPaths } from '../film/folder.ts';
import { absorbEdits, type Taken } from '../film/overrides.ts';
import type { Plan } from '../film/plan.ts';
import type { LiveEvent } from './events.ts';
import type { Link } from './link.ts';

type Edits = Result<'edits/list'>;

/** What was staged last: the film and the documents that Blender shows. */
export interface Shown {
  film: Film;
  plan: Plan;
}

/**
 * Keeps what a person does by hand in Blender: writes it into the film's documents, from which it is staged again.
 * What the person undoes there is taken out of them, and put back when it is done again.
 */
export class Hands {
  readonly #link: Link;
  readonly #tell: (event: LiveEvent) => void;
  /** Ids that this session's edits got, with what was taken back of them. */
  readonly #known = new Map<string, TakenBack | undefined>();
  #told = '';

  constructor(link: Link, tell: (event: LiveEvent) => void) {
    this.#link = link;
    this.#tell = tell;
  }

  /** Asks for edits that were not told yet, and keeps them: nothing staged from now on wipes them out. */
  async look(shown: Shown): Promise<void> {
    const folder = filmPaths(shown.film.folder).objects;
    await this.#take(shown, await this.#link.call('edits/list', { folder }));
  }

  /** Keeps edits that Blender told of. */
  async heard(shown: Shown, { edits, overrides, why }: EventParams<'edits/changed'>): Promise<void> {
    if (edits.some(isAdded)) await this.look(shown);
    else await this.#take(shown, { edits, overrides });
    if (why === 'undo') this.#follow(shown.film, edits, overrides);
  }

  async #take({ film, plan }: Shown, { edits, overrides }: Edits): Promise<void> {
    const taken = absorbEdits(film, edits, {
      staged: plan,
      taken: new Set(overrides.flatMap(({ ids }) => ids)),
    });
    for (const id of taken.ids.values()) this.#known.set(id, undefined);
    await this.#accept(edits, overrides, taken);
    this.#report(taken);
  }

  /** Tells Blender which edits the film holds now, and what they are called, before they are staged. */
  async #accept(
    edits: readonly HandEdit[],
    overrides: Edits['overrides'],
    { ids, names }: Taken,
  ): Promise<void> {
    const scenes = new Set(edits.filter(({ id }) => ids.has(id)).map(({ scene }) => scene));
    for (const scene of scenes) {
      const own = edits.filter((edit) => edit.scene === scene && ids.has(edit.id));
      const before = overrides.find((entry) => entry.scene === scene)?.ids ?? [];
      await this.#link.call('edits/accept', {
        scene,
        edits: own.map(({ id }) => ({ id, ...(names.has(id) ? { as: names.get(id) ?? '' } : {}) })),
        overrides: [...new Set([...before, ...own.map(({ id }) => ids.get(id) ?? id)])],
      });
    }
  }

  /** After an undo or redo: what is neither staged nor there as an edit is taken back, what is there again is put back. */
  #follow(film: Film, edits: readonly HandEdit[], overrides: Edits['overrides']): void {
    const staged = new Set(overrides.flatMap(({ ids }) => ids));
    const listed = new Set(absorbEdits(film, edits, { taken: staged }).ids.values());
    for (const [id, gone] of this.#known) {
      const there = staged.has(id) || listed.has(id);
      if (there && gone) putBack(film, gone);
      if (there) this.#known.set(id, undefined);
      else if (!gone) this.#known.set(id, takeBack(film, id));
    }
  }

  #report({ passed, notes, changed }: Taken): void {
    if (changed) this.#tell({ event: 'kept', notes });
    const lost = passed.map(({ name, change }) => `${name} (${change.what})`).join(', ');
    if (lost !== this.#told && lost !== '')
      this.#tell({
        event: 'problem',
        code: 'not-kept',
        message: `A film cannot keep what was done by hand to ${lost}.`,
        hint: 'It stays in Blender until that part is staged again; walls, lines and casts are changed in the documents.',
      });
    this.#told = lost;
  }
}

const isAdded = ({ kind, change }: HandEdit): boolean => kind === 'object' && change.what === 'added';
