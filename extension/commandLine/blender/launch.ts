import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { installAddon } from '../../blender/install.ts';
import { type Launchable, launchOpen } from '../../blender/launchOpen.ts';
import { remember } from '../../blender/remembered.ts';
import { PhotoplayError } from '../../runtime/errors.ts';
import { embeddedBlender } from '../../runtime/tools.ts';
import { type Command, type Io, text } from '../command.ts';
import { programToUse } from './program.ts';

/** What is asked for, with the add-on in it; without a window and a Blender of one's own, the module serves. */
async function launchable(
  path: string | undefined,
  background: boolean,
  install: boolean,
  io: Io,
): Promise<Launchable> {
  const python = embeddedBlender();
  const found = await programToUse(path, io.signal).catch((error: unknown) => {
    if (background && path === undefined && python) return undefined;
    throw error;
  });
  if (!found) return { python: python as string };
  if (install && found.addon?.age !== 'same') {
    const { addon } = await installAddon(found, io.warn, io.signal);
    return { path: found.path, module: addon.module };
  }
  if (!found.addon)
    throw new PhotoplayError(
      'blender-addon',
      `The add-on is not in Blender ${found.version.join('.')} (${found.path}).`,
      { hint: 'Put it there and launch: the same command with --install' },
    );
  return { path: found.path, module: found.addon.module };
}

/** `photoplay blender launch`: a Blender with the add-on on. */
export const launchCommand: Command = {
  name: 'blender launch',
  summary: 'Opens a Blender with the add-on on, and waits until it answers. It stays when this command ends.',
  usage: '[FILE.blend] [--background] [--blender /path/to/blender] [--install]',
  options: { background: { type: 'boolean' }, blender: { type: 'string' }, install: { type: 'boolean' } },
  optionHelp: {
    background: 'without a window; it runs until "photoplay blender stop"',
    blender: 'which Blender; else the first that "photoplay blender find" shows',
    install: 'put the add-on there first, when it is missing or not of this version',
  },
  examples: [
    'photoplay blender launch',
    'photoplay blender launch my-film/film.blend --install',
    'photoplay blender launch --background --json | jq .pid',
  ],
  positionals: [0, 1],
  async run([name], values, io) {
    const file = name === undefined ? undefined : resolve(name);
    if (file !== undefined && !existsSync(file))
      throw new PhotoplayError('not-found', `There is no file ${file}.`, { file });
    const background = values.background === true;
    const blender = await launchable(text(values, 'blender'), background, values.install === true, io);
    io.warn('Opening Blender …');
    const { session, hello, log } = await launchOpen({
      blender,
      background,
      ...(file !== undefined && { file }),
      signal: io.signal,
    });
    remember(session);
    io.say(
      `Blender ${hello.blender.join('.')} is open with Photoplay ${hello.addon}: process ${session.pid}.`,
    );
    if (background) io.say(`It has no window. To end it: photoplay blender stop --pid ${session.pid}`);
    const { pid, port, discoveryFile } = session;
    return {
      result: { version: 1, pid, port, file: file ?? '', background, discoveryFile, log, hello },
    };
  },
};
