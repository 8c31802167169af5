import { discover } from '../../blender/discovery.ts';
import { installAddon } from '../../blender/install.ts';
import { ageOf } from '../../blender/versions.ts';
import { type Command, text } from '../command.ts';
import { programToUse } from './program.ts';

/** `photoplay blender install`: the add-on into a Blender. */
export const installCommand: Command = {
  name: 'blender install',
  summary: 'Puts the matching add-on into a Blender and turns it on; an older one is updated.',
  usage: '[--blender /path/to/blender]',
  options: { blender: { type: 'string' } },
  optionHelp: { blender: 'which Blender; else the first that "photoplay blender find" shows' },
  examples: ['photoplay blender install', 'photoplay blender install --blender /opt/blender-5.2/blender'],
  positionals: [0, 0],
  async run(_, values, io) {
    const blender = await programToUse(text(values, 'blender'), io.signal);
    const done = await installAddon(blender, io.warn, io.signal);
    const was = done.was === undefined || done.was === done.addon.version ? '' : `; it was ${done.was}`;
    io.say(
      `Blender ${blender.version.join('.')} (${blender.path}) has the add-on ${done.addon.version}${was}.`,
    );
    io.say(`To take it away: ${done.uninstall}`);
    const { sessions } = await discover();
    const restart = sessions.filter(({ addon }) => ageOf(addon) !== 'same').map(({ pid }) => pid);
    if (restart.length > 0)
      io.warn(`Restart the Blenders that are open with the old one: ${restart.join(', ')}`);
    const { addon, archive, uninstall } = done;
    return {
      result: {
        version: 1,
        blender: { path: blender.path, version: blender.version },
        addon,
        was: done.was ?? null,
        archive,
        uninstall,
        restart,
      },
    };
  },
};
