import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Edit } from '../../schemas/source/edit.ts';
import type { FilmSettings } from '../../schemas/source/settings.ts';
import { PhotoplayError } from '../runtime/errors.ts';
import { decodeWav } from '../runtime/sound/wav.ts';
import { toSrt } from './captions.ts';
import { graphText } from './ffmpeg/graph.ts';
import { readMp4 } from './ffmpeg/mp4.ts';
import { runFfmpeg } from './ffmpeg/run.ts';
import { type Loudness, levelSound, loudnessGoal, mixFile } from './level.ts';
import { toOtio } from './otio.ts';
import { concatList, pictureGraph, segmentsOf } from './picture.ts';
import { planEdit } from './plan.ts';
import { mixFilm } from './sound/mix.ts';
import type { EditSources, Take } from './sources.ts';
import { drawCard } from './titles/draw.ts';
import { missingLetters } from './titles/letters.ts';
import { encodePgm } from './titles/raster.ts';

export interface CutOptions {
  ffmpeg: string;
  /** The film to write; captions lie beside it under the same name. */
  film: string;
  otio: string;
  poster: string;
  /** A folder that is ours alone meanwhile: emptied before and after. */
  work: string;
  /** Where the voices' sounds lie. */
  cache: string;
  quality: FilmSettings['quality'];
  signal?: AbortSignal;
  /** Frames of picture that are encoded, of how many. */
  onProgress?: (done: number, total: number) => void;
}

/** A finished cut. */
export interface Cut {
  edit: Edit;
  seconds: number;
  loudness: Loudness;
  warnings: string[];
}

/** x264 by quality: how long it may think, and how much it may leave out. */
const encoding = {
  draft: { preset: 'veryfast', crf: 20 },
  preview: { preset: 'veryfast', crf: 18 },
  final: { preset: 'slow', crf: 16 },
} as const satisfies Record<FilmSettings['quality'], { preset: string; crf: number }>;

/**
 * Cuts the film: picture and sound are made side by side, joined, and put in place whole. The film, its captions,
 * edit.otio and the poster appear at the end; what was there before stays until then. Throws PhotoplayError, and
 * rejects with the signal's reason when cancelled.
 */
export async function cutFilm(
  sources: EditSources,
  takes: readonly Take[],
  options: CutOptions,
): Promise<Cut> {
  const { work, signal, onProgress } = options;
  signal?.throwIfAborted();
  const edit = planEdit(sources, takes);
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  // When one half fails the other is stopped, and both have ended before the folder goes.
  const stop = new AbortController();
  const both = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const halves = [
    encodePicture(edit, options, both, (frame) => onProgress?.(frame, edit.frames)),
    makeSound(edit, options, both),
  ] as const;
  for (const half of halves) half.catch((error: unknown) => stop.abort(error));
  try {
    const [, loudness] = await Promise.all(halves);
    const film = await mux(edit, options);
    await publish(edit, film, options);
    return { edit, seconds: edit.frames / edit.fps, loudness, warnings: warningsOf(edit, loudness) };
  } finally {
    await Promise.allSettled(halves);
    await rm(work, { recursive: true, force: true });
  }
}

async function encodePicture(
  edit: Edit,
  { ffmpeg, work, quality }: CutOptions,
  signal: AbortSignal,
  onFrame: (frame: number) => void,
): Promise<void> {
  const segments = segmentsOf(edit.picture);
  const inputs: string[] = [];
  for (const [i, { clips, frames }] of segments.entries()) {
    const card = clips[0]?.content;
    if (card?.kind === 'title') {
      await writeFile(join(work, `card${i}.pgm`), encodePgm(drawCard(card.lines, edit.size)));
      inputs.push(
        '-loop',
        '1',
        '-framerate',
        String(edit.fps),
        '-t',
        String((frames + 1) / edit.fps),
        '-i',
        `card${i}.pgm`,
      );
    } else {
      const files = clips.flatMap(({ content }) => (content.kind === 'take' ? [resolve(content.file)] : []));
      await writeFile(join(work, `list${i}.ffconcat`), concatList(files));
      inputs.push('-f', 'concat', '-safe', '0', '-i', `list${i}.ffconcat`);
    }
  }
  const { preset, crf } = encoding[quality];
  const { frames } = await runFfmpeg(
    ffmpeg,
    [
      ...['-y', '-loglevel', 'error', ...inputs],
      ...['-filter_complex', graphText(pictureGraph(edit, segments)), '-map', '[picture]', '-an'],
      ...['-c:v', 'libx264', '-preset', preset, '-crf', String(crf), '-pix_fmt', 'yuv420p'],
      ...['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709'],
      ...['-g', String(2 * edit.fps), '-r', String(edit.fps), '-f', 'mp4', 'picture.mp4'],
    ],
    { cwd: work, signal, onFrame },
  );
  if (frames !== edit.frames)
    throw new PhotoplayError(
      'take-length',
      `The picture came out ${frames} frames long instead of ${edit.frames}.`,
      {
        hint: 'A take is damaged: delete the takes folder and make the film again.',
      },
    );
}

async function makeSound(
  edit: Edit,
  { ffmpeg, work, cache }: CutOptions,
  signal: AbortSignal,
): Promise<Loudness> {
  const mix = await open(mixFile(work), 'w');
  try {
    for await (const block of mixFilm(edit, async (file) => decodeWav(await readFile(join(cache, file))))) {
      signal.throwIfAborted();
      await mix.write(new Uint8Array(block.buffer));
    }
  } finally {
    await mix.close();
  }
  const speech = edit.dialogue.some((line) => !line.estimated);
  return levelSound({ ffmpeg, work, signal, speech });
}

