import type { Vec2, Vec3 } from '../../schemas/source/common.ts';
import type { FloorPlan, Piece } from '../../schemas/source/sets.ts';
import { clamp } from '../geometry/vector.ts';

export type Side = FloorPlan['wildWalls'][number];

/** An upright box that stands in the camera's way; `half` are half extents across, along and up. */
export interface Box {
  id: string;
  centre: Vec3;
  half: Vec3;
  /** From the centre to a corner. */
  reach: number;
  cos: number;
  sin: number;
  wall?: Side;
}

/** Pieces of the set that can hide a face or stand where the camera should. */
export const boxesOf = (plan: FloorPlan): Box[] => plan.pieces.filter((piece) => piece.solid).map(boxOf);

function boxOf(piece: Piece): Box {
  const [width, depth, height] = piece.size;
  const [x, y, z] = piece.position;
  return {
    id: piece.id,
    centre: [x, y, z + height / 2],
    half: [width / 2, depth / 2, height / 2],
    reach: Math.hypot(width, depth, height) / 2,
    cos: Math.cos(piece.facing),
    sin: Math.sin(piece.facing),
    ...(piece.wall ? { wall: piece.wall } : {}),
  };
}

function local(box: Box, p: Vec3): Vec3 {
  const dx = p[0] - box.centre[0];
  const dy = p[1] - box.centre[1];
  return [dx * box.cos + dy * box.sin, dy * box.cos - dx * box.sin, p[2] - box.centre[2]];
}

/** Whether a point is nearer than `gap` metres to a box, or in it. */
export function isNearBox(box: Box, p: Vec3, gap: number): boolean {
  const far = box.reach + gap;
  if (Math.abs(p[0] - box.centre[0]) > far || Math.abs(p[1] - box.centre[1]) > far) return false;
  const [x, y, z] = local(box, p);
  const dx = Math.max(0, Math.abs(x) - box.half[0]);
  const dy = Math.max(0, Math.abs(y) - box.half[1]);
  const dz = Math.max(0, Math.abs(z) - box.half[2]);
  return dx * dx + dy * dy + dz * dz < gap * gap;
}

/** Whether the line from `a` to `b` goes through a box; one that holds `b` itself does not count. */
export function boxBetween(box: Box, a: Vec3, b: Vec3): boolean {
  if (!ballBetween(box.centre, box.reach, a, b)) return false;
  const from = local(box, a);
  const to = local(box, b);
  let enter = 0;
  let leave = 1;
  let holds = true;
  for (const axis of axes) {
    const half = box.half[axis];
    const start = from[axis];
    const d = to[axis] - start;
    if (Math.abs(to[axis]) > half) holds = false;
    if (Math.abs(d) < 1e-9) {
      if (Math.abs(start) > half) return false;
      continue;
    }
    const t1 = (-half - start) / d;
    const t2 = (half - start) / d;
    enter = Math.max(enter, Math.min(t1, t2));
    leave = Math.min(leave, Math.max(t1, t2));
    if (enter >= leave) return false;
  }
  return !holds;
}
const axes = [0, 1, 2] as const;

/** Whether the line from `a` to `b` passes within `radius` of a point. */
export function ballBetween(centre: Vec3, radius: number, a: Vec3, b: Vec3): boolean {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const dz = b[2] - a[2];
  const px = centre[0] - a[0];
  const py = centre[1] - a[1];
  const pz = centre[2] - a[2];
  const t = clamp((px * dx + py * dy + pz * dz) / (dx * dx + dy * dy + dz * dz || 1), 0, 1);
  return (px - dx * t) ** 2 + (py - dy * t) ** 2 + (pz - dz * t) ** 2 < radius * radius;
}

/** Whether the line from `a` to `b` passes within `radius` of an upright post from height `low` to `high`. */
export function postBetween(at: Vec2, low: number, high: number, radius: number, a: Vec3, b: Vec3): boolean {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const t = clamp(((at[0] - a[0]) * dx + (at[1] - a[1]) * dy) / (dx * dx + dy * dy || 1), 0, 1);
  if (Math.hypot(a[0] + dx * t - at[0], a[1] + dy * t - at[1]) >= radius) return false;
  const z = a[2] + (b[2] - a[2]) * t;
  return z > low && z < high;
}

/** Walls of a room that stand between a camera outside it and a point inside. A place outdoors has none. */
export function wallsBetween(plan: FloorPlan, from: Vec3, to: Vec3): Side[] {
  if (plan.exterior) return [];
  const [hx, hy, height] = [plan.size[0] / 2, plan.size[1] / 2, plan.size[2]];
  const sides: Side[] = [];
  const meets = (axis: 0 | 1 | 2, plane: number, outward: 1 | -1, side: Side) => {
    const a = (from[axis] - plane) * outward;
    const b = (to[axis] - plane) * outward;
    if (a <= 0 || b >= 0) return;
    const t = a / (a - b);
    const x = from[0] + (to[0] - from[0]) * t;
    const y = from[1] + (to[1] - from[1]) * t;
    const z = from[2] + (to[2] - from[2]) * t;
    const edge = 1e-6;
    const through =
      (axis === 0 || Math.abs(x) <= hx + edge) &&
      (axis === 1 || Math.abs(y) <= hy + edge) &&
      (axis === 2 || (z >= 0 && z <= height));
    if (through) sides.push(side);
  };
  meets(1, hy, 1, 'N');
  meets(0, hx, 1, 'E');
  meets(1, -hy, -1, 'S');
  meets(0, -hx, -1, 'W');
  meets(2, height, 1, 'C');
  return sides;
}

/** Metres between a point and the nearest wall of a room's inside face that stays up; Infinity outdoors. */
export function distanceToWalls(plan: FloorPlan, hidden: readonly Side[], p: Vec3): number {
  if (plan.exterior) return Number.POSITIVE_INFINITY;
  const [hx, hy, height] = [plan.size[0] / 2, plan.size[1] / 2, plan.size[2]];
  const beside = Math.abs(p[0]) < hx + 0.3;
  const along = Math.abs(p[1]) < hy + 0.3;
  let nearest = Number.POSITIVE_INFINITY;
  const wall = (side: Side, gap: number, reaches: boolean) => {
    if (reaches && !hidden.includes(side)) nearest = Math.min(nearest, Math.abs(gap));
  };
  wall('N', hy - p[1], beside);
  wall('S', hy + p[1], beside);
  wall('E', hx - p[0], along);
  wall('W', hx + p[0], along);
  wall('C', height - p[2], beside && along);
  return nearest;
}
