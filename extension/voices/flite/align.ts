/** A phoneme with its times in seconds. */
export interface TimedPhoneme {
  symbol: string;
  start: number;
  end: number;
}

/** Reads `-psdur`: `name:end` pairs, times from the utterance's start. Several utterances follow one another. */
export function parseDurations(stdout: string): TimedPhoneme[] {
  const out: TimedPhoneme[] = [];
  let offset = 0;
  for (const line of stdout.split('\n')) {
    let start = 0;
    for (const [, symbol, end] of line.matchAll(/([a-z@]+):([\d.]+)/g)) {
      out.push({ symbol: symbol ?? '', start: offset + start, end: offset + Number(end) });
      start = Number(end);
    }
    offset += start;
  }
  return out;
}

const vowels = /^[aeiou]/;

/** What it costs to read one phoneme as another: nothing, little within vowels or within consonants, much across. */
function difference(a: string, b: string): number {
  if (a === b) return 0;
  return vowels.test(a) === vowels.test(b) ? 0.6 : 1.2;
}

/**
 * When each word is said: the words' pronunciations by themselves are laid over the phonemes of the sentence by the
 * cheapest alignment (Needleman–Wunsch), since in a sentence sounds are dropped and changed at the seams.
 * A word of which nothing is heard gets an empty span where it would stand.
 */
export function alignWords(
  phonemes: readonly TimedPhoneme[],
  pronunciations: readonly (readonly string[])[],
): { start: number; end: number }[] {
  const heard = phonemes.filter((p) => p.symbol !== 'pau');
  const wanted = pronunciations.flatMap((symbols, word) => symbols.map((symbol) => ({ symbol, word })));
  const width = heard.length + 1;
  const cost = new Float64Array((wanted.length + 1) * width);
  const at = (i: number, j: number) => cost[i * width + j] ?? 0;
  const pair = (i: number, j: number) => difference(wanted[i - 1]?.symbol ?? '', heard[j - 1]?.symbol ?? '');
  for (let i = 0; i <= wanted.length; i++)
    for (let j = 0; j <= heard.length; j++) {
      if (i === 0 || j === 0) cost[i * width + j] = i + j;
      else cost[i * width + j] = Math.min(at(i - 1, j - 1) + pair(i, j), at(i - 1, j) + 1, at(i, j - 1) + 1);
    }
  const spans = pronunciations.map(() => ({ first: -1, last: -1 }));
  let [i, j] = [wanted.length, heard.length];
  while (i > 0 && j > 0) {
    const span = spans[wanted[i - 1]?.word ?? 0];
    if (at(i, j) === at(i - 1, j - 1) + pair(i, j)) {
      if (span) {
        if (span.last < 0) span.last = j - 1;
        span.first = j - 1;
      }
      i--;
      j--;
    } else if (at(i, j) === at(i - 1, j) + 1) i--;
    else j--;
  }
  let before = heard[0]?.start ?? 0;
  return spans.map(({ first, last }) => {
    const start = heard[first]?.start ?? before;
    const end = heard[last]?.end ?? start;
    before = end;
    return { start: Math.min(start, end), end };
  });
}
