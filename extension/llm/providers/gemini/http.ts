import { createParser } from 'eventsource-parser';
import type { LlmError } from '../../errors.ts';
import { keyOf } from '../asked.ts';
import { codeOfStatus, providerFault, requireEventStream, retryAfter } from '../faults.ts';
import type { ProviderSettings } from '../registry.ts';
import { apiFault } from './errors.ts';
import type { WireChunk, WireError } from './wire.ts';

const google = 'https://generativelanguage.googleapis.com';

/** Sends a request to `path` below the API's root: a POST when it has a body. Throws a coded error unless it is answered well. */
export async function send(
  settings: ProviderSettings,
  path: string,
  body?: object,
  signal?: AbortSignal,
): Promise<Response> {
  const key = await keyOf(settings);
  const response = await fetch(`${root(settings.baseUrl ?? google)}/${path}`, {
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      ...(key !== undefined && { 'x-goog-api-key': key }),
      ...settings.headers,
    },
    // A key does not follow to another address.
    redirect: 'manual',
    signal: signal ?? null,
  });
  if (!response.ok) throw refusal(response, await response.text());
  return response;
}

/** The address with the version of the API, whether or not it was given with it. */
const root = (baseUrl: string): string => {
  const url = baseUrl.replace(/\/+$/, '');
  return /\/v\d\w*$/.test(url) ? url : `${url}/v1beta`;
};

/** The address of a model; a tuned one has its own room. */
export const modelPath = (model: string): string =>
  (model.includes('/') ? model : `models/${model}`).split('/').map(encodeURIComponent).join('/');

function refusal(response: Response, text: string): LlmError {
  const error = errorIn(text);
  if (error) return apiFault({ code: response.status, ...error }, response.headers);
  const wait = retryAfter(response.headers);
  return providerFault(codeOfStatus(response.status), '', {
    status: response.status,
    ...(wait !== undefined && { retryAfterMs: wait }),
  });
}

/** An error's body is an object, or a list of one. */
function errorIn(text: string): WireError | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return ((Array.isArray(body) ? body[0] : body) as { error?: WireError } | null)?.error;
  } catch {
    return undefined;
  }
}

/** The pieces of a streamed answer, as they come. */
export async function* chunks(response: Response): AsyncGenerator<WireChunk> {
  let ready: string[] = [];
  const parser = createParser({ onEvent: ({ data }) => ready.push(data) });
  const decoder = new TextDecoder();
  if (!response.body) return;
  requireStream(response);
  for await (const bytes of response.body) {
    parser.feed(decoder.decode(bytes, { stream: true }));
    // One at a time: what came before a broken one was said.
    for (const data of ready) yield JSON.parse(data) as WireChunk;
    ready = [];
  }
}

/** The connection is given back when the answer is not a stream. */
function requireStream(response: Response): void {
  try {
    requireEventStream(response.headers);
  } catch (thrown) {
    response.body?.cancel().catch(() => undefined);
    throw thrown;
  }
}
