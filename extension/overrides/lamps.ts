import type { Lamp, SetLamp } from '../../schemas/source/lamps.ts';
import type { Override } from '../../schemas/source/overrides.ts';
import type { LightPlan } from '../../schemas/source/stageCommand.ts';
import { scale3 } from '../geometry/vector.ts';

/** The id of a set's sun in Blender. */
const sunId = 'light.sun';
/** A sun's strength in Blender for a level of 1 on what faces it, as the kit makes suns. */
const sunStrength = 0.8 * Math.PI;

/** A scene's light with the lamps that a person added, changed and deleted in it. */
export function overrideLight(light: LightPlan, scene: string, overrides: readonly Override[]): LightPlan {
  const own = overrides.filter(
    (o) => (o.do === 'addLamp' || o.do === 'changeLamp' || o.do === 'removeLamp') && o.scene === scene,
  );
  return own.reduce(applyTo, light);
}

function applyTo(light: LightPlan, override: Override): LightPlan {
  if (override.do === 'addLamp' || override.do === 'changeLamp') {
    const { as, lamp } = override;
    if (!isSetLamp(as)) return { ...light, sun: sunOf(as) };
    return override.do === 'addLamp'
      ? { ...light, lamps: [...(light.lamps ?? []), { id: lamp, ...as }] }
      : { ...light, lampChanges: { ...light.lampChanges, [lamp]: { lamp: as } } };
  }
  if (override.do !== 'removeLamp') return light;
  if (override.lamp !== sunId)
    return { ...light, lampChanges: { ...light.lampChanges, [override.lamp]: { off: true } } };
  const { sun: _, ...rest } = light;
  return rest;
}

const isSetLamp = (lamp: Lamp): lamp is SetLamp => lamp.type !== 'SUN';

const sunOf = ({ direction, colour, watts }: Lamp): NonNullable<LightPlan['sun']> => ({
  direction: scale3(direction, -1),
  colour: scale3(colour, watts / sunStrength),
});
