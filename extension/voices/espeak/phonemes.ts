import { alignWords, type TimedPhoneme } from '../flite/align.ts';

/** IPA as espeak-ng prints it, by its first letter, as the CMU symbols that the mouth shapes are named by. */
const cmu: Record<string, string> = {
  a: 'aa',
  ɑ: 'aa',
  ɐ: 'ah',
  ʌ: 'ah',
  æ: 'ae',
  ɒ: 'ao',
  ɔ: 'ao',
  ə: 'ax',
  ɚ: 'er',
  ɜ: 'er',
  ɝ: 'er',
  e: 'ey',
  ɛ: 'eh',
  i: 'iy',
  ɪ: 'ih',
  ɨ: 'ih',
  y: 'uw',
  ʏ: 'uw',
  o: 'ow',
  ø: 'er',
  œ: 'er',
  u: 'uw',
  ʊ: 'uh',
  ɯ: 'uw',
  ɤ: 'ax',
  p: 'p',
  b: 'b',
  m: 'm',
  ɓ: 'b',
  f: 'f',
  v: 'v',
  ʋ: 'v',
  ɸ: 'f',
  β: 'v',
  t: 't',
  d: 'd',
  n: 'n',
  ʈ: 't',
  ɖ: 'd',
  ɳ: 'n',
  θ: 'th',
  ð: 'dh',
  s: 's',
  z: 'z',
  ʃ: 'sh',
  ʒ: 'zh',
  ʂ: 'sh',
  ʐ: 'zh',
  ɕ: 'sh',
  ʑ: 'zh',
  ç: 'hh',
  ʝ: 'y',
  k: 'k',
  ɡ: 'g',
  g: 'g',
  q: 'k',
  c: 'k',
  ɟ: 'g',
  ŋ: 'ng',
  ɲ: 'n',
  x: 'hh',
  ɣ: 'g',
  χ: 'hh',
  ʁ: 'r',
  ħ: 'hh',
  h: 'hh',
  ɦ: 'hh',
  ʔ: 'k',
  ʕ: 'aa',
  l: 'l',
  ɫ: 'l',
  ɭ: 'l',
  ʎ: 'l',
  ɬ: 'l',
  r: 'r',
  ɹ: 'r',
  ɾ: 'd',
  ɽ: 'r',
  ʀ: 'r',
  j: 'y',
  w: 'w',
  ɥ: 'w',
};

/** One phoneme as read from `--ipa --sep=_`. */
interface Symbol {
  symbol: string;
  stress: boolean;
  weight: number;
}

/** Reads a line of `--ipa --sep=_`: phonemes by `_`, words by blanks; lengths and stresses as marks. */
export function parseIpa(text: string): Symbol[] {
  const out: Symbol[] = [];
  let stress = false;
  for (const part of text.replace(/\([a-z-]+\)/g, '').split(/[\s_]+/)) {
    stress ||= part.includes('ˈ');
    const letters = [...part.normalize('NFD')].filter((c) => cmu[c] !== undefined);
    const symbol = cmu[letters[0] ?? ''];
    if (!symbol) continue;
    const vowel = /^[aeiou]/.test(symbol);
    const long = part.includes('ː') ? 1.5 : 1;
    out.push({
      symbol,
      stress: stress && vowel,
      weight: (vowel ? 1.4 : 0.9) * long * (letters.length > 1 ? 1.2 : 1),
    });
    if (vowel) stress = false;
  }
  return out;
}

/** Shortest silence that is a pause and not a stop consonant, seconds; and the level under which it is silent. */
const shortestPause = 0.12;
const silence = 0.01 * 32768;

/** Stretches with sound in them, seconds. */
export function soundingSpans(samples: Int16Array, sampleRate: number): { start: number; end: number }[] {
  const step = Math.round(sampleRate * 0.01);
  const out: { start: number; end: number }[] = [];
  for (let at = 0; at < samples.length; at += step) {
    const loud = samples.subarray(at, at + step).some((x) => Math.abs(x) > silence);
    if (!loud) continue;
    const start = at / sampleRate;
    const end = Math.min(samples.length, at + step) / sampleRate;
    const last = out.at(-1);
    if (last && start - last.end < shortestPause) last.end = end;
    else out.push({ start, end });
  }
  return out;
}

/**
 * Phonemes laid over the sounding stretches in proportion to how long each usually is: espeak-ng's command line tells
 * no times. Pauses between stretches come out as `pau`.
 */
export function layPhonemes(
  symbols: readonly Symbol[],
  spans: readonly { start: number; end: number }[],
): (TimedPhoneme & { stress?: boolean })[] {
  const total = symbols.reduce((sum, s) => sum + s.weight, 0);
  const sounding = spans.reduce((sum, s) => sum + s.end - s.start, 0);
  const clock = (t: number, atEnd: boolean) => {
    let left = t;
    for (const span of spans) {
      const length = span.end - span.start;
      if (left < length || (atEnd && left <= length + 1e-9)) return span.start + left;
      left -= length;
    }
    return spans.at(-1)?.end ?? 0;
  };
  const out: (TimedPhoneme & { stress?: boolean })[] = [];
  let gone = 0;
  for (const { symbol, stress, weight } of symbols) {
    const start = clock((gone / total) * sounding, false);
    gone += weight;
    const end = Math.max(start, clock((gone / total) * sounding, true));
    const before = out.at(-1)?.end ?? start;
    if (start - before > shortestPause / 2) out.push({ symbol: 'pau', start: before, end: start });
    out.push({ symbol, start, end, ...(stress ? { stress } : {}) });
  }
  return out;
}

/** When each word is said, from the words' own pronunciations. */
export const layWords = (phonemes: readonly TimedPhoneme[], pronunciations: readonly string[]) =>
  alignWords(
    phonemes,
    pronunciations.map((ipa) => parseIpa(ipa).map((s) => s.symbol)),
  );
