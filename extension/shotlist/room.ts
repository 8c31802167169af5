import type { Vec3 } from '../../schemas/source/common.ts';
import type { FloorPlan } from '../../schemas/source/sets.ts';
import type { Side } from './obstacles.ts';

/** One wall: the plane it lies in (metres along an axis, and which way is out), and how far it runs. */
interface Wall {
  side: Side;
  axis: 0 | 1 | 2;
  plane: number;
  outward: 1 | -1;
  /** Its ends along the other axis of the floor; the ceiling has a second pair. */
  low: number;
  high: number;
}

/** A room's walls and ceiling as the kit builds them. */
export interface Room {
  walls: readonly Wall[];
  half: readonly [number, number];
  height: number;
}

/** Metres that walls run on past a corner, unless the wall there has a window: a camera beyond it sees more room. */
const beyond = 2.6;

/** The room of a floor plan; undefined outdoors. */
export function roomOf(plan: FloorPlan): Room | undefined {
  if (plan.exterior) return undefined;
  const [width, depth, height] = plan.size;
  const [hx, hy] = [width / 2, depth / 2];
  const windows = new Set(plan.openings.filter(({ type }) => type === 'window').map(({ side }) => side));
  const past = (side: 'N' | 'E' | 'S' | 'W') => (windows.has(side) ? 0 : beyond);
  const acrossX = { low: -hx - past('W'), high: hx + past('E') };
  const acrossY = { low: -hy - past('S'), high: hy + past('N') };
  return {
    half: [hx, hy],
    height,
    walls: [
      { side: 'N', axis: 1, plane: hy, outward: 1, ...acrossX },
      { side: 'E', axis: 0, plane: hx, outward: 1, ...acrossY },
      { side: 'S', axis: 1, plane: -hy, outward: -1, ...acrossX },
      { side: 'W', axis: 0, plane: -hx, outward: -1, ...acrossY },
      { side: 'C', axis: 2, plane: height, outward: 1, ...acrossX },
    ],
  };
}

/** Whether a point lies within a room's four walls and under its ceiling. */
export const isInside = (room: Room, [x, y, z]: Vec3): boolean =>
  Math.abs(x) < room.half[0] && Math.abs(y) < room.half[1] && z < room.height;

/** Walls that stand between a camera on their far side and a point in the room. */
export function wallsBetween(room: Room, from: Vec3, to: Vec3): Side[] {
  const sides: Side[] = [];
  for (const { side, axis, plane, outward, low, high } of room.walls) {
    const a = (from[axis] - plane) * outward;
    const b = (to[axis] - plane) * outward;
    if (a <= 0 || b >= 0) continue;
    const t = a / (a - b);
    const along = axis === 0 ? 1 : 0;
    const at = from[along] + (to[along] - from[along]) * t;
    const z = from[2] + (to[2] - from[2]) * t;
    if (at >= low && at <= high && (axis === 2 || (z >= 0 && z <= room.height))) sides.push(side);
  }
  return sides;
}

/** Metres between a point and the nearest wall or ceiling that stays. */
export function distanceToWalls(room: Room, hidden: readonly Side[], p: Vec3): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (const { side, axis, plane, low, high } of room.walls) {
    const along = p[axis === 0 ? 1 : 0];
    if (hidden.includes(side) || along < low - 0.3 || along > high + 0.3) continue;
    nearest = Math.min(nearest, Math.abs(p[axis] - plane));
  }
  return nearest;
}
