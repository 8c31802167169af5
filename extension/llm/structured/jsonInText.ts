import { jsonrepair } from 'jsonrepair';
import { wellFormedData } from '../wellFormed.ts';

/** jsonrepair takes quadratic time on some texts: half a second for this many characters at worst. */
const repairable = 100_000;
/** So many brackets side by side are looked at, from the last. */
const mostSpans = 32;

/**
 * The values that a text may mean as JSON, likeliest first: all of it, what stands between code fences, each bracketed
 * part (the last first: drafts come before answers), then the same mended. In linear time, whatever the text.
 */
export function* valuesIn(text: string, mend = true): Generator<unknown> {
  const whole = text.trim();
  const spans = bracketed(whole);
  const shown = [whole, fenced(whole), ...spans.slice(-mostSpans).reverse()];
  for (const part of new Set(shown)) {
    const value = parsed(part);
    if (value !== undefined) yield value;
  }
  if (!mend) return;
  const longest = spans.reduce((best, span) => (span.length > best.length ? span : best), '');
  for (const part of new Set([outermost(whole), longest])) {
    const value = mended(part);
    if (value !== undefined) yield value;
  }
}

function parsed(text: string): unknown {
  if (!/^[[{"\-\dtfn]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return /\\ud|\p{Surrogate}/iu.test(text) ? wellFormedData(value) : value;
  } catch {
    return undefined;
  }
}

function mended(text: string): unknown {
  if (!text || text.length > repairable) return undefined;
  try {
    return wellFormedData(JSON.parse(jsonrepair(text)));
  } catch {
    return undefined;
  }
}

/** What stands in the first code fence, or nothing. */
function fenced(text: string): string {
  const fence = text.indexOf('```');
  const start = fence < 0 ? -1 : text.indexOf('\n', fence);
  if (start < 0) return '';
  const end = text.indexOf('```', start);
  return text.slice(start, end < 0 ? undefined : end).trim();
}

const outermost = (text: string): string => {
  const start = text.search(/[[{]/);
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  if (start < 0) return '';
  return text.slice(start, end > start ? end + 1 : undefined);
};

/** The parts of a text from a bracket to the one that closes it, side by side; one that is never closed goes to the end. */
function bracketed(text: string): string[] {
  const spans: string[] = [];
  const bracket = /["\\[\]{}]/g;
  let depth = 0;
  let start = 0;
  let quoted = false;
  for (let found = bracket.exec(text); found; found = bracket.exec(text)) {
    const [sign] = found;
    if (sign === '\\') bracket.lastIndex++;
    else if (sign === '"') quoted = depth > 0 && !quoted;
    else if (quoted) continue;
    else if (sign === '{' || sign === '[') {
      if (depth++ === 0) start = found.index;
    } else if (depth > 0 && --depth === 0) spans.push(text.slice(start, found.index + 1));
  }
  if (depth > 0) spans.push(text.slice(start));
  return spans;
}
