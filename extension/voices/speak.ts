import { join } from 'node:path';
import type { Breakdown, Scene, SceneLine, Voice } from '../../schemas/source/breakdown.ts';
import type { FilmSettings } from '../../schemas/source/settings.ts';
import type { SpokenLine, Voices } from '../../schemas/source/voices.ts';
import { onPath } from '../runtime/process.ts';
import { deliveryOf, treatmentOf } from './delivery.ts';
import type { SpeechEngine, SpeechRequest } from './engine.ts';
import { espeakEngine } from './espeak/espeakEngine.ts';
import { estimateSpeech } from './estimate.ts';
import { fliteEngine } from './flite/fliteEngine.ts';
import { fliteVoiceNames } from './flite/voices.ts';
import { languageOf } from './language.ts';
import { cachedSpeech, keepSpeech, speechKey } from './speechCache.ts';
import { sentencesOf } from './spokenText.ts';

export interface SpeakOptions {
  signal?: AbortSignal;
  /** Called after each line. */
  onProgress?: (done: number, total: number) => void;
  /** espeak-ng's path; by default it is looked for on PATH. */
  espeak?: string | undefined;
  /** The embedded voices, when the caller keeps them warm; else they start and end with the call. */
  flite?: SpeechEngine;
}

/** Where sounds lie in the cache folder. */
const folder = 'voices';

/** Stands in for an engine where none can speak, so that the film has the right length all the same. */
const nobody = { name: 'none', version: '1' } as const;

interface Job {
  line: SceneLine & { speaker: string };
  request: SpeechRequest;
  engine: SpeechEngine | undefined;
  key: string;
}

/**
 * Says every line of dialogue and lyrics, each in its part's voice, into `voices/` of the cache folder; what is there already is not said
 * again. What no engine here can say becomes silence of estimated length, with a warning. Rejects with the signal's
 * reason once it fires, and with the system's error when the cache cannot be written.
 */
export async function speakLines(
  breakdown: Breakdown,
  settings: FilmSettings['voices'],
  cacheDir: string,
  options: SpeakOptions = {},
): Promise<Voices> {
  const { signal, onProgress } = options;
  signal?.throwIfAborted();
  const warnings = new Set<string>();
  const flite = options.flite ?? fliteEngine();
  try {
    const lines = breakdown.scenes.flatMap((scene) => spokenLinesOf(scene));
    const voices = new Map(breakdown.cast.map((member) => [member.id, member.voice]));
    const requests = lines.map((line) => requestOf(line, breakdown, settings, voices, warnings));
    const engines = await chooseEngines(requests, settings.engine, flite, options);
    const jobs = lines.map((line, i): Job => {
      const request = requests[i] as SpeechRequest;
      const able = engines.filter(
        (e) => request.sentences.length > 0 && e.canSpeak(request.language, request.sentences),
      );
      const engine = able.find((e) => e.name === request.voice.engine) ?? able[0];
      if (!engine && request.sentences.length > 0) warnings.add(cannotSpeak(request, settings.engine));
      return { line, request, engine, key: speechKey(engine ?? nobody, request) };
    });
    const spoken = new Map<string, SpokenLine>();
    const firstOf = new Map<string, Promise<Said>>();
    const queue = jobs.values();
    const lane = async () => {
      for (const job of queue) {
        const said = firstOf.get(job.key) ?? say(job, join(cacheDir, folder), signal, warnings);
        firstOf.set(job.key, said);
        spoken.set(job.line.id, toLine(job, await said));
        onProgress?.(spoken.size, jobs.length);
      }
    };
    await Promise.all(Array.from({ length: Math.min(flite.lanes, jobs.length) }, lane));
    return {
      version: 1,
      lines: jobs.flatMap((job) => spoken.get(job.line.id) ?? []),
      warnings: [...warnings],
    };
  } finally {
    if (!options.flite) await flite.close();
  }
}

