import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Override, overrides } from '../../schemas/source/overrides.ts';
import type { HandEdit } from '../../schemas/source/wire/edits.ts';
import { type Absorbed, absorb, type Staged } from '../overrides/absorb.ts';
import { overrideBreakdown } from '../overrides/colours.ts';
import { PhotoplayError } from '../runtime/errors.ts';
import type { OwnObject } from '../staging/commands.ts';
import { hashOf } from '../staging/takeKey.ts';
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

/** A film as it was planned last, from its folder; undefined before it ever was. */
export function loadPlanned(paths: FilmPaths): Documents | undefined {
  const { breakdown, sets, blocking, shots } = loadPrevious(paths);
  if (!breakdown || !sets || !blocking || !shots) return undefined;
  return { breakdown: overrideBreakdown(breakdown, loadOverrides(paths)), sets, blocking, shots };
}

/** What `absorbEdits` did. */
export interface Taken extends Absorbed {
  /** What is new among the overrides, in words. */
  notes: string[];
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
  const saved = loadPlanned(paths);
  const documents = staged && saved ? { ...staged, shots: saved.shots } : (staged ?? saved);
  if (!documents)
    throw new PhotoplayError('not-planned', `${film.folder} was never planned.`, {
      file: film.folder,
      hint: 'Run "photoplay plan" for it first.',
    });
  const before = new Map(loadOverrides(paths).map((o) => [o.id, hashOf(o)]));
  const absorbed = absorb(documents, loadOverrides(paths), edits, taken);
  const notes = absorbed.overrides.filter((o) => before.get(o.id) !== hashOf(o)).map(({ note }) => note);
  const kept = saveOverrides(paths, absorbed.overrides);
  const shot = absorbed.shots !== documents.shots && saveShots(paths, absorbed.shots);
  return { ...absorbed, notes, changed: kept || shot };
}

/** The objects that a person added to a scene; one whose file is not there is left out. */
export const ownObjects = (paths: FilmPaths, scene: string, list: readonly Override[]): OwnObject[] =>
  list.flatMap((o) => {
    if (o.do !== 'addObject' || o.scene !== scene) return [];
    const file = join(paths.objects, basename(o.file));
    return existsSync(file) ? [{ id: o.object, file, hash: fileHash(file) }] : [];
  });

const fileHash = (file: string): string =>
  createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 24);

/** What was dropped, so that it can be put back by hand. */
export function keepDropped(paths: FilmPaths, item: unknown): void {
  const before = existsSync(paths.dropped)
    ? (JSON.parse(readFileSync(paths.dropped, 'utf8')) as unknown)
    : [];
  saveDocument(paths.dropped, [...(Array.isArray(before) ? before : []), item].slice(-200));
}
