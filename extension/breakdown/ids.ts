import type { Breakdown, Scene } from '../../schemas/source/breakdown.ts';
import { hash32 } from '../geometry/random.ts';
import { align, wordLikeness } from './align.ts';
import type { RawLine, RawScene } from './rawScenes.ts';
import { Ids, slug } from './text.ts';

/** Enough of a line to know it again. */
interface LineLike {
  kind: string;
  text: string;
  speaker: string | undefined;
}

interface SceneLike {
  heading: string;
  lines: LineLike[];
  /** All texts, to compare quickly. */
  texts: ReadonlySet<string>;
}

/** Ids of a scene and of its lines, in order. */
export interface SceneIds {
  id: string;
  lines: string[];
  /** The scene of the breakdown before that this one goes on from. */
  previous: Scene | undefined;
}

const lineKey = ({ kind, speaker, text }: LineLike): string => `${kind}\n${speaker ?? ''}\n${text}`;
const sceneKey = (scene: SceneLike): string => `${scene.heading}\n${scene.lines.map(lineKey).join('\n')}`;

/** Least likeness at which a changed line or scene is still the same. */
const leastLine = 0.3;
const leastScene = 0.35;

function lineLikeness(a: LineLike, b: LineLike): number {
  if (a.kind !== b.kind) return 0;
  if (a.text === b.text) return a.speaker === b.speaker ? 2 : 1.2;
  const like = wordLikeness(a.text, b.text);
  if (like < leastLine) return 0;
  return a.speaker === b.speaker ? like : 0.5 * like;
}

function sceneLikeness(a: SceneLike, b: SceneLike): number {
  let shared = 0;
  for (const text of a.texts) if (b.texts.has(text)) shared++;
  const lines = a.texts.size + b.texts.size === 0 ? 1 : (2 * shared) / (a.texts.size + b.texts.size);
  const heading = wordLikeness(a.heading, b.heading);
  const like = heading === 1 ? 0.5 + lines : 0.4 * heading + lines;
  return like < leastScene ? 0 : like;
}

/** Items between two matched neighbours, as many old as new and alike in kind, go on from each other in order. */
function fillGaps(matched: number[], oldLength: number, fits: (old: number, now: number) => boolean): void {
  let now = 0;
  let old = 0;
  while (now <= matched.length) {
    let end = now;
    while (end < matched.length && matched[end] === -1) end++;
    const oldEnd = end < matched.length ? (matched[end] ?? oldLength) : oldLength;
    if (end - now > 0 && end - now === oldEnd - old)
      for (let k = 0; k < end - now; k++) if (fits(old + k, now + k)) matched[now + k] = old + k;
    now = end + 1;
    old = oldEnd + 1;
  }
}

function lineIds(scene: string, lines: readonly LineLike[], previous: Scene | undefined): string[] {
  const old = (previous?.lines ?? []).map(({ kind, text, speaker }) => ({ kind, text, speaker }));
  const matched = align<LineLike>(old, lines, lineKey, lineLikeness);
  fillGaps(matched, old.length, (i, j) => old[i]?.kind === lines[j]?.kind);
  const ids = new Ids(previous?.lines.map((line) => line.id));
  return lines.map((line, index) => {
    const kept = previous?.lines[matched[index] ?? -1]?.id;
    return kept ?? ids.take(`${scene}.${hash32(lineKey(line)).toString(36).padStart(7, '0').slice(0, 6)}`);
  });
}

/** What lines are told apart by; speakers are cast ids. */
export type SpeakerOf = (line: RawLine) => string | undefined;

/**
 * Gives scenes and lines their ids: those of the breakdown before where text goes on (also changed, where nothing else
 * can be meant), new ones from headings and words otherwise.
 */
export function assignIds(
  scenes: readonly RawScene[],
  previous: Breakdown | undefined,
  speakerOf: SpeakerOf,
): SceneIds[] {
  const like = (heading: string, lines: LineLike[]): SceneLike => ({
    heading,
    lines,
    texts: new Set(lines.map(({ text }) => text)),
  });
  const old = (previous?.scenes ?? []).map((scene) =>
    like(
      scene.heading,
      scene.lines.map(({ kind, text, speaker }) => ({ kind, text, speaker })),
    ),
  );
  const now = scenes.map((scene) =>
    like(
      scene.heading,
      scene.lines.map((line) => ({ kind: line.kind, text: line.text, speaker: speakerOf(line) })),
    ),
  );
  const matched = align(old, now, sceneKey, sceneLikeness);
  fillGaps(matched, old.length, () => true);
  const ids = new Ids(previous?.scenes.map((scene) => scene.id));
  return now.map((scene, index) => {
    const before = previous?.scenes[matched[index] ?? -1];
    const id = before?.id ?? ids.take(slug(scene.heading) || 'scene');
    return { id, lines: lineIds(id, scene.lines, before), previous: before };
  });
}
