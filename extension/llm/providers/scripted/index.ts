import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { LlmError } from '../../errors.ts';
import type { LlmEvent, LlmRequest, Provider } from '../../types.ts';
import { guarded } from '../guarded.ts';
import type { ProviderSettings } from '../registry.ts';
import { answers, eventsOf, type Script, type ScriptedAnswer, scriptOf } from './script.ts';

/**
 * Kind `scripted`: plays what a JSON file says, whose path or file URL is the base URL. Throws `no_model` when there is
 * no such file and `bad_request` when it holds no script.
 */
export async function scripted({ id, baseUrl }: ProviderSettings): Promise<Provider> {
  if (!baseUrl)
    throw new LlmError('no_model', `${id} has no script.`, { hint: 'Set its base URL to a JSON file.' });
  return scriptedProvider(id, scriptOf(await dataIn(baseUrl)));
}

async function dataIn(place: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(place.startsWith('file:') ? fileURLToPath(place) : place, 'utf8'));
  } catch (cause) {
    throw new LlmError('no_model', `The script ${place} cannot be read.`, { cause });
  }
}

/** A provider that answers each request with the first of a script's answers that fits it and was not used up. */
export function scriptedProvider(id: string, script: Script): Provider {
  const left: ScriptedAnswer[] = [...script.answers];
  let turn = 0;
  async function* events(request: LlmRequest): AsyncGenerator<LlmEvent> {
    const answer = left.find((candidate) => answers(candidate, request));
    if (!answer)
      throw new LlmError('bad_request', `The script has no answer to this: ${left.length} others are left.`);
    if (!answer.again) left.splice(left.indexOf(answer), 1);
    for (const { wait: milliseconds, event } of eventsOf(answer, request.model, ++turn)) {
      if (milliseconds)
        await wait(milliseconds, undefined, request.signal ? { signal: request.signal } : undefined);
      request.signal?.throwIfAborted();
      yield event;
    }
  }
  return {
    id,
    stream: (request) => guarded(id, request, events, codeOf),
    list: async () => [...new Set(script.answers.map(({ when }) => when?.model ?? 'scripted'))],
    check: async () => {},
  };
}

const codeOf = (cause: unknown): LlmError => new LlmError('unknown', String(cause), { cause });
