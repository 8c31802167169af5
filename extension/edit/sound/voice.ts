import type { DialogueClip } from '../../../schemas/source/edit.ts';
import { resample } from '../../runtime/sound/resample.ts';
import { sampleAt } from '../../runtime/sound/samples.ts';
import { type Sound, toFloat } from '../../runtime/sound/wav.ts';
import { biquad, fromDb, mixRate, panGains, type Stereo, silence } from './filters.ts';

/** The telephone's band, Hz (ITU-T G.711's 300–3400). */
const phoneBand = { low: 300, high: 3400 } as const;
/** A voice through a wall or a door loses its highs and a little of its level. */
const offScreen = { cutoff: 1700, gain: fromDb(-4), reflections: 1.9 } as const;
/** Fades where a line is cut off by the picture's window, seconds. */
const edge = 0.012;

/** A line as it is heard in the film: cut to what is heard, treated, placed, with the room's early reflections. */
export function placeVoice(sound: Sound, clip: DialogueClip): Stereo {
  const first = Math.round(clip.from * sound.sampleRate);
  const last = Math.round((clip.from + clip.seconds) * sound.sampleRate);
  const cut = toFloat(sound.samples.subarray(first, last));
  faded(cut, Math.round(edge * sound.sampleRate));
  const dry = resample(cut, sound.sampleRate / mixRate);
  const gain = fromDb(clip.levelDb);
  switch (clip.treatment) {
    case 'phone':
      return centred(overPhone(dry), gain * fromDb(-1.5));
    case 'voice-over':
      return centred(close(dry), gain);
    case 'off-screen':
      return inRoom(
        biquad(dry, 'lowpass', offScreen.cutoff),
        clip,
        gain * offScreen.gain,
        offScreen.reflections,
      );
    default:
      return inRoom(dry, clip, gain, 1);
  }
}

function faded(samples: Float32Array, n: number): void {
  for (let i = 0; i < Math.min(n, samples.length >> 1); i++) {
    const gain = i / n;
    const j = samples.length - 1 - i;
    samples[i] = sampleAt(samples, i) * gain;
    samples[j] = sampleAt(samples, j) * gain;
  }
}

/** A small speaker driven a little too hard. */
function overPhone(samples: Float32Array): Float32Array {
  for (const _ of [1, 2]) {
    biquad(samples, 'highpass', phoneBand.low);
    biquad(samples, 'lowpass', phoneBand.high);
  }
  for (let i = 0; i < samples.length; i++) samples[i] = Math.tanh(3.2 * sampleAt(samples, i)) / 2.2;
  return samples;
}

/** Near the microphone: some more of the chest. */
function close(samples: Float32Array): Float32Array {
  const low = biquad(samples.slice(), 'lowpass', 170);
  for (let i = 0; i < samples.length; i++) samples[i] = sampleAt(samples, i) + 0.3 * sampleAt(low, i);
  return samples;
}

const centred = (samples: Float32Array, gain: number): Stereo => {
  const scaled = samples.map((x) => x * gain * Math.SQRT1_2);
  return { left: scaled, right: scaled };
};

function inRoom(
  samples: Float32Array,
  { room, pan }: DialogueClip,
  gain: number,
  reflections: number,
): Stereo {
  const tail = Math.ceil(Math.max(0, ...room.taps.map((tap) => tap.delay)) * mixRate);
  const out = silence(samples.length + tail);
  const mixIn = (source: Float32Array, delay: number, level: number, place: number) => {
    const [left, right] = panGains(place);
    const at = Math.round(delay * mixRate);
    for (let i = 0; i < source.length; i++) {
      const x = sampleAt(source, i) * level;
      out.left[at + i] = sampleAt(out.left, at + i) + x * left;
      out.right[at + i] = sampleAt(out.right, at + i) + x * right;
    }
  };
  mixIn(samples, 0, gain, pan);
  if (room.taps.length === 0) return out;
  const dull = biquad(samples.slice(), 'lowpass', room.cutoff, 0.6);
  for (const tap of room.taps) mixIn(dull, tap.delay, gain * tap.gain * reflections, tap.pan);
  return out;
}
