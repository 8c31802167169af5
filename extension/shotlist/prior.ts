import type { SceneShots, Shot } from '../../schemas/source/shotList.ts';
import type { Suggestion } from './ideas.ts';
import type { Segment } from './segments.ts';
import type { Idea } from './view.ts';

/** What doing as before is worth for a beat, and what a cut where there was none costs. */
const habit = { same: -1.2, newCut: 0.5 } as const;

/**
 * Leans the choice towards the shots there were before: a line changed in one place leaves the shots of all others as
 * they are. What was cheapest before stays cheapest, since it gains most.
 */
export function leaning(previous: SceneShots | undefined): {
  cuts(segments: readonly Segment[]): Segment[];
  suggestions(segment: Segment, found: readonly Suggestion[]): Suggestion[];
} {
  const shots = previous?.shots ?? [];
  const known = new Set(shots.flatMap((shot) => shot.beats));
  const starts = new Set(shots.flatMap((shot) => shot.beats.slice(0, 1)));
  return {
    cuts: (segments) =>
      segments.map((segment) =>
        known.has(segment.beat.id) && !starts.has(segment.beat.id)
          ? { ...segment, cutCost: segment.cutCost + habit.newCut }
          : segment,
      ),
    suggestions(segment, found) {
      const before = shots.filter((shot) => shot.beats.includes(segment.beat.id));
      if (before.length === 0) return [...found];
      return found.map((s) =>
        before.some((shot) => continues(s.idea, shot)) ? { ...s, once: s.once + habit.same } : s,
      );
    },
  };
}

const plain = (kind: Shot['kind']): Shot['kind'] =>
  kind === 'reaction' || kind === 'follow' ? 'single' : kind;

function continues(idea: Idea, shot: Shot): boolean {
  if (plain(shot.kind) !== idea.kind) return false;
  if (idea.height === 0) return idea.subjects.length === 0 || idea.subjects.join() === shot.subjects.join();
  return idea.subjects[0] === shot.subjects[0] && idea.size === shot.size;
}
