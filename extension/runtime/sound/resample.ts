import { sampleAt } from './samples.ts';

/** Taps on each side of the resampling filter, and steps between two samples; aliases stay below hearing at 16 kHz. */
const halfTaps = 12;
const phases = 128;

/**
 * Plays samples `ratio` times as fast, as a tape would: pitch and formants rise together, the length shrinks.
 * Windowed-sinc interpolation from a table (J. O. Smith, "Digital Audio Resampling"), low-passed when it speeds up.
 */
export function resample(samples: Float32Array, ratio: number): Float32Array {
  if (ratio === 1) return samples;
  const out = new Float32Array(Math.floor(samples.length / ratio));
  const cutoff = Math.min(1, 1 / ratio);
  const reach = halfTaps / cutoff;
  const table = Float32Array.from({ length: Math.ceil(reach * phases) + 1 }, (_, i) => {
    const x = i / phases;
    const sinc = x === 0 ? 1 : Math.sin(Math.PI * x * cutoff) / (Math.PI * x * cutoff);
    return x > reach ? 0 : sinc * cutoff * (0.5 + 0.5 * Math.cos((Math.PI * x) / reach));
  });
  for (let i = 0; i < out.length; i++) {
    const centre = i * ratio;
    const last = Math.min(samples.length - 1, Math.floor(centre + reach));
    let sum = 0;
    for (let j = Math.max(0, Math.ceil(centre - reach)); j <= last; j++)
      sum += sampleAt(samples, j) * sampleAt(table, Math.round(Math.abs(j - centre) * phases));
    out[i] = sum;
  }
  return out;
}
