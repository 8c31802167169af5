import { type Config, type KindName, noConfig } from '../../llm/config/config.ts';
import type { Message } from '../../llm/types.ts';
import { PhotoplayError } from '../../runtime/errors.ts';
import { type Command, numberOption, oneOf, text, UsageError, type Values } from '../command.ts';
import { attached } from './attached.ts';
import { atDesk } from './desk.ts';
import { filmPart } from './filmAttached.ts';
import { attemptLine, type Outcome, showAnswer } from './shown.ts';

/** `photoplay ask`: one question to a model, its answer as it comes. */
export const askCommand: Command = {
  name: 'ask',
  summary: 'Asks a model, and shows its answer as it comes.',
  usage: '"…" [--model openai/gpt-6.2-sol] [--film my-film/] [--attach page.png] [--max-tokens 500]',
  options: {
    model: { type: 'string' },
    film: { type: 'string' },
    focus: { type: 'string' },
    attach: { type: 'string', multiple: true },
    system: { type: 'string' },
    'max-tokens': { type: 'string' },
    api: { type: 'string' },
    'base-url': { type: 'string' },
  },
  optionHelp: {
    model: 'which model, as provider/model; else the one of models.json, or of the first key that is there',
    film: 'a film that the question is about: its script, cast, scenes, shots and problems are shown to the model',
    focus: 'what of it matters most: "scene 4", or lines of the script like L12-18',
    attach: 'a text or a picture to send along; may be given more than once',
    system: 'what the model is told before the question',
    'max-tokens': 'the longest answer',
    api: 'openai or anthropic: what the server of --base-url speaks; the key is in the environment',
    'base-url': 'a server that is not in models.json: http://127.0.0.1:4000/v1; --model is its name there',
  },
  examples: [
    'photoplay ask "A title for a film about a lighthouse?"',
    'photoplay ask "What is wrong with this scene?" --film my-film/ --focus "scene 2"',
    'photoplay ask "Is this dialogue alive?" --attach scene.fountain --model anthropic/claude-opus-5-5',
    'photoplay ask "Hello" --api openai --base-url http://127.0.0.1:4000/v1 --model house',
    'photoplay ask - --json',
  ],
  positionals: [1, 1],
  async run([prompt = ''], values, io) {
    const maxTokens = numberOption(values, 'max-tokens', 1, 10_000_000);
    const system = text(values, 'system');
    const server = serverOf(values);
    const model = text(values, 'model');
    const question = prompt === '-' ? await standardInput() : prompt;
    if (question.trim() === '') throw new UsageError('There is no question.');
    const film = await filmPart(values, io);
    const messages: Message[] = [
      ...(system ? [{ role: 'system' as const, parts: [{ type: 'text' as const, text: system }] }] : []),
      {
        role: 'user',
        parts: [
          ...(film ? [film.part] : []),
          ...(await attached(filesOf(values))),
          { type: 'text', text: question },
        ],
      },
    ];
    return atDesk(
      io,
      async ({ models, redactor, keyTrouble }) => {
        const events = models.ask(
          { messages, ...(maxTokens !== undefined && { maxTokens }), signal: io.signal },
          {
            purpose: 'ask',
            ...(film && { film: film.folder }),
            alone: server !== undefined,
            ...(server
              ? { model: `${server.id}/${model ?? models.known(server.id).usual}` }
              : model && { model }),
          },
        );
        const outcome = await showAnswer(events, io, redactor);
        if (outcome.error?.code === 'auth') for (const message of keyTrouble) io.warn(message);
        if (outcome.error) {
          const { message, details } = outcome.error;
          io.warn([message, details.hint].filter(Boolean).join('\n'));
          return {
            result: { version: 1, error: outcome.error.toJSON(), partial: outcome.text },
            exitCode: 1 as const,
          };
        }
        const [attempt] = outcome.attempts.slice(-1);
        if (attempt && !io.json) io.warn(attemptLine(attempt));
        return { result: asJson(outcome) };
      },
      server ? (config) => withServer(config, server) : undefined,
    );
  },
};

/** Costs are in micro-dollars; what nobody knows is null. */
function asJson({ text: answer, attempts }: Outcome) {
  const last = attempts.at(-1);
  return {
    version: 1,
    text: answer,
    model: last?.model ?? '',
    usage: {
      inputTokens: last?.usage?.input ?? null,
      outputTokens: last?.usage?.output ?? null,
      cost: last?.cost ?? null,
    },
    attempts,
  };
}

interface NamedServer {
  id: KindName;
  baseUrl?: string;
}

/** The server that the command line names. */
function serverOf(values: Values): NamedServer | undefined {
  const api = oneOf(values, 'api', ['openai', 'anthropic'] as const);
  const baseUrl = text(values, 'base-url');
  if (baseUrl !== undefined && !/^https?:\/\/[^/]/.test(baseUrl))
    throw new UsageError(`--base-url is an address like http://127.0.0.1:4000/v1; not "${baseUrl}".`);
  if (api === undefined && baseUrl === undefined) return undefined;
  return { id: api ?? 'openai', ...(baseUrl !== undefined && { baseUrl }) };
}

/** The user's budgets and deadlines, and this server alone. */
const withServer = ({ budgets, deadlines }: Config, { id, baseUrl }: NamedServer): Config => ({
  ...noConfig,
  budgets,
  deadlines,
  providers: { [id]: { kind: id, ...(baseUrl !== undefined && { baseUrl }) } },
});

const filesOf = ({ attach }: Values): string[] =>
  Array.isArray(attach) ? attach.filter((file) => typeof file === 'string') : [];

/** Characters of a question at most. */
const longest = 20_000_000;

async function standardInput(): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of process.stdin) {
    pieces.push(piece);
    length += piece.length;
    if (length > longest) throw new PhotoplayError('too-long', 'The question on stdin is too long.');
  }
  return Buffer.concat(pieces).toString('utf8');
}
