import type { Blocking, SceneBlocking } from '../../schemas/source/blocking.ts';
import type { Breakdown } from '../../schemas/source/breakdown.ts';
import type { Override } from '../../schemas/source/overrides.ts';
import type { Sets } from '../../schemas/source/sets.ts';
import { moveActor } from './actors.ts';
import { moveProp, removeProp } from './props.ts';

/**
 * Blocking with the actors and props that a person moved or deleted; scenes untouched are the same objects. What is
 * said of a thing that is no longer there does nothing.
 */
export function overrideBlocking(
  blocking: Blocking,
  sets: Sets,
  breakdown: Breakdown,
  overrides: readonly Override[],
): Blocking {
  const looks = new Map(breakdown.cast.map(({ id, look }) => [id, look]));
  const scenes = blocking.scenes.map((scene): SceneBlocking => {
    const plan = sets.sets.find(({ id }) => id === scene.set);
    return overrides.reduce((now, override) => {
      if (!('scene' in override) || override.scene !== scene.id) return now;
      if (override.do === 'moveActor')
        return plan ? moveActor(now, override, { plan, looks, fps: blocking.fps }) : now;
      if (override.do === 'moveProp') return moveProp(now, override);
      return override.do === 'removeProp' ? removeProp(now, override.prop) : now;
    }, scene);
  });
  return scenes.every((scene, i) => scene === blocking.scenes[i]) ? blocking : { ...blocking, scenes };
}
