import { existsSync, renameSync, rmSync } from 'node:fs';
import { PhotoplayError } from '../runtime/errors.ts';
import { run } from '../runtime/process.ts';
import { type Grade, gradeFilter } from './grade.ts';

/** A shot's rendered frames, to become a take. */
export interface Footage {
  /** Frames are `<directory>/0001.<ending>` … */
  directory: string;
  ending: string;
  /** Film frames that each picture stands for. */
  step: number;
  /** Length of the take in film frames. */
  frames: number;
  fps: number;
  size: { width: number; height: number };
  grade: Grade;
  file: string;
}

/**
 * Encodes frames into a graded take of exactly its length, written beside its place and renamed. Throws
 * PhotoplayError with ffmpeg's own words, AbortError when cancelled.
 */
export async function encodeTake(ffmpeg: string, footage: Footage, signal: AbortSignal): Promise<void> {
  const { directory, ending, step, frames, fps, size, grade, file } = footage;
  const part = `${file}.part`;
  const args = [
    '-hide_banner',
    '-loglevel',
    'error',
    '-nostdin',
    '-y',
    '-framerate',
    `${fps}/${step}`,
    '-start_number',
    '1',
    '-i',
    `${directory}/%04d.${ending}`,
    '-filter_complex',
    `[0:v]${gradeFilter(grade, size)},fps=${fps},tpad=stop_mode=clone:stop=${step},format=yuv420p[out]`,
    '-map',
    '[out]',
    '-frames:v',
    String(frames),
    '-an',
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-crf',
    '14',
    '-g',
    String(fps),
    '-threads',
    '2',
    '-f',
    'mp4',
    part,
  ];
  const { code, stderr } = await run(ffmpeg, args, { signal }).catch((error: unknown) => {
    rmSync(part, { force: true });
    throw error;
  });
  if (code !== 0 || !existsSync(part)) {
    rmSync(part, { force: true });
    const full = /No space left/i.test(stderr);
    throw new PhotoplayError(
      full ? 'disk-full' : 'ffmpeg',
      `ffmpeg could not encode ${file}: ${stderr.trim().split('\n').at(-1) ?? 'no reason given'}`,
      {
        file,
        hint: full
          ? 'Free some space and run the command again; finished frames are kept.'
          : 'Run "photoplay doctor" to see which ffmpeg is used.',
      },
    );
  }
  renameSync(part, file);
}

/** One frame as a graded PNG of the film's size. */
export async function encodeStill(
  ffmpeg: string,
  from: string,
  grade: Grade,
  size: { width: number; height: number },
  file: string,
  signal: AbortSignal,
): Promise<void> {
  const part = `${file}.part.png`;
  const { code, stderr } = await run(
    ffmpeg,
    [
      '-hide_banner',
      '-loglevel',
      'error',
      '-nostdin',
      '-y',
      '-i',
      from,
      '-filter_complex',
      `[0:v]${gradeFilter(grade, size)},format=rgb24[out]`,
      '-map',
      '[out]',
      '-frames:v',
      '1',
      part,
    ],
    { signal },
  );
  if (code !== 0) {
    rmSync(part, { force: true });
    throw new PhotoplayError(
      'ffmpeg',
      `ffmpeg could not write ${file}: ${stderr.trim().split('\n').at(-1) ?? ''}`,
      { file },
    );
  }
  renameSync(part, file);
}
