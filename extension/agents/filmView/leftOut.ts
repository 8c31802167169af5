import type { Item, Shown } from './choose.ts';
import { type Items, level, type SceneItem } from './items.ts';
import { linesLabel, runs } from './places.ts';
import type { Film } from './sections.ts';

/** Stretches of scenes that are named before the rest is counted. */
const stretches = 4;

/** What a view does not show, in words, each with what it would be. */
export function leftOut(film: Film, items: Items, shown: Shown): string[] {
  const scenes = (
    what: string,
    isMissing: (item: SceneItem, level: number) => boolean,
    where = true,
  ): string[] => {
    const at = items.scenes.flatMap((item, at) => (isMissing(item, shown.get(item) ?? -1) ? [at] : []));
    const spans = at.flatMap((at) => items.scenes[at]?.section.span ?? []);
    const [first, last] = [spans[0], spans.at(-1)];
    if (!first || !last) return [];
    const numbers = items.scenes.map(({ section }) => section.number);
    const lines = linesLabel({ first: first.first, last: last.last }, film.lines.length);
    return [`${what} of scene ${runs(numbers, at, stretches)}${where ? `, within${lines}` : ''}`];
  };
  const more = (what: string, list: readonly Item[], at = 0): string[] => {
    const left = list.filter((item) => (shown.get(item) ?? -1) < at).length;
    return left === 0 ? [] : [`${what} (${left} of ${list.length})`];
  };
  const grave = items.problems.filter((item) => item.severity === 'error' && !shown.has(item)).length;
  return [
    ...scenes('any word', (_, at) => at < level.heading),
    ...scenes('the script', (_, at) => at >= level.heading && at < level.script),
    ...scenes('some lines', ({ isPart }, at) => isPart && at >= level.script, false),
    ...scenes(
      film.documents.shots ? 'shots and cues' : 'cues',
      ({ section }, at) => section.scene !== undefined && at < level.full,
    ),
    ...more('cast', items.cast),
    ...more('descriptions of the cast', items.cast, 1),
    ...more('places', items.places),
    ...more('props', items.props),
    ...more(grave > 0 ? `problems, ${grave} of them errors` : 'problems', items.problems),
  ];
}
