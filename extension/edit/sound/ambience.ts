import type { AmbienceKind } from '../../../schemas/source/edit.ts';
import { seeded } from '../../geometry/random.ts';
import { smoothstep } from '../../geometry/vector.ts';
import { sampleAt } from '../../runtime/sound/samples.ts';
import { biquad, mixRate, panGains, rms, type Stereo, silence } from './filters.ts';

/** Length of a loop, seconds; whole hertz and whole slow waves fit into it, so that it closes without a seam. */
const loopSeconds = 12;
const length = loopSeconds * mixRate;
/** Noise closes by crossfading its overhang into its beginning. */
const overhang = mixRate;
/** Level of dialogue, RMS: a layer of 0 dB would be as loud as speech. */
export const dialogueLevel = 10 ** (-21 / 20);

type Random = () => number;
type Shape = (seconds: number) => number;

/** White noise through filters, closed to a loop, with an envelope over it. */
function noise(
  random: Random,
  filter: (samples: Float32Array) => void,
  shape: Shape = () => 1,
): Float32Array {
  const raw = new Float32Array(length + overhang);
  for (let i = 0; i < raw.length; i++) raw[i] = 2 * random() - 1;
  filter(raw);
  const out = raw.slice(0, length);
  for (let i = 0; i < overhang; i++) {
    const t = i / overhang;
    out[i] = Math.sqrt(t) * sampleAt(raw, i) + Math.sqrt(1 - t) * sampleAt(raw, length + i);
  }
  // Envelopes are slow: one value for each two milliseconds is enough.
  const step = mixRate / 500;
  for (let at = 0; at < length; at += step) {
    const gain = shape(at / mixRate);
    for (let i = at; i < at + step; i++) out[i] = sampleAt(out, i) * gain;
  }
  return out;
}

const low = (hertz: number) => (s: Float32Array) => void biquad(s, 'lowpass', hertz);
const band = (hertz: number, q: number) => (s: Float32Array) => void biquad(s, 'bandpass', hertz, q);
const between = (from: number, to: number) => (s: Float32Array) => {
  biquad(s, 'highpass', from);
  biquad(s, 'lowpass', to);
};

/** Adds a signal to both channels at a place, with a gain. */
function put(out: Stereo, samples: Float32Array, gain: number, pan = 0): void {
  const [l, r] = panGains(pan);
  for (let i = 0; i < samples.length; i++) {
    out.left[i] = sampleAt(out.left, i) + gain * l * sampleAt(samples, i);
    out.right[i] = sampleAt(out.right, i) + gain * r * sampleAt(samples, i);
  }
}

/** The same kind of noise, independent on either side: it surrounds. */
function wide(
  out: Stereo,
  random: Random,
  filter: (s: Float32Array) => void,
  gain: number,
  shape?: Shape,
): void {
  put(out, noise(random, filter, shape), gain, -0.9);
  put(out, noise(random, filter, shape), gain, 0.9);
}

const wave = (seconds: number, period: number, phase: number): number =>
  0.5 - 0.5 * Math.cos(2 * Math.PI * (seconds / period + phase));

function tones(out: Stereo, partials: readonly (readonly [hertz: number, gain: number])[]): void {
  const samples = new Float32Array(length);
  for (const [hertz, gain] of partials)
    for (let i = 0; i < length; i++)
      samples[i] = sampleAt(samples, i) + gain * Math.sin((2 * Math.PI * hertz * i) / mixRate);
  put(out, samples, 1);
}

/** Writes a short sound into a loop, round its end. */
function event(out: Stereo, at: number, seconds: number, pan: number, sample: (t: number) => number): void {
  const [l, r] = panGains(pan);
  const start = Math.floor(at * mixRate);
  for (let i = 0; i < seconds * mixRate; i++) {
    const j = (start + i) % length;
    const x = sample(i / mixRate);
    out.left[j] = sampleAt(out.left, j) + l * x;
    out.right[j] = sampleAt(out.right, j) + r * x;
  }
}

/** Drops: short rings at random times. */
function drops(out: Stereo, random: Random, count: number, hertz: number, gain: number): void {
  for (let n = 0; n < count; n++) {
    const f = hertz * (0.6 + 0.8 * random());
    const level = gain * random() ** 2;
    event(
      out,
      random() * loopSeconds,
      0.012,
      1.8 * random() - 0.9,
      (t) => level * Math.exp(-t * 500) * Math.sin(2 * Math.PI * f * t),
    );
  }
}

