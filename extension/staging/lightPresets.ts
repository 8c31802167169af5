import type { SetKind, TimeOfDay } from '../../schemas/source/breakdown.ts';
import type { Rgb } from '../../schemas/source/common.ts';

/**
 * Levels tuned by eye on rendered sets, linear and scene-referred. Sun angles are degrees: azimuth clockwise from
 * north, elevation. Interiors by night: practicals warm (2700–3200 K), window cold (about 7000 K); dusk: one long
 * warm key and blue fill.
 */
export interface Preset {
  sky: Rgb;
  ground: Rgb;
  window: number;
  windowColour: Rgb;
  sun?: { at: readonly [number, number]; colour: Rgb };
  practical: number;
  ceiling: number;
  exposure: number;
  fog: number;
}

const interior = {
  DAY: {
    high: {
      sky: [0.27, 0.28, 0.3],
      ground: [0.25, 0.22, 0.18],
      window: 4.6,
      windowColour: [0.92, 0.98, 1.08],
      sun: { at: [52, 34], colour: [3, 2.45, 1.7] },
      practical: 0,
      ceiling: 0.45,
      exposure: 0.5,
      fog: 0,
    },
    low: {
      sky: [0.11, 0.12, 0.14],
      ground: [0.11, 0.095, 0.08],
      window: 3.8,
      windowColour: [0.85, 0.96, 1.12],
      sun: { at: [52, 30], colour: [2.8, 2.3, 1.7] },
      practical: 0,
      ceiling: 0,
      exposure: 0.6,
      fog: 0,
    },
  },
  DAWN: {
    high: {
      sky: [0.2, 0.22, 0.27],
      ground: [0.2, 0.18, 0.18],
      window: 3,
      windowColour: [0.8, 0.86, 1.08],
      sun: { at: [60, 14], colour: [2.2, 1.25, 0.8] },
      practical: 0.35,
      ceiling: 0,
      exposure: 0.6,
      fog: 0,
    },
  },
  DUSK: {
    high: {
      sky: [0.21, 0.18, 0.24],
      ground: [0.2, 0.14, 0.13],
      window: 3.4,
      windowColour: [1.1, 0.66, 0.45],
      sun: { at: [60, 12], colour: [3, 1.15, 0.38] },
      practical: 0.8,
      ceiling: 0,
      exposure: 0.6,
      fog: 0,
    },
  },
  NIGHT: {
    high: {
      sky: [0.075, 0.085, 0.125],
      ground: [0.095, 0.075, 0.065],
      window: 0.55,
      windowColour: [0.32, 0.48, 1],
      practical: 1.9,
      ceiling: 0.55,
      exposure: 0.6,
      fog: 0,
    },
    low: {
      sky: [0.032, 0.042, 0.08],
      ground: [0.032, 0.03, 0.04],
      window: 1,
      windowColour: [0.3, 0.46, 1],
      sun: { at: [45, 32], colour: [0.1, 0.17, 0.36] },
      practical: 1.6,
      ceiling: 0,
      exposure: 0.6,
      fog: 0,
    },
  },
} as const satisfies Record<TimeOfDay, { high: Preset; low?: Preset }>;

const exterior = {
  DAY: {
    high: {
      sky: [0.42, 0.5, 0.62],
      ground: [0.26, 0.24, 0.2],
      window: 0,
      windowColour: [1, 1, 1],
      sun: { at: [55, 42], colour: [1.9, 1.68, 1.35] },
      practical: 0,
      ceiling: 0,
      exposure: 0.15,
      fog: 0.5,
    },
  },
  DAWN: {
    high: {
      sky: [0.34, 0.36, 0.46],
      ground: [0.22, 0.18, 0.18],
      window: 0,
      windowColour: [1, 1, 1],
      sun: { at: [70, 12], colour: [1.7, 1, 0.62] },
      practical: 0.4,
      ceiling: 0,
      exposure: 0.3,
      fog: 0.8,
    },
  },
  DUSK: {
    high: {
      sky: [0.2, 0.19, 0.32],
      ground: [0.17, 0.11, 0.1],
      window: 0,
      windowColour: [1, 1, 1],
      sun: { at: [75, 9], colour: [2.2, 0.85, 0.3] },
      practical: 1,
      ceiling: 0,
      exposure: 0.4,
      fog: 0.6,
    },
  },
  NIGHT: {
    high: {
      sky: [0.045, 0.06, 0.115],
      ground: [0.03, 0.03, 0.042],
      window: 0,
      windowColour: [1, 1, 1],
      sun: { at: [-130, 40], colour: [0.06, 0.1, 0.2] },
      practical: 2.2,
      ceiling: 0,
      exposure: 0.5,
      fog: 0.5,
    },
  },
} as const satisfies Record<TimeOfDay, { high: Preset; low?: Preset }>;

