import { LlmError } from '../errors.ts';
import type { ProviderSettings } from './registry.ts';

/**
 * What holds for every call that is no stream: it throws nothing but LlmErrors that know provider and model. `codeOf` is
 * given all that was thrown, LlmErrors too.
 */
export async function asked<T>(
  known: { provider: string; model?: string; signal?: AbortSignal | undefined },
  ask: () => Promise<T>,
  codeOf: (thrown: unknown) => LlmError,
): Promise<T> {
  const { signal, ...details } = known;
  try {
    return await ask();
  } catch (thrown) {
    if (signal?.aborted) throw new LlmError('aborted', 'The call was stopped.', details);
    throw codeOf(thrown).with(details);
  }
}

/**
 * The key to send, without the white space around it; undefined where there is none and a server of the user's own is
 * asked, which may need none. A key that cannot stand in a header is refused here: the runtime would quote it.
 */
export async function keyOf({ key, baseUrl, headers }: ProviderSettings): Promise<string | undefined> {
  const found = (await key())?.trim();
  const values = Object.values(headers ?? {});
  if ([found ?? '', ...values].some((value) => !/^[\x20-\x7e]*$/.test(value)))
    throw new LlmError('auth', 'The key, or a header, has characters that none can have.', {
      hint: 'Copy the key anew.',
    });
  if (found) return found;
  if (baseUrl !== undefined) return undefined;
  throw new LlmError('auth', 'There is no key.', { hint: 'Set a key for this provider.' });
}

/**
 * Names of the headers that an SDK would add of a variable of the environment, one a line, as "name: value". Nothing of
 * the environment but the key that was handed out is sent: set them to null.
 */
export const headersOfEnvironment = (variable: string): string[] =>
  (process.env[variable] ?? '').split('\n').flatMap((line) => {
    const colon = line.indexOf(':');
    return colon > 0 ? [line.slice(0, colon).trim()] : [];
  });
