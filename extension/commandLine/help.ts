import type { Command } from './command.ts';

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

/** The help of the whole. */
export function overview(commands: readonly Command[], version: string): string {
  const width = Math.max(...commands.map(({ name }) => name.length)) + 3;
  return [
    `photoplay ${version}: a film from a screenplay`,
    '',
    'Commands',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`),
    '',
    'photoplay <command> --help tells more. Exit codes: 0 done, 1 failed, 2 bad usage.',
  ].join('\n');
}
