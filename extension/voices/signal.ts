import { seeded } from '../geometry/random.ts';
import { sampleAt } from '../runtime/sound/samples.ts';

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
      const emphasized = sampleAt(samples, at + i) - 0.9 * sampleAt(samples, at + i - 1);
      frame[i] = emphasized * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size));
    }
    const { coefficients, error } = predict(frame);
    const gain = Math.sqrt(error / size) * 2.4;
    const tract = new Float64Array(size);
    for (let i = 0; i < size; i++) {
      let y = gain * (random() + random() - 1);
      for (let k = 1; k <= order; k++) y -= sampleAt(coefficients, k) * sampleAt(tract, i - k);
      tract[i] = y;
      out[at + i] = sampleAt(out, at + i) + y * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size));
    }
  }
  return out.subarray(0, samples.length);
}

/** Levinson–Durbin recursion on a frame's autocorrelation; a silent frame predicts nothing. */
function predict(frame: Float64Array): { coefficients: Float64Array; error: number } {
  const r = new Float64Array(order + 1);
  for (let lag = 0; lag <= order; lag++)
    for (let i = lag; i < frame.length; i++)
      r[lag] = sampleAt(r, lag) + sampleAt(frame, i) * sampleAt(frame, i - lag);
  const a = new Float64Array(order + 1);
  a[0] = 1;
  let error = sampleAt(r, 0) * 1.0001;
  if (error < 1e-9) return { coefficients: a, error: 0 };
  for (let i = 1; i <= order; i++) {
    let k = sampleAt(r, i);
    for (let j = 1; j < i; j++) k += sampleAt(a, j) * sampleAt(r, i - j);
    k = -k / error;
    const before = a.slice();
    for (let j = 1; j < i; j++) a[j] = sampleAt(before, j) + k * sampleAt(before, i - j);
    a[i] = k;
    error *= 1 - k * k;
  }
  return { coefficients: a, error };
}
