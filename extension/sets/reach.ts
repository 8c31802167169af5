import type { Vec2, Vec3 } from '../../schemas/source/common.ts';
import type { Piece } from '../../schemas/source/sets.ts';
import { bodyRadius, clearance, inTheWay } from '../geometry/ground.ts';

/** Grid step for walking, metres. */
export const step = 0.1;

/** The walkable floor: cells of 0.1 m that a body fits in, and which of them are connected. */
export interface Floor {
  /** Whether one can walk between the entry and the point. */
  reachable(point: Vec2): boolean;
  /** The reachable cell nearest to a point, within `within` metres. */
  nearest(point: Vec2, within: number): Vec2 | undefined;
  /** All reachable cells, row by row. */
  cells(): Vec2[];
}

/**
 * The floor of a rectangle `size` about the origin with what stands on it, flooded from the `entry` points.
 * Cells lie on multiples of the step, so that the same plan gives the same cells.
 */
export function floorOf(size: Vec3, pieces: readonly Piece[], entries: readonly Vec2[]): Floor {
  const solids = pieces.filter(inTheWay);
  const limit: Vec2 = [size[0] / 2 - bodyRadius, size[1] / 2 - bodyRadius];
  const nx = Math.floor(limit[0] / step + 1e-6);
  const ny = Math.floor(limit[1] / step + 1e-6);
  const width = 2 * nx + 1;
  const height = 2 * ny + 1;
  const open = new Uint8Array(width * height).fill(1);
  const at = (cell: number): Vec2 => [((cell % width) - nx) * step, (Math.floor(cell / width) - ny) * step];
  for (const piece of solids) {
    const reach = Math.hypot(piece.size[0], piece.size[1]) / 2 + bodyRadius;
    const [x, y] = piece.position;
    const lastColumn = Math.min(width - 1, Math.ceil((x + reach) / step) + nx);
    const lastRow = Math.min(height - 1, Math.ceil((y + reach) / step) + ny);
    for (let j = Math.max(0, Math.floor((y - reach) / step) + ny); j <= lastRow; j++)
      for (let i = Math.max(0, Math.floor((x - reach) / step) + nx); i <= lastColumn; i++) {
        const cell = j * width + i;
        if (open[cell] === 1 && clearance(at(cell), piece) < bodyRadius) open[cell] = 0;
      }
  }
  const cellOf = (point: Vec2): number => {
    const i = Math.round(point[0] / step) + nx;
    const j = Math.round(point[1] / step) + ny;
    return i < 0 || j < 0 || i >= width || j >= height ? -1 : j * width + i;
  };
  const queue = entries.map(cellOf).filter((cell) => open[cell] === 1);
  for (const cell of queue) open[cell] = 2;
  for (let cell = queue.pop(); cell !== undefined; cell = queue.pop()) {
    const column = cell % width;
    const neighbours = [
      cell - width,
      cell + width,
      column > 0 ? cell - 1 : -1,
      column < width - 1 ? cell + 1 : -1,
    ];
    for (const next of neighbours) {
      if (open[next] !== 1) continue;
      open[next] = 2;
      queue.push(next);
    }
  }
  const cells = (): Vec2[] => [...open.keys()].filter((cell) => open[cell] === 2).map(at);
  return {
    reachable: (point) => open[cellOf(point)] === 2,
    nearest(point, within) {
      let best: Vec2 | undefined;
      let bestDistance = within;
      const reach = Math.ceil(within / step);
      const column = Math.round(point[0] / step) + nx;
      const row = Math.round(point[1] / step) + ny;
      for (let j = Math.max(0, row - reach); j <= Math.min(height - 1, row + reach); j++)
        for (let i = Math.max(0, column - reach); i <= Math.min(width - 1, column + reach); i++) {
          if (open[j * width + i] !== 2) continue;
          const cell = at(j * width + i);
          const d = Math.hypot(cell[0] - point[0], cell[1] - point[1]);
          if (d >= bestDistance - 1e-9) continue;
          best = cell;
          bestDistance = d;
        }
      return best;
    },
    cells,
  };
}
