import type { SceneBlocking, Target } from '../../schemas/source/blocking.ts';
import type { Vec3 } from '../../schemas/source/common.ts';
import type { FloorPlan } from '../../schemas/source/sets.ts';
import type { SceneTimeline } from './timeline.ts';

/** What targets are looked up in. */
export interface TargetSource {
  plan: FloorPlan;
  timeline: SceneTimeline;
  /** Where a prop is at a frame, metres; undefined when it is not in the scene. */
  propAt: (prop: string, frame: number) => Vec3 | undefined;
}

/** Where a target is at a frame, metres: the eyes of a person. Undefined for what is not in the scene. */
export function targetPoint(source: TargetSource, target: Target, frame: number): Vec3 | undefined {
  if ('point' in target) return target.point;
  if ('actor' in target)
    return source.timeline.actors.includes(target.actor)
      ? source.timeline.state(target.actor, frame).eye
      : undefined;
  if ('prop' in target) return source.propAt(target.prop, frame);
  if ('mark' in target) {
    const mark = source.plan.marks.find((m) => m.id === target.mark);
    return mark && [mark.position[0], mark.position[1], mark.position[2] + 1.4];
  }
  const piece = source.plan.pieces.find((p) => p.id === target.piece);
  return piece && [piece.position[0], piece.position[1], piece.position[2] + piece.size[2] * 0.8];
}

/** What somebody starts to look at, from a frame of the scene's clock until the next look; glances move the eyes alone. */
export interface Look {
  start: number;
  at: Target | undefined;
  glance: boolean;
}

/** An actor's looks through a scene, in order. */
export const looksOf = (scene: SceneBlocking, actor: string): Look[] =>
  scene.beats
    .flatMap((beat) => beat.actions.map((action) => ({ action, start: beat.start + action.start })))
    .filter(({ action }) => action.actor === actor && (action.do === 'look' || action.do === 'point'))
    .map(({ action, start }) => ({ start, at: action.at, glance: action.hold === false }))
    .sort((a, b) => a.start - b.start);
