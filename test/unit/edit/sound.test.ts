import { describe, expect, it } from 'vitest';
import { planEdit } from '../../../extension/edit/plan.ts';
import { ambienceLoop, dialogueLevel } from '../../../extension/edit/sound/ambience.ts';
import { effectSound } from '../../../extension/edit/sound/effects.ts';
import { biquad, mixRate, panGains, rms } from '../../../extension/edit/sound/filters.ts';
import { mixFilm } from '../../../extension/edit/sound/mix.ts';
import { placeVoice } from '../../../extension/edit/sound/voice.ts';
import { resample } from '../../../extension/runtime/sound/resample.ts';
import { decodeWav, encodeWav, type Sound } from '../../../extension/runtime/sound/wav.ts';
import { ambienceKind, type DialogueClip, type Edit, effectClip } from '../../../schemas/source/edit.ts';
import { documents, takesFor } from './documents.ts';

const tone = (hertz: number, seconds: number, rate = mixRate): Float32Array =>
  Float32Array.from({ length: Math.round(seconds * rate) }, (_, i) =>
    Math.sin((2 * Math.PI * hertz * i) / rate),
  );
const spoken = (hertz: number, seconds = 1): Sound => ({
  sampleRate: 16000,
  samples: Int16Array.from(tone(hertz, seconds, 16000), (x) => Math.round(8000 * x)),
});
const clip = (more: Partial<DialogueClip> = {}): DialogueClip => ({
  line: 'l1',
  speaker: 'vera',
  file: 'a.wav',
  start: 0,
  from: 0,
  seconds: 1,
  levelDb: 0,
  pan: 0,
  treatment: 'room',
  room: { taps: [], cutoff: 4000 },
  estimated: false,
  span: { first: 0, last: 0 },
  ...more,
});
const level = (sound: Sound, more: Partial<DialogueClip>) => {
  const { left, right } = placeVoice(sound, clip(more));
  return Math.hypot(rms(left), rms(right));
};
const db = (ratio: number) => 20 * Math.log10(ratio);

describe('filters', () => {
  it('pass what they should and stop the rest', () => {
    expect(rms(biquad(tone(100, 1), 'lowpass', 1000))).toBeCloseTo(Math.SQRT1_2, 1);
    expect(rms(biquad(tone(8000, 1), 'lowpass', 1000))).toBeLessThan(0.02);
    expect(rms(biquad(tone(100, 1), 'highpass', 1000))).toBeLessThan(0.02);
    expect(rms(biquad(tone(1000, 1), 'bandpass', 1000, 2))).toBeCloseTo(Math.SQRT1_2, 1);
    expect(rms(biquad(tone(100, 1), 'bandpass', 1000, 2))).toBeLessThan(0.1);
  });

  it('pan with the same power everywhere', () => {
    for (const pan of [-1, -0.4, 0, 0.7, 1]) expect(Math.hypot(...panGains(pan))).toBeCloseTo(1);
    expect(panGains(-1)[1]).toBeCloseTo(0);
  });

  it('resample without moving the pitch of what is played at its own rate', () => {
    const out = resample(tone(1000, 0.5, 16000), 16000 / mixRate);
    expect(out).toHaveLength(24000);
    const wanted = tone(1000, 0.5);
    const off = out.map((x, i) => x - (wanted[i] ?? 0)).subarray(2000, 20000);
    expect(rms(off)).toBeLessThan(0.02);
  });
});

describe('a voice in its place', () => {
  it('is shifted by its level, panned by its place, and comes back from the walls', () => {
    expect(db(level(spoken(500), { levelDb: 6 }) / level(spoken(500), {}))).toBeCloseTo(6, 1);
    const left = placeVoice(spoken(500), clip({ pan: -0.4 }));
    expect(rms(left.left)).toBeGreaterThan(rms(left.right) * 1.3);
    const room = { taps: [{ delay: 0.02, gain: 0.3, pan: 0.5 }], cutoff: 4000 };
    const echo = placeVoice(spoken(500), clip({ room }));
    expect(echo.left.length).toBe(mixRate + Math.ceil(0.02 * mixRate));
  });

  it('is narrow out of a phone, dull from off screen, close over the picture', () => {
    const through = (hertz: number, treatment: DialogueClip['treatment']) =>
      db(level(spoken(hertz), { treatment }) / level(spoken(hertz), {}));
    expect(through(100, 'phone')).toBeLessThan(through(1000, 'phone') - 10);
    expect(through(6500, 'phone')).toBeLessThan(through(1000, 'phone') - 8);
    expect(through(6000, 'off-screen')).toBeLessThan(through(300, 'off-screen') - 12);
    expect(through(100, 'voice-over')).toBeGreaterThan(through(1500, 'voice-over') + 0.5);
  });

  it('is heard in the part that its window shows', () => {
    expect(placeVoice(spoken(500), clip({ from: 0.25, seconds: 0.5 })).left).toHaveLength(mixRate / 2);
  });
});

