import { LlmError } from '../errors.ts';
import { Redactor } from './redact.ts';

/** Where keys can be read. Names are those of providers: "openai", "work-proxy". */
export interface KeySource {
  /** For people: "the environment", "the system's keychain". */
  readonly place: string;
  /** A provider's key; `variables` are those of the environment that may hold it, in order. */
  get(name: string, variables?: readonly string[]): Promise<string | undefined>;
}

/** Where keys can be kept. Rejects with LlmError `auth`, which never tells a key, when the place cannot be used. */
export interface KeyStore extends KeySource {
  set(name: string, key: string): Promise<void>;
  /** Whether there was one. */
  delete(name: string): Promise<boolean>;
  /** The names under which there is a key. */
  list(): Promise<readonly string[]>;
}

/** The name, when it may be one. Throws LlmError `bad_request`. */
export function checkedName(name: string): string {
  if (/^[A-Za-z0-9][\w.-]{0,63}$/.test(name)) return name;
  throw new LlmError('bad_request', `"${name}" cannot be the name of a provider.`, {
    hint: 'Names are of letters, digits, dots and dashes: openai, anthropic, work-proxy.',
  });
}

/** The key without what came along when it was copied. Throws LlmError `bad_request`, without the key. */
export function checkedKey(text: string): string {
  const key = text.trim();
  if (key === '') throw new LlmError('bad_request', 'The key is empty.');
  if (key.length > 8192 || !/^[\x21-\x7e]+$/.test(key))
    throw new LlmError('bad_request', 'This is not a key: keys are one word of letters, digits and signs.');
  return key;
}

/** What a store did, or LlmError `auth` that says which cannot be used, and does not tell the key that it was given. */
export async function using<T>(
  store: { name: string; hint: string },
  action: () => Promise<T>,
  key = '',
): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    const error = new LlmError('auth', `${store.name} cannot be used.`, {
      hint: `${store.hint}, or put the key into a variable of the environment, like OPENAI_API_KEY.`,
      cause,
    });
    throw new Redactor([key]).error(error);
  }
}
