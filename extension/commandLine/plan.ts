import { openFilm } from '../film/folder.ts';
import { planOnPaper } from '../film/make.ts';
import { planTable } from '../film/planTable.ts';
import type { Command } from './command.ts';

/** `photoplay plan`: the film on paper. */
export const planCommand: Command = {
  name: 'plan',
  summary: "Breakdown, voices' lengths, blocking and shots, as documents and as a readable table.",
  usage: '<film>',
  options: {},
  optionHelp: {},
  examples: ['photoplay plan my-film/', 'photoplay plan my-film/ --json | jq .shots'],
  positionals: [1, 1],
  async run([path = ''], _, io) {
    const film = openFilm(path);
    const { plan, stages } = await planOnPaper(film, io);
    io.say(planTable(plan));
    for (const warning of plan.warnings) io.warn(warning);
    const { breakdown, sets, blocking, shots, voices, findings, warnings } = plan;
    return {
      result: {
        version: 1,
        folder: film.folder,
        breakdown,
        sets,
        voices,
        blocking,
        shots,
        findings,
        warnings,
        stages,
      },
    };
  },
};
