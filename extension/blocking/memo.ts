import type { SceneBlocking } from '../../schemas/source/blocking.ts';
import type { Breakdown, Scene } from '../../schemas/source/breakdown.ts';
import type { FloorPlan } from '../../schemas/source/sets.ts';
import { type blockScene, continues, type SceneInput } from './scene.ts';

type Done = ReturnType<typeof blockScene>;

/** Scenes planned by the last call, so that a change in one does not plan the others again. */
let remembered = new Map<string, { done: Done; first: number }>();

/** What every scene's plan depends on beside its own lines: names, sexes, looks, the film's rate and seed. */
export const filmKey = (breakdown: Breakdown, fps: number, seed: number): string =>
  JSON.stringify([
    fps,
    seed,
    breakdown.cast.map(({ id, name, aliases, sex, look }) => [id, name, aliases, sex, look]),
    breakdown.props.map(({ id, name, kind }) => [id, name, kind]),
  ]);

const planKeys = new WeakMap<FloorPlan, string>();
function planKey(plan: FloorPlan): string {
  const key = planKeys.get(plan) ?? JSON.stringify(plan);
  planKeys.set(plan, key);
  return key;
}

/** All that a scene's plan depends on, but for where in the script it stands; none when a person's beats are in it. */
function sceneKey(film: string, input: SceneInput): string | undefined {
  if (input.previous?.beats.some((b) => b.origin === 'edited')) return undefined;
  const { scene, before } = input;
  const first = scene.span.first;
  const relative = (name: string, value: unknown): unknown =>
    name === 'span' ? spanFrom(value as Scene['span'], first) : value;
  const sounds = scene.lines.map(({ id }) => {
    const sound = input.spoken.get(id);
    return sound && [sound.key, sound.seconds, sound.words.length];
  });
  const ending = before && continues(scene) && [before.place, [...before.people], [...before.held]];
  return [film, JSON.stringify(scene, relative), JSON.stringify([sounds, ending]), planKey(input.plan)].join(
    '\n',
  );
}

const spanFrom = ({ first, last }: Scene['span'], origin: number): Scene['span'] => ({
  first: first - origin,
  last: last - origin,
});

/** Plans scenes by `plan`, or gives back what the call before planned from the same input. */
export function remembering(
  film: string,
  plan: (input: SceneInput) => Done,
): {
  block: (input: SceneInput) => Done;
  finish: () => void;
} {
  const next: typeof remembered = new Map();
  return {
    block(input) {
      const key = sceneKey(film, input);
      const known = key === undefined ? undefined : remembered.get(key);
      const { first } = input.scene.span;
      const done = known ? moved(known.done, first - known.first) : plan(input);
      if (key !== undefined) next.set(key, { done, first });
      return done;
    },
    finish() {
      remembered = next;
    },
  };
}

/** The same plan, so many lines further down the script. */
function moved(done: Done, by: number): Done {
  if (by === 0) return done;
  const beats = done.blocked.beats.map((beat) => ({ ...beat, span: spanFrom(beat.span, -by) }));
  const blocked: SceneBlocking = { ...done.blocked, beats };
  return { ...done, blocked, findings: done.findings.map((f) => ({ ...f, line: f.line + by })) };
}
