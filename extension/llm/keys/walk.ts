import { LlmError } from '../errors.ts';
import { mask } from './disguises.ts';
import { isSecretName } from './shapes.ts';

/** What is done with a text in plain data: with a name of a field, or with a value. */
export type OnText = (text: string, what: 'name' | 'value') => string;

/**
 * A copy as plain data, each text as `onText` gives it back, in the order in which JSON writes them. Whatever stands in
 * a field that holds a key by its name becomes the mask. Errors become name and message, bytes and loops a word.
 */
export function mapTexts(value: unknown, onText: OnText, above: readonly unknown[] = []): unknown {
  const text = (word: string): string => onText(word, 'value');
  if (typeof value === 'string') return text(value);
  if (typeof value === 'bigint' || typeof value === 'symbol') return text(String(value));
  if (typeof value === 'function') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (above.includes(value)) return text('[circular]');
  if (ArrayBuffer.isView(value)) return text('[bytes]');
  if (value instanceof URL || value instanceof Date) return text(JSON.stringify(value).slice(1, -1));
  if (value instanceof Error && !(value instanceof LlmError)) return text(`${value.name}: ${value.message}`);
  const within = [...above, value];
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, onText, within));
  return Object.fromEntries(
    fieldsOf(value).map(([name, inner]) => {
      const hidden = isSecretName(name) && inner !== undefined && inner !== null;
      return [onText(name, 'name'), hidden ? text(mask) : mapTexts(inner, onText, within)];
    }),
  );
}

function fieldsOf(value: object): [string, unknown][] {
  if (value instanceof LlmError) return Object.entries(value.toJSON());
  if (value instanceof Headers) return [...value];
  if (value instanceof Map) return [...value].map(([name, inner]) => [String(name), inner]);
  return Object.entries(value);
}
