import { resolve } from 'node:path';
import { newFilm, sampleNames } from '../film/folder.ts';
import { type Command, text } from './command.ts';

/** "My Film!" → "my-film". */
const folderName = (title: string): string =>
  title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '') || 'film';

/** `photoplay new`: a film folder to start from. */
export const newCommand: Command = {
  name: 'new',
  summary: 'A film folder with a sample screenplay.',
  usage: '"<title>" [--folder my-film] [--sample the-brass-key]',
  options: { folder: { type: 'string' }, sample: { type: 'string' } },
  optionHelp: {
    folder: 'where; else a folder named after the title',
    sample: 'which sample screenplay to start from',
  },
  examples: ['photoplay new "My Film"', 'photoplay new "Night Shift" --folder films/night-shift'],
  positionals: [1, 1],
  async run([title = ''], values, io) {
    const folder = text(values, 'folder') ?? folderName(title);
    const film = newFilm(folder, title, text(values, 'sample') ?? 'the-brass-key');
    io.say(
      `${resolve(film.folder)} holds screenplay.fountain and film.json.\nMake the film: photoplay film ${folder}`,
    );
    return {
      result: { version: 1, folder: film.folder, screenplay: film.screenplay, samples: sampleNames() },
    };
  },
};
