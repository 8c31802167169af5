import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { voices } from '../../schemas/source/voices.ts';
import { waits } from '../overrides/waiting.ts';
import type { StagedScene } from '../staging/commands.ts';
import { loadDocument } from './documents.ts';
import { editedItems } from './drop.ts';
import { type Film, filmPaths } from './folder.ts';
import { stageAll } from './make.ts';
import { loadOverrides, loadPlanned } from './overrides.ts';
import { loadPrevious } from './previous.ts';
import { sortTakes } from './takes.ts';

/** How a film stands: what is there, and what in it is a person's. */
export interface FilmStatus {
  film: string;
  title: string;
  screenplay: string;
  documents: { file: string; there: boolean }[];
  /** Items that a person edited in the documents, by list and id: "cast/mary", "shots/2.03". */
  edited: string[];
  /** What a person did by hand in Blender; `waits`: what it speaks of is not in the film at present. */
  overrides: { id: string; note: string; waits: boolean }[];
  shots: number;
  /** Shots whose take is not there, as of the last plan; all of them before the first. */
  missing: string[];
}

/** How a film stands, read from its folder; nothing is planned. Throws PhotoplayError for a document that is broken. */
export function statusOf(film: Film): FilmStatus {
  const paths = filmPaths(film.folder);
  const { breakdown, sets, blocking, shots, overrides: file } = paths;
  const documents = loadPlanned(paths);
  const spoken = loadDocument(paths.voices, voices);
  const overrides = loadOverrides(paths);
  const staged = documents && spoken ? staging(film, { ...documents, voices: spoken, overrides }) : [];
  const all = documents?.shots.scenes.flatMap((scene) => scene.shots.map(({ id }) => id)) ?? [];
  const ids = new Set(all);
  const there = new Set(staged.flatMap((scene) => sortTakes(paths, scene, ids).reused));
  return {
    film: film.folder,
    title: film.settings.title,
    screenplay: film.screenplay,
    documents: [breakdown, sets, blocking, shots, file].map((path) => ({
      file: basename(path),
      there: existsSync(path),
    })),
    edited: editedItems(loadPrevious(paths)),
    overrides: overrides.map((o) => ({
      id: o.id,
      note: o.note,
      waits: documents !== undefined && waits(o, documents),
    })),
    shots: all.length,
    missing: all.filter((id) => !there.has(id)),
  };
}

/** The scenes as they would be staged; none while the documents do not fit each other, as after a drop. */
function staging(film: Film, documents: Parameters<typeof stageAll>[1]): StagedScene[] {
  try {
    return stageAll(film, documents);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}
