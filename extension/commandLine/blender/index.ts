import type { CommandGroup } from '../command.ts';
import { connectCommand } from './connect.ts';
import { findCommand } from './find.ts';
import { installCommand } from './install.ts';
import { launchCommand } from './launch.ts';
import { statusCommand } from './status.ts';
import { stopCommand } from './stop.ts';

/** `photoplay blender …`: the Blenders of this machine, and those that are open. */
export const blenderCommands: CommandGroup = {
  name: 'blender',
  summary: 'Finds, opens, equips and meets the Blender in which you see the film.',
  commands: [findCommand, launchCommand, installCommand, connectCommand, statusCommand, stopCommand],
};
