import { readMachine } from '../../llm/local/machine.ts';
import { propose } from '../../llm/local/proposal.ts';
import { pull } from '../../llm/local/pull.ts';
import { type Command, type Io, text, UsageError } from '../command.ts';
import { atDesk, type Desk, modelsFile } from './desk.ts';
import { abilities, columns, gigabytes, priceLine, reads } from './figures.ts';
import { type Listed, listModels } from './listing.ts';

/** So many models of one provider are shown, unless all are wanted. */
const most = 30;

/** `photoplay models`: which models there are, what they can do and cost, and whether they would answer now. */
export const modelsCommand: Command = {
  name: 'models',
  summary: 'The models that you can use: what they can do, what they cost, whether they answer now.',
  usage: '[--all] [--local] [--pull gemma4:e4b]',
  options: { all: { type: 'boolean' }, local: { type: 'boolean' }, pull: { type: 'string' } },
  optionHelp: {
    all: 'every model that a provider lists, also those of which little is known',
    local: 'only this machine: its servers, its memory, and a model that fits it',
    pull: 'fetches a model for Ollama; what was fetched is kept when it is stopped',
  },
  examples: [
    'photoplay models',
    'photoplay models --local',
    'photoplay models --pull gemma4:e4b',
    'photoplay models --json',
  ],
  positionals: [0, 0],
  run: (_, values, io) =>
    atDesk(io, async (desk) => {
      const name = text(values, 'pull');
      if (name === '') throw new UsageError('--pull needs the name of a model, like gemma4:e4b.');
      if (name !== undefined) return { result: await fetched(name, desk, io) };
      if (values.local === true) return { result: await local(desk, io) };
      const listed = await listModels(desk.models, desk.config, io.signal);
      show(listed, values.all === true, io);
      for (const message of listed.models.length === 0 ? desk.keyTrouble : []) io.warn(message);
      return { result: { version: 1, model: desk.config.model ?? null, ...asJson(listed) } };
    }),
};

const asJson = ({ models, silent }: Listed) => ({
  models: models.map(({ wellKnown, price, ...model }) => ({ ...model, price: price ?? null })),
  silent,
});

function show({ models, silent }: Listed, all: boolean, io: Io): void {
  const counts = new Map<string, number>();
  const shown = models.filter(({ provider, wellKnown }) => {
    const count = (counts.get(provider) ?? 0) + Number(wellKnown);
    counts.set(provider, count);
    return all || (wellKnown && count <= most);
  });
  const rows = shown.map(({ provider, model, capabilities, upTo, price, availability }) => [
    `${provider}/${model}`,
    abilities(capabilities),
    reads(capabilities.context, upTo),
    priceLine(price),
    availability.available ? 'available' : availability.why,
  ]);
  if (rows.length > 0)
    for (const line of columns([['Model', 'Can', 'Reads', '$ a million tokens', 'Now'], ...rows]))
      io.say(line);
  const hidden = models.length - shown.length;
  if (hidden > 0) io.say(`And ${hidden} more: photoplay models --all`);
  for (const { provider, why, hint } of silent) io.say(`${provider}: ${why}${hint ? ` ${hint}` : ''}`);
  if (models.length === 0)
    io.say(
      `No model yet. Set a key: photoplay keys set openai (or the variable OPENAI_API_KEY, ANTHROPIC_API_KEY …); or see what this machine can run: photoplay models --local. Your own servers go into ${modelsFile()}.`,
    );
}

async function local({ models }: Desk, io: Io) {
  const [servers, machine] = await Promise.all([models.local(io.signal), readMachine()]);
  const proposal = propose(machine);
  const gpus = machine.gpus.map(({ name, memory }) => `${name}${memory ? ` (${gigabytes(memory)})` : ''}`);
  io.say(
    `${gigabytes(machine.memory)} of memory, ${gigabytes(machine.free)} free; ${gpus.join(', ') || 'no graphics processor that is known'}.`,
  );
  for (const { kind, origin, models: found } of servers) {
    io.say(`${kind} at ${origin}${found.length === 0 ? ' has no model yet.' : ''}`);
    for (const line of columns(
      found.map(({ name, bytes, capabilities, trained }) => [
        `  ${kind}/${name}`,
        bytes === undefined ? '' : gigabytes(bytes),
        abilities(capabilities),
        `reads ${reads(capabilities.context, trained)}`,
      ]),
    ))
      io.say(line);
  }
  if (
    servers.some(({ models: found }) => found.some(({ capabilities: { context } }) => context === undefined))
  )
    io.say('How much of a text Ollama reads is its own setting: OLLAMA_CONTEXT_LENGTH=32768 ollama serve');
  if (servers.length === 0)
    io.say('Neither Ollama nor llama.cpp answers on this machine. Get Ollama at ollama.com.');
  const there = servers.some(({ models: found }) => found.some(({ name }) => name === proposal.model?.name));
  io.say(
    `${proposal.reason}${proposal.model && !there ? ` To fetch it: photoplay models --pull ${proposal.model.name}` : ''}`,
  );
  return { version: 1, machine, servers, proposal };
}

/** The share of a download between two lines about it. */
const step = 0.05;

async function fetched(name: string, { models }: Desk, io: Io) {
  const { origin } = new URL(models.known('ollama').settings.baseUrl ?? '');
  let last = '';
  let told = 0;
  for await (const { status, done = 0, total } of pull(origin, name, io.signal)) {
    const share = total ? done / total : 0;
    if (status === last && (share === told || (share < told + step && share < 1))) continue;
    told = share;
    last = status;
    io.warn(total ? `${status}: ${gigabytes(done)} of ${gigabytes(total)}` : status);
  }
  io.say(`${name} is there: photoplay ask "Hello" --model ollama/${name}`);
  return { version: 1, model: `ollama/${name}` };
}
