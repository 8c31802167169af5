import { run } from '../runtime/process.ts';

/** dBTP given for a film without any sound, whose peak has no number. */
const silence = -144;

/** What was measured of a finished film. */
export interface FilmMeasure {
  lufs: number;
  peakDb: number;
  videoSeconds: number;
  audioSeconds: number;
}

/** Integrated loudness (EBU R 128), true peak and the lengths of picture and sound. Throws when ffmpeg cannot read the film. */
export async function measureFilm(ffmpeg: string, file: string, signal?: AbortSignal): Promise<FilmMeasure> {
  const options = signal ? { signal } : {};
  const [sound, video, audio] = await Promise.all([
    run(
      ffmpeg,
      [
        '-hide_banner',
        '-nostats',
        '-i',
        file,
        '-map',
        '0:a:0',
        '-af',
        'ebur128=peak=true',
        '-f',
        'null',
        '-',
      ],
      options,
    ),
    streamSeconds(ffmpeg, file, 'v:0', signal),
    streamSeconds(ffmpeg, file, 'a:0', signal),
  ]);
  const summary = sound.stderr.slice(sound.stderr.lastIndexOf('Summary:'));
  const number = (pattern: RegExp) => Number(pattern.exec(summary)?.[1] ?? Number.NaN);
  const lufs = number(/I:\s+(-?[\d.]+) LUFS/);
  if (sound.code !== 0)
    throw new Error(`ffmpeg cannot measure ${file}: ${sound.stderr.trim().split('\n').at(-1)}`);
  const peakDb = /Peak:\s+-inf dBFS/.test(summary) ? silence : number(/Peak:\s+(-?[\d.]+) dBFS/);
  return { lufs, peakDb, videoSeconds: video, audioSeconds: audio };
}

/** Seconds of one stream: the time of its last packet's end. */
async function streamSeconds(
  ffmpeg: string,
  file: string,
  stream: string,
  signal?: AbortSignal,
): Promise<number> {
  const { stderr } = await run(
    ffmpeg,
    ['-hide_banner', '-i', file, '-map', `0:${stream}`, '-c', 'copy', '-f', 'null', '-'],
    signal ? { signal } : {},
  );
  const times = [...stderr.matchAll(/time=(\d+):(\d+):([\d.]+)/g)];
  const [, h = '0', m = '0', s = '0'] = times.at(-1) ?? [];
  return Number(h) * 3600 + Number(m) * 60 + Number(s);
}
