import type { Caption } from '../../schemas/source/edit.ts';
import { breakCost, captionLength, columns, joinWords, toLines } from './captionText.ts';

/** Rules of film.md's kind, the usual ones of broadcast: characters a second, shortest and longest stay, gap. */
export const captionRules = {
  charactersPerSecond: 17,
  shortestSeconds: 5 / 6,
  longestSeconds: 7,
  gapFrames: 2,
} as const;

/** A spoken line as captions need it: words with their times in seconds on the film's clock. */
export interface CaptionSource {
  words: readonly { text: string; start: number; end: number }[];
  style: 'plain' | 'italic' | 'lyrics';
}

/** A caption before its times are settled, seconds. */
interface Chunk {
  lines: string[];
  start: number;
  end: number;
}

/** Costs in the choice of where a line is split; a good break costs nothing, one more caption a little. */
const costs = { caption: 0.35, crossesCut: 0.8, tooShort: 1.5, tooLong: 3, tooFast: 1, badBreak: 1 } as const;
/** A cut so near the start or end of a caption (seconds) is not felt as crossing it. */
const nearCut = 0.35;
/** Frames by which a caption may come before its sound and still seem to come with it. */
const leadFrames = 3;
/** The most words a caption can hold, so that long speeches stay cheap. */
const mostWords = 28;

/**
 * Captions of a film. Each starts with its first word (to the frame) and stays until its last, longer where reading
 * takes longer; two never overlap, and `gapFrames` lie between. `cuts` are frames where the picture changes.
 */
export function makeCaptions(
  sources: readonly CaptionSource[],
  cuts: readonly number[],
  fps: number,
  totalFrames: number,
): Caption[] {
  const seconds = cuts.map((frame) => frame / fps);
  const chunks = sources
    .flatMap((source) => splitLine(source, seconds))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  return settle(mergeOverlaps(chunks), cuts, fps, totalFrames);
}

/** Splits a line into captions by the cheapest path over its words. */
function splitLine(source: CaptionSource, cuts: readonly number[]): Chunk[] {
  const words = source.words.filter((word) => word.text !== '');
  const best: { cost: number; from: number; lines: string[] }[] = [{ cost: 0, from: 0, lines: [] }];
  for (let to = 1; to <= words.length; to++) {
    let found: { cost: number; from: number; lines: string[] } | undefined;
    for (let from = Math.max(0, to - mostWords); from < to; from++) {
      const before = best[from];
      const texts = words.slice(from, to).map((word) => word.text);
      if (!before || (to - from > 1 && columns(joinWords(texts)) > captionLength)) continue;
      const lines = toLines(texts);
      if (!lines) continue;
      const [first, next] = [words[from], words[to]];
      const last = words[to - 1];
      if (!first || !last) continue;
      const room = (next?.start ?? last.end + 1) - first.start;
      const cost =
        before.cost +
        costs.caption +
        (to === words.length ? 0 : costs.badBreak * breakCost(last.text)) +
        (room < captionRules.shortestSeconds ? costs.tooShort : 0) +
        (last.end - first.start > captionRules.longestSeconds ? costs.tooLong : 0) +
        costs.tooFast * Math.max(0, reading(lines) / Math.max(room, 0.1) - 1) +
        costs.crossesCut * cuts.filter((t) => t > first.start + nearCut && t < last.end - nearCut).length;
      if (!found || cost < found.cost) found = { cost, from, lines };
    }
    // A caption that fits no limit (a word wider than two lines) stands by itself.
    best.push(found ?? { cost: Number.POSITIVE_INFINITY, from: to - 1, lines: [words[to - 1]?.text ?? ''] });
  }
  const out: Chunk[] = [];
  for (let to = words.length; to > 0; ) {
    const { from, lines } = best[to] as (typeof best)[number];
    const [first, last] = [words[from], words[to - 1]];
    if (first && last) out.unshift({ lines: styled(lines, source.style), start: first.start, end: last.end });
    to = from;
  }
  return out;
}

/** Seconds a viewer needs for a caption. */
const reading = (lines: readonly string[]): number =>
  lines.reduce((sum, line) => sum + columns(line.replace(/<[^>]*>/g, '')), 0) /
  captionRules.charactersPerSecond;

function styled(lines: string[], style: CaptionSource['style']): string[] {
  if (style === 'plain') return lines;
  const [open, close] = style === 'italic' ? ['<i>', '</i>'] : ['♪ ', ' ♪'];
  if (style === 'italic') return lines.map((line) => open + line + close);
  return lines.map((line, i) => (i === 0 ? open : '') + line + (i === lines.length - 1 ? close : ''));
}

/** Two who speak at once share a caption, a dash before each; where that does not fit, the later one follows. */
function mergeOverlaps(chunks: readonly Chunk[]): Chunk[] {
  const out: Chunk[] = [];
  for (const chunk of chunks) {
    const last = out.at(-1);
    const shared = last ? Math.min(last.end, chunk.end) - chunk.start : 0;
    const both = [...(last?.lines ?? []), ...chunk.lines];
    if (
      last &&
      shared > 0.5 * (chunk.end - chunk.start) &&
      both.length === 2 &&
      both.every((l) => columns(l) <= 40)
    ) {
      last.lines = both.map((line) => `- ${line}`);
      last.end = Math.max(last.end, chunk.end);
    } else out.push({ ...chunk });
  }
  return out;
}

/** Times in frames: not longer than the longest, not shorter than reading takes where there is room for it. */
function settle(
  chunks: readonly Chunk[],
  cuts: readonly number[],
  fps: number,
  totalFrames: number,
): Caption[] {
  const { gapFrames, shortestSeconds, longestSeconds } = captionRules;
  const out: Caption[] = [];
  chunks.forEach((chunk, i) => {
    const earliest = (out.at(-1)?.end ?? -gapFrames) + gapFrames;
    const start = Math.max(Math.floor(chunk.start * fps + 1e-6), earliest);
    const next = chunks[i + 1];
    const limit = Math.min(
      totalFrames,
      next ? Math.max(Math.floor(next.start * fps + 1e-6) - gapFrames, start + 1) : totalFrames,
      start + Math.floor(longestSeconds * fps),
    );
    const needed = Math.max(shortestSeconds, reading(chunk.lines));
    const spoken = Math.ceil(chunk.end * fps - 1e-6);
    const wanted = Math.max(spoken, start + Math.ceil(needed * fps));
    // Staying a moment into the next shot looks like a mistake: it goes with the cut when the words are over.
    const cut = cuts.find((frame) => frame >= spoken && frame < wanted && frame - start >= needed * fps);
    const end = Math.min(cut ?? wanted, limit);
    // What the next line leaves too short is read a little ahead of its sound.
    const ahead = Math.max(earliest, start - leadFrames, end - Math.ceil(needed * fps));
    if (end > start && start < totalFrames)
      out.push({ start: Math.min(start, ahead), end, lines: chunk.lines });
  });
  return out;
}

/** SubRip: numbered captions with times to the millisecond. */
export function toSrt(captions: readonly Caption[], fps: number): string {
  const time = (frame: number) => {
    const ms = Math.round((frame / fps) * 1000);
    const two = (n: number) => String(n).padStart(2, '0');
    const clock = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, Math.floor(ms / 1000) % 60];
    return `${clock.map(two).join(':')},${String(ms % 1000).padStart(3, '0')}`;
  };
  return captions
    .map((c, i) => `${i + 1}\n${time(c.start)} --> ${time(c.end)}\n${c.lines.join('\n')}\n`)
    .join('\n');
}
