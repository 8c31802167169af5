/** A text with no half of a surrogate pair: what was cut in the middle of an emoji is refused by providers. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\u{fffd}');

/** Plain data whose every text and key is well formed. */
export function wellFormedData(data: unknown): unknown {
  if (typeof data === 'string') return wellFormed(data);
  if (Array.isArray(data)) return data.map(wellFormedData);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [wellFormed(key), wellFormedData(value)]),
  );
}

/** A tool's input as providers want it: well-formed, and an object also where a model once gave something else. */
export function asObject(input: unknown): { [key: string]: unknown } {
  const value = wellFormedData(input);
  if (value === undefined) return {};
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? { ...value } : { input: value };
}

/** At most `length` UTF-16 units of a text, with a note of what is left out; never half a surrogate pair. */
export function clipped(text: string, length: number): string {
  if (text.length <= length) return wellFormed(text);
  const kept = text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
  return `${wellFormed(kept)}\n[cut here: ${text.length - kept.length} of ${text.length} characters are left out]`;
}
