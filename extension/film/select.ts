import type { SceneShots, Shot } from '../../schemas/source/shotList.ts';
import { PhotoplayError } from '../runtime/errors.ts';

/** Which part of the film is asked for; empty lists mean all of it. */
export interface Selection {
  scenes: { first: string; last: string }[];
  shots: string[];
}

/** Reads "2,4-6" and "2.03,2.05". Returns what is wrong as a sentence when they cannot be read. */
export function parseSelection(scenes: string | undefined, shots: string | undefined): Selection | string {
  const ranges: Selection['scenes'] = [];
  for (const part of split(scenes)) {
    const found = /^([\p{L}\p{N}.]+)(?:-([\p{L}\p{N}.]+))?$/u.exec(part);
    if (!found?.[1]) return `--scenes is a list like 2,4-6; not "${part}".`;
    ranges.push({ first: found[1], last: found[2] ?? found[1] });
  }
  const ids = split(shots);
  const odd = ids.find((id) => !/^[\p{L}\p{N}-]+\.\d+[A-Z]*$/u.test(id));
  if (odd !== undefined) return `--shots is a list like 2.03,2.05; not "${odd}".`;
  if ((scenes !== undefined && ranges.length === 0) || (shots !== undefined && ids.length === 0))
    return 'The list is empty.';
  return { scenes: ranges, shots: ids };
}

const split = (list: string | undefined): string[] =>
  (list ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

export const everything: Selection = { scenes: [], shots: [] };
export const isEverything = ({ scenes, shots }: Selection): boolean =>
  scenes.length === 0 && shots.length === 0;

/** The chosen shots, in the film's order. Throws PhotoplayError for a scene or shot that is not there. */
export function choose(
  selection: Selection,
  scenes: readonly SceneShots[],
): { scene: SceneShots; shots: Shot[] }[] {
  if (isEverything(selection)) return scenes.map((scene) => ({ scene, shots: scene.shots }));
  const wanted = new Set<SceneShots>();
  for (const { first, last } of selection.scenes) {
    const from = position(scenes, first);
    const to = position(scenes, last);
    if (to < from) throw new PhotoplayError('no-scene', `Scene ${last} comes before scene ${first}.`);
    for (const scene of scenes.slice(from, to + 1)) wanted.add(scene);
  }
  const all = scenes.flatMap((scene) => scene.shots.map((shot) => shot.id));
  for (const id of selection.shots) {
    if (!all.includes(id))
      throw new PhotoplayError('no-shot', `There is no shot ${id}.`, {
        hint: `There are: ${all.join(', ')}.`,
      });
  }
  return scenes
    .map((scene) => ({
      scene,
      shots: scene.shots.filter((shot) => wanted.has(scene) || selection.shots.includes(shot.id)),
    }))
    .filter(({ shots }) => shots.length > 0);
}

function position(scenes: readonly SceneShots[], number: string): number {
  const at = scenes.findIndex((scene) => scene.number === number);
  if (at < 0)
    throw new PhotoplayError('no-scene', `There is no scene ${number}.`, {
      hint: `There are: ${scenes.map((s) => s.number).join(', ')}.`,
    });
  return at;
}
