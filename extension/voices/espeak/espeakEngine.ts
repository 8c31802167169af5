import { spawn } from 'node:child_process';
import type { Voice } from '../../../schemas/source/breakdown.ts';
import { hash32 } from '../../geometry/random.ts';
import { decodeWav, toFloat, toInt } from '../../runtime/sound/wav.ts';
import type { Speech, SpeechEngine, SpeechRequest } from '../engine.ts';
import { levelled, whispered } from '../signal.ts';
import type { Sentence } from '../spokenText.ts';
import { writesWithoutSpaces } from '../spokenText.ts';
import { layPhonemes, layWords, parseIpa, soundingSpans } from './phonemes.ts';

/** Words a minute at rate 1: a little under espeak-ng's own 175. */
const wordsPerMinute = 160;
const margin = 0.03;
const ourVersion = 1;

/** espeak-ng's own names where they differ from BCP 47. */
const aliases: Record<string, string> = { zh: 'cmn', no: 'nb', iw: 'he', in: 'id' };

/** espeak-ng (GPL) as a process, for the many languages Flite has not; undefined when it is not there or does not answer. */
export async function espeakEngine(program: string, signal?: AbortSignal): Promise<SpeechEngine | undefined> {
  let version: string;
  let languages: Set<string>;
  try {
    version = /\d+(\.\d+)+/.exec(String(await output(program, ['--version'], '', signal)))?.[0] ?? '?';
    const listed = String(await output(program, ['--voices'], '', signal));
    languages = new Set(
      [...listed.matchAll(/^\s*\d+\s+(\S+)/gm)].map((match) => match[1]?.toLowerCase() ?? ''),
    );
  } catch (error) {
    if (signal?.aborted) throw error;
    return undefined;
  }
  return {
    name: 'espeak-ng',
    version: `${version}.${ourVersion}`,
    lanes: 2,
    canSpeak: (language) => voiceFor(language, languages) !== undefined,
    speak: (request, abort) => speak(program, voiceFor(request.language, languages) ?? 'en', request, abort),
    close: () => Promise.resolve(),
  };
}

/** The closest voice to a language: pt-BR, else pt; fr is listed as fr-fr. */
function voiceFor(language: string, languages: ReadonlySet<string>): string | undefined {
  const whole = language.toLowerCase();
  const base = whole.split('-')[0] ?? whole;
  const exact = [whole, base, aliases[base] ?? base].find((name) => languages.has(name));
  return exact ?? [...languages].find((name) => name.startsWith(`${base}-`));
}

/** A man's or a woman's variant, the same for the same voice. */
function variantOf(voice: Voice): string {
  if (/^[mf]\d$/.test(voice.name)) return voice.name;
  const female = voice.name.startsWith('slt') || (voice.name.startsWith('awb') && voice.pitch > 1.35);
  const spread = hash32(`${voice.name} ${voice.pitch}`);
  return female ? `f${1 + (spread % 5)}` : `m${1 + (spread % 7)}`;
}

async function speak(
  program: string,
  language: string,
  request: SpeechRequest,
  signal: AbortSignal | undefined,
): Promise<Speech> {
  const { voice, delivery } = request;
  const rate = voice.rate * delivery.rate;
  const settings = [
    '-v',
    `${language}+${variantOf(voice)}`,
    '-s',
    String(Math.round(wordsPerMinute * rate)),
    // 50 is the voice's own pitch; a step is about a hundredth of an octave and a half.
    '-p',
    String(Math.round(Math.min(99, Math.max(0, 50 + 66 * Math.log2(voice.pitch * delivery.pitch))))),
    '-b',
    '1',
  ];
  const parts: Float32Array[] = [];
  const words: Speech['words'] = [];
  const phonemes: Speech['phonemes'] = [];
  let sampleRate = 22050;
  let length = 0;
  for (const [i, sentence] of request.sentences.entries()) {
    const text = textOf(sentence);
    const sound = decodeWav(await output(program, [...settings, '--stdout', '--stdin'], text, signal));
    const ipa = String(
      await output(program, [...settings, '-q', '--ipa', '--sep=_', '--stdin'], text, signal),
    );
    const alone = String(
      await output(
        program,
        [...settings, '-q', '--ipa', '--sep=_'],
        `${sentence.words.join('\n')}\n`,
        signal,
      ),
    );
    sampleRate = sound.sampleRate;
    const sounding = soundingSpans(sound.samples, sampleRate);
    const from = Math.max(0, (sounding[0]?.start ?? 0) - margin);
    const to = Math.min(sound.samples.length / sampleRate, (sounding.at(-1)?.end ?? 0) + margin);
    const laid = layPhonemes(parseIpa(ipa), sounding);
    const shift = length / sampleRate - from;
    phonemes.push(...laid.map((p) => ({ ...p, start: p.start + shift, end: p.end + shift })));
    const spans = layWords(laid, alone.split('\n').slice(0, sentence.words.length));
    words.push(
      ...sentence.words.map((_, w) => ({
        start: (spans[w]?.start ?? to) + shift,
        end: (spans[w]?.end ?? to) + shift,
      })),
    );
    const cut = toFloat(sound.samples.subarray(Math.round(from * sampleRate), Math.round(to * sampleRate)));
    const pause = i < request.sentences.length - 1 ? Math.max(0, sentence.pause / rate - 2 * margin) : 0;
    parts.push(cut, new Float32Array(Math.round(pause * sampleRate)));
    length += cut.length + Math.round(pause * sampleRate);
  }
  if (length === 0) throw new Error('espeak-ng said nothing');
  const all = new Float32Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  const voiced = delivery.whisper ? whispered(all, sampleRate, request.sentences.map(textOf).join(' ')) : all;
  return { sampleRate, samples: toInt(levelled(voiced)), words, phonemes };
}

const textOf = (sentence: Sentence): string =>
  sentence.words.join(writesWithoutSpaces(sentence.words.join('')) ? '' : ' ');

/** What a program prints on stdout when it is given text on stdin. */
function output(
  program: string,
  args: readonly string[],
  input: string,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'], ...(signal ? { signal } : {}) });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', (error) => reject(signal?.aborted ? signal.reason : error));
    child.on('close', (code) =>
      code === 0 ? resolve(Buffer.concat(chunks)) : reject(new Error(`espeak-ng ended with ${code}`)),
    );
    // A process that dies early closes its end; its exit code tells more than the broken pipe.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
