import type { SceneBlocking } from '../../schemas/source/blocking.ts';
import type { PropKind } from '../../schemas/source/breakdown.ts';
import type { Vec3 } from '../../schemas/source/common.ts';
import type { PropTrack } from '../../schemas/source/stageCommand.ts';
import type { SceneTimeline } from './timeline.ts';
import { direction, round4 } from './vector.ts';

type Key = PropTrack[number];

/** What is in a scene from its start, and what is taken out of pockets and drawers. */
export const propsOf = ({ props, beats }: SceneBlocking): string[] => [
  ...new Set([
    ...props.map(({ prop }) => prop),
    ...beats.flatMap(({ actions }) => actions.flatMap(({ prop }) => prop ?? [])),
  ]),
];

/** A prop through a scene: lying where it lies, in the hand that takes it from the middle of the action on. */
export function propTrack(scene: SceneBlocking, prop: string): PropTrack {
  const start = scene.props.find((p) => p.prop === prop);
  const keys: Key[] = [
    start
      ? {
          frame: 0,
          ...(start.position ? { position: start.position } : {}),
          ...(start.facing === undefined ? {} : { facing: start.facing }),
          ...(start.holder ? { holder: start.holder } : {}),
        }
      : { frame: 0, hidden: true },
  ];
  const actions = scene.beats
    .flatMap((beat) =>
      beat.actions.map((action) => ({
        action,
        frame: beat.start + action.start + Math.round(action.frames / 2),
      })),
    )
    .filter(({ action }) => action.prop === prop)
    .sort((a, b) => a.frame - b.frame);
  for (const { action, frame } of actions) {
    const hand = action.hand === 'left' ? 'left' : 'right';
    if (action.do === 'pickUp' || action.do === 'take')
      keys.push({ frame, holder: { actor: action.actor, hand } });
    if (action.do === 'give' && action.to) keys.push({ frame, holder: { actor: action.to, hand: 'right' } });
    if (action.do === 'putDown' && action.place)
      keys.push({ frame, position: action.place, facing: round4(action.facing ?? 0) });
  }
  return keys;
}

/** Where the middle of a prop is from the eyes of who holds it, shares of standing eye height: ahead and down. */
const carried = (kind: PropKind): { ahead: number; down: number } => {
  if (hanging.has(kind)) return { ahead: -0.04, down: 0.68 };
  if (kind === 'phone' || kind === 'book') return { ahead: 0.11, down: 0.2 };
  return { ahead: 0.14, down: large.has(kind) ? 0.345 : 0.3 };
};
const hanging: ReadonlySet<PropKind> = new Set(['bag', 'suitcase', 'umbrella', 'lantern', 'rope']);
const large: ReadonlySet<PropKind> = new Set([
  'box',
  'laptop',
  'radio',
  'plate',
  'food',
  'hat',
  'ball',
  'pan',
]);
/** Who sits has the eyes this share of standing eye height above the seat. */
const seatedEyes = 0.52;
/** Hands hang this far beside the middle of the body, a share of standing eye height. */
const beside = 0.14;

/**
 * Where a prop is at a frame, metres: on its surface, or where the kit's hands carry its kind: before the belly, or
 * hanging beside the body. Undefined while it is not in the scene.
 */
export function propPosition(
  scene: SceneBlocking,
  track: PropTrack,
  timeline: SceneTimeline,
  frame: number,
  kind: PropKind,
): Vec3 | undefined {
  let key: Key | undefined;
  for (const k of track) if (k.frame <= frame) key = k;
  if (!key || key.hidden) return undefined;
  if (key.position) return key.position;
  if (!key.holder || !timeline.actors.includes(key.holder.actor)) return undefined;
  const { eye, crown, facing, position, posture, seatHeight } = timeline.state(key.holder.actor, frame);
  const sits = posture === 'sit';
  const tall = sits ? (eye[2] - position[2] - seatHeight) / seatedEyes : eye[2] - position[2];
  const { ahead, down } = carried(kind);
  const [dx, dy] = direction(facing);
  const right = key.holder.hand === 'right' ? 1 : -1;
  if (kind === 'phone' && telephones(scene, key.holder.actor, frame)) {
    const half = crown[2] - eye[2];
    return [
      eye[0] + (dy * right - 0.6 * dx) * half,
      eye[1] - (dx * right + 0.6 * dy) * half,
      eye[2] - 0.6 * half,
    ];
  }
  const side = hanging.has(kind) ? beside * tall * right : 0;
  // at a table hands are higher than in the lap
  const low = sits && !hanging.has(kind) ? 0.83 * down : down;
  return [
    eye[0] + ahead * tall * dx + side * dy,
    eye[1] + ahead * tall * dy - side * dx,
    eye[2] - low * tall,
  ];
}

/** Whether somebody has a phone at the ear: the last that was done with it, half way through, was to lift it. */
function telephones({ beats }: SceneBlocking, actor: string, frame: number): boolean {
  const done = beats
    .flatMap(({ start, actions }) =>
      actions.map((action) => ({ action, frame: start + action.start + action.frames / 2 })),
    )
    .filter(({ action }) => action.actor === actor && (action.do === 'phoneUp' || action.do === 'phoneDown'))
    .filter((deed) => deed.frame <= frame);
  return done.at(-1)?.action.do === 'phoneUp';
}
