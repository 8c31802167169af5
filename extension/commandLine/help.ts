import type { Command, CommandGroup } from './command.ts';

/** The help of one command. */
export function commandHelp(command: Command): string {
  const options = {
    ...command.optionHelp,
    json: 'one JSON object on stdout; progress stays on stderr',
    help: 'this text',
  };
  const width = Math.max(...Object.keys(options).map((name) => name.length)) + 4;
  return [
    `photoplay ${command.name} ${command.usage}`,
    '',
    command.summary,
    '',
    'Options',
    ...Object.entries(options).map(([name, what]) => `  ${`--${name}`.padEnd(width)}${what}`),
    '',
    'Examples',
    ...command.examples.map((example) => `  ${example}`),
  ].join('\n');
}

/** The help of commands under one name. */
export const groupHelp = ({ name, summary, commands }: CommandGroup): string =>
  [
    `photoplay ${name} <command>`,
    '',
    summary,
    '',
    'Commands',
    ...commandList(commands),
    '',
    `photoplay ${name} <command> --help tells more.`,
  ].join('\n');

/** The help of the whole. */
export const overview = (commands: readonly (Command | CommandGroup)[], version: string): string =>
  [
    `photoplay ${version}: a film from a screenplay`,
    '',
    'Commands',
    ...commandList(commands),
    '',
    'photoplay <command> --help tells more. Exit codes: 0 done, 1 failed, 2 bad usage.',
  ].join('\n');

function commandList(commands: readonly { name: string; summary: string }[]): string[] {
  const width = Math.max(...commands.map(({ name }) => name.length)) + 3;
  return commands.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`);
}
