import { decodeWav, toFloat } from '../../runtime/sound/wav.ts';
import { parseDurations, type TimedPhoneme } from './align.ts';
import { runWasi } from './memoryWasi.ts';
import type { FliteSettings } from './voices.ts';

/** One sentence as Flite said it; times in seconds from its first sample. */
export interface Utterance {
  sampleRate: number;
  samples: Float32Array;
  phonemes: TimedPhoneme[];
}

/**
 * Says sentences in one run (a fresh instance costs as much as a short sentence). Flite ends utterances where it finds
 * them; when they are not our sentences, each is said by itself. Throws when Flite cannot say one.
 */
export function utter(
  flite: WebAssembly.Module,
  sentences: readonly string[],
  settings: FliteSettings,
): Utterance[] {
  const { stdout, wav } = run(flite, sentences.join('\n\n'), settings);
  const lines = stdout.split('\n').filter((line) => line.trim() !== '');
  if (lines.length !== sentences.length && sentences.length > 1)
    return sentences.flatMap((sentence) => utter(flite, [sentence], settings));
  const utterances = (sentences.length > 1 ? lines : [stdout]).map(parseDurations);
  const { sampleRate, samples } = decodeWav(wav);
  // What -psdur sums to and what was written differ by some milliseconds; the sound is what counts.
  const told = utterances.reduce((sum, phonemes) => sum + (phonemes.at(-1)?.end ?? 0), 0);
  const scale = samples.length / sampleRate / (told || 1);
  let offset = 0;
  return utterances.map((phonemes) => {
    const end = offset + (phonemes.at(-1)?.end ?? 0) * scale;
    const part = samples.subarray(Math.round(offset * sampleRate), Math.round(end * sampleRate));
    offset = end;
    const scaled = phonemes.map((p) => ({ symbol: p.symbol, start: p.start * scale, end: p.end * scale }));
    return { sampleRate, samples: toFloat(part), phonemes: scaled };
  });
}

function run(
  flite: WebAssembly.Module,
  text: string,
  settings: FliteSettings,
): { stdout: string; wav: Uint8Array } {
  const features = {
    duration_stretch: settings.stretch,
    ...(settings.f0 > 0 ? { int_f0_target_mean: settings.f0, int_f0_target_stddev: settings.swing } : {}),
  };
  const set = Object.entries(features).flatMap(([name, value]) => ['--setf', `${name}=${value.toFixed(4)}`]);
  const args = ['flite', '-voice', settings.recording, ...set, '-psdur', '-f', 'text', '-o', 'out.wav'];
  const result = runWasi(flite, args, new Map([['text', new TextEncoder().encode(`${text}\n`)]]));
  const wav = result.files.get('out.wav');
  if (result.code !== 0 || !wav) throw new Error(`Flite could not say: ${text}`);
  return { stdout: result.stdout, wav };
}
