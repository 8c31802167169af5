import { examine, type Part } from '../runtime/doctor.ts';
import { setUp } from '../runtime/tools.ts';
import type { Command } from './command.ts';

const line = ({ name, state, used, note }: Part): string =>
  `${state === 'ok' ? '✓' : state === 'optional' ? '–' : '✗'} ${name.padEnd(12)}${used ?? 'not found'}${note ? ` — ${note}` : ''}`;

/** `photoplay doctor`: what was found, what is used, and the one command that mends what is missing. */
export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'What was found, what is used, and the one command that mends what is missing.',
  usage: '',
  options: {},
  optionHelp: {},
  examples: ['photoplay doctor', 'photoplay doctor --json'],
  positionals: [0, 0],
  async run(_, __, io) {
    const { parts, mend } = await examine();
    for (const part of parts) io.say(line(part));
    io.say(mend ? `\nTo mend it: ${mend}` : '\nEverything that a film needs is here.');
    return { result: { version: 1, parts, mend: mend ?? null }, exitCode: mend ? 1 : 0 };
  },
};

/** `photoplay setup`: fetches what is missing. */
export const setupCommand: Command = {
  name: 'setup',
  summary: "Fetches what is missing: Blender's module, ffmpeg.",
  usage: '',
  options: {},
  optionHelp: {},
  examples: ['photoplay setup'],
  positionals: [0, 0],
  async run(_, __, io) {
    const tools = await setUp((message) => io.warn(message), io.signal);
    return { result: { version: 1, ...tools } };
  },
};
