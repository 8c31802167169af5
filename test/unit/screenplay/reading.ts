import { parseScreenplay, toScreenplay } from '../../../extension/screenplay/screenplay.ts';
import type { ScreenplayElement } from '../../../schemas/source/screenplay.ts';

/** The elements of a text that stands below an action paragraph and an empty line, blank ones included. */
export function elementsBelow(source: string): ScreenplayElement[] {
  const lead = 'Lead.\n\n';
  const { elements } = toScreenplay(parseScreenplay(lead + source, 'case.fountain'));
  return elements.slice(2);
}

function marks(element: ScreenplayElement): string {
  const parts: string[] = [];
  if ('forced' in element && element.forced) parts.push('forced');
  if (element.type === 'scene_heading' && element.number !== undefined)
    parts.push(`number=${element.number}`);
  if (element.type === 'section') parts.push(`depth=${element.depth}`);
  if (element.type === 'character') {
    parts.push(`name=${element.name}`, ...element.extensions.map((each) => `ext=${each}`));
    if (element.dual) parts.push('dual');
  }
  for (const span of element.inline ?? []) parts.push(`${span.type}=${JSON.stringify(span.text)}`);
  return parts.map((part) => ` [${part}]`).join('');
}

/** A line a person can compare: type, text and what else an element says; blank elements are left out. */
export function describeElements(elements: readonly ScreenplayElement[]): string[] {
  return elements
    .filter((element) => element.type !== 'blank')
    .map((element) => `${element.type} ${JSON.stringify(element.text)}${marks(element)}`);
}
