import { parseArgs } from 'node:util';
import { blenderCommands } from './commandLine/blender/index.ts';
import { boardsCommand } from './commandLine/boards.ts';
import { checkCommand } from './commandLine/check.ts';
import { type Command, type CommandGroup, type Io, UsageError, type Values } from './commandLine/command.ts';
import { demoCommand } from './commandLine/demo.ts';
import { doctorCommand, setupCommand } from './commandLine/doctor.ts';
import { filmCommand } from './commandLine/film.ts';
import { commandHelp, groupHelp, overview } from './commandLine/help.ts';
import { liveCommand } from './commandLine/live.ts';
import { askCommand } from './commandLine/models/ask.ts';
import { keyCommands } from './commandLine/models/keys.ts';
import { modelsCommand } from './commandLine/models/list.ts';
import { modelsTestCommand } from './commandLine/models/tryOut.ts';
import { usageCommand } from './commandLine/models/usage.ts';
import { newCommand } from './commandLine/new.ts';
import { parseCommand } from './commandLine/parse.ts';
import { planCommand } from './commandLine/plan.ts';
import { progressLine } from './commandLine/progressLine.ts';
import { statusCommand } from './commandLine/status.ts';
import { redact } from './llm/keys/redact.ts';
import { asKnown } from './render/errors.ts';
import { mendable } from './runtime/errors.ts';
import { version } from './runtime/version.ts';

const commands: readonly (Command | CommandGroup)[] = [
  filmCommand,
  planCommand,
  boardsCommand,
  checkCommand,
  statusCommand,
  parseCommand,
  blenderCommands,
  liveCommand,
  usageCommand,
  keyCommands(),
  newCommand,
  askCommand,
  modelsCommand,
  modelsTestCommand,
  doctorCommand,
  setupCommand,
  demoCommand,
];

/** The same film without an editor. Exit codes: 0 done, 1 failed with the reason, 2 bad usage. */
async function main(argv: readonly string[]): Promise<number> {
  const [name] = argv;
  if (name === '--version' || name === '-v') return say(version());
  if (name === undefined) return fail(2, overview(commands, version()));
  const asksHelp = name === '--help' || name === '-h' || name === 'help';
  if (asksHelp && argv.length === 1) return say(overview(commands, version()));
  const { command, rest } = find(asksHelp ? argv.slice(1) : argv);
  if (!command)
    return fail(2, `There is no command "${rest.join(' ')}".\n\n${overview(commands, version())}`);
  const helpWanted = asksHelp || rest.includes('--help') || rest.includes('-h');
  if ('commands' in command) {
    if (helpWanted || rest.length === 0)
      return helpWanted ? say(groupHelp(command)) : fail(2, groupHelp(command));
    return fail(2, `${command.name} has no command "${rest[0]}".\n\n${groupHelp(command)}`);
  }
  if (helpWanted) return say(commandHelp(command));
  const json = rest.includes('--json');
  try {
    const { positionals, values } = read(command, rest);
    return await perform(command, positionals, values, json);
  } catch (error) {
    return report(error, command, json);
  }
}

/** The command that the words name, or the group when its own word is missing or wrong, and the words after it. */
function find(words: readonly string[]): { command: Command | CommandGroup | undefined; rest: string[] } {
  const [name, sub, ...rest] = words;
  const ofTwoWords = commands.find((candidate) => candidate.name === `${name} ${sub}`);
  if (ofTwoWords) return { command: ofTwoWords, rest };
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) return { command, rest: name === undefined ? [] : [name] };
  const after = words.slice(1);
  if (!('commands' in command)) return { command, rest: after };
  const one = command.commands.find((candidate) => candidate.name === `${name} ${sub}`);
  return one ? { command: one, rest } : { command, rest: after };
}

function read(command: Command, args: string[]): { positionals: string[]; values: Values } {
  let parsed: { positionals: string[]; values: Values };
  try {
    parsed = parseArgs({
      args,
      options: { ...command.options, json: { type: 'boolean' } },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const [fewest, most] = command.positionals;
  const count = parsed.positionals.length;
  if (count < fewest) throw new UsageError(`${command.name} needs ${command.usage.split(' ')[0]}.`);
  if (count > most)
    throw new UsageError(`${command.name} does not know what to do with "${parsed.positionals[most]}".`);
  return parsed;
}

async function perform(
  command: Command,
  positionals: string[],
  values: Values,
  json: boolean,
): Promise<number> {
  const abort = new AbortController();
  const line = progressLine(process.stderr);
  const interrupt = () => {
    if (abort.signal.aborted) process.exit(130);
    line.clear();
    process.stderr.write('Stopping; what is finished is kept. Press Ctrl-C again to stop at once.\n');
    abort.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  const io: Io = {
    json,
    signal: abort.signal,
    progress: line.onProgress,
    write: (text) => process.stdout.write(text),
    warn: (text) => {
      line.clear();
      process.stderr.write(`${text}\n`);
    },
    say: (text) => {
      line.clear();
      if (!json) process.stdout.write(`${text}\n`);
    },
  };
  try {
    const done = await command.run(positionals, values, io);
    line.clear();
    if (json && done?.result !== undefined) process.stdout.write(`${JSON.stringify(done.result)}\n`);
    return done?.exitCode ?? 0;
  } finally {
    line.clear();
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

/** Says why a command failed: on stderr in words, with --json also on stdout. Returns the exit code. */
function report(error: unknown, command: Command, json: boolean): number {
  if (error instanceof UsageError) {
    if (json) printError({ code: 'usage', message: error.message });
    return fail(
      2,
      `${error.message}\n\nphotoplay ${command.name} ${command.usage}\nTry: photoplay ${command.name} --help`,
    );
  }
  const cancelled = error instanceof Error && error.name === 'AbortError';
  const known = mendable(asKnown(error));
  const code = known?.code ?? (cancelled ? 'cancelled' : 'internal');
  const message = cancelled
    ? 'Stopped. Run the same command again to go on where it was.'
    : error instanceof Error
      ? error.message
      : String(error);
  const { file, line, hint } = known ?? {};
  if (json) printError({ code, message, file, line, hint });
  const trace = !known && !cancelled && error instanceof Error ? `\n${error.stack}` : '';
  return fail(1, `${message}${hint ? `\n${hint}` : ''}${trace}`);
}

function printError(error: Record<string, string | number | undefined>): void {
  process.stdout.write(`${redact(JSON.stringify({ version: 1, error }))}\n`);
}

function say(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

/** A key may stand in what was typed, or in an error of somebody else: it is never shown. */
function fail(code: number, text: string): number {
  process.stderr.write(`${redact(text)}\n`);
  return code;
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.exitCode = await main(process.argv.slice(2));
