import type { Plan } from '../film/plan.ts';
import type { LiveEvent } from './events.ts';
import { lineAt } from './lines.ts';
import type { Link } from './link.ts';

/** Tells which line of the script plays while somebody scrubs or plays in Blender; returns what ends that. */
export function followPlayhead(
  link: Link,
  plan: () => Plan | undefined,
  tell: (event: LiveEvent) => void,
): () => void {
  let last = -1;
  return link.on('playhead/changed', ({ scene, frame, shot }) => {
    const now = plan();
    const line = now && lineAt(now, scene, frame);
    if (line === undefined || line === last) return;
    last = line;
    tell({ event: 'playing', scene, shot, frame, line, text: textAt(now, line) });
  });
}

const textAt = (plan: Plan | undefined, line: number): string => {
  const scenes = plan?.breakdown.scenes ?? [];
  const found = scenes
    .flatMap(({ lines }) => lines)
    .find(({ span }) => span.first <= line && line <= span.last);
  return (found?.text ?? '').split('\n')[0] ?? '';
};
