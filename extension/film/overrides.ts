import { existsSync, readFileSync } from 'node:fs';
import { type Override, overrides } from '../../schemas/source/overrides.ts';
import type { HandEdit } from '../../schemas/source/wire/edits.ts';
import { type Absorbed, absorb, type Staged } from '../overrides/absorb.ts';
import { PhotoplayError } from '../runtime/errors.ts';
import { loadDocument, saveDocument } from './documents.ts';
import { type Film, type FilmPaths, filmPaths } from './folder.ts';
import { type Documents, loadPrevious, saveShots } from './previous.ts';

/** What a person did by hand in Blender, as the film keeps it. Throws PhotoplayError for a file that cannot be read. */
export const loadOverrides = (paths: FilmPaths): Override[] =>
  loadDocument(paths.overrides, overrides)?.overrides ?? [];

/** Writes the overrides, unless there never were any. Returns whether the file changed. */
export function saveOverrides(paths: FilmPaths, list: readonly Override[]): boolean {
  if (list.length === 0 && !existsSync(paths.overrides)) return false;
  const sorted = [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
  const file = { $schema: 'photoplay:///schemas/overrides.json', version: 1, overrides: sorted };
  return saveDocument(paths.overrides, file);
}

/** A film's documents as they lie in its folder; undefined before it was planned. */
export function loadPlanned(paths: FilmPaths): Documents | undefined {
  const { breakdown, sets, blocking, shots } = loadPrevious(paths);
  return breakdown && sets && blocking && shots ? { breakdown, sets, blocking, shots } : undefined;
}

/** What `absorbEdits` did. */
export interface Taken extends Absorbed {
  /** Whether a document was written, so that the film is planned and staged anew. */
  changed: boolean;
}

/**
 * Takes edits by hand into the film's documents: cameras into shots.json, all else into overrides.json. `staged` are
 * the documents that Blender was staged from, by default those in the folder; `taken` are ids of overrides that the
 * session was told of. Throws PhotoplayError when a document cannot be read or written.
 */
export function absorbEdits(
  film: Film,
  edits: readonly HandEdit[],
  { staged, taken }: { staged?: Staged; taken?: ReadonlySet<string> } = {},
): Taken {
  const paths = filmPaths(film.folder);
  const documents = staged ?? loadPlanned(paths);
  if (!documents)
    throw new PhotoplayError('not-planned', `${film.folder} was never planned.`, {
      file: film.folder,
      hint: 'Run "photoplay plan" for it first.',
    });
  const absorbed = absorb(documents, loadOverrides(paths), edits, taken);
  const kept = saveOverrides(paths, absorbed.overrides);
  const shot = absorbed.shots !== documents.shots && saveShots(paths, absorbed.shots);
  return { ...absorbed, changed: kept || shot };
}

/** Ids of the overrides that a scene is staged with. `set` is the id of its place. */
export const overridesOf = (
  list: readonly Override[],
  scene: { id: string; set: string; cast: readonly { actor: string }[] },
): string[] =>
  list
    .filter((o) => {
      if ('scene' in o) return o.scene === scene.id;
      if ('set' in o) return o.set === scene.set;
      return o.do === 'colourProp' || scene.cast.some(({ actor }) => actor === o.actor);
    })
    .map(({ id }) => id);

/** What was dropped, so that it can be put back by hand. */
export function keepDropped(paths: FilmPaths, item: unknown): void {
  const before = existsSync(paths.dropped)
    ? (JSON.parse(readFileSync(paths.dropped, 'utf8')) as unknown)
    : [];
  saveDocument(paths.dropped, [...(Array.isArray(before) ? before : []), item].slice(-200));
}