/** The preset of a setting, time and mood; a mood without one of its own takes the high-key one. */
export function preset(setting: 'INT' | 'EXT', time: TimeOfDay, mood: 'high' | 'low'): Preset {
  const byMood: { high: Preset; low?: Preset } = (setting === 'INT' ? interior : exterior)[time];
  return byMood[mood] ?? byMood.high;
}

/** Sky colours at the zenith and the horizon. */
export const skies: Record<TimeOfDay, { zenith: Rgb; horizon: Rgb }> = {
  DAY: { zenith: [0.16, 0.36, 0.72], horizon: [0.72, 0.84, 0.95] },
  DAWN: { zenith: [0.22, 0.3, 0.52], horizon: [1, 0.72, 0.58] },
  DUSK: { zenith: [0.13, 0.14, 0.34], horizon: [1.15, 0.48, 0.22] },
  NIGHT: { zenith: [0.006, 0.01, 0.026], horizon: [0.035, 0.045, 0.085] },
};

/** Light from behind that lifts a figure off its background. */
export const rims: Record<TimeOfDay, Rgb> = {
  DAY: [0.35, 0.36, 0.38],
  DAWN: [0.3, 0.26, 0.28],
  DUSK: [0.4, 0.2, 0.14],
  NIGHT: [0.1, 0.15, 0.3],
};

const faces: Record<TimeOfDay, [number, number]> = {
  DAY: [0.9, 1.3],
  DAWN: [0.75, 1.15],
  DUSK: [0.7, 1.05],
  NIGHT: [0.56, 0.74],
};

/** Lowest and highest level of a lit face after exposure; low-key lets it sink by a quarter. */
export function faceLevels(time: TimeOfDay, mood: 'high' | 'low'): [number, number] {
  const [low, high] = faces[time];
  return [mood === 'low' ? low * 0.75 : low, high];
}

const suns: Partial<Record<SetKind, Partial<Record<TimeOfDay, readonly [number, number]>>>> = {
  kitchen: { DAY: [-58, 33], DAWN: [-62, 15] },
  street: { DAY: [150, 47], DUSK: [168, 12], DAWN: [190, 12] },
  beach: { DUSK: [18, 7], DAWN: [-20, 9] },
  forest: { DAY: [40, 46] },
  office: { DAY: [25, 38] },
  bedroom: { DAY: [-62, 30], DAWN: [-72, 13], DUSK: [-72, 13] },
};

/** Where the sun stands for a kind of place, so that it comes in by its windows; undefined: as the preset says. */
export const sunAzimuth = (kind: SetKind, time: TimeOfDay): readonly [number, number] | undefined =>
  suns[kind]?.[time];

const exposures: Partial<Record<SetKind, Partial<Record<TimeOfDay, number>>>> = {
  beach: { DAY: -0.55 },
  bar: { NIGHT: 0.25, DUSK: 0.15 },
  office: { DAY: 0.2 },
  forest: { NIGHT: 0.45 },
  bedroom: { NIGHT: 0.3 },
  rooftop: { NIGHT: 0.15 },
};

/** Stops a place wants above its preset. */
export const placeExposure = (kind: SetKind, time: TimeOfDay): number => exposures[kind]?.[time] ?? 0;

const town = [18, 120] as const;
const open = [20, 160] as const;
/** Metres at which haze begins and is full, by kind of place. */
export const outdoorFog: Record<SetKind, readonly [number, number]> = {
  living: open,
  kitchen: open,
  bedroom: open,
  office: open,
  bar: open,
  bare: open,
  corridor: open,
  shop: open,
  hospital: open,
  classroom: open,
  garage: open,
  hall: open,
  yard: open,
  park: open,
  field: open,
  car: [8, 45],
  street: town,
  alley: town,
  station: town,
  forest: [7, 32],
  beach: [60, 900],
  rooftop: [15, 170],
};
