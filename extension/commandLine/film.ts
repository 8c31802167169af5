import { resolve } from 'node:path';
import { openFilm } from '../film/folder.ts';
import { makeFilm } from '../film/make.ts';
import { parseSelection } from '../film/select.ts';
import { type Command, numberOption, oneOf, sizeOption, text, UsageError } from './command.ts';

/** `photoplay film`: the screenplay becomes a film. */
export const filmCommand: Command = {
  name: 'film',
  summary: 'The film: plans, stages, renders and cuts what is not done yet.',
  usage:
    '<film> [--scenes 2,4-6] [--shots 2.03] [--quality draft] [--size 1280x720] [--fps 24] [--out x.mp4]',
  options: {
    scenes: { type: 'string' },
    shots: { type: 'string' },
    quality: { type: 'string' },
    size: { type: 'string' },
    fps: { type: 'string' },
    out: { type: 'string' },
  },
  optionHelp: {
    scenes: 'only these scenes, by number: 2,4-6',
    shots: 'only these shots: 2.03,2.05',
    quality: 'draft (Workbench, on twos), preview, final',
    size: 'width x height in pixels; else as film.json says',
    fps: 'frames a second, 12 to 60; else as film.json says',
    out: 'where the film goes; else film.mp4 in its folder',
  },
  examples: [
    'photoplay film my-film/',
    'photoplay film script.fountain --out script.mp4',
    'photoplay film my-film/ --scenes 2 --quality preview --size 1280x720',
  ],
  positionals: [1, 1],
  async run([path = ''], values, io) {
    const quality = oneOf(values, 'quality', ['draft', 'preview', 'final'] as const);
    const size = sizeOption(values);
    const fps = numberOption(values, 'fps', 12, 60);
    const out = text(values, 'out');
    if (out !== undefined && !/\.mp4$/i.test(out))
      throw new UsageError(`--out names an .mp4 file; not "${out}".`);
    const selection = parseSelection(text(values, 'scenes'), text(values, 'shots'));
    if (typeof selection === 'string') throw new UsageError(selection);
    const film = openFilm(path);
    const settings = {
      ...film.settings,
      ...(quality && { quality }),
      ...(size && { size }),
      ...(fps && { fps }),
    };
    const made = await makeFilm(
      { ...film, settings },
      { selection, ...(out ? { out: resolve(out) } : {}), ...io },
    );
    for (const warning of made.warnings) io.warn(`Note: ${warning}`);
    io.say(
      `${made.shots} shots (${made.rendered.length} rendered, ${made.reused.length} kept), ${made.length.toFixed(1)} s of film in ${made.seconds.toFixed(1)} s`,
    );
    io.say(made.film);
    return { result: made };
  },
};
