import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { newFilm, openFilm } from '../film/folder.ts';
import { productFolder } from '../runtime/folders.ts';
import { setUp } from '../runtime/tools.ts';
import type { Command } from './command.ts';
import { filmCommand } from './film.ts';

/** `photoplay demo`: sets up what is missing and makes the sample film. */
export const demoCommand: Command = {
  name: 'demo',
  summary: 'Sets up what is missing and makes the sample film.',
  usage: '',
  options: {},
  optionHelp: {},
  examples: ['photoplay demo'],
  positionals: [0, 0],
  async run(_, __, io) {
    await setUp((message) => io.warn(message), io.signal);
    const folder = join(productFolder(), 'demo', 'the-brass-key');
    const film = existsSync(folder) ? openFilm(folder) : newFilm(folder, 'The Brass Key', 'the-brass-key');
    return filmCommand.run([film.folder], {}, io);
  },
};
