import { makeBoards } from '../film/boards.ts';
import { openFilm } from '../film/folder.ts';
import { parseSelection } from '../film/select.ts';
import { type Command, sizeOption, text, UsageError } from './command.ts';

/** `photoplay boards`: one picture a shot. */
export const boardsCommand: Command = {
  name: 'boards',
  summary: 'One picture a shot, and a contact sheet (PNG and a single HTML file).',
  usage: '<film> [--scenes 2,4-6] [--shots 2.03] [--size 960x540]',
  options: { scenes: { type: 'string' }, shots: { type: 'string' }, size: { type: 'string' } },
  optionHelp: { scenes: 'only these scenes', shots: 'only these shots', size: 'size of each picture' },
  examples: ['photoplay boards my-film/', 'photoplay boards my-film/ --scenes 2 --size 960x540'],
  positionals: [1, 1],
  async run([path = ''], values, io) {
    const selection = parseSelection(text(values, 'scenes'), text(values, 'shots'));
    if (typeof selection === 'string') throw new UsageError(selection);
    const size = sizeOption(values);
    const film = openFilm(path);
    const boards = await makeBoards(
      { ...film, settings: { ...film.settings, ...(size && { size }) } },
      { selection, ...io },
    );
    io.say(
      `${boards.pictures.length} pictures (${boards.rendered.length} new)\n${boards.sheet}\n${boards.page}`,
    );
    return { result: boards };
  },
};
