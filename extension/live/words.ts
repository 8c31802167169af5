import type { Change, SceneChange } from './diff.ts';
import type { Cause } from './planner.ts';

const longest = 200;

/** The name of the undo step of a change: "Photoplay: scene 2 · line 14". */
export function labelOf(change: Change, cause: Cause | undefined): string {
  const numbers = change.scenes.map(({ number }) => number);
  const what =
    numbers.length === 1
      ? `scene ${numbers[0]}`
      : numbers.length > 1
        ? `${numbers.length} scenes`
        : 'scenes removed';
  const why = !cause ? '' : 'line' in cause ? ` · line ${cause.line + 1}` : ` · ${cause.file}`;
  return `Photoplay: ${what}${why}`.slice(0, longest);
}

/** What was made anew, in words: "scene 2: performances of sam, ivo; 8 cameras". */
export function summaryOf(change: Change): string {
  const scenes = change.scenes.map((scene) => `scene ${scene.number}: ${partsOf(scene)}`);
  const gone = change.gone.map((scene) => `scene ${scene} removed`);
  return [...gone, ...scenes].join('; ');
}

const kinds = [
  ['actor', 'body', 'bodies'],
  ['perform', 'performance', 'performances'],
  ['prop', 'prop', 'props'],
  ['object', 'object', 'objects'],
  ['door', 'door', 'doors'],
  ['camera', 'camera', 'cameras'],
] as const;

/** Up to so many of a kind are named, of more the number is told. */
const named = 3;

function partsOf({ made, removed }: SceneChange): string {
  const of = (names: readonly string[], kind: string) =>
    names.flatMap((name) => (name.startsWith(`${kind}/`) ? [name.slice(kind.length + 1)] : []));
  const list = (ids: readonly string[], one: string, many: string) =>
    ids.length === 0
      ? []
      : ids.length <= named
        ? [`${ids.length === 1 ? one : many} ${ids.join(', ')}`]
        : [`${ids.length} ${many}`];
  const parts = [
    ...(made.includes('set') ? ['set'] : []),
    ...kinds.flatMap(([kind, one, many]) => list(of(made, kind), one, many)),
    ...kinds
      .filter(([kind]) => kind !== 'perform')
      .flatMap(([kind, one, many]) => list(of(removed, kind), one, many).map((text) => `${text} removed`)),
  ];
  return parts.join(', ') || (made.includes('scene') ? 'its format' : 'its number');
}
