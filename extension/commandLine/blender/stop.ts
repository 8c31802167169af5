import { BlenderError } from '../../../bridge/errors.ts';
import { chooseSession } from '../../blender/choose.ts';
import { discover } from '../../blender/discovery.ts';
import { meet } from '../../blender/meet.ts';
import { PhotoplayError } from '../../runtime/errors.ts';
import type { Command } from '../command.ts';
import { choiceOf, sessionOptionHelp, sessionOptions } from './connect.ts';

/** `photoplay blender stop`: ends an open Blender. */
export const stopCommand: Command = {
  name: 'blender stop',
  summary: 'Ends an open Blender; one with unsaved changes only when told to discard them.',
  usage: '[--pid 1234] [--file film.blend] [--discard]',
  options: { ...sessionOptions, discard: { type: 'boolean' } },
  optionHelp: {
    ...sessionOptionHelp,
    pid: 'which open Blender, by its process id; else the only one',
    discard: 'unsaved changes are lost',
  },
  examples: ['photoplay blender stop', 'photoplay blender stop --pid 4711 --discard'],
  positionals: [0, 0],
  async run(_, values, io) {
    const { sessions } = await discover();
    const session = chooseSession(sessions, choiceOf(values));
    const { client } = await meet(session, { signal: io.signal });
    try {
      await client.call('session/quit', { discard: values.discard === true }, { signal: io.signal });
      await client.closed;
    } catch (error) {
      if (!(error instanceof BlenderError) || error.kind !== 'gated') throw error;
      throw new PhotoplayError('blender-unsaved', error.message, {
        hint: 'Save in Blender first, or lose the changes: photoplay blender stop --discard',
        cause: error,
      });
    } finally {
      client.close();
    }
    io.say(`Blender, process ${session.pid}, has ended.`);
    return { result: { version: 1, pid: session.pid, file: session.file } };
  },
};
