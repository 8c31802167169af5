import { drop } from '../film/drop.ts';
import { openFilm } from '../film/folder.ts';
import { type FilmStatus, statusOf } from '../film/status.ts';
import { type Showing, showing } from '../live/showing.ts';
import { type Command, text } from './command.ts';

/** `photoplay status`: how a film stands, and what in it is a person's. */
export const statusCommand: Command = {
  name: 'status',
  summary: 'How the film stands: what was edited by hand, which takes are missing, where it is open.',
  usage: '<film> [--drop id]',
  options: { drop: { type: 'string' } },
  optionHelp: { drop: 'forget an edit, by its id; the next plan makes that part anew' },
  examples: [
    'photoplay status my-film/',
    'photoplay status my-film/ --drop kitchen/armchair/movePiece',
    'photoplay status my-film/ --drop shots/2.03',
  ],
  positionals: [1, 1],
  async run([path = ''], values, io) {
    const film = openFilm(path);
    const dropped = text(values, 'drop');
    if (dropped !== undefined) {
      drop(film, dropped);
      io.say(
        `Dropped ${dropped}. It is kept in .photoplay/dropped.json: put it back from there to undo this.\n`,
      );
    }
    const status = statusOf(film);
    const sessions = await showing(film.folder);
    for (const line of lines(status, sessions)) io.say(line);
    return { result: { version: 1, ...status, sessions, ...(dropped === undefined ? {} : { dropped }) } };
  },
};

function lines(status: FilmStatus, sessions: readonly Showing[]): string[] {
  const { title, film, screenplay, documents, edited, overrides, shots, missing } = status;
  const there = documents.filter((document) => document.there).map(({ file }) => file);
  return [
    title,
    `  ${film}`,
    `  ${screenplay}`,
    `  ${there.length > 0 ? there.join(', ') : 'never planned'}`,
    '',
    ...section('Edited in the documents', edited),
    ...section(
      'Done by hand in Blender',
      overrides.map(
        ({ id, note, waits }) => `${id}: ${note}${waits ? ' (waits: not in the film at present)' : ''}`,
      ),
    ),
    shots === 0
      ? 'No shots yet.'
      : missing.length === 0
        ? `All ${shots} takes are there.`
        : `${shots - missing.length} of ${shots} takes are there; missing: ${missing.join(', ')}.`,
    ...sessions.map(
      ({ pid, blender, file, unkept }) =>
        `Open in Blender ${blender} (process ${pid}${file ? `, ${file}` : ''})${unkept.length > 0 ? `; not kept yet: ${unkept.join(', ')}` : ''}.`,
    ),
  ];
}

const section = (title: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : [title, ...items.map((item) => `  ${item}`), ''];
