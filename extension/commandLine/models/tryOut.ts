import * as z from 'zod';
import { LlmError } from '../../llm/errors.ts';
import { collect } from '../../llm/fold.ts';
import type { Attempt } from '../../llm/router/events.ts';
import { modelEvents } from '../../llm/router/events.ts';
import type { Models } from '../../llm/setup.ts';
import { ask } from '../../llm/structured/ask.ts';
import { shapeOf } from '../../llm/structured/shape.ts';
import type { LlmRequest, Message } from '../../llm/types.ts';
import type { Command } from '../command.ts';
import { atDesk } from './desk.ts';
import { dollars, sentence } from './figures.ts';

/** What came of one small call. */
interface Tried {
  what: 'text' | 'tool' | 'shape';
  ok: boolean;
  /** What was wrong. */
  error?: { code: string; message: string; hint?: string };
  firstTokenMs?: number;
  totalMs: number;
  /** Micro-dollars; null when nobody knows. */
  cost: number | null;
}

/** `photoplay models test`: three tiny calls to one model, and no other. */
export const modelsTestCommand: Command = {
  name: 'models test',
  summary: 'Tries a model with three tiny calls: a word, a tool, an answer of a given shape.',
  usage: '<model>',
  options: {},
  optionHelp: {},
  examples: ['photoplay models test openai/gpt-6.2-sol', 'photoplay models test ollama/gemma4:e4b --json'],
  positionals: [1, 1],
  run: ([name = ''], _, io) =>
    atDesk(io, async ({ models, redactor, keyTrouble }) => {
      const [candidate] = await models.chain(name, true);
      const model = `${candidate?.provider.id}/${candidate?.model}`;
      const tried: Tried[] = [];
      for (const what of ['text', 'tool', 'shape'] as const) {
        const attempts: Attempt[] = [];
        const error = await tests[what](models, model, io.signal, attempts).then(
          () => undefined,
          (thrown: unknown) => redactor.error(thrown instanceof LlmError ? thrown : unnamed(thrown)),
        );
        const one = summed(what, attempts, error);
        tried.push(one);
        io.say(line(one));
        // What keeps a word from coming keeps all else from coming.
        if (error && what === 'text') break;
      }
      if (tried[0]?.error?.code === 'auth') for (const message of keyTrouble) io.warn(message);
      const cost = total(tried.map((one) => one.cost));
      if (tried.some(({ ok }) => ok)) io.say(`${model} cost ${dollars(cost ?? undefined)}.`);
      return {
        result: { version: 1, model, tried, cost },
        exitCode: tried.every(({ ok }) => ok) ? 0 : 1,
      };
    }),
};

type Test = (models: Models, model: string, signal: AbortSignal, attempts: Attempt[]) => Promise<void>;

const said = (words: string): Message[] => [{ role: 'user', parts: [{ type: 'text', text: words }] }];
/** Enough also for a model that thinks before it speaks. */
const maxTokens = 2000;

const tests: Record<Tried['what'], Test> = {
  text: async (models, model, signal, attempts) => {
    const request = { messages: said('Answer with the one word: ready'), maxTokens, signal };
    const answer = await collect(stream(models, model, request, attempts));
    if (answer.error) throw answer.error;
    if (answer.text.trim() === '') throw new LlmError('invalid_output', 'It said nothing.');
  },
  tool: async (models, model, signal, attempts) => {
    const tools = [
      {
        name: 'set_slate',
        description: 'Writes the number of a scene on the slate.',
        input: shapeOf('slate', z.object({ scene: z.number() })).schema,
      },
    ];
    const messages = said('Call set_slate for scene 7. Say nothing else.');
    const answer = await collect(stream(models, model, { messages, tools, maxTokens, signal }, attempts));
    if (answer.error) throw answer.error;
    const [call] = answer.toolCalls;
    if (call?.name !== 'set_slate')
      throw new LlmError('invalid_output', answer.warnings[0] ?? 'It did not call the tool.');
    const input = z.object({ scene: z.literal(7) }).safeParse(call.input);
    if (!input.success)
      throw new LlmError('tool_input', 'It called the tool with something else than scene 7.');
  },
  shape: async (models, model, signal, attempts) => {
    const [candidate] = await models.chain(model, true);
    if (!candidate) return;
    const shape = shapeOf('slate', z.object({ scene: z.number(), take: z.number() }));
    const { value } = await ask(
      {
        capabilities: candidate.capabilities,
        stream: (request) => stream(models, model, request, attempts),
      },
      shape,
      { model: candidate.model, messages: said('Scene 7, take 3: give the slate.'), maxTokens, signal },
    );
    if (value.scene !== 7 || value.take !== 3)
      throw new LlmError('invalid_output', 'Its answer has the shape, but not the figures that were given.');
  },
};

const stream = (
  models: Models,
  model: string,
  { model: _, ...request }: Omit<LlmRequest, 'model'> & { model?: string },
  attempts: Attempt[],
) =>
  modelEvents(models.ask(request, { model, alone: true, purpose: 'test' }), (decision) => {
    if (decision.type === 'attempted') attempts.push(decision.attempt);
  });

function summed(what: Tried['what'], attempts: readonly Attempt[], error: LlmError | undefined): Tried {
  const first = attempts.find(({ firstTokenMs }) => firstTokenMs !== undefined)?.firstTokenMs;
  const hint = error?.details.hint;
  return {
    what,
    ok: !error,
    ...(error && {
      error: { code: error.code, message: error.message, ...(hint !== undefined && { hint }) },
    }),
    ...(first !== undefined && { firstTokenMs: Math.round(first) }),
    totalMs: Math.round(attempts.reduce((sum, { totalMs }) => sum + totalMs, 0)),
    cost: total(attempts.map((attempt) => attempt.cost ?? null)),
  };
}

/** A sum with a part that nobody knows is unknown. */
const total = (costs: readonly (number | null)[]): number | null =>
  costs.reduce<number | null>((sum, cost) => (sum === null || cost === null ? null : sum + cost), 0);

const titles: Record<Tried['what'], string> = { text: 'A word', tool: 'A tool', shape: 'A shape' };

const line = ({ what, ok, error, firstTokenMs, totalMs, cost }: Tried): string =>
  [
    `${ok ? '✓' : '✗'} ${titles[what].padEnd(8)}`,
    error
      ? `${sentence(error.message)}${error.hint ? ` ${error.hint}` : ''}`
      : `${firstTokenMs === undefined ? '' : `${firstTokenMs} ms to the first word, `}${totalMs} ms in all, ${dollars(cost ?? undefined)}`,
  ].join(' ');

const unnamed = (cause: unknown) =>
  new LlmError('unknown', 'It failed in a way that has no name.', { cause });
