import { sampleAt } from '../../runtime/sound/samples.ts';
/** Samples a second of everything in the mix. */
export const mixRate = 48000;

type Kind = 'lowpass' | 'highpass' | 'bandpass';

/**
 * A second-order filter over a whole signal, in place (R. Bristow-Johnson, "Audio EQ Cookbook"). `hertz` is the corner
 * or the centre, q its sharpness.
 */
export function biquad(samples: Float32Array, kind: Kind, hertz: number, q = Math.SQRT1_2): Float32Array {
  const w = (2 * Math.PI * Math.min(hertz, mixRate * 0.45)) / mixRate;
  const cos = Math.cos(w);
  const alpha = Math.sin(w) / (2 * q);
  const a0 = 1 + alpha;
  const [b0, b1, b2] =
    kind === 'lowpass'
      ? [(1 - cos) / 2, 1 - cos, (1 - cos) / 2]
      : kind === 'highpass'
        ? [(1 + cos) / 2, -(1 + cos), (1 + cos) / 2]
        : [alpha, 0, -alpha];
  const [n0, n1, n2, d1, d2] = [b0 / a0, b1 / a0, b2 / a0, (-2 * cos) / a0, (1 - alpha) / a0];
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  for (let i = 0; i < samples.length; i++) {
    const x = sampleAt(samples, i);
    const y = n0 * x + n1 * x1 + n2 * x2 - d1 * y1 - d2 * y2;
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
    samples[i] = y;
  }
  return samples;
}

export const fromDb = (db: number): number => 10 ** (db / 20);

/** Root mean square of a signal. */
export function rms(samples: Float32Array): number {
  let sum = 0;
  for (const x of samples) sum += x * x;
  return Math.sqrt(sum / Math.max(1, samples.length));
}

/** Gains of the two channels for a place from -1 (left) to 1 (right), of equal power everywhere. */
export function panGains(pan: number): [number, number] {
  const angle = ((pan + 1) * Math.PI) / 4;
  return [Math.cos(angle), Math.sin(angle)];
}

/** Two channels of the same length. */
export interface Stereo {
  left: Float32Array;
  right: Float32Array;
}

export const silence = (samples: number): Stereo => ({
  left: new Float32Array(samples),
  right: new Float32Array(samples),
});

/** Adds `from` to `to`, `at` samples later (or earlier), with a gain for each channel; what does not fit is dropped. */
export function add(to: Stereo, from: Stereo, at: number, gain: number): void {
  const first = Math.max(0, -at);
  const last = Math.min(from.left.length, to.left.length - at);
  for (let i = first; i < last; i++) {
    to.left[at + i] = sampleAt(to.left, at + i) + gain * sampleAt(from.left, i);
    to.right[at + i] = sampleAt(to.right, at + i) + gain * sampleAt(from.right, i);
  }
}
