import type { LineSpan } from '../../../schemas/source/common.ts';
import type { Film, Section } from './sections.ts';

/** What is looked at: a scene by its number or id, or lines of the script, counted from 1, both included. */
export type Focus = { scene: string } | { first: number; last: number };

/** Reads "scene 4", "L12", "L12-18", "[L12-18]", "lines 12-18"; undefined for anything else. */
export function parseFocus(text: string): Focus | undefined {
  const scene = /^\s*scene\s+(\S+)\s*$/i.exec(text)?.[1];
  if (scene !== undefined) return { scene };
  const lines = /^\s*(?:\[?L|lines?\s+)(\d{1,9})(?:\s*[-–]\s*L?(\d{1,9}))?\]?\s*$/i.exec(text);
  if (!lines) return undefined;
  const [one, other] = [Number(lines[1]), Number(lines[2] ?? lines[1])];
  return one < 1 || other < 1 ? undefined : { first: Math.min(one, other), last: Math.max(one, other) };
}

/** The lines that a focus means, from 0; undefined when the film has no such scene or line. */
export function focusSpan({ sections, lines }: Film, focus: Focus): LineSpan | undefined {
  if ('scene' in focus)
    return sections.find(({ number, scene }) => number === focus.scene || scene?.id === focus.scene)?.span;
  const [first, last] = [focus.first - 1, Math.min(focus.last, lines.length) - 1];
  return first >= 0 && first <= last ? { first, last } : undefined;
}

/** Each section with how many lie between it and the focus: 0 for what is in it. Without a focus all are 1 away. */
export function distances({ sections }: Film, focus: LineSpan | undefined): [Section, number][] {
  if (!focus) return sections.map((section) => [section, 1]);
  const isIn = sections.map(({ span }) => span.first <= focus.last && span.last >= focus.first);
  const [from, to] = [isIn.indexOf(true), isIn.lastIndexOf(true)];
  return sections.map((section, at) => [section, Math.max(0, from - at, at - to)]);
}
