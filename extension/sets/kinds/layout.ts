import type { Vec3 } from '../../../schemas/source/common.ts';
import type { FloorPlan, Piece } from '../../../schemas/source/sets.ts';
import type { Draft, PieceOptions } from '../draft.ts';
import type { PieceType } from '../pieces.ts';

/** How a kind of place is laid out; `build` furnishes the draft. */
export interface Layout {
  size: Vec3;
  exterior: boolean;
  style: FloorPlan['style'];
  build(draft: Draft): void;
}

/** A seat drawn up to a table: on its north, east, south or west, facing it, `gap` metres from its edge. */
export function drawUp(
  draft: Draft,
  table: Piece,
  sides: string,
  type: PieceType = 'chair',
  gap = 0.24,
  more: PieceOptions = {},
): void {
  const [x, y] = table.position;
  const [w, d] = table.size;
  for (const side of sides) {
    if (side === 'N') draft.put(type, x, y + d / 2 + gap, 180, more);
    if (side === 'S') draft.put(type, x, y - d / 2 - gap, 0, more);
    if (side === 'E') draft.put(type, x + w / 2 + gap, y, 90, more);
    if (side === 'W') draft.put(type, x - w / 2 - gap, y, -90, more);
  }
}

/** The ceiling's light, which the light plan may switch on. */
export const ceilingLight = (draft: Draft, power = 1.5): void => {
  draft.put('ceilingLight', 0, 0, 0, { z: draft.size[2] - 0.2, wall: 'C', options: { power } });
};
