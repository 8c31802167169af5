import { copyFile, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PhotoplayError } from '../runtime/errors.ts';
import { filterText } from './ffmpeg/graph.ts';
import { runFfmpeg } from './ffmpeg/run.ts';
import { concatList } from './picture.ts';
import { setText } from './titles/letters.ts';
import { Canvas, moved } from './titles/raster.ts';

/** A picture of a contact sheet, and what is written under it. */
export interface SheetPicture {
  file: string;
  label: string;
}

/** Pixels: a picture, the strip for its label, the space around; letters' em; and how many stand side by side. */
const tile = { width: 320, height: 180, label: 24, gap: 12, em: 15, columns: 4 } as const;
const paper = [24, 24, 26] as const;

/**
 * Pictures side by side with their labels, as one PNG. Throws PhotoplayError when ffmpeg cannot read one of them, and
 * rejects with the signal's reason when cancelled.
 */
export async function tileSheet(
  ffmpeg: string,
  pictures: readonly SheetPicture[],
  sheet: string,
  signal?: AbortSignal,
): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'photoplay-sheet-'));
  try {
    const raw = pictures.length > 0 ? await readPictures(ffmpeg, pictures, work, signal) : Buffer.alloc(0);
    const { width, height, pixels } = compose(pictures, raw);
    await writeFile(join(work, 'sheet.rgb'), pixels);
    const input = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${width}x${height}`, '-i', 'sheet.rgb'];
    await runFfmpeg(ffmpeg, ['-y', '-loglevel', 'error', ...input, '-frames:v', '1', 'sheet.png'], {
      cwd: work,
      signal,
    });
    await copyFile(join(work, 'sheet.png'), `${sheet}.part`);
    await rename(`${sheet}.part`, sheet);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Every picture as RGB, scaled into its tile. */
async function readPictures(
  ffmpeg: string,
  pictures: readonly SheetPicture[],
  work: string,
  signal: AbortSignal | undefined,
): Promise<Buffer> {
  await writeFile(join(work, 'pictures.ffconcat'), concatList(pictures.map(({ file }) => resolve(file))));
  const { width, height } = tile;
  const fit = [
    {
      name: 'scale',
      options: { w: width, h: height, flags: 'area', force_original_aspect_ratio: 'decrease' },
    },
    { name: 'pad', options: { w: width, h: height, x: '(ow-iw)/2', y: '(oh-ih)/2' } },
  ];
  const input = [
    '-f',
    'concat',
    '-safe',
    '0',
    '-i',
    'pictures.ffconcat',
    '-vf',
    fit.map(filterText).join(','),
  ];
  const output = ['-fps_mode', 'passthrough', '-pix_fmt', 'rgb24', '-f', 'rawvideo', 'pictures.rgb'];
  await runFfmpeg(ffmpeg, ['-y', '-loglevel', 'error', ...input, ...output], { cwd: work, signal });
  const raw = await readFile(join(work, 'pictures.rgb'));
  if (raw.length !== pictures.length * width * height * 3)
    throw new PhotoplayError('ffmpeg', 'Some of the boards could not be read for the contact sheet.', {
      hint: 'Delete the boards folder and run the command again.',
    });
  return raw;
}

function compose(
  pictures: readonly SheetPicture[],
  raw: Buffer,
): { width: number; height: number; pixels: Buffer } {
  const columns = Math.max(1, Math.min(tile.columns, pictures.length));
  const rows = Math.max(1, Math.ceil(pictures.length / columns));
  const width = tile.gap + columns * (tile.width + tile.gap);
  const height = tile.gap + rows * (tile.height + tile.label + tile.gap);
  const pixels = Buffer.alloc(width * height * 3);
  for (let i = 0; i < pixels.length; i++) pixels[i] = paper[i % 3] ?? 0;
  const letters = new Canvas(width, height);
  const row = tile.width * 3;
  pictures.forEach(({ label }, n) => {
    const x = tile.gap + (n % columns) * (tile.width + tile.gap);
    const y = tile.gap + Math.floor(n / columns) * (tile.height + tile.label + tile.gap);
    for (let line = 0; line < tile.height; line++) {
      const from = (n * tile.height + line) * row;
      raw.copy(pixels, ((y + line) * width + x) * 3, from, from + row);
    }
    for (const glyph of setText(label, tile.em, 0.04).glyphs)
      letters.fill(moved(glyph, x, y + tile.height + 17), 0.85);
  });
  letters.toGrey().pixels.forEach((grey, i) => {
    for (let c = 3 * i; c < 3 * i + 3; c++) pixels[c] = Math.max(pixels[c] ?? 0, grey);
  });
  return { width, height, pixels };
}
