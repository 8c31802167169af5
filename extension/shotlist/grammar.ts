import type { Shot } from '../../schemas/source/shotList.ts';
import { type FigureSize, sizes } from '../geometry/camera.ts';

/** Mean shot length by genre in seconds (Cutting, Brunick & DeLong 2011, rounded). */
export const meanSeconds = { action: 2.5, thriller: 3.5, comedy: 4, drama: 5.5, slow: 9 } as const;
export type Genre = keyof typeof meanSeconds;

/**
 * What a cut or a shot costs, in one currency: about 1 is a small blemish, 8 is worse than any habit of style.
 * The shape follows Galvane et al. 2015 ("Continuity editing for 3D animation"); the weights are practice.
 */
export const cost = {
  /** A mean shot's length of speech with the speaker's face hidden or out of frame. */
  hiddenFace: 8,
  /** Same subject, size within one step: nothing has changed. */
  idleCut: 4,
  /** Shorter than anyone can read, or longer than a still picture holds. */
  tooShort: 3,
  tooLong: 3,
  /** Each factor of two between a shot's length and the mean. */
  rhythm: 1,
  /** Returning to the shot before last outside a pair. */
  repeat: 1,
  /** Each step of size away from what the beat's tension asks, over a mean shot's length. */
  size: 2,
  /** A scene that does not begin by telling where. */
  notWhere: 6,
  /** A scene that ends on neither a face nor a wide frame. */
  weakEnd: 2,
  /** Not what the script's own camera words say. */
  disobeys: 40,
  /** Counter-shots of different sizes or kinds. */
  unmatched: 0.7,
  /** What a wanted reaction or insert is worth. */
  wanted: -4,
  /** A move that follows an actor, against a still frame that holds the same. */
  move: 0.6,
  /** Cutting within 30° and two sizes where one of the frames is of several people. */
  nearJump: 2,
} as const;

/** Seconds: what a shot needs at least, an insert at least, and holds at most without a move. */
export const limits = { shot: 1, insert: 0.8, still: 8, longest: 16 } as const;

/** Two frames on one subject are two sizes apart when their heights differ by this factor. */
const twoSizes = 2.1;
/** Heights within this factor are the same size or its neighbour. */
const oneSize = 1.75;
export const farApart = (a: number, b: number): boolean => Math.max(a / b, b / a) >= twoSizes;
export const alike = (a: number, b: number): boolean => Math.max(a / b, b / a) <= oneSize;

/** Sizes of faces and figures by growing closeness; a step is one place. */
const ladder = ['WS', 'FS', 'MLS', 'MS', 'MCU', 'CU', 'ECU'] as const satisfies FigureSize[];

/** The place on the ladder of closeness that a tension from 0 to 1 asks for; fractional between sizes. */
export function closenessFor(tension: number): number {
  const anchors: readonly (readonly [number, number])[] = [
    [0, 1.6],
    [0.3, 3],
    [0.5, 4],
    [0.75, 5],
    [1, 5.6],
  ];
  let before = anchors[0] as readonly [number, number];
  for (const anchor of anchors) {
    if (tension <= anchor[0]) {
      const t = (tension - before[0]) / (anchor[0] - before[0] || 1);
      return before[1] + (anchor[1] - before[1]) * t;
    }
    before = anchor;
  }
  return before[1];
}

/** The place on the ladder of closeness of a frame `height` metres high at the subject. */
export function closenessOf(height: number): number {
  for (let i = 1; i < ladder.length; i++) {
    const wide = sizes[ladder[i - 1] as FigureSize].height;
    const tight = sizes[ladder[i] as FigureSize].height;
    if (height >= tight) return Math.max(0, i - Math.log(height / tight) / Math.log(wide / tight));
  }
  return ladder.length - 1;
}

/** f-numbers: close-ups melt the background, wide frames keep it. */
export const fstopFor = (height: number): number => (height < 0.7 ? 2 : height < 1.6 ? 4 : 8);

export type Kind = Shot['kind'];
/** Frames that show where everybody is. */
export const isWide = (kind: Kind): boolean => kind === 'establish' || kind === 'master' || kind === 'group';
