import type { AmbienceClip, Edit } from '../../../schemas/source/edit.ts';
import { sampleAt } from '../../runtime/sound/samples.ts';
import type { Sound } from '../../runtime/sound/wav.ts';
import { ambienceLoop } from './ambience.ts';
import { effectSound } from './effects.ts';
import { add, fromDb, mixRate, type Stereo, silence } from './filters.ts';
import { placeVoice } from './voice.ts';

/** Seconds mixed at once: memory stays the same however long the film is. */
const blockSeconds = 2;

interface Playing {
  sound: Stereo;
  at: number;
  gain: number;
}

/**
 * The film's sound before levelling, in blocks of interleaved stereo floats at 48 kHz, exactly as long as the
 * picture. `load` reads a spoken line from the cache.
 */
export async function* mixFilm(
  edit: Edit,
  load: (file: string) => Promise<Sound>,
): AsyncGenerator<Float32Array<ArrayBuffer>> {
  const total = Math.round((edit.frames / edit.fps) * mixRate);
  const block = blockSeconds * mixRate;
  const sample = (seconds: number) => Math.round(seconds * mixRate);
  const waiting = [
    ...edit.dialogue.map((clip) => ({
      at: sample(clip.start),
      make: async (): Promise<Playing> => ({
        sound: placeVoice(await load(clip.file), clip),
        at: sample(clip.start),
        gain: 1,
      }),
    })),
    ...edit.effects.map((clip) => ({
      at: sample(clip.start),
      make: async (): Promise<Playing> => ({
        sound: effectSound(clip),
        at: sample(clip.start),
        gain: fromDb(clip.gainDb),
      }),
    })),
  ].sort((a, b) => a.at - b.at);
  const loops = new Map<string, Stereo>();
  let playing: Playing[] = [];
  let next = 0;
  for (let from = 0; from < total; from += block) {
    const size = Math.min(block, total - from);
    const out = silence(size);
    for (const clip of edit.ambience) addAmbience(out, from, clip, loops);
    for (let item = waiting[next]; item && item.at < from + size; item = waiting[++next])
      playing.push(await item.make());
    for (const { sound, at, gain } of playing) add(out, sound, at - from, gain);
    playing = playing.filter(({ sound, at }) => at + sound.left.length > from + size);
    yield interleaved(out);
  }
}

/** A clip's layers in a block, each a loop that runs on the film's clock, under the clip's fades. */
function addAmbience(out: Stereo, from: number, clip: AmbienceClip, loops: Map<string, Stereo>): void {
  const size = out.left.length;
  const start = Math.round(clip.start * mixRate);
  const end = Math.round((clip.start + clip.seconds) * mixRate);
  const [first, last] = [Math.max(start, from), Math.min(end, from + size)];
  if (first >= last) return;
  const [rise, fall] = [clip.fadeIn * mixRate, clip.fadeOut * mixRate];
  for (const { kind, gainDb } of clip.layers) {
    const loop = loops.get(kind) ?? ambienceLoop(kind, 'film');
    loops.set(kind, loop);
    const level = fromDb(gainDb);
    for (let t = first; t < last; t++) {
      // Equal power, so that two places crossfade without a dip.
      const gain = level * Math.sqrt(Math.min(1, (t - start) / (rise || 1), (end - t) / (fall || 1)));
      const j = t % loop.left.length;
      out.left[t - from] = sampleAt(out.left, t - from) + gain * sampleAt(loop.left, j);
      out.right[t - from] = sampleAt(out.right, t - from) + gain * sampleAt(loop.right, j);
    }
  }
}

function interleaved({ left, right }: Stereo): Float32Array<ArrayBuffer> {
  const out = new Float32Array(2 * left.length);
  for (let i = 0; i < left.length; i++) {
    out[2 * i] = sampleAt(left, i);
    out[2 * i + 1] = sampleAt(right, i);
  }
  return out;
}
