import type { Override } from '../../schemas/source/overrides.ts';
import type { Staged } from './absorb.ts';
import { handlings } from './props.ts';
import { staysOf } from './stays.ts';

/** Whether what an override speaks of is not in the film at present: it waits until it is again. */
export function waits(override: Override, { breakdown, sets, blocking }: Omit<Staged, 'shots'>): boolean {
  if ('set' in override) {
    const plan = sets.sets.find(({ id }) => id === override.set);
    return !plan || (override.do !== 'removePiece' && !plan.pieces.some(({ id }) => id === override.piece));
  }
  if (override.do === 'colourActor') return !breakdown.cast.some(({ id }) => id === override.actor);
  if (override.do === 'colourProp') return !breakdown.props.some(({ id }) => id === override.prop);
  const scene = blocking.scenes.find(({ id }) => id === override.scene);
  if (!scene) return true;
  if (override.do === 'moveActor')
    return (
      !scene.cast.some(({ actor }) => actor === override.actor) ||
      !staysOf(scene, override.actor).some(({ arrival }) => arrival?.beat.id === override.after)
    );
  if (override.do === 'moveProp')
    return override.after === undefined
      ? !scene.props.some(({ prop }) => prop === override.prop)
      : !handlings(scene, override.prop).some(({ beat }) => beat.id === override.after);
  if (override.do === 'removeProp') return !breakdown.props.some(({ id }) => id === override.prop);
  return false;
}
