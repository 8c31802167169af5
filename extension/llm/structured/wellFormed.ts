import { wellFormed } from '../providers/wellFormed.ts';

/** Plain data whose every text and key is well formed. */
export function wellFormedData(data: unknown): unknown {
  if (typeof data === 'string') return wellFormed(data);
  if (Array.isArray(data)) return data.map(wellFormedData);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [wellFormed(key), wellFormedData(value)]),
  );
}

/** At most `length` UTF-16 units of a text, with a note of what is left out; never half a surrogate pair. */
export function clipped(text: string, length: number): string {
  if (text.length <= length) return wellFormed(text);
  const kept = text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
  return `${wellFormed(kept)}\n[cut here: ${text.length - kept.length} of ${text.length} characters are left out]`;
}
