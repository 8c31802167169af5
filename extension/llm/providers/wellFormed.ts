/** A text with no half of a surrogate pair: what was cut in the middle of an emoji is refused by providers. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\u{fffd}');

/** A tool's input as providers want it: well-formed, and an object also where a model once gave something else. */
export function asObject(input: unknown): { [key: string]: unknown } {
  const value = mended(input);
  if (isObject(value)) return value;
  return value === undefined ? {} : { input: value };
}

function mended(value: unknown): unknown {
  if (typeof value === 'string') return wellFormed(value);
  if (Array.isArray(value)) return value.map(mended);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [wellFormed(name), mended(inner)]));
}

const isObject = (value: unknown): value is { [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
