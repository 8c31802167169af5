import { type BlenderProgram, findPrograms } from '../../blender/programs.ts';
import { embeddedBlender } from '../../runtime/tools.ts';
import type { Command } from '../command.ts';

const line = ({ path, version, supported, addon }: BlenderProgram): string => {
  const equipped = addon
    ? `add-on ${addon.version}${addon.age === 'same' ? '' : ` (${addon.age} than Photoplay)`}`
    : 'no add-on: photoplay blender install';
  return `${supported ? '✓' : '✗'} Blender ${version.join('.').padEnd(8)}${path} — ${supported ? equipped : 'too old: 4.2 or newer is needed'}`;
};

/** `photoplay blender find`: the Blenders on this machine. */
export const findCommand: Command = {
  name: 'blender find',
  summary: 'The Blenders on this machine, and whether the add-on is in them.',
  usage: '',
  options: {},
  optionHelp: {},
  examples: ['photoplay blender find', 'photoplay blender find --json | jq -r .blenders[].path'],
  positionals: [0, 0],
  async run(_, __, io) {
    const blenders = await findPrograms(io.signal);
    const module = embeddedBlender();
    for (const blender of blenders) io.say(line(blender));
    if (module) io.say(`✓ Blender as a Python module, for films and without a window: ${module}`);
    if (blenders.length === 0)
      io.say(
        'No Blender with a window was found. Get one (4.2 or newer) from blender.org, or name yours: PHOTOPLAY_BLENDER=/path/to/blender',
      );
    return { result: { version: 1, blenders, module: module ?? null } };
  },
};
