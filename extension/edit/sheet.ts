import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { runFfmpeg } from './ffmpeg/run.ts';
import { concatList } from './picture.ts';
import { drawCard } from './titles/draw.ts';
import { encodePgm } from './titles/raster.ts';

/** A picture of the contact sheet, with what stands below it. */
export interface SheetPicture {
  file: string;
  label: string;
}

/** Pixels: a picture's width, the strip below it, the space round it; pictures in a row. */
const cell = { width: 384, strip: 30, gap: 10, across: 4 } as const;

/** Lays pictures out as one PNG, four in a row, each with its label. Throws PhotoplayError in ffmpeg's own words. */
export async function tileSheet(
  ffmpeg: string,
  pictures: readonly SheetPicture[],
  sheet: string,
  signal?: AbortSignal,
): Promise<void> {
  if (pictures.length === 0) return rm(sheet, { force: true });
  const work = `${resolve(sheet)}.part`;
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  try {
    for (const [i, { label }] of pictures.entries()) {
      const line = { text: label, size: 0.4, spacing: 0.04, gapBefore: 0, opacity: 0.85 };
      await writeFile(
        join(work, `strip${i}.pgm`),
        encodePgm(drawCard([line], { width: cell.width, height: cell.strip })),
      );
    }
    await writeFile(join(work, 'pictures.ffconcat'), concatList(pictures.map(({ file }) => resolve(file))));
    await writeFile(join(work, 'strips.ffconcat'), concatList(pictures.map((_, i) => `strip${i}.pgm`)));
    const rows = Math.ceil(pictures.length / cell.across);
    const graph = [
      `[0:v]scale=${cell.width}:-2,format=rgb24[picture]`,
      '[1:v]format=rgb24[strip]',
      `[picture][strip]vstack,tile=${Math.min(cell.across, pictures.length)}x${rows}:padding=${cell.gap}:margin=${cell.gap}[out]`,
    ].join(';');
    const list = (name: string) => ['-f', 'concat', '-safe', '0', '-i', name];
    await runFfmpeg(
      ffmpeg,
      [
        '-y',
        '-loglevel',
        'error',
        ...list('pictures.ffconcat'),
        ...list('strips.ffconcat'),
        '-filter_complex',
        graph,
        '-map',
        '[out]',
        '-frames:v',
        '1',
        '-update',
        '1',
        'sheet.png',
      ],
      { cwd: work, signal },
    );
    await mkdir(dirname(resolve(sheet)), { recursive: true });
    await rename(join(work, 'sheet.png'), sheet);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
