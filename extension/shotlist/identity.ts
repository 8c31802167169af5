import type { SceneShots, Shot } from '../../schemas/source/shotList.ts';

/** The shot's place within its scene, the part of its id after the last dot. */
const ordinal = (id: string): string => id.slice(id.lastIndexOf('.') + 1);

/** How alike two shots are to a person who looks for "the same shot": 0 not at all. */
function likeness(a: Shot, b: Shot): number {
  const [subject, other] = [a.subjects.join(' '), b.subjects.join(' ')];
  const shared = a.beats.filter((beat) => b.beats.includes(beat)).length;
  if (shared === 0 || a.kind !== b.kind || subject !== other) return 0;
  return 1 + shared / Math.max(a.beats.length, b.beats.length) + (a.size === b.size ? 0.5 : 0);
}

/** The previous shot that each new one continues, in order (longest common chain by likeness). */
function align(shots: readonly Shot[], previous: readonly Shot[]): (Shot | undefined)[] {
  const best: number[][] = Array.from({ length: shots.length + 1 }, () =>
    new Array(previous.length + 1).fill(0),
  );
  const at = (i: number, j: number) => best[i]?.[j] ?? 0;
  for (let i = shots.length - 1; i >= 0; i--) {
    for (let j = previous.length - 1; j >= 0; j--) {
      const like = likeness(shots[i] as Shot, previous[j] as Shot);
      const both = like > 0 ? like + at(i + 1, j + 1) : 0;
      (best[i] as number[])[j] = Math.max(both, at(i + 1, j), at(i, j + 1));
    }
  }
  const found: (Shot | undefined)[] = [];
  let j = 0;
  for (let i = 0; i < shots.length; i++) {
    while (j < previous.length && at(i, j) === at(i, j + 1) && at(i, j) > 0) j++;
    const candidate = previous[j];
    const like = candidate ? likeness(shots[i] as Shot, candidate) : 0;
    if (like > 0 && at(i, j) === like + at(i + 1, j + 1)) {
      found.push(candidate);
      j++;
    } else found.push(undefined);
  }
  return found;
}

/**
 * Names a scene's shots: numbered in order the first time; afterwards a shot that goes on keeps its number and a new
 * one takes the number before it with a letter ("2.03A"), so that nothing else is renamed.
 */
export function named(shots: readonly Shot[], scene: string, previous: SceneShots | undefined): Shot[] {
  if (!previous || previous.shots.length === 0) {
    return shots.map((shot, i) => ({ ...shot, id: `${scene}.${String(i + 1).padStart(2, '0')}` }));
  }
  const kept = align(shots, previous.shots);
  const taken = new Set(kept.flatMap((shot) => (shot ? [ordinal(shot.id)] : [])));
  let last = '00';
  return shots.map((shot, i) => {
    const same = kept[i];
    last = same ? ordinal(same.id) : between(last, taken);
    taken.add(last);
    return { ...shot, id: `${scene}.${last}` };
  });
}

/** The next free name after a number: 03 → 03A, 03A → 03B, past Z 03ZA. */
function between(after: string, taken: ReadonlySet<string>): string {
  const digits = after.replace(/[A-Z]+$/, '');
  let letters = after.slice(digits.length);
  do letters = following(letters);
  while (taken.has(digits + letters));
  return digits + letters;
}

function following(letters: string): string {
  const end = letters.at(-1);
  if (!end) return 'A';
  return end === 'Z' ? `${letters}A` : letters.slice(0, -1) + String.fromCharCode(end.charCodeAt(0) + 1);
}
