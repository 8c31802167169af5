import type { Capabilities } from '../../../../extension/llm/capabilities.ts';
import { LlmError, type LlmErrorCode, type LlmErrorDetails } from '../../../../extension/llm/errors.ts';
import type { Candidate } from '../../../../extension/llm/router/candidate.ts';
import type { RouteEvent } from '../../../../extension/llm/router/events.ts';
import type { LlmEvent, LlmRequest, Usage } from '../../../../extension/llm/types.ts';

/** What a provider does when it is asked: says events, waits milliseconds (`Infinity`: hangs), or throws. */
export type Script = readonly (LlmEvent | number | Error)[];

/** A model whose answers are given, one script a try (the last one again and again), and what it was asked. */
export interface ScriptedModel extends Candidate {
  asked: LlmRequest[];
  /** How many of its streams were brought to an end. */
  ended: number;
}

const usage: Usage = { input: 1000, cached: 0, cacheWrite: 0, output: 100, reasoning: 0 };
export const said = (text: string): Script => [
  { type: 'start', model: 'm' },
  { type: 'text', text },
  { type: 'usage', usage },
  { type: 'finish', reason: 'stop' },
];
export const fails = (code: LlmErrorCode, details: LlmErrorDetails = {}): Script => [
  { type: 'error', error: new LlmError(code, `It failed: ${code}.`, details) },
];

const canAll: Capabilities = {
  images: true,
  tools: true,
  structured: true,
  options: ['temperature', 'stop', 'seed', 'effort', 'cacheKey'],
};

export function model(
  name: string,
  scripts: readonly Script[],
  more: Partial<Candidate> = {},
): ScriptedModel {
  const made: ScriptedModel = {
    model: name,
    capabilities: canAll,
    asked: [],
    ended: 0,
    provider: {
      id: `${name}-house`,
      stream: async function* (request) {
        const script = scripts[Math.min(made.asked.length, scripts.length - 1)] ?? [];
        made.asked.push(request);
        try {
          for (const step of script) {
            if (step instanceof Error) throw step;
            if (typeof step !== 'number') yield step;
            else if (step === Infinity) await new Promise(() => undefined);
            else await sleep(step, request.signal);
          }
        } finally {
          made.ended++;
        }
      },
    },
    ...more,
  };
  return made;
}

export const request: LlmRequest = {
  model: 'whichever',
  messages: [{ role: 'user', parts: [{ type: 'text', text: 'Write a scene.' }] }],
};

/** Milliseconds, or until it is stopped. */
const sleep = (ms: number, signal?: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

export async function all(events: AsyncIterable<RouteEvent>): Promise<RouteEvent[]> {
  const list: RouteEvent[] = [];
  for await (const event of events) list.push(event);
  return list;
}

export const ofType = <T extends RouteEvent['type']>(events: readonly RouteEvent[], type: T) =>
  events.filter((event): event is Extract<RouteEvent, { type: T }> => event.type === type);

/** The error that a stream ended with. */
export function errorOf(events: readonly RouteEvent[]): LlmError {
  const last = events.at(-1);
  if (last?.type !== 'error') throw new Error(`It ended with ${last?.type}.`);
  return last.error;
}

/** What was said, in order. */
export const textOf = (events: readonly RouteEvent[]): string =>
  ofType(events, 'text')
    .map(({ text }) => text)
    .join('');
