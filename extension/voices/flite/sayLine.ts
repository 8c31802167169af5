import type { Speech, SpeechRequest } from '../engine.ts';
import { levelled, resample, toFloat, toInt, whispered } from '../signal.ts';
import { decodeWav } from '../wav.ts';
import { alignWords, parseDurations, type TimedPhoneme } from './align.ts';
import { runWasi } from './memoryWasi.ts';
import { saidByFlite } from './said.ts';
import { type FliteSettings, fliteSettings } from './voices.ts';

/** Silence kept before and after a line, seconds: its sound starts and ends with its first and last phoneme. */
const margin = 0.03;

/** Says one line with a compiled Flite. Throws when Flite says nothing of it. */
export function sayLine(flite: WebAssembly.Module, request: SpeechRequest): Speech {
  const { voice, delivery } = request;
  const settings = fliteSettings(
    { name: voice.name, pitch: voice.pitch * delivery.pitch, rate: voice.rate * delivery.rate },
    delivery.lively,
  );
  const parts: Float32Array[] = [];
  const words: Speech['words'] = [];
  const phonemes: Speech['phonemes'] = [];
  let sampleRate = 16000;
  let length = 0;
  const push = (samples: Float32Array) => {
    parts.push(samples);
    length += samples.length;
  };
  request.sentences.forEach((sentence, i) => {
    const said = sentence.words.map(saidByFlite);
    const spoken = saySentence(flite, said.filter(Boolean).join(' '), settings);
    sampleRate = spoken.sampleRate;
    const offset = length / sampleRate;
    const spans = alignWords(spoken.phonemes, pronounce(flite, said));
    words.push(...spans.map(({ start, end }) => ({ start: offset + start, end: offset + end })));
    phonemes.push(
      ...spoken.phonemes.map((p) => ({ symbol: p.symbol, start: offset + p.start, end: offset + p.end })),
    );
    push(spoken.samples);
    const next = request.sentences[i + 1];
    if (!next) return;
    const pause = Math.max(0, sentence.pause / (voice.rate * delivery.rate) - 2 * margin);
    phonemes.push({ symbol: 'pau', start: length / sampleRate, end: length / sampleRate + pause });
    push(new Float32Array(Math.round(pause * sampleRate)));
  });
  let all: Float32Array = new Float32Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  if (delivery.whisper)
    all = whispered(all, sampleRate, request.sentences.map((s) => s.words.join(' ')).join(' '));
  return { sampleRate, samples: toInt(levelled(all)), words, phonemes };
}

interface SaidSentence {
  sampleRate: number;
  samples: Float32Array;
  phonemes: TimedPhoneme[];
}

function saySentence(flite: WebAssembly.Module, said: string, settings: FliteSettings): SaidSentence {
  const bend =
    settings.f0 > 0
      ? [
          '--setf',
          `int_f0_target_mean=${settings.f0.toFixed(2)}`,
          '--setf',
          `int_f0_target_stddev=${settings.swing.toFixed(2)}`,
        ]
      : [];
  const result = runWasi(flite, [
    'flite',
    '-voice',
    settings.recording,
    '--setf',
    `duration_stretch=${settings.stretch.toFixed(4)}`,
    ...bend,
    '-psdur',
    '-t',
    said,
    '-o',
    'out.wav',
  ]);
  const wav = result.files.get('out.wav');
  const all = parseDurations(result.stdout);
  const sounding = all.filter((p) => p.symbol !== 'pau');
  const [first, last] = [sounding[0], sounding.at(-1)];
  if (result.code !== 0 || !wav || !first || !last) throw new Error(`Flite could not say: ${said}`);
  const { sampleRate, samples } = decodeWav(wav);
  // What -psdur sums to and what was written differ by some milliseconds; the sound is what counts.
  const scale = samples.length / sampleRate / (all.at(-1)?.end ?? 1);
  const from = Math.max(0, first.start * scale - margin);
  const to = Math.min(samples.length / sampleRate, last.end * scale + margin);
  const cut = toFloat(samples.subarray(Math.round(from * sampleRate), Math.round(to * sampleRate)));
  const { playback } = settings;
  const moved = all
    .map((p) => ({
      symbol: p.symbol,
      start: Math.max(0, p.start * scale - from) / playback,
      end: Math.min(to - from, p.end * scale - from) / playback,
    }))
    .filter((p) => p.end > p.start);
  return { sampleRate, samples: resample(faded(cut, sampleRate), playback), phonemes: moved };
}

/** A few milliseconds of fade at both ends, so that a cut through room noise does not click. */
function faded(samples: Float32Array, sampleRate: number): Float32Array {
  const n = Math.min(Math.round(sampleRate * 0.006), samples.length >> 1);
  for (let i = 0; i < n; i++) {
    samples[i] = ((samples[i] ?? 0) * i) / n;
    const j = samples.length - 1 - i;
    samples[j] = ((samples[j] ?? 0) * i) / n;
  }
  return samples;
}

const known = new Map<string, readonly string[]>();

/** Phonemes of each word said by itself, by the smallest voice (the dictionary is the same for all); kept for the process. */
function pronounce(flite: WebAssembly.Module, said: readonly string[]): (readonly string[])[] {
  const keys = said.map((word) => word.replace(/[^A-Za-z0-9$%' -]+$/g, ''));
  const missing = [...new Set(keys)].filter((key) => key !== '' && !known.has(key));
  if (missing.length > 0) {
    const input = new Map([['words', new TextEncoder().encode(missing.join('\n\n'))]]);
    const { stdout } = runWasi(flite, ['flite', '-voice', 'kal', '-ps', '-f', 'words', '-o', 'none'], input);
    const lines = stdout.split('\n').filter((line) => line.trim() !== '');
    // A word Flite reads as two utterances would shift all that follow: then each is asked for alone.
    if (lines.length === missing.length)
      missing.forEach((key, i) => void known.set(key, symbols(lines[i] ?? '')));
    else
      for (const key of missing)
        known.set(
          key,
          symbols(runWasi(flite, ['flite', '-voice', 'kal', '-ps', '-t', `${key} `, '-o', 'none']).stdout),
        );
  }
  return keys.map((key) => known.get(key) ?? []);
}

const symbols = (line: string): string[] =>
  line.split(/\s+/).filter((symbol) => symbol !== '' && symbol !== 'pau');
