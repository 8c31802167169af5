import type { Vec2 } from '../../schemas/source/common.ts';
import type { Piece } from '../../schemas/source/sets.ts';
import { direction } from './vector.ts';

/** Radius that a walking body keeps clear, metres. */
export const bodyRadius = 0.3;

/** Nobody bumps into what hangs above this height, or into what is flatter than a doorstep; metres. */
const headroom = 2;
const doorstep = 0.05;

/** Whether a piece stands in the way of somebody on the floor. */
export const inTheWay = (piece: Piece): boolean =>
  piece.solid && piece.position[2] < headroom && piece.position[2] + piece.size[2] > doorstep;

/** Metres from a point to a piece's box, seen from above; 0 inside. */
export function clearance(point: Vec2, piece: Pick<Piece, 'position' | 'facing' | 'size'>): number {
  const [fx, fy] = direction(piece.facing);
  const dx = point[0] - piece.position[0];
  const dy = point[1] - piece.position[1];
  const across = Math.abs(dx * fy - dy * fx) - piece.size[0] / 2;
  const along = Math.abs(dx * fx + dy * fy) - piece.size[1] / 2;
  return Math.hypot(Math.max(across, 0), Math.max(along, 0));
}
