import type { Item, Shown } from './choose.ts';
import { type Items, level } from './items.ts';
import { linesLabel, runs } from './places.ts';
import type { Film } from './sections.ts';

/** Stretches of scenes that are named before the rest is counted. */
const stretches = 4;

/** What a view does not show, in words, each with what it would be. */
export function leftOut(film: Film, items: Items, shown: Shown): string[] {
  const numbers = film.sections.map(({ number }) => number);
  const scenes = (what: string, isMissing: (at: number, shownAt: number) => boolean): string[] => {
    const missing = items.scenes.flatMap((item, at) => (isMissing(at, shown.get(item) ?? -1) ? [at] : []));
    const [first, last] = [film.sections[missing[0] ?? -1], film.sections[missing.at(-1) ?? -1]];
    if (!first || !last) return [];
    const lines = linesLabel({ first: first.span.first, last: last.span.last }, film.lines.length);
    return [`${what} of scene ${runs(numbers, missing, stretches)}, within${lines}`];
  };
  const more = (what: string, list: readonly Item[], at = 0): string[] => {
    const left = list.filter((item) => (shown.get(item) ?? -1) < at).length;
    return left === 0 ? [] : [`${what} (${left} of ${list.length})`];
  };
  const hasDetails = (at: number): boolean =>
    film.sections[at]?.scene !== undefined && (film.sections[at]?.shots.length ?? 0) > 0;
  const parts = items.scenes.flatMap((item, at) =>
    item.isPart && (shown.get(item) ?? -1) >= level.script ? [at] : [],
  );
  const grave = items.problems.filter((item) => item.severity === 'error' && !shown.has(item)).length;
  return [
    ...scenes('any word', (_, at) => at < level.heading),
    ...scenes('the script', (_, at) => at >= level.heading && at < level.script),
    ...(parts.length > 0 ? [`some lines of scene ${runs(numbers, parts, stretches)}`] : []),
    ...scenes('shots and cues', (section, at) => hasDetails(section) && at < level.full),
    ...more('cast', items.cast),
    ...more('descriptions of the cast', items.cast, 1),
    ...more('places', items.places),
    ...more('props', items.props),
    ...more(grave > 0 ? `problems, ${grave} of them errors` : 'problems', items.problems),
  ];
}