/** ISO 639-2 codes, which MP4 wants, of the languages that espeak-ng and Flite are mostly asked for. */
const threeLetters: Record<string, string> = {
  ...{
    en: 'eng',
    de: 'deu',
    fr: 'fra',
    es: 'spa',
    it: 'ita',
    pt: 'por',
    nl: 'nld',
    pl: 'pol',
    ru: 'rus',
    uk: 'ukr',
  },
  ...{
    sv: 'swe',
    da: 'dan',
    nb: 'nob',
    fi: 'fin',
    cs: 'ces',
    hu: 'hun',
    ro: 'ron',
    el: 'ell',
    tr: 'tur',
    he: 'heb',
  },
  ...{ ar: 'ara', hi: 'hin', zh: 'zho', ja: 'jpn', ko: 'kor', vi: 'vie', th: 'tha', id: 'ind' },
};

/** Joins picture, sound and captions beside the film's place, and checks the result. Returns the unfinished file. */
async function mux(edit: Edit, { ffmpeg, film, work, signal }: CutOptions): Promise<string> {
  const captioned = edit.captions.length > 0;
  if (captioned) await writeFile(join(work, 'captions.srt'), toSrt(edit.captions, edit.fps));
  await mkdir(dirname(resolve(film)), { recursive: true });
  const part = `${resolve(film)}.${randomUUID().slice(0, 8)}.part`;
  const language = threeLetters[edit.language.split('-')[0] ?? ''] ?? 'und';
  try {
    await runFfmpeg(
      ffmpeg,
      [
        ...['-y', '-loglevel', 'error', '-i', 'picture.mp4', '-i', 'audio.m4a'],
        ...(captioned ? ['-f', 'srt', '-i', 'captions.srt'] : []),
        ...['-map', '0:v:0', '-map', '1:a:0', ...(captioned ? ['-map', '2:s:0', '-c:s', 'mov_text'] : [])],
        ...['-c:v', 'copy', '-c:a', 'copy', '-map_metadata', '-1', '-metadata', `title=${edit.title}`],
        ...['-metadata:s:a:0', `language=${language}`],
        ...(captioned ? ['-metadata:s:s:0', `language=${language}`] : []),
        ...['-movflags', '+faststart', '-f', 'mp4', part],
      ],
      { cwd: work, signal },
    );
    checkFilm(part, edit);
    return part;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** Picture and sound are as long as the edit says, to within a frame, and the file plays while it is fetched. */
function checkFilm(file: string, edit: Edit): void {
  const { tracks, faststart } = readMp4(file);
  const frame = 1 / edit.fps;
  for (const kind of ['video', 'audio'] as const) {
    const seconds = tracks.find((track) => track.kind === kind)?.seconds ?? 0;
    if (Math.abs(seconds - edit.frames * frame) > frame || !faststart)
      throw new PhotoplayError(
        'ffmpeg',
        `The film's ${kind} came out ${seconds.toFixed(3)} s long instead of ${(edit.frames * frame).toFixed(3)} s.`,
        {
          hint: 'Run "photoplay doctor" to see which ffmpeg is used.',
        },
      );
  }
}

async function publish(edit: Edit, part: string, options: CutOptions): Promise<void> {
  const { ffmpeg, film, otio, poster, work, cache, signal } = options;
  const captions = captionFile(film);
  try {
    if (edit.poster) {
      const seek = String(edit.poster.frame / edit.fps);
      const args = [
        '-y',
        '-loglevel',
        'error',
        '-ss',
        seek,
        '-i',
        resolve(edit.poster.file),
        '-frames:v',
        '1',
        '-update',
        '1',
        'poster.png',
      ];
      await runFfmpeg(ffmpeg, args, { cwd: work, signal });
      await put(join(work, 'poster.png'), poster);
    }
    await writeFile(
      join(work, 'edit.otio'),
      `${JSON.stringify(toOtio(edit, dirname(resolve(otio)), resolve(cache)), null, 2)}\n`,
    );
    await put(join(work, 'edit.otio'), otio);
    if (edit.captions.length > 0) await put(join(work, 'captions.srt'), captions);
    else await rm(captions, { force: true });
    await rename(part, film);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** Where the captions of a film lie. */
const captionFile = (film: string): string => `${film.replace(/\.[^./\\]+$/, '')}.srt`;

/** Copies a finished file beside its place, then renames it. */
async function put(from: string, to: string): Promise<void> {
  const part = `${to}.part`;
  await mkdir(dirname(resolve(to)), { recursive: true });
  await copyFile(from, part);
  await rename(part, to);
}

function warningsOf(edit: Edit, loudness: Loudness): string[] {
  const out: string[] = [];
  const letters = missingLetters(
    edit.picture
      .flatMap(({ content }) => (content.kind === 'title' ? content.lines.map((line) => line.text) : []))
      .join(''),
  );
  if (letters.length > 0) out.push(`The titles' font has no letters for: ${letters.join(' ')}`);
  const spoken = edit.dialogue.some((line) => !line.estimated);
  if (spoken && Math.abs(loudness.lufs - loudnessGoal.lufs) > 0.5)
    out.push(`The film's loudness is ${loudness.lufs} LUFS; ${loudnessGoal.lufs} could not be reached.`);
  return out;
}
