import { estimateText } from '../../llm/context/tokens.ts';

/** Something of a film that can be shown at several lengths, the shortest first. */
export interface Item {
  levels: readonly string[];
}

/** What is shown, and at which level: an item that is not in it is left out. */
export type Shown = ReadonlyMap<Item, number>;

/** Shows an item at a level, where there is room for it. */
export interface Step {
  item: Item;
  level: number;
}

/**
 * Goes through the steps, the most important first, and takes those that still have room, in tokens. Returns what is
 * shown after each step that was taken, so that the last ones can be taken back.
 */
export function choose(steps: readonly Step[], room: number): Step[] {
  const shown = new Map<Item, number>();
  const taken: Step[] = [];
  let left = room;
  const sizeOf = (item: Item, level: number | undefined): number =>
    level === undefined ? 0 : estimateText(`${item.levels[level]}\n`);
  for (const step of steps) {
    const now = shown.get(step.item);
    if (now !== undefined && now >= step.level) continue;
    const more = sizeOf(step.item, step.level) - sizeOf(step.item, now);
    if (more > left) continue;
    left -= more;
    shown.set(step.item, step.level);
    taken.push(step);
  }
  return taken;
}

/** What steps that were taken show. */
export const shownBy = (taken: readonly Step[]): Shown =>
  new Map(taken.map(({ item, level }) => [item, level]));
