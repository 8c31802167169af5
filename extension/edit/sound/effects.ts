import type { EffectClip } from '../../../schemas/source/edit.ts';
import { seeded } from '../../geometry/random.ts';
import { sampleAt } from '../../runtime/sound/samples.ts';
import { biquad, mixRate, panGains, type Stereo } from './filters.ts';

/** Peak of an effect at 0 dB: that of loud speech. */
const peak = 10 ** (-7 / 20);

interface Hit {
  at: number;
  /** Centre of its noise, Hz, and how fast it dies, 1/s. */
  noise: number;
  decay: number;
  gain: number;
  /** Pitch of its body, Hz, or 0. */
  thump: number;
}

/** What each sound is made of: knocks of filtered noise on a resonant body. */
const hits: Record<EffectClip['kind'], (random: () => number) => Hit[]> = {
  step: (r) => [
    { at: 0, noise: 420 + 260 * r(), decay: 75, gain: 0.5, thump: 85 + 20 * r() },
    { at: 0.07 + 0.02 * r(), noise: 900 + 500 * r(), decay: 110, gain: 0.2, thump: 0 },
  ],
  stepOutside: (r) => [
    { at: 0, noise: 1300 + 800 * r(), decay: 55, gain: 0.5, thump: 75 },
    { at: 0.06 + 0.03 * r(), noise: 2600 + 1500 * r(), decay: 45, gain: 0.35, thump: 0 },
  ],
  doorOpen: (r) => [
    { at: 0, noise: 2400, decay: 160, gain: 0.6, thump: 0 },
    { at: 0.09 + 0.03 * r(), noise: 1500, decay: 120, gain: 0.7, thump: 180 },
    { at: 0.16, noise: 260, decay: 7, gain: 0.16, thump: 0 },
  ],
  doorClose: (r) => [
    { at: 0, noise: 300, decay: 30, gain: 1, thump: 68 },
    { at: 0.045 + 0.02 * r(), noise: 2000, decay: 130, gain: 0.5, thump: 0 },
  ],
  put: (r) => [{ at: 0, noise: 1100 + 700 * r(), decay: 95, gain: 0.7, thump: 160 }],
  knock: (r) =>
    [0, 0.19, 0.37].map((at) => ({ at: at + 0.02 * r(), noise: 480, decay: 60, gain: 0.9, thump: 190 })),
};

/** The sound of an action, at its place in the picture. */
export function effectSound({ kind, seed, pan }: EffectClip): Stereo {
  const random = seeded(`${kind} ${seed}`);
  const parts = hits[kind](random);
  const out = new Float32Array(Math.ceil(mixRate * (0.45 + (parts.at(-1)?.at ?? 0))));
  for (const { at, noise, decay, gain, thump } of parts) {
    const start = Math.round(at * mixRate);
    const burst = new Float32Array(out.length - start);
    for (let i = 0; i < burst.length; i++) burst[i] = (2 * random() - 1) * Math.exp((-decay * i) / mixRate);
    biquad(burst, 'bandpass', noise, 0.8);
    for (let i = 0; i < burst.length; i++) {
      const t = i / mixRate;
      const body =
        thump > 0 ? 0.8 * Math.sin(2 * Math.PI * thump * t) * Math.exp(-38 * t) * Math.min(1, t * 900) : 0;
      out[start + i] = sampleAt(out, start + i) + gain * (2.2 * sampleAt(burst, i) + body);
    }
  }
  let most = 0;
  for (const x of out) most = Math.max(most, Math.abs(x));
  const [left, right] = panGains(pan);
  const scale = peak / (most || 1);
  return { left: out.map((x) => x * scale * left), right: out.map((x) => x * scale * right) };
}
