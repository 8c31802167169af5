import { discover } from '../blender/discovery.ts';
import { findPrograms } from '../blender/programs.ts';
import { reportOn } from '../blender/report.ts';
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
    const [{ parts: needed, mend }, windows, open] = await Promise.all([
      examine(),
      windowParts(io.signal),
      openParts(),
    ]);
    const parts = [...needed, ...windows, ...open];
    for (const part of parts) io.say(line(part));
    io.say(mend ? `\nTo mend it: ${mend}` : '\nEverything that a film needs is here.');
    return { result: { version: 1, parts, mend: mend ?? null }, exitCode: mend ? 1 : 0 };
  },
};

/** The Blenders in which a film can be seen, with or without our add-on. */
const windowParts = async (signal: AbortSignal): Promise<Part[]> =>
  (await findPrograms(signal)).map(({ path, version, supported, addon }) => ({
    name: 'window',
    state: addon?.age === 'same' ? 'ok' : 'optional',
    used: `Blender ${version.join('.')}, ${path}`,
    note: !supported
      ? 'older than 4.2'
      : addon?.age === 'same'
        ? `add-on ${addon.version}`
        : `${addon ? `add-on ${addon.version}` : 'no add-on'}: photoplay blender install --blender "${path}"`,
  }));

/** The Blenders that are open with the add-on on. */
const openParts = async (): Promise<Part[]> =>
  (await Promise.all((await discover()).sessions.map(reportOn))).map(({ pid, file, state, why, update }) => ({
    name: 'open',
    state: state === 'silent' || update ? 'optional' : 'ok',
    used: `process ${pid}, ${file || 'not saved yet'}`,
    note: update ?? (why ? `${state}: ${why}` : state),
  }));

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
