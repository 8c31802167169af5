import type { Origin } from '../../schemas/source/common.ts';
import type { Override } from '../../schemas/source/overrides.ts';
import { shot } from '../../schemas/source/shotList.ts';
import { PhotoplayError } from '../runtime/errors.ts';
import { type Film, filmPaths } from './folder.ts';
import { lockFilm } from './lock.ts';
import { keepDropped, loadOverrides, saveOverrides } from './overrides.ts';
import { type Documents, forgetPlanned, loadPrevious, saveBack } from './previous.ts';

interface Item {
  id: string;
  origin: Origin;
}

/** The lists of the documents that a person may edit, by the name that their items go by. */
const lists: Record<string, (documents: Partial<Documents>) => readonly Item[]> = {
  cast: ({ breakdown }) => breakdown?.cast ?? [],
  places: ({ breakdown }) => breakdown?.places ?? [],
  props: ({ breakdown }) => breakdown?.props ?? [],
  scenes: ({ breakdown }) => breakdown?.scenes ?? [],
  sets: ({ sets }) => sets?.sets ?? [],
  blocking: ({ blocking }) => blocking?.scenes ?? [],
  beats: ({ blocking }) =>
    blocking?.scenes.flatMap(({ id, beats }) => beats.map((b) => ({ ...b, id: `${id}/${b.id}` }))) ?? [],
  shots: ({ shots }) => shots?.scenes.flatMap((scene) => scene.shots) ?? [],
};

/** Items of the documents that a person edited, by list and id: "cast/mary", "shots/2.03", "beats/kitchen/l-4". */
export const editedItems = (documents: Partial<Documents>): string[] =>
  Object.entries(lists).flatMap(([list, read]) =>
    read(documents)
      .filter(({ origin }) => origin === 'edited')
      .map(({ id }) => `${list}/${id}`),
  );

/** What was taken out of the documents: an override, or a person's item of a list. */
export type TakenBack = { override: Override } | { list: string; item: Item };

/**
 * Drops an override, or a person's edits in an item of a document: the next plan makes it anew. What was dropped is
 * kept in .photoplay/dropped.json, to be put back by hand. Throws PhotoplayError for an id that is nowhere, or when
 * the film is being made.
 */
export function drop(film: Film, id: string): void {
  const paths = filmPaths(film.folder);
  const release = lockFilm(paths.work);
  try {
    const known = [...loadOverrides(paths).map((o) => o.id), ...editedItems(loadPrevious(paths))];
    const taken = takeBack(film, id);
    if (!taken)
      throw new PhotoplayError('not-found', `Nothing that was edited is called ${id}.`, {
        hint:
          known.length > 0 ? `There is: ${known.join(', ')}.` : 'Nothing in this film was edited by hand.',
      });
    keepDropped(paths, taken);
  } finally {
    release();
  }
}

/** Takes an override or a person's edits in an item out of the documents; undefined when there is none of that id. */
export function takeBack(film: Film, id: string): TakenBack | undefined {
  const paths = filmPaths(film.folder);
  const overrides = loadOverrides(paths);
  const override = overrides.find((o) => o.id === id);
  if (override) {
    saveOverrides(
      paths,
      overrides.filter((o) => o !== override),
    );
    return { override };
  }
  const documents = loadPrevious(paths);
  if (!editedItems(documents).includes(id)) return undefined;
  const list = id.slice(0, id.indexOf('/'));
  const own = id.slice(list.length + 1);
  const item = lists[list]?.(documents).find((candidate) => candidate.id === own);
  if (!item) return undefined;
  saveBack(paths, asPlanned(documents, list, own));
  forgetPlanned(paths, id);
  return { list, item };
}

/** Puts back what was taken: an override, or a shot. */
export function putBack(film: Film, taken: TakenBack): void {
  const paths = filmPaths(film.folder);
  if ('override' in taken) {
    const others = loadOverrides(paths).filter(({ id }) => id !== taken.override.id);
    saveOverrides(paths, [...others, taken.override]);
    return;
  }
  const { shots } = loadPrevious(paths);
  const item = shot.safeParse(taken.item);
  if (!shots || !item.success) return;
  const scenes = shots.scenes.map((scene) => ({
    ...scene,
    shots: scene.shots.map((own) => (own.id === item.data.id ? item.data : own)),
  }));
  saveBack(paths, { shots: { ...shots, scenes } });
}

const planned = <T extends Item>(items: readonly T[], id: string): T[] =>
  items.map((item) => (item.id === id ? { ...item, origin: 'planned' } : item));

/** The documents with one item that counts as planned again. */
function asPlanned(documents: Partial<Documents>, list: string, id: string): Partial<Documents> {
  const { breakdown, sets, blocking, shots } = documents;
  if (breakdown && (list === 'cast' || list === 'places' || list === 'props' || list === 'scenes'))
    return {
      breakdown: {
        ...breakdown,
        // a planned member keeps its look: only one that is not there gets a new one
        ...(list === 'cast' && { cast: breakdown.cast.filter((member) => member.id !== id) }),
        ...(list === 'places' && { places: planned(breakdown.places, id) }),
        ...(list === 'props' && { props: planned(breakdown.props, id) }),
        ...(list === 'scenes' && { scenes: planned(breakdown.scenes, id) }),
      },
    };
  if (sets && list === 'sets') return { sets: { ...sets, sets: planned(sets.sets, id) } };
  if (blocking && list === 'blocking')
    return { blocking: { ...blocking, scenes: planned(blocking.scenes, id) } };
  if (shots && list === 'shots')
    return {
      shots: {
        ...shots,
        scenes: shots.scenes.map((scene) => ({ ...scene, shots: planned(scene.shots, id) })),
      },
    };
  if (blocking)
    return {
      blocking: {
        ...blocking,
        scenes: blocking.scenes.map((scene) =>
          id.startsWith(`${scene.id}/`)
            ? { ...scene, beats: planned(scene.beats, id.slice(scene.id.length + 1)) }
            : scene,
        ),
      },
    };
  return {};
}
