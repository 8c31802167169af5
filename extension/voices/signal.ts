import { seeded } from '../geometry/random.ts';

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
      sum += (samples[j] ?? 0) * (table[Math.round(Math.abs(j - centre) * phases)] ?? 0);
    out[i] = sum;
  }
  return out;
}

/** Level of speech at which every voice is kept, RMS over its sounding parts, relative to full scale. */
const speechLevel = 10 ** (-21 / 20);
const ceiling = 10 ** (-1.5 / 20);

/** Brings a voice to the common level, softly held below the ceiling. Silence stays silence. */
export function levelled(samples: Float32Array): Float32Array {
  let sum = 0;
  let count = 0;
  for (const x of samples) {
    if (Math.abs(x) < 0.004) continue;
    sum += x * x;
    count++;
  }
  if (count === 0) return samples;
  const gain = speechLevel / Math.sqrt(sum / count);
  return samples.map((x) => ceiling * Math.tanh((x * gain) / ceiling));
}

/** Order of the linear prediction: two for each formant below 8 kHz, and two for the tilt. */
const order = 18;

/**
 * The same words as a whisper: the vocal tract is kept by linear prediction (Makhoul, "Linear Prediction: A Tutorial
 * Review", 1975), the vocal cords are replaced by noise.
 */
export function whispered(samples: Float32Array, sampleRate: number, seed: string): Float32Array {
  const random = seeded(seed);
  const hop = Math.round(sampleRate * 0.01);
  const size = hop * 2;
  const out = new Float32Array(samples.length + size);
  const frame = new Float64Array(size);
  for (let at = 0; at < samples.length; at += hop) {
    for (let i = 0; i < size; i++) {
      const emphasized = (samples[at + i] ?? 0) - 0.9 * (samples[at + i - 1] ?? 0);
      frame[i] = emphasized * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size));
    }
    const { coefficients, error } = predict(frame);
    const gain = Math.sqrt(error / size) * 2.4;
    const tract = new Float64Array(size);
    for (let i = 0; i < size; i++) {
      let y = gain * (random() + random() - 1);
      for (let k = 1; k <= order; k++) y -= (coefficients[k] ?? 0) * (tract[i - k] ?? 0);
      tract[i] = y;
      out[at + i] = (out[at + i] ?? 0) + y * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size));
    }
  }
  return out.subarray(0, samples.length);
}

/** Levinson–Durbin recursion on a frame's autocorrelation; a silent frame predicts nothing. */
function predict(frame: Float64Array): { coefficients: Float64Array; error: number } {
  const r = new Float64Array(order + 1);
  for (let lag = 0; lag <= order; lag++)
    for (let i = lag; i < frame.length; i++) r[lag] = (r[lag] ?? 0) + (frame[i] ?? 0) * (frame[i - lag] ?? 0);
  const a = new Float64Array(order + 1);
  a[0] = 1;
  let error = (r[0] ?? 0) * 1.0001;
  if (error < 1e-9) return { coefficients: a, error: 0 };
  for (let i = 1; i <= order; i++) {
    let k = r[i] ?? 0;
    for (let j = 1; j < i; j++) k += (a[j] ?? 0) * (r[i - j] ?? 0);
    k = -k / error;
    const before = a.slice();
    for (let j = 1; j < i; j++) a[j] = (before[j] ?? 0) + k * (before[i - j] ?? 0);
    a[i] = k;
    error *= 1 - k * k;
  }
  return { coefficients: a, error };
}

/** Signed 16-bit samples as fractions of full scale. */
export function toFloat(samples: Int16Array): Float32Array {
  const out = new Float32Array(samples.length);
  for (let i = 0; i < out.length; i++) out[i] = (samples[i] ?? 0) / 32768;
  return out;
}

/** Fractions of full scale as signed 16-bit samples; what is beyond is held at the limits. */
export function toInt(samples: Float32Array): Int16Array<ArrayBuffer> {
  const out = new Int16Array(samples.length);
  for (let i = 0; i < out.length; i++)
    out[i] = Math.max(-32768, Math.min(32767, Math.round((samples[i] ?? 0) * 32768)));
  return out;
}