const spokenLinesOf = (scene: Scene): (SceneLine & { speaker: string })[] =>
  scene.lines.flatMap((line) =>
    (line.kind === 'dialogue' || line.kind === 'lyrics') && line.speaker !== undefined
      ? [{ ...line, speaker: line.speaker }]
      : [],
  );

function requestOf(
  line: SceneLine & { speaker: string },
  breakdown: Breakdown,
  settings: FilmSettings['voices'],
  voices: ReadonlyMap<string, Voice | undefined>,
  warnings: Set<string>,
): SpeechRequest {
  const language = languageOf(line.text, settings.language ?? breakdown.language);
  let voice = voices.get(line.speaker) ?? { engine: 'flite', name: 'rms', pitch: 1, rate: 1 };
  if (voice.engine === 'flite' && !fliteVoiceNames.includes(voice.name)) {
    warnings.add(`${line.speaker}: there is no voice "${voice.name}"; one of ${fliteVoiceNames.join(', ')}`);
    voice = { ...voice, name: 'rms' };
  }
  return { sentences: sentencesOf(line.text, language), language, voice, delivery: deliveryOf(line) };
}

/** The engines at hand; espeak-ng is only looked for when there is something for it to say. */
async function chooseEngines(
  requests: readonly SpeechRequest[],
  wish: FilmSettings['voices']['engine'],
  flite: SpeechEngine,
  options: SpeakOptions,
): Promise<SpeechEngine[]> {
  const foreign = requests.some((r) => r.sentences.length > 0 && !flite.canSpeak(r.language, r.sentences));
  const wanted = requests.some((r) => r.voice.engine === 'espeak-ng');
  if (wish === 'flite' || (!foreign && !wanted)) return [flite];
  const program = options.espeak ?? onPath('espeak-ng');
  const espeak = program ? await espeakEngine(program, options.signal) : undefined;
  return espeak ? [flite, espeak] : [flite];
}

function cannotSpeak({ language }: SpeechRequest, wish: FilmSettings['voices']['engine']): string {
  const cure =
    wish === 'flite'
      ? 'film.json asks for Flite, which speaks English alone'
      : 'install espeak-ng to hear it (the embedded voices speak English alone)';
  return `Lines in language "${language}" are silent, their length is estimated: ${cure}`;
}

type Said = Awaited<ReturnType<typeof keepSpeech>> & { key: string; engine: string };

async function say(
  job: Job,
  cacheDir: string,
  signal: AbortSignal | undefined,
  warnings: Set<string>,
): Promise<Said> {
  signal?.throwIfAborted();
  const { engine, request, key } = job;
  const cached = await cachedSpeech(cacheDir, key);
  if (cached) return { ...cached, key, engine: (engine ?? nobody).name };
  if (engine) {
    try {
      const speech = await engine.speak(request, signal);
      return { ...(await keepSpeech(cacheDir, key, speech)), key, engine: engine.name };
    } catch (error) {
      if (signal?.aborted || isSystemError(error)) throw error;
      warnings.add(
        `Line ${job.line.span.first + 1} is silent: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
  const silentKey = speechKey(nobody, request);
  const kept =
    (await cachedSpeech(cacheDir, silentKey)) ??
    (await keepSpeech(cacheDir, silentKey, estimateSpeech(request)));
  return { ...kept, key: silentKey, engine: nobody.name };
}

/** A full disk or a forbidden folder is no fault of the words. */
const isSystemError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && 'path' in error;

function toLine({ line, request }: Job, said: Said): SpokenLine {
  const shown = request.sentences.flatMap((sentence) => sentence.words);
  return {
    line: line.id,
    speaker: line.speaker,
    key: said.key,
    file: `${folder}/${said.key}.wav`,
    seconds: said.seconds,
    levelDb: request.delivery.levelDb,
    treatment: treatmentOf(line),
    engine: said.engine,
    estimated: said.engine === nobody.name,
    words: said.words.map((word, i) => ({ text: shown[i] ?? '', ...word })),
    phonemes: said.phonemes,
  };
}
