import { LlmError } from '../errors.ts';
import { mask } from './disguises.ts';
import { type Marked, SecretSet, without } from './secretSet.ts';
import { keyShapesIn } from './shapes.ts';
import { mapTexts } from './walk.ts';

/**
 * Knows the keys that were handed out, and takes them out of whatever leaves this layer: each as it is, escaped,
 * percent-encoded, in Base64 or hexadecimal, whole or any eight characters of it; besides, whatever looks like a key.
 */
export class Redactor {
  readonly #secrets = new SecretSet();

  constructor(secrets: Iterable<string> = []) {
    for (const secret of secrets) this.know(secret);
  }

  /** From now on this key is taken out. One shorter than four characters cannot be told from a word: it is not. */
  know(secret: string): void {
    this.#secrets.add(secret);
  }

  /** The text without keys. */
  text(text: string): string {
    return without(text, [...this.#secrets.rangesIn(text), ...keyShapesIn(text)], mask);
  }

  /**
   * A copy as plain data without keys, also without one that is cut over texts that follow each other. What stands in a
   * field that holds a key by its name is masked whole.
   */
  value(value: unknown): unknown {
    const texts: Marked[] = [];
    const values: Marked[] = [];
    const plain = mapTexts(value, (text, what) => {
      const marked = { text, ranges: keyShapesIn(text) };
      texts.push(marked);
      if (what === 'value') values.push(marked);
      return text;
    });
    this.#secrets.mark(texts);
    this.#secrets.mark(values);
    const clean = texts.map(({ text, ranges }) => without(text, ranges, mask)).values();
    return mapTexts(plain, () => clean.next().value ?? '');
  }

  /** The error without keys; of its causes the name, the message, the system's code and the stack are left. */
  error(error: LlmError): LlmError {
    const details = this.value(error.details) as LlmError['details'];
    const cause = error.cause === undefined ? undefined : this.#cause(error.cause);
    const clean = new LlmError(error.code, this.text(error.message), { ...details, cause });
    clean.stack = this.text(error.stack ?? '');
    return clean;
  }

  #cause(cause: unknown, depth = 0): Error {
    if (!(cause instanceof Error)) return new Error(JSON.stringify(this.value(cause)));
    const inner = cause.cause === undefined || depth > 4 ? undefined : this.#cause(cause.cause, depth + 1);
    const clean = new Error(this.text(cause.message), inner && { cause: inner });
    clean.name = this.text(cause.name);
    if ('code' in cause && typeof cause.code === 'string')
      Object.assign(clean, { code: this.text(cause.code) });
    clean.stack = this.text(cause.stack ?? '');
    return clean;
  }
}

/** The text without these keys, nor what looks like one. */
export const redact = (text: string, secrets: Iterable<string> = []): string =>
  new Redactor(secrets).text(text);
