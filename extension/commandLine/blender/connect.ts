import { resolve } from 'node:path';
import { type Choice, chooseSession } from '../../blender/choose.ts';
import { discover } from '../../blender/discovery.ts';
import { meet } from '../../blender/meet.ts';
import { remember, remembered } from '../../blender/remembered.ts';
import { mismatch } from '../../blender/versions.ts';
import { type Command, numberOption, text, type Values } from '../command.ts';

export const sessionOptions = { pid: { type: 'string' }, file: { type: 'string' } } as const;
export const sessionOptionHelp = {
  pid: 'which open Blender, by its process id; else the one chosen last, or the only one',
  file: 'which open Blender, by the .blend that is open in it',
};

/** The session that the options name. */
export function choiceOf(values: Values): Choice {
  const pid = numberOption(values, 'pid', 1, 2 ** 31);
  const file = text(values, 'file');
  return { ...(pid !== undefined && { pid }), ...(file !== undefined && { file: resolve(file) }) };
}

/** `photoplay blender connect`: meets an open Blender, and remembers it. */
export const connectCommand: Command = {
  name: 'blender connect',
  summary: 'Meets an open Blender and remembers it for later commands.',
  usage: '[--pid 1234] [--file film.blend]',
  options: sessionOptions,
  optionHelp: sessionOptionHelp,
  examples: ['photoplay blender connect', 'photoplay blender connect --pid 4711'],
  positionals: [0, 0],
  async run(_, values, io) {
    const { sessions } = await discover();
    const session = chooseSession(sessions, choiceOf(values), remembered());
    const { client, hello } = await meet(session, { signal: io.signal });
    client.close();
    remember(session);
    io.say(
      `Blender ${hello.blender.join('.')}, process ${session.pid}, ${session.file || 'not saved yet'}; add-on ${hello.addon}, protocol ${hello.protocol}, ${hello.capabilities.length} capabilities.`,
    );
    const update = mismatch(hello.addon);
    if (update) io.warn(update);
    const { pid, port, file, discoveryFile } = session;
    return { result: { version: 1, pid, port, file, discoveryFile, update: update ?? null, hello } };
  },
};
