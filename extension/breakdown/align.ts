import { foldedWords } from './text.ts';

/** For each new item the index of the old one it goes on from, or -1. */
export type Alignment = number[];

/** More pairs than this are not compared one by one; equal items alone are matched then. */
const mostPairs = 1_000_000;

/**
 * Aligns two lists in order, so that the sum of likenesses is greatest (a longest common subsequence with weights).
 * `likeness` is 0 where two items cannot be one, 1 and more where they are equal.
 */
export function align<T>(
  old: readonly T[],
  now: readonly T[],
  key: (item: T) => string,
  likeness: (a: T, b: T) => number,
): Alignment {
  const matched: Alignment = now.map(() => -1);
  let start = 0;
  while (start < old.length && start < now.length && sameAt(old, start, now, start, key))
    matched[start] = start++;
  let oldEnd = old.length;
  let end = now.length;
  while (oldEnd > start && end > start && sameAt(old, oldEnd - 1, now, end - 1, key))
    matched[--end] = --oldEnd;
  if ((oldEnd - start) * (end - start) > mostPairs) matchEqual(old, now, start, oldEnd, end, key, matched);
  else matchBest(old, now, start, oldEnd, end, likeness, matched);
  return matched;
}

function sameAt<T>(
  old: readonly T[],
  i: number,
  now: readonly T[],
  j: number,
  key: (item: T) => string,
): boolean {
  const [a, b] = [old[i], now[j]];
  return a !== undefined && b !== undefined && key(a) === key(b);
}

/** Walks forward and takes equal items in order: linear, for texts that share next to nothing. */
function matchEqual<T>(
  old: readonly T[],
  now: readonly T[],
  start: number,
  oldEnd: number,
  end: number,
  key: (item: T) => string,
  matched: Alignment,
): void {
  const places = new Map<string, number[]>();
  for (let i = oldEnd - 1; i >= start; i--) {
    const item = old[i];
    if (item !== undefined) places.set(key(item), [...(places.get(key(item)) ?? []).slice(-8), i]);
  }
  let next = start;
  for (let j = start; j < end; j++) {
    const item = now[j];
    const at = item === undefined ? undefined : places.get(key(item))?.findLast((place) => place >= next);
    if (at === undefined || at > next + 200) continue;
    matched[j] = at;
    next = at + 1;
  }
}

function matchBest<T>(
  old: readonly T[],
  now: readonly T[],
  start: number,
  oldEnd: number,
  end: number,
  likeness: (a: T, b: T) => number,
  matched: Alignment,
): void {
  const rows = oldEnd - start;
  const columns = end - start;
  const width = columns + 1;
  const best = new Float64Array((rows + 1) * width);
  const likes = new Float64Array(rows * columns);
  const at = (i: number, j: number) => best[i * width + j] ?? 0;
  for (let i = rows - 1; i >= 0; i--)
    for (let j = columns - 1; j >= 0; j--) {
      const [a, b] = [old[start + i], now[start + j]];
      const like = a === undefined || b === undefined ? 0 : likeness(a, b);
      likes[i * columns + j] = like;
      const taken = like > 0 ? like + at(i + 1, j + 1) : 0;
      best[i * width + j] = Math.max(taken, at(i + 1, j), at(i, j + 1));
    }
  let i = 0;
  let j = 0;
  while (i < rows && j < columns) {
    const like = likes[i * columns + j] ?? 0;
    if (like > 0 && at(i, j) === like + at(i + 1, j + 1)) matched[start + j++] = start + i++;
    else if (at(i, j) === at(i + 1, j)) i++;
    else j++;
  }
}

/** The share of words two texts have in common, 0 to 1 (Dice's coefficient over sets). */
export function wordLikeness(a: string, b: string): number {
  if (a === b) return 1;
  const [left, right] = [new Set(foldedWords(a)), new Set(foldedWords(b))];
  let shared = 0;
  for (const word of left) if (right.has(word)) shared++;
  const all = left.size + right.size;
  return all === 0 ? 0 : (2 * shared) / all;
}
