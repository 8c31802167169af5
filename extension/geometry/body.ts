import type { Posture } from '../../schemas/source/blocking.ts';
import type { Look } from '../../schemas/source/breakdown.ts';

/** Proportions of our stylised bodies, as shares of standing height; the kit builds them by the same numbers. */
const head = { child: 0.235, teen: 0.176, adult: 0.176, elder: 0.176 } as const;
const hipJoint = { child: 0.445, teen: 0.5, adult: 0.5, elder: 0.5 } as const;
const girth = { slim: 0.9, average: 1, stocky: 1.22 } as const;

/** Chin to crown, metres. */
export const headHeight = (look: Look): number => look.heightM * head[look.age];

/** How far hips, and all above them, sink from standing, metres. */
export function sink(look: Look, posture: Posture, seatHeight: number): number {
  const hips = look.heightM * hipJoint[look.age];
  if (posture === 'sit')
    return Math.max(0, hips - seatHeight - 0.052 * look.heightM * Math.sqrt(girth[look.build]));
  if (posture === 'kneel') return 0.25 * look.heightM;
  if (posture === 'lie') return eyeHeight(look) - seatHeight - 0.12;
  return 0;
}

/** Eyes above the ground when standing, metres. */
export function eyeHeight(look: Look): number {
  const lowFace = look.age === 'child' ? 0.035 : 0;
  return look.heightM - (0.5 + lowFace) * headHeight(look);
}

/** Eyes in front of the body's axis, metres. */
export const eyeForward = (look: Look): number => 0.39 * headHeight(look);

/** Shoulder joints above the ground when standing, metres. */
export const shoulderHeight = (look: Look): number => look.heightM * (look.age === 'child' ? 0.7 : 0.765);

/**
 * What the frame heights of `sizes`, given for 1.75 m, are multiplied by for this figure. Close sizes go by the head:
 * a child's is larger for its height, and a close-up is about the face.
 */
export const frameScale = (look: Look, height: number): number =>
  height <= 0.6 ? headHeight(look) / (0.176 * 1.75) : look.heightM / 1.75;
