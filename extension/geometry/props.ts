import type { SceneBlocking } from '../../schemas/source/blocking.ts';
import type { Vec3 } from '../../schemas/source/common.ts';
import type { PropTrack } from '../../schemas/source/stageCommand.ts';
import type { SceneTimeline } from './timeline.ts';
import { direction, round4 } from './vector.ts';

type Key = PropTrack[number];

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

/** Where a prop is at a frame: on its surface, or before the chest of who holds it. */
export function propPosition(track: PropTrack, timeline: SceneTimeline, frame: number): Vec3 | undefined {
  let key: Key | undefined;
  for (const k of track) if (k.frame <= frame) key = k;
  if (!key || key.hidden) return undefined;
  if (key.position) return key.position;
  if (!key.holder || !timeline.actors.includes(key.holder.actor)) return undefined;
  const { eye, facing } = timeline.state(key.holder.actor, frame);
  const [dx, dy] = direction(facing);
  return [eye[0] + 0.15 * dx, eye[1] + 0.15 * dy, eye[2] - 0.45];
}
