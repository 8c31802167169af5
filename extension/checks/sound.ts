import { PhotoplayError } from '../runtime/errors.ts';
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

/** Integrated loudness (EBU R 128), true peak and the lengths of picture and sound. Throws PhotoplayError for what ffmpeg cannot read. */
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
    throw new PhotoplayError(
      'unreadable-film',
      `${file} cannot be measured: ${sound.stderr.trim().split('\n').at(-1)}`,
      { file, hint: 'Make the film again: "photoplay film" takes what is finished as it is.' },
    );
  const peakDb = /Peak:\s+-inf dBFS/.test(summary) ? silence : number(/Peak:\s+(-?[\d.]+) dBFS/);
  return { lufs, peakDb, videoSeconds: video, audioSeconds: audio };
}

/** Seconds of one stream: the end of its last packet. */
async function streamSeconds(
  ffmpeg: string,
  file: string,
  stream: string,
  signal?: AbortSignal,
): Promise<number> {
  const { stdout } = await run(
    ffmpeg,
    [
      '-hide_banner',
      '-loglevel',
      'error',
      '-i',
      file,
      '-map',
      `0:${stream}`,
      '-c',
      'copy',
      '-f',
      'framecrc',
      '-',
    ],
    signal ? { signal } : {},
  );
  const [, unit = 0, perSecond = 1] = (/^#tb 0: (\d+)\/(\d+)/m.exec(stdout) ?? []).map(Number);
  let end = 0;
  for (const [, time, length] of stdout.matchAll(/^0, *-?\d+, *(-?\d+), *(\d+)/gm))
    end = Math.max(end, Number(time) + Number(length));
  return (end * unit) / perSecond;
}
