import type { Vec2, Vec3 } from '../../schemas/source/common.ts';
import type { FloorPlan, Piece } from '../../schemas/source/sets.ts';
import { clamp, direction } from '../geometry/vector.ts';

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

/** Pieces of the set that can hide a face or stand where the camera should: solid ones, and what hangs. */
export const boxesOf = (plan: FloorPlan): Box[] => [
  ...plan.pieces.filter(isInTheWay).map(boxOf),
  ...plan.seats.filter(({ kind }) => kind === 'car').map(seatBack),
];

/** A car seat's back with its headrest: it hides who sits behind it, and has no piece of its own. */
function seatBack({ id, position: [x, y, z], facing, height }: FloorPlan['seats'][number]): Box {
  const [low, high] = [z + height, z + height + 0.85];
  const [dx, dy] = direction(facing);
  const half: Vec3 = [0.24, 0.1, (high - low) / 2];
  return {
    id: `${id} back`,
    centre: [x - 0.33 * dx, y - 0.33 * dy, (low + high) / 2],
    half,
    reach: Math.hypot(...half),
    cos: Math.cos(facing),
    sin: Math.sin(facing),
  };
}

function isInTheWay(piece: Piece): boolean {
  const hangs = piece.position[2] > 1 && Math.min(...piece.size) > 0.15 && Math.max(...piece.size) < 4;
  return piece.solid || hangs;
}

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
