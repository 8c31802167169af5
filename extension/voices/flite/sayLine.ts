import { resample } from '../../runtime/sound/resample.ts';
import { sampleAt } from '../../runtime/sound/samples.ts';
import { toInt } from '../../runtime/sound/wav.ts';
import type { Speech, SpeechRequest } from '../engine.ts';
import { levelled, whispered } from '../signal.ts';
import { alignWords } from './align.ts';
import { pronounce } from './pronounce.ts';
import { saidByFlite } from './said.ts';
import { type Utterance, utter } from './utter.ts';
import { fliteSettings } from './voices.ts';

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
  const said = request.sentences.map((sentence) => sentence.words.map(saidByFlite));
  const utterances = utter(
    flite,
    said.map((all) => all.filter(Boolean).join(' ')),
    settings,
  );
  pronounce(flite, said.flat());
  request.sentences.forEach((sentence, i) => {
    const spoken = sounding(utterances[i], settings.playback);
    sampleRate = spoken.sampleRate;
    const offset = length / sampleRate;
    const spans = alignWords(spoken.phonemes, pronounce(flite, said[i] ?? []));
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

/** The sounding part of an utterance, with a margin, at the speed it is to be played. */
function sounding(utterance: Utterance | undefined, playback: number): Utterance {
  const loud = utterance?.phonemes.filter((p) => p.symbol !== 'pau') ?? [];
  const [first, last] = [loud[0], loud.at(-1)];
  if (!utterance || !first || !last) throw new Error('Flite said nothing');
  const { sampleRate, samples, phonemes } = utterance;
  const from = Math.max(0, first.start - margin);
  const to = Math.min(samples.length / sampleRate, last.end + margin);
  const cut = samples.slice(Math.round(from * sampleRate), Math.round(to * sampleRate));
  return {
    sampleRate,
    samples: resample(faded(cut, sampleRate), playback),
    phonemes: phonemes
      .map((p) => ({
        symbol: p.symbol,
        start: Math.max(0, p.start - from) / playback,
        end: Math.min(to - from, p.end - from) / playback,
      }))
      .filter((p) => p.end > p.start),
  };
}

/** A few milliseconds of fade at both ends, so that a cut through room noise does not click. */
function faded(samples: Float32Array, sampleRate: number): Float32Array {
  const n = Math.min(Math.round(sampleRate * 0.006), samples.length >> 1);
  for (let i = 0; i < n; i++) {
    samples[i] = (sampleAt(samples, i) * i) / n;
    const j = samples.length - 1 - i;
    samples[j] = (sampleAt(samples, j) * i) / n;
  }
  return samples;
}
