import { checkFilm } from '../film/check.ts';
import { openFilm } from '../film/folder.ts';
import type { Command } from './command.ts';

/** `photoplay check`: what is wrong with the film, on the script's lines. */
export const checkCommand: Command = {
  name: 'check',
  summary: "What is wrong with the film, on the script's lines.",
  usage: '<film>',
  options: {},
  optionHelp: {},
  examples: ['photoplay check my-film/', 'photoplay check my-film/ --json | jq .metrics'],
  positionals: [1, 1],
  async run([path = ''], _, io) {
    const film = openFilm(path);
    const { metrics, findings } = await checkFilm(film, io);
    for (const { line, severity, rule, message } of findings)
      io.say(`${film.screenplay}:${line + 1}: ${severity}: ${message} [${rule}]`);
    io.say(
      `\n${Object.entries(metrics)
        .map(([name, value]) => `${name.padEnd(18)} ${value}`)
        .join('\n')}`,
    );
    return {
      result: { version: 1, metrics, findings },
      exitCode: findings.some(({ severity }) => severity === 'error') ? 1 : 0,
    };
  },
};
