import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { type FilmSettings, filmSettings } from '../../schemas/source/settings.ts';
import { PhotoplayError } from '../runtime/errors.ts';
import { productFolder } from '../runtime/folders.ts';
import { loadDocument, saveDocument } from './documents.ts';

/** A film on disk: its folder, its script and its settings. */
export interface Film {
  folder: string;
  screenplay: string;
  settings: FilmSettings;
}

export const defaultSettings = (title: string): FilmSettings => ({
  $schema: 'photoplay:///schemas/film.json',
  version: 1,
  title,
  fps: 24,
  size: { width: 480, height: 270 },
  genre: 'drama',
  quality: 'draft',
  voices: { engine: 'auto' },
  captions: true,
  titles: true,
  seed: 1,
});

/** Where everything of a film lies. */
export const filmPaths = (folder: string) => ({
  settings: join(folder, 'film.json'),
  breakdown: join(folder, 'breakdown.json'),
  sets: join(folder, 'sets.json'),
  blocking: join(folder, 'blocking.json'),
  shots: join(folder, 'shots.json'),
  overrides: join(folder, 'overrides.json'),
  objects: join(folder, 'objects'),
  otio: join(folder, 'edit.otio'),
  takes: join(folder, 'takes'),
  boards: join(folder, 'boards'),
  blend: join(folder, 'film.blend'),
  poster: join(folder, 'poster.png'),
  work: join(folder, '.photoplay'),
  cache: join(folder, '.photoplay', 'cache'),
  voices: join(folder, '.photoplay', 'voices.json'),
  dropped: join(folder, '.photoplay', 'dropped.json'),
});
export type FilmPaths = ReturnType<typeof filmPaths>;

/**
 * Opens a film folder, or a lone screenplay, which gets a folder of its name beside it. A folder with a screenplay
 * and no film.json gets one. Throws PhotoplayError when there is nothing to film.
 */
export function openFilm(path: string): Film {
  const full = resolve(path);
  if (!existsSync(full)) {
    throw new PhotoplayError('not-found', `There is no ${path}.`, {
      file: path,
      hint: 'Name a film folder or a .fountain file; "photoplay new" makes one.',
    });
  }
  return statSync(full).isDirectory() ? openFolder(full) : openScreenplay(full);
}

const scripts = ['.fountain', '.spmd', '.txt'];

function openFolder(folder: string): Film {
  const file = filmPaths(folder).settings;
  const saved = loadDocument(file, filmSettings);
  const found = saved?.screenplay ?? usualScript(folder);
  if (!found) {
    throw new PhotoplayError('no-screenplay', `${folder} holds no screenplay.`, {
      file: folder,
      hint: 'Put screenplay.fountain into it, or run "photoplay new" for a folder with a sample.',
    });
  }
  const screenplay = resolve(folder, found);
  if (!existsSync(screenplay)) {
    throw new PhotoplayError(
      'no-screenplay',
      `film.json names the screenplay ${found}, which is not there.`,
      { file },
    );
  }
  if (saved) return { folder, screenplay, settings: saved };
  const settings = {
    ...defaultSettings(titleOf(basename(folder))),
    ...(found === 'screenplay.fountain' ? {} : { screenplay: found }),
  };
  saveDocument(file, settings);
  return { folder, screenplay, settings };
}

function usualScript(folder: string): string | undefined {
  if (existsSync(join(folder, 'screenplay.fountain'))) return 'screenplay.fountain';
  const others = readdirSync(folder).filter((name) => extname(name) === '.fountain');
  return others.length === 1 ? others[0] : undefined;
}

function openScreenplay(screenplay: string): Film {
  const ending = extname(screenplay);
  if (!scripts.includes(ending.toLowerCase())) {
    throw new PhotoplayError('not-a-screenplay', `${screenplay} is no .fountain file.`, {
      file: screenplay,
      hint: 'Photoplay reads Fountain: plain text with the ending .fountain.',
    });
  }
  if (basename(dirname(screenplay)) && existsSync(filmPaths(dirname(screenplay)).settings)) {
    const film = openFolder(dirname(screenplay));
    if (film.screenplay === screenplay) return film;
  }
  const folder = screenplay.slice(0, -ending.length);
  const file = filmPaths(folder).settings;
  const saved = loadDocument(file, filmSettings);
  if (saved) return { folder, screenplay, settings: saved };
  if (existsSync(folder) && (!statSync(folder).isDirectory() || readdirSync(folder).length > 0)) {
    throw new PhotoplayError(
      'in-the-way',
      `The film of ${basename(screenplay)} belongs into ${folder}, but that is something else.`,
      {
        file: folder,
        hint: 'Move it away, or rename the screenplay.',
      },
    );
  }
  const settings = {
    ...defaultSettings(titleOf(basename(folder))),
    screenplay: relative(folder, screenplay),
  };
  saveDocument(file, settings);
  return { folder, screenplay, settings };
}

/** "the-brass-key" → "The Brass Key". */
function titleOf(name: string): string {
  const words = name.replace(/[-_]+/g, ' ').trim() || 'Untitled';
  return words.replace(/(^|\s)\p{Ll}/gu, (c) => c.toUpperCase());
}

/** Makes a film folder with a sample screenplay. Throws PhotoplayError when something is there already. */
export function newFilm(folder: string, title: string, sample: string): Film {
  const full = resolve(folder);
  if (existsSync(full) && readdirSync(full).length > 0) {
    throw new PhotoplayError('in-the-way', `${folder} is there already.`, {
      file: folder,
      hint: 'Choose another name; nothing was changed.',
    });
  }
  const source = join(productFolder(), 'extension', 'samples', `${sample}.fountain`);
  if (!existsSync(source)) {
    throw new PhotoplayError('no-sample', `There is no sample called ${sample}.`, {
      hint: `There are: ${sampleNames().join(', ')}.`,
    });
  }
  mkdirSync(full, { recursive: true });
  copyFileSync(source, join(full, 'screenplay.fountain'));
  saveDocument(filmPaths(full).settings, defaultSettings(title));
  return openFolder(full);
}

/** The samples to start from. */
export const sampleNames = (): string[] =>
  readdirSync(join(productFolder(), 'extension', 'samples'))
    .filter((name) => name.endsWith('.fountain'))
    .map((name) => name.slice(0, -'.fountain'.length));
