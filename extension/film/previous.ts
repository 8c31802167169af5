import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Blocking, blocking, type SceneBlocking } from '../../schemas/source/blocking.ts';
import { type Breakdown, breakdown, type Scene } from '../../schemas/source/breakdown.ts';
import { type Sets, sets } from '../../schemas/source/sets.ts';
import { type ShotList, shotList } from '../../schemas/source/shotList.ts';
import { loadDocument, saveDocument } from './documents.ts';
import { type Fingerprints, fingerprints, markEdited } from './edits.ts';
import type { FilmPaths } from './folder.ts';

/** The documents of a film. */
export interface Documents {
  breakdown: Breakdown;
  sets: Sets;
  blocking: Blocking;
  shots: ShotList;
}

/** A scene's lines come from the script, its beats have fingerprints of their own: neither makes it edited. */
const withoutLines = (scene: Scene) => ({ ...scene, lines: undefined, span: undefined });
const withoutBeats = (scene: SceneBlocking) => ({ ...scene, beats: undefined, frames: undefined });

const plannedFile = (paths: FilmPaths): string => join(paths.work, 'planned.json');

function loadFingerprints(paths: FilmPaths): Fingerprints {
  const file = plannedFile(paths);
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Fingerprints;
  } catch {
    return {};
  }
}

/** The documents as they lie in the folder, with what a person changed in them marked as edited. */
export function loadPrevious(paths: FilmPaths): Partial<Documents> {
  const planned = loadFingerprints(paths);
  const b = loadDocument(paths.breakdown, breakdown);
  const s = loadDocument(paths.sets, sets);
  const k = loadDocument(paths.blocking, blocking);
  const l = loadDocument(paths.shots, shotList);
  return {
    ...(b && {
      breakdown: {
        ...b,
        cast: markEdited('cast', b.cast, planned),
        places: markEdited('places', b.places, planned),
        props: markEdited('props', b.props, planned),
        scenes: markEdited('scenes', b.scenes, planned, withoutLines),
      },
    }),
    ...(s && { sets: { ...s, sets: markEdited('sets', s.sets, planned) } }),
    ...(k && {
      blocking: {
        ...k,
        scenes: markEdited(
          'blocking',
          k.scenes.map((scene) => ({
            ...scene,
            beats: markEdited(`beats/${scene.id}`, scene.beats, planned),
          })),
          planned,
          withoutBeats,
        ),
      },
    }),
    ...(l && {
      shots: {
        ...l,
        scenes: l.scenes.map((scene) => ({ ...scene, shots: markEdited('shots', scene.shots, planned) })),
      },
    }),
  };
}

const schemaOf = (name: string) => ({ $schema: `photoplay:///schemas/${name}.json` });

/** Writes a shot list that a person's hand changed; what was planned stays known. Returns whether it was written. */
export const saveShots = (paths: FilmPaths, list: ShotList): boolean =>
  saveDocument(paths.shots, { ...schemaOf('shots'), ...list });

/** Writes documents as they are now; what was planned stays known. */
export function saveBack(paths: FilmPaths, { breakdown, sets, blocking, shots }: Partial<Documents>): void {
  if (breakdown) saveDocument(paths.breakdown, { ...schemaOf('breakdown'), ...breakdown });
  if (sets) saveDocument(paths.sets, { ...schemaOf('sets'), ...sets });
  if (blocking) saveDocument(paths.blocking, { ...schemaOf('blocking'), ...blocking });
  if (shots) saveShots(paths, shots);
}

/** From now on an item ("cast/mary") counts as its file says, whatever was planned. */
export function forgetPlanned(paths: FilmPaths, id: string): void {
  const { [id]: _, ...rest } = loadFingerprints(paths);
  saveDocument(plannedFile(paths), rest);
}

/** Writes the documents that changed, and what was planned, so that later edits are known. */
export function saveDocuments(paths: FilmPaths, documents: Documents): void {
  const { breakdown: b, sets: s, blocking: k, shots: l } = documents;
  saveBack(paths, documents);
  saveDocument(
    plannedFile(paths),
    fingerprints({
      cast: b.cast,
      places: b.places,
      props: b.props,
      scenes: b.scenes.map(withoutLines),
      sets: s.sets,
      blocking: k.scenes.map(withoutBeats),
      ...Object.fromEntries(k.scenes.map((scene) => [`beats/${scene.id}`, scene.beats])),
      shots: l.scenes.flatMap((scene) => scene.shots),
    }),
  );
}