describe('ambience', () => {
  it('is as loud as dialogue at 0 dB, of finite samples, and closes to a loop without a seam', () => {
    for (const kind of ambienceKind.options) {
      const { left, right } = ambienceLoop(kind, 'test');
      expect(Math.hypot(rms(left), rms(right)), kind).toBeCloseTo(dialogueLevel, 4);
      const steps = left.map((x, i) => Math.abs(x - (left[i - 1] ?? left.at(-1) ?? 0)));
      const usual = rms(steps);
      expect(steps[0], kind).toBeLessThan(8 * usual + 1e-6);
    }
  });

  it('is the same for the same seed and another for another', () => {
    const first = ambienceLoop('birds', 'a').left;
    expect(ambienceLoop('birds', 'a').left).toEqual(first);
    expect(ambienceLoop('birds', 'b').left).not.toEqual(first);
  });
});

describe('effects', () => {
  it('begin at once, die away, and stay below speech at its loudest', () => {
    for (const kind of effectClip.shape.kind.options) {
      const { left, right } = effectSound({ kind, start: 0, gainDb: 0, pan: 0.2, seed: 's' });
      const peak = Math.max(...left.map(Math.abs), ...right.map(Math.abs));
      expect(peak, kind).toBeLessThan(0.5);
      expect(rms(left.subarray(0, 2400)), kind).toBeGreaterThan(rms(left.subarray(-2400)) * 4);
    }
  });
});

describe('the mix', () => {
  const sources = documents([
    { lines: [{ text: 'One two.', at: 24 }], shots: [[0, 90]] },
    { lines: [], shots: [[0, 45]], place: { setting: 'EXT', kind: 'street' } },
  ]);
  const mixed = async (edit: Edit) => {
    const blocks: Float32Array[] = [];
    for await (const block of mixFilm(edit, async () => spoken(440))) blocks.push(block);
    const all = new Float32Array(blocks.reduce((sum, block) => sum + block.length, 0));
    let at = 0;
    for (const block of blocks) {
      all.set(block, at);
      at += block.length;
    }
    return all;
  };
  const edit = planEdit(sources, takesFor(sources));

  it('is exactly as long as the picture, the same every time', async () => {
    const all = await mixed(edit);
    expect(all).toHaveLength(2 * Math.round((135 / 24) * mixRate));
    expect(await mixed(edit)).toEqual(all);
  });

  it('has the line where the edit has it, across the blocks it is mixed in', async () => {
    const all = await mixed({
      ...edit,
      ambience: [],
      dialogue: edit.dialogue.map((line) => ({ ...line, start: 1.5 })),
    });
    const part = (from: number, to: number) =>
      rms(all.subarray(2 * Math.round(from * mixRate), 2 * Math.round(to * mixRate)));
    expect(part(0, 1.49)).toBe(0);
    expect(part(1.55, 2.45)).toBeGreaterThan(0.05);
    expect(part(1.95, 2.05)).toBeCloseTo(part(1.7, 1.8), 2);
    expect(part(2.6, 5)).toBe(0);
  });

  it('adds effects at their level', async () => {
    const step = { kind: 'step', start: 0.5, gainDb: -6, pan: 0, seed: 'x' } as const;
    const all = await mixed({ ...edit, ambience: [], dialogue: [], effects: [step] });
    expect(rms(all.subarray(0, mixRate))).toBe(0);
    expect(Math.max(...all.subarray(mixRate, 2 * mixRate))).toBeGreaterThan(0.05);
  });
});

describe('WAVE files', () => {
  it('come back as they were written, also when the size was not known', () => {
    const sound = { sampleRate: 22050, samples: Int16Array.from([0, 1, -1, 32767, -32768]) };
    const file = encodeWav(sound);
    expect(decodeWav(file)).toEqual(sound);
    new DataView(file.buffer).setUint32(40, 0x7fffffff, true);
    expect(decodeWav(file)).toEqual(sound);
  });

  it('are refused when they are something else', () => {
    const file = encodeWav({ sampleRate: 8000, samples: new Int16Array(4) });
    expect(() => decodeWav(new Uint8Array(20))).toThrow(/not a WAVE/);
    expect(() => decodeWav(file.subarray(0, 36))).toThrow(/without samples/);
    const stereo = file.slice();
    stereo[22] = 2;
    expect(() => decodeWav(stereo)).toThrow(/16-bit mono/);
  });
});
