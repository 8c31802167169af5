import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PhotoplayError } from '../runtime/errors.ts';
import { alive } from '../runtime/python.ts';

/**
 * Keeps a film folder to one build at a time. A lock whose owner is dead is taken over. Returns the release; throws
 * PhotoplayError when another build runs, or the folder cannot be written.
 */
export function lockFilm(work: string): () => void {
  const file = join(work, 'building');
  try {
    mkdirSync(work, { recursive: true });
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        writeFileSync(file, String(process.pid), { flag: 'wx' });
        const release = () => rmSync(file, { force: true });
        return release;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const owner = ownerOf(file);
      if (owner !== process.pid && alive(owner)) {
        throw new PhotoplayError('busy', `Another Photoplay (process ${owner}) is making this film.`, {
          file,
          hint: 'Wait for it, or stop it; what it has finished is kept.',
        });
      }
      sweep(dirname(work));
      rmSync(file, { force: true });
    }
  } catch (error) {
    if (error instanceof PhotoplayError) throw error;
    throw new PhotoplayError(
      'write',
      `${work} cannot be written (${(error as NodeJS.ErrnoException).code ?? error}).`,
      {
        file: work,
        hint: 'Check the rights on the film folder and the space on the disk.',
        cause: error,
      },
    );
  }
  throw new PhotoplayError('busy', 'The film folder could not be locked.', { file });
}

/** The process that holds a lock; 0 when none can be read. One that has just been made may be empty for a moment. */
function ownerOf(file: string): number {
  for (let attempt = 0; attempt < 5; attempt++) {
    const owner = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
    if (owner > 0) return owner;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
  return 0;
}

/** Removes the files that a killed build was writing: in folders of ours all, beside the documents those of ours. */
function sweep(film: string): void {
  const ours = ['.photoplay', 'takes', 'boards'].map((name) => join(film, name)).filter(existsSync);
  const inside = ours.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.part(\.|$)/.test(name))
      .map((name) => join(folder, name)),
  );
  const beside = readdirSync(film)
    .filter((name) => /\.(json|mp4|srt|otio|png|blend)(\.[\w-]+)?\.part$/.test(name))
    .map((name) => join(film, name));
  for (const file of [...inside, ...beside]) rmSync(file, { force: true });
}
