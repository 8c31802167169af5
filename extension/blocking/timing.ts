import type { Action } from '../../schemas/source/blocking.ts';
import type { Look } from '../../schemas/source/breakdown.ts';
import type { Gait } from './reading/lexicon.ts';

/** Seconds each action takes (usual practice: time it with a stop-watch and a friend). */
export const seconds: Readonly<Record<Exclude<Action['do'], 'walk' | 'turn'>, number>> = {
  sit: 1.3,
  rise: 1.1,
  kneel: 1.2,
  lie: 2,
  look: 0.4,
  point: 0.8,
  wave: 1.2,
  reach: 0.9,
  pickUp: 0.9,
  putDown: 0.8,
  give: 1.2,
  take: 1.2,
  openDoor: 1.2,
  closeDoor: 1.2,
  nod: 0.7,
  shakeHead: 1,
  shrug: 1,
  gesture: 1.1,
  laugh: 1.6,
  cry: 2.4,
  sigh: 1.3,
  drink: 1.8,
  eat: 1.8,
  type: 2.4,
  write: 2.4,
  read: 2.4,
  phoneUp: 1,
  phoneDown: 0.9,
  hug: 1.5,
  push: 0.8,
  clap: 1.6,
  think: 1.6,
  crossArms: 0.9,
  handsOnHips: 0.9,
  coverFace: 1.4,
  knock: 1.3,
  work: 2.4,
  drive: 2.4,
  fall: 1.3,
  jump: 0.8,
  dance: 2.8,
  startle: 0.6,
  feel: 0.8,
};

/** How long an audience is given to see what a look, a smile or a held pose means, seconds. */
export const read = { look: 1.2, hold: 0.8, feel: 1.2 } as const;

/** Walking speeds in metres a second, by age and gait. */
const speeds = { walk: 1.3, stroll: 0.95, hurry: 1.8, run: 3.2 } as const;
const ages = { child: 1.1 / 1.3, teen: 1, adult: 1, elder: 0.9 / 1.3 } as const;
export const walkingSpeed = (age: Look['age'], gait: Gait | 'walk'): number => speeds[gait] * ages[age];

/** Radians a second of a turn on the spot (120–180° a second). */
const turnRate = (150 * Math.PI) / 180;
export const turnSeconds = (angle: number): number => Math.max(0.3, Math.abs(angle) / turnRate);

/** Seconds for words that hold nothing to play: 1.2 s and 0.12 s a word, at most 4 s. */
export const plainSeconds = (text: string): number =>
  Math.min(4, 1.2 + 0.12 * (text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0));

/** Distances people keep when they talk, metres between their middles. */
export const talking = { close: 0.7, usual: 1.15, group: 1.25 } as const;
/** Reach of an arm with a small lean, metres from the body's middle. */
export const reachMetres = 0.95;