const makers: Record<AmbienceKind, (out: Stereo, random: Random) => void> = {
  room(out, random) {
    wide(out, random, low(280), 1);
    wide(out, random, between(300, 1400), 0.12);
  },
  hum(out, random) {
    tones(out, [
      [50, 0.5],
      [100, 1],
      [150, 0.25],
      [200, 0.3],
      [300, 0.12],
    ]);
    wide(out, random, low(500), 0.5);
  },
  vent(out, random) {
    wide(out, random, between(90, 700), 1, (t) => 0.9 + 0.1 * wave(t, 6, 0));
    wide(out, random, between(1500, 4000), 0.05);
  },
  murmur(out, random) {
    for (let n = 0; n < 11; n++) {
      const [rate, phrase, phase] = [
        3 + Math.floor(3 * random()) + 1 / loopSeconds,
        loopSeconds / (2 + Math.floor(4 * random())),
        random(),
      ];
      const talk = (t: number) =>
        (0.15 + 0.85 * wave(t, 1 / rate, phase)) * smoothstep(0.25, 0.6, wave(t, phrase, phase));
      const tract = 320 + 700 * random();
      put(out, noise(random, band(tract, 2.2), talk), 0.8, 1.8 * random() - 0.9);
    }
    wide(out, random, between(150, 500), 0.16);
  },
  traffic(out, random) {
    wide(out, random, low(180), 1);
    for (let n = 0; n < 3; n++) {
      const at = (loopSeconds * (n + 0.2 + 0.6 * random())) / 3;
      const away = (t: number) => Math.min(Math.abs(t - at), loopSeconds - Math.abs(t - at));
      put(
        out,
        noise(random, between(90, 750), (t) => Math.exp(-((away(t) / 1.1) ** 2))),
        0.9,
        1.4 * random() - 0.7,
      );
    }
  },
  wind(out, random) {
    const [a, b] = [random(), random()];
    const gust = (t: number) => 0.35 + 0.45 * wave(t, 6, a) * wave(t, 4, b) + 0.2 * wave(t, 2, a + b);
    wide(out, random, band(220, 0.5), 1, gust);
    wide(out, random, band(620, 1.4), 0.35, (t) => gust(t) ** 2);
  },
  rain(out, random) {
    wide(out, random, between(900, 9000), 0.5);
    wide(out, random, between(250, 900), 0.25);
    drops(out, random, 1500, 3200, 0.7);
  },
  rainInside(out, random) {
    wide(out, random, between(150, 900), 0.6);
    drops(out, random, 420, 1300, 0.8);
  },
  waves(out, random) {
    for (const [period, phase, gain] of [
      [6, 0, 1],
      [12, 0.4, 0.8],
    ] as const) {
      // A wave comes in fast and runs out slowly.
      const swell = (t: number) => {
        const x = (t / period + phase) % 1;
        return 0.12 + 0.88 * smoothstep(0, 0.28, x) * (1 - smoothstep(0.3, 1, x));
      };
      wide(out, random, low(650), 0.8 * gain, swell);
      wide(
        out,
        random,
        between(1200, 6500),
        0.28 * gain,
        (t) => swell((t + loopSeconds - 0.35) % loopSeconds) ** 1.6,
      );
    }
  },
  crickets(out, random) {
    wide(out, random, low(300), 0.05);
    for (let n = 0; n < 4; n++) {
      const [f, pan, level] = [3900 + 700 * random(), 1.8 * random() - 0.9, 0.25 + 0.6 * random()];
      const every = loopSeconds / (14 + Math.floor(8 * random()));
      for (let at = random() * every; at < loopSeconds; at += every)
        event(
          out,
          at,
          0.17,
          pan,
          (t) => level * Math.sin(2 * Math.PI * f * t) * Math.sin(Math.PI * (t / 0.17)) * wave(t, 0.034, 0),
        );
    }
  },
  birds(out, random) {
    for (let n = 0; n < 9; n++) {
      const [at, pan, f, level] = [
        random() * loopSeconds,
        1.8 * random() - 0.9,
        2600 + 2200 * random(),
        0.15 + 0.7 * random(),
      ];
      const notes = 2 + Math.floor(4 * random());
      const sweep = 900 * (random() - 0.4);
      for (let k = 0; k < notes; k++)
        event(
          out,
          at + k * 0.14,
          0.09,
          pan,
          (t) =>
            level *
            Math.sin(2 * Math.PI * (f * t + (sweep * t * t) / 0.09)) *
            Math.sin((Math.PI * t) / 0.09) ** 2,
        );
    }
  },
  engine(out, random) {
    tones(out, [
      [38, 0.8],
      [76, 1],
      [114, 0.5],
      [152, 0.35],
      [228, 0.15],
    ]);
    wide(out, random, low(160), 1.6, (t) => 0.85 + 0.15 * wave(t, 3, 0.2));
    wide(out, random, between(300, 900), 0.3);
  },
};

/** A loop of a kind of ambience at the level of dialogue; the same for the same seed. */
export function ambienceLoop(kind: AmbienceKind, seed: string): Stereo {
  const out = silence(length);
  makers[kind](out, seeded(`${kind} ${seed}`));
  const gain = dialogueLevel / (Math.hypot(rms(out.left), rms(out.right)) || 1);
  for (const channel of [out.left, out.right])
    for (let i = 0; i < length; i++) channel[i] = sampleAt(channel, i) * gain;
  return out;
}
