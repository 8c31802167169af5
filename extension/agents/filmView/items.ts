import type { LineSpan } from '../../../schemas/source/common.ts';
import { estimateText } from '../../llm/context/tokens.ts';
import type { Item, Step } from './choose.ts';
import { distances } from './focus.ts';
import { castLines, placeLine, problemLine, propLine } from './lists.ts';
import { beatsOf, cuesOf, excerpt, headingOf, linesIn, shotsOf } from './scene.ts';
import type { Film, Section } from './sections.ts';

/** How much of a scene is shown. */
export const level = { heading: 0, beats: 1, script: 2, full: 3 };

/** A scene that can be shown. `isPart`: not all its lines fit, the nearest to the focus stand for them. */
export interface SceneItem extends Item {
  section: Section;
  isPart: boolean;
  /** How many scenes lie between it and the focus; 0 in focus. Without a focus all are equally far away. */
  distance: number;
}

/** Everything of a film that can be shown. */
export interface Items {
  scenes: readonly SceneItem[];
  cast: readonly Item[];
  places: readonly Item[];
  props: readonly Item[];
  /** The gravest first. */
  problems: readonly (Item & { isNear: boolean; severity: string })[];
}

/** Share of the room that what is in focus may take: the outline needs the rest. */
const focusShare = 0.65;
const gravity = { error: 0, warning: 1, info: 2 };

/** All that can be shown, each at its levels. In a scene in focus that is too long the lines nearest to the focus stay. */
export function itemsOf(film: Film, budget: number, focus: LineSpan | undefined): Items {
  const { breakdown } = film.documents;
  let left = budget * focusShare;
  const scenes = distances(film, focus).map(([section, distance]): SceneItem => {
    const whole = sceneItem(film, section, section.span, distance);
    if (!focus || distance > 0) return whole;
    const isPart = sizeOf(whole, level.script) > left;
    const nearest = excerpt(film, section, focus, left - sizeOf(whole, level.heading));
    const fitting = isPart ? { ...sceneItem(film, section, nearest, distance), isPart } : whole;
    left = Math.max(0, left - sizeOf(fitting, level.script));
    return fitting;
  });
  const problems = scenes.flatMap(({ section, distance }) =>
    section.findings.map((finding) => ({
      levels: [problemLine(film, finding)],
      isNear: distance === 0,
      severity: finding.severity,
    })),
  );
  return {
    scenes,
    cast: breakdown.cast.map((member) => ({ levels: castLines(film, member) })),
    places: breakdown.places.map((place) => ({ levels: [placeLine(film, place)] })),
    props: breakdown.props.map((prop) => ({ levels: [propLine(film, prop)] })),
    problems: problems.toSorted((a, b) => gravity[a.severity] - gravity[b.severity]),
  };
}

function sceneItem(film: Film, section: Section, span: LineSpan, distance: number): SceneItem {
  const heading = headingOf(film, section);
  const script = [heading, ...linesIn(film, span)];
  const levels = [
    [heading],
    [heading, ...beatsOf(film, section)],
    script,
    [...script, ...cuesOf(film, section), ...shotsOf(film, section)],
  ];
  return { section, distance, isPart: false, levels: levels.map((lines) => lines.join('\n')) };
}

const sizeOf = ({ levels }: Item, at: number): number => estimateText(levels[at] ?? '');

/** Shares of the budget that problems and the names of the cast may take before the scenes had their turn. */
const shares = { problems: 0.2, cast: 0.1 };

/**
 * In which order things are shown as long as there is room: from what is in focus outwards; an outline of everything
 * before the details of anything else.
 */
export function stepsOf(items: Items, budget: number): Step[] {
  const scenes = items.scenes.toSorted((a, b) => a.distance - b.distance);
  const focused = scenes.filter(({ distance }) => distance === 0);
  const nearFirst = items.problems.toSorted((a, b) => Number(b.isNear) - Number(a.isNear));
  const problems = split(nearFirst, budget * shares.problems);
  const cast = split(items.cast, budget * shares.cast);
  return [
    ...shownAt(focused, level.heading),
    ...shownAt(focused, level.script),
    ...shownAt(problems.first.filter(({ isNear }) => isNear)),
    ...shownAt(
      focused.filter((item) => sizeOf(item, level.full) <= budget * focusShare),
      level.full,
    ),
    ...shownAt(scenes, level.heading),
    ...shownAt(cast.first),
    ...shownAt(focused, level.full),
    ...shownAt(problems.first),
    ...shownAt(scenes, level.beats),
    ...shownAt(items.cast, 1),
    ...shownAt([...items.places, ...items.props]),
    ...shownAt(scenes, level.script),
    ...shownAt(scenes, level.full),
    ...shownAt([...problems.rest, ...cast.rest]),
  ];
}

const shownAt = (items: readonly Item[], at = 0): Step[] => items.map((item) => ({ item, level: at }));

/** Divides a list where its first items have taken so many tokens. */
function split<T extends Item>(items: readonly T[], tokens: number): { first: T[]; rest: T[] } {
  let left = tokens;
  let count = 0;
  for (const item of items) {
    left -= sizeOf(item, 0);
    if (left < 0) break;
    count++;
  }
  return { first: items.slice(0, count), rest: items.slice(count) };
}
