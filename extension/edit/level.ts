import { join } from 'node:path';
import { filterText } from './ffmpeg/graph.ts';
import { runFfmpeg } from './ffmpeg/run.ts';
import { mixRate } from './sound/filters.ts';

/** What a sound measures (EBU R 128): integrated loudness in LUFS, true peak in dBTP. */
export interface Loudness {
  lufs: number;
  peak: number;
}

/** The film's loudness, what counts as met, the highest true peak, and the rounds it may take. */
export const loudnessGoal = { lufs: -14, tolerance: 0.3, peak: -1, rounds: 3 } as const;

/** Where the limiter holds at first: what AAC adds to peaks has to fit below the highest. */
const firstCeiling = -1.9;
/** What ambience alone is raised by: films without a heard word are not made loud. */
const quietGain = 7;

interface LevelOptions {
  ffmpeg: string;
  /** Folder with `mix.f32`; `audio.m4a` appears in it. */
  work: string;
  signal?: AbortSignal | undefined;
  /** Whether there is speech to bring to the goal. */
  speech: boolean;
}

const rawInput = ['-f', 'f32le', '-ar', String(mixRate), '-ac', '2', '-i', 'mix.f32'];

/**
 * Brings the mix to the goal by gain, a limiter at 192 kHz (where sample peaks are true peaks) and measurement of the
 * encoded result, corrected until it holds. Returns what was measured last.
 */
export async function levelSound(options: LevelOptions): Promise<Loudness> {
  const raw = await measureLoudness(options, rawInput);
  let gain = options.speech && raw.lufs > -60 ? loudnessGoal.lufs - raw.lufs : quietGain;
  let ceiling = firstCeiling;
  let result = raw;
  for (let round = 0; round < loudnessGoal.rounds; round++) {
    await encode(options, gain, ceiling);
    result = await measureLoudness(options, ['-i', 'audio.m4a']);
    const off = options.speech && raw.lufs > -60 ? loudnessGoal.lufs - result.lufs : 0;
    const over = Math.max(0, result.peak - loudnessGoal.peak);
    if (Math.abs(off) <= loudnessGoal.tolerance && over === 0) break;
    gain += off;
    if (over > 0) ceiling -= over + 0.2;
  }
  return result;
}

async function encode({ ffmpeg, work, signal }: LevelOptions, gain: number, ceiling: number): Promise<void> {
  const filters = [
    { name: 'volume', options: { volume: `${gain.toFixed(3)}dB` } },
    { name: 'aresample', options: { osr: 4 * mixRate } },
    { name: 'alimiter', options: { limit: 10 ** (ceiling / 20), attack: 5, release: 60, level: 'disabled' } },
    { name: 'aresample', options: { osr: mixRate } },
    { name: 'aformat', options: { sample_fmts: 'fltp', channel_layouts: 'stereo' } },
  ];
  const args = [
    '-y',
    '-loglevel',
    'error',
    ...rawInput,
    '-af',
    filters.map(filterText).join(','),
    '-c:a',
    'aac',
    '-b:a',
    '192k',
    '-f',
    'mp4',
    'audio.m4a',
  ];
  await runFfmpeg(ffmpeg, args, { cwd: work, signal });
}

/** Measures a sound that ffmpeg can read. Silence measures −70 LUFS and −∞ dBTP. */
export async function measureLoudness(
  { ffmpeg, work, signal }: Pick<LevelOptions, 'ffmpeg' | 'work' | 'signal'>,
  input: readonly string[],
): Promise<Loudness> {
  const filter = filterText({ name: 'ebur128', options: { peak: 'true', framelog: 'verbose' } });
  const args = ['-loglevel', 'info', ...input, '-map', '0:a:0', '-af', filter, '-f', 'null', '-'];
  const { log } = await runFfmpeg(ffmpeg, args, { cwd: work, signal });
  const summary = log.slice(log.lastIndexOf('Summary:'));
  const number = (pattern: RegExp, silent: number) => {
    const found = Number(pattern.exec(summary)?.[1]);
    return Number.isFinite(found) ? found : silent;
  };
  return {
    lufs: number(/I:\s+(-?[\d.]+|-?inf|nan)\s+LUFS/, -70),
    peak: number(/Peak:\s+(-?[\d.]+|-?inf|nan)\s+dBFS/, Number.NEGATIVE_INFINITY),
  };
}

/** Where the mix is written. */
export const mixFile = (work: string): string => join(work, 'mix.f32');
