import type { Scene, SetKind, TimeOfDay } from '../../schemas/source/breakdown.ts';
import type { Rgb, Vec3 } from '../../schemas/source/common.ts';
import type { FloorPlan } from '../../schemas/source/sets.ts';
import type { LightPlan } from '../../schemas/source/stageCommand.ts';
import { radians } from '../geometry/vector.ts';
import {
  faceLevels,
  outdoorFog,
  type Preset,
  placeExposure,
  preset,
  rims,
  skies,
  sunAzimuth,
} from './lightPresets.ts';

/** Towards a sun at an azimuth (degrees clockwise from north) and an elevation (degrees). */
function sunDirection([azimuth, elevation]: readonly [number, number]): Vec3 {
  const a = radians(azimuth);
  const e = radians(elevation);
  return [Math.sin(a) * Math.cos(e), Math.cos(a) * Math.cos(e), Math.sin(e)];
}

const scale = (colour: Rgb, k: number): Rgb => [colour[0] * k, colour[1] * k, colour[2] * k];
const mix = (a: Rgb, b: Rgb, t: number): Rgb => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
  a[2] + (b[2] - a[2]) * t,
];
const grey = (colour: Rgb): Rgb => {
  const level = (colour[0] + colour[1] + colour[2]) / 3;
  return [level, level, level * 1.04];
};

/** Places whose own lamps burn at any hour: a bar is never lit by daylight alone. */
const leastPractical: Partial<Record<SetKind, number>> = { bar: 0.35, bare: 0.6 };

/**
 * The light of a scene from INT/EXT × time × mood × weather. An overcast sky takes the sun away, gives half of its
 * level to the sky and greys it, so that a rainy noon is flat and cool, never merely dark.
 */
export function lightPlan(scene: Pick<Scene, 'time' | 'mood' | 'weather'>, plan: FloorPlan): LightPlan {
  const { time, mood, weather } = scene;
  const setting = plan.exterior || plan.kind === 'car' ? 'EXT' : 'INT';
  const base: Preset = preset(setting, time, mood);
  const overcast = weather === 'rain' || weather === 'snow' || weather === 'fog';
  const sky = skies[time];
  const sun = base.sun && {
    direction: sunDirection(sunAzimuth(plan.kind, time) ?? base.sun.at),
    colour: base.sun.colour,
  };
  const veil = weather === 'fog' ? 0.35 : 0.7;
  const fog = outdoorFog[plan.kind];
  const daylit = time === 'DAY' || time === 'DAWN';
  return {
    setting,
    time,
    key: mood,
    weather,
    sky: overcast ? scale(mix(base.sky, grey(base.sky), 0.6), daylit ? 1.25 : 1) : base.sky,
    ground: base.ground,
    ...(sun && !overcast ? { sun } : {}),
    window: { power: overcast ? base.window * 0.7 : base.window, colour: base.windowColour },
    practical: Math.max(base.practical, leastPractical[plan.kind] ?? 0),
    ceiling: base.ceiling,
    exposure: base.exposure + placeExposure(plan.kind, time),
    zenith: overcast ? mix(sky.zenith, grey(sky.horizon), 0.7) : sky.zenith,
    horizon: overcast ? mix(sky.horizon, grey(sky.horizon), 0.7) : sky.horizon,
    ...(setting === 'EXT'
      ? {
          fog: {
            colour: scale(overcast ? grey(sky.horizon) : sky.horizon, time === 'NIGHT' ? 1 : 0.8),
            near: fog[0] * (overcast ? veil : 1),
            far: fog[1] * (overcast ? veil : 1),
            strength: Math.min(1, base.fog * (overcast ? 1.4 : 1)),
          },
        }
      : {}),
    face: faceLevels(time, mood),
    rim: rims[time],
  };
}

/** The name of the grade a take gets after rendering. */
export const gradeFor = (time: TimeOfDay): 'day' | 'dusk' | 'night' =>
  time === 'NIGHT' ? 'night' : time === 'DUSK' ? 'dusk' : 'day';
