import { type Answer, addEvent, emptyAnswer } from '../fold.ts';
import type { LlmEvent, LlmRequest, Part, Provider, Usage } from '../types.ts';
import { keyOf } from './key.ts';
import type { FileCache } from './store.ts';

interface Kept {
  model: string;
  parts: Extract<Part, { type: 'text' | 'reasoning' }>[];
}

const nothing: Usage = { input: 0, cached: 0, cacheWrite: 0, output: 0, reasoning: 0 };

/**
 * A provider that is not asked the same twice: whole answers of a given shape, without tools, are kept in the cache, and
 * played from it as a stream that is marked `replayed` and used nothing. Raise `schemaVersion` when answers are to mean
 * something else although their schema stays.
 */
export function cached(provider: Provider, cache: FileCache, schemaVersion = ''): Provider {
  const { id, list, check, countTokens } = provider;
  return {
    id,
    stream: (request) => answered(provider, cache, schemaVersion, request),
    ...(list && { list: list.bind(provider) }),
    ...(check && { check: check.bind(provider) }),
    ...(countTokens && { countTokens: countTokens.bind(provider) }),
  };
}

async function* answered(
  provider: Provider,
  cache: FileCache,
  schemaVersion: string,
  request: LlmRequest,
): AsyncGenerator<LlmEvent> {
  const key = request.signal?.aborted ? undefined : keyOf(provider.id, request, schemaVersion);
  if (key === undefined) return yield* provider.stream(request);
  const kept = readKept(await cache.get(key));
  if (kept) return yield* played(kept);
  const answer = emptyAnswer();
  for await (const event of provider.stream(request)) {
    addEvent(answer, event);
    if (event.type === 'finish' && isWhole(answer)) {
      const problem = await keep(cache, key, answer);
      if (problem) yield problem;
    }
    yield event;
  }
}

const isWhole = ({ finish, text, toolCalls }: Answer): boolean =>
  finish === 'stop' && text !== '' && toolCalls.length === 0;

async function keep(cache: FileCache, key: string, { model, parts }: Answer): Promise<LlmEvent | undefined> {
  try {
    await cache.set(key, JSON.stringify({ model, parts: parts.filter(isSaid) } satisfies Kept));
    return undefined;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { type: 'warning', option: 'cache', message: `The answer could not be kept: ${why}` };
  }
}

function* played({ model, parts }: Kept): Generator<LlmEvent> {
  yield { type: 'start', model, replayed: true };
  for (const part of parts) yield part;
  yield { type: 'usage', usage: nothing };
  yield { type: 'finish', reason: 'stop' };
}

const isSaid = (part: Part): part is Kept['parts'][number] =>
  part.type === 'text' || part.type === 'reasoning';

/** What was kept; its checksum has shown that we wrote it. */
const readKept = (text: string | undefined): Kept | undefined =>
  text === undefined ? undefined : (JSON.parse(text) as Kept);
