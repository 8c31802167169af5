import { disguisesOf, pieceLength, shortestSecret } from './disguises.ts';

/** A stretch of a text: [start, end). */
export type Range = readonly [start: number, end: number];

/** A text, and what is to be taken out of it. */
export interface Marked {
  readonly text: string;
  readonly ranges: Range[];
}

/** Finds known secrets in texts, in every disguise, whole or any piece of them. */
export class SecretSet {
  readonly #secrets = new Set<string>();
  /** Disguises that are shorter than a piece. */
  readonly #short = new Set<string>();
  readonly #pieces = new Set<string>();

  /** One that is too short to be told from a word is left out. */
  add(secret: string): void {
    if (secret.length < shortestSecret || this.#secrets.has(secret)) return;
    this.#secrets.add(secret);
    for (const disguise of disguisesOf(secret)) {
      if (disguise.length < pieceLength) this.#short.add(disguise);
      for (let at = 0; at + pieceLength <= disguise.length; at++)
        this.#pieces.add(disguise.slice(at, at + pieceLength));
    }
  }

  /** Where pieces of secrets stand; they may overlap. */
  rangesIn(text: string): Range[] {
    const ranges: Range[] = [];
    for (const secret of this.#short)
      for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1))
        ranges.push([at, at + secret.length]);
    if (this.#pieces.size > 0)
      for (let at = 0; at + pieceLength <= text.length; at++)
        if (this.#pieces.has(text.slice(at, at + pieceLength))) ranges.push([at, at + pieceLength]);
    return ranges;
  }

  /** Marks where they stand in texts that follow each other, also over their borders. */
  mark(row: readonly Marked[]): void {
    const found = this.rangesIn(row.map(({ text }) => text).join('')).sort(byStart);
    let first = 0;
    let start = 0;
    for (const { text, ranges } of row) {
      const end = start + text.length;
      for (let at = first; at < found.length; at++) {
        const [from = 0, to = 0] = found[at] ?? [];
        if (from >= end) break;
        if (to > start) ranges.push([Math.max(from, start) - start, Math.min(to, end) - start]);
        else first = at;
      }
      start = end;
    }
  }
}

const byStart = (a: Range, b: Range): number => a[0] - b[0];

/** The text with `mask` in place of these stretches, one for those that touch. */
export function without(text: string, ranges: readonly Range[], mask: string): string {
  let clean = '';
  let covered = -1;
  for (const [start, end] of [...ranges].sort(byStart)) {
    if (start > covered) clean += text.slice(Math.max(covered, 0), start) + mask;
    covered = Math.max(covered, end);
  }
  return clean + text.slice(Math.max(covered, 0));
}
