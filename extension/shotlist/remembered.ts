import type { PlannedScene, SceneInput } from './planScene.ts';

/** Scenes kept at most: a long film's, several times over. */
const most = 600;
const known = new Map<string, { previous: string; result: PlannedScene; text: string }>();

/**
 * A scene's plan, made anew only when something it depends on has changed. Planned over its own result a scene comes
 * out the same, so that result counts as no change either. The answer is what `make` would give, sooner.
 */
export function remembered(input: SceneInput, make: (input: SceneInput) => PlannedScene): PlannedScene {
  const { previous, looks, names, props, spoken, scene, ...rest } = input;
  const cast = scene.cast.map(({ actor }) => [actor, looks.get(actor)]);
  const lines = scene.beats.map((beat) => spoken.get(beat.line ?? beat.id)?.words);
  const key = JSON.stringify([rest, scene, cast, lines, [...names], [...props]]);
  const before = JSON.stringify(previous ?? null);
  const found = known.get(key);
  if (found && (found.previous === before || found.text === before)) return found.result;
  const result = make(input);
  known.delete(key);
  known.set(key, { previous: before, result, text: JSON.stringify(result.shots) });
  for (const oldest of known.keys()) {
    if (known.size <= most) break;
    known.delete(oldest);
  }
  return result;
}
