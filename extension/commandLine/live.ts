import { createInterface } from 'node:readline';
import { BlenderConnection } from '../blender/connection.ts';
import { remembered } from '../blender/remembered.ts';
import { wordsOf } from '../live/events.ts';
import { LiveFilm } from '../live/live.ts';
import { Planner } from '../live/planner.ts';
import { choiceOf, sessionOptionHelp, sessionOptions } from './blender/connect.ts';
import type { Command } from './command.ts';

/** `photoplay live`: an open Blender shows the film as it is written. */
export const liveCommand: Command = {
  name: 'live',
  summary: 'Watches the film, and shows each change in the open Blender at once.',
  usage: '<film> [--no-follow] [--show] [--replace] [--pid 1234]',
  options: {
    'no-follow': { type: 'boolean' },
    show: { type: 'boolean' },
    replace: { type: 'boolean' },
    ...sessionOptions,
  },
  optionHelp: {
    'no-follow': 'the playhead stays where it is; else it goes to what was changed',
    show: "the viewport goes to the film's first shot; else only in a new file",
    replace: 'another film that is staged in the open file gives way',
    ...sessionOptionHelp,
  },
  examples: ['photoplay live my-film/', 'photoplay live my-film/ --json'],
  positionals: [1, 1],
  async run([path = ''], values, io) {
    const planner = new Planner(path, io.progress);
    const choice = choiceOf(values);
    const link = new BlenderConnection({ choice, remembered: remembered() });
    const live = new LiveFilm({
      planner,
      link,
      signal: io.signal,
      follow: !values['no-follow'],
      show: values.show === true,
      replace: values.replace === true,
      tell: (event) => {
        const words = wordsOf(event);
        if (io.json) io.write(`${JSON.stringify(event)}\n`);
        else if (words !== undefined) io.say(words);
      },
    });
    const leave = io.json ? hearCursor((line) => void live.cursor(line)) : () => undefined;
    try {
      io.say(
        'Watching. Save the script, and Blender shows it; Ctrl-C ends this, and Blender keeps everything.',
      );
      await live.run();
    } finally {
      leave();
      link.close();
      await planner.close();
    }
    return undefined;
  },
};

/** An editor tells where its cursor is, a JSON line each: {"cursor": 12}, lines from 0. */
function hearCursor(go: (line: number) => void): () => void {
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (text) => {
    try {
      const { cursor } = JSON.parse(text) as { cursor?: unknown };
      if (typeof cursor === 'number') go(cursor);
    } catch {
      // what is no JSON is nobody's cursor
    }
  });
  return () => lines.close();
}
