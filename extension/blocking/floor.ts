import type { Vec2 } from '../../schemas/source/common.ts';
import type { FloorPlan, Piece } from '../../schemas/source/sets.ts';
import { bodyRadius, clearance, inTheWay } from '../geometry/ground.ts';
import { distance2, round4 } from '../geometry/vector.ts';
import { shortestWay } from './search.ts';

/** Grid step, and how far a body's middle stays from what it must not touch, metres (rule of direction: 0.1, 0.3). */
const step = 0.1;
/** Between two grid cells a walk may pass this near. */
const passing = 0.25;
/** People pass each other with this much between their middles. */
const arm = 0.55;
/** Clearances beyond this do not matter to a walk. */
const far = 1;

/** The walkable floor of a plan. All points are metres; cells lie on multiples of 0.1 m about the origin. */
export class Floor {
  readonly #nx: number;
  readonly #ny: number;
  readonly #width: number;
  readonly #height: number;
  /** Metres to the nearest solid piece, by cell, up to `far`. */
  readonly #room: Float32Array;
  /** 1 where a body fits and can get to from the entrances. */
  readonly #open: Uint8Array;

  constructor(plan: FloorPlan) {
    this.#nx = Math.max(0, Math.floor((plan.size[0] / 2 - bodyRadius) / step + 1e-6));
    this.#ny = Math.max(0, Math.floor((plan.size[1] / 2 - bodyRadius) / step + 1e-6));
    this.#width = 2 * this.#nx + 1;
    this.#height = 2 * this.#ny + 1;
    this.#room = new Float32Array(this.#width * this.#height).fill(far);
    for (const piece of plan.pieces.filter(inTheWay)) this.#stamp(piece);
    this.#open = new Uint8Array(this.#room.length);
    this.#flood(plan);
  }

  #stamp(piece: Piece): void {
    const reach = Math.hypot(piece.size[0], piece.size[1]) / 2 + far;
    const [x, y] = piece.position;
    const columns = [
      Math.max(0, Math.floor((x - reach) / step) + this.#nx),
      Math.min(this.#width - 1, Math.ceil((x + reach) / step) + this.#nx),
    ] as const;
    const rows = [
      Math.max(0, Math.floor((y - reach) / step) + this.#ny),
      Math.min(this.#height - 1, Math.ceil((y + reach) / step) + this.#ny),
    ] as const;
    for (let j = rows[0]; j <= rows[1]; j++)
      for (let i = columns[0]; i <= columns[1]; i++) {
        const cell = j * this.#width + i;
        const room = clearance(this.#at(cell), piece);
        if (room < (this.#room[cell] as number)) this.#room[cell] = room;
      }
  }

  /** Opens what the doors and edges lead to; without any, the largest free region. */
  #flood(plan: FloorPlan): void {
    const fits = (cell: number) => (this.#room[cell] as number) >= bodyRadius - 1e-6;
    const region = new Int32Array(this.#room.length).fill(-1);
    const sizes: number[] = [];
    for (let first = 0; first < region.length; first++) {
      if (region[first] !== -1 || !fits(first)) continue;
      const queue = [first];
      region[first] = sizes.length;
      let count = 0;
      for (let cell = queue.pop(); cell !== undefined; cell = queue.pop()) {
        count++;
        const column = cell % this.#width;
        for (const next of [
          cell - this.#width,
          cell + this.#width,
          column > 0 ? cell - 1 : -1,
          column < this.#width - 1 ? cell + 1 : -1,
        ])
          if (next >= 0 && next < region.length && region[next] === -1 && fits(next)) {
            region[next] = sizes.length;
            queue.push(next);
          }
      }
      sizes.push(count);
    }
    const entries = plan.marks
      .filter((m) => m.kind === 'door' || m.kind === 'outside')
      .map((m) => region[this.#cell([m.position[0], m.position[1]])] ?? -1);
    const entered = entries.filter((r) => r >= 0);
    const largest = sizes.indexOf(Math.max(0, ...sizes));
    const kept = entered.includes(largest) || entered.length === 0 ? largest : (entered[0] as number);
    for (let cell = 0; cell < region.length; cell++)
      if (region[cell] === kept && kept >= 0) this.#open[cell] = 1;
  }

  #at = (cell: number): Vec2 => [
    round4(((cell % this.#width) - this.#nx) * step),
    round4((Math.floor(cell / this.#width) - this.#ny) * step),
  ];

  /** The cell of a point, the nearest one for points beyond the walls. */
  #cell(point: Vec2): number {
    const i = Math.min(this.#width - 1, Math.max(0, Math.round(point[0] / step) + this.#nx));
    const j = Math.min(this.#height - 1, Math.max(0, Math.round(point[1] / step) + this.#ny));
    return j * this.#width + i;
  }

  #inside = (point: Vec2): boolean =>
    Math.abs(point[0]) <= this.#nx * step + step / 2 && Math.abs(point[1]) <= this.#ny * step + step / 2;

  /** Whether somebody can stand there. */
  free(point: Vec2): boolean {
    return this.#inside(point) && this.#open[this.#cell(point)] === 1;
  }

  /** The cell nearest to a point where `accepts` agrees, within so many metres. */
  nearest(point: Vec2, within: number, accepts: (p: Vec2) => boolean = () => true): Vec2 | undefined {
    const centre = this.#cell(point);
    const ci = centre % this.#width;
    const cj = Math.floor(centre / this.#width);
    let best: Vec2 | undefined;
    let bestDistance = within + 1e-9;
    const rings = Math.ceil(within / step) + 1;
    for (let ring = 0; ring <= rings; ring++) {
      if (best && (ring - 1) * step > bestDistance) break;
      for (let j = Math.max(0, cj - ring); j <= Math.min(this.#height - 1, cj + ring); j++) {
        const edge = Math.abs(j - cj) === ring;
        for (let i = ci - ring; i <= ci + ring; i += edge || ring === 0 ? 1 : 2 * ring) {
          if (i < 0 || i >= this.#width || this.#open[j * this.#width + i] !== 1) continue;
          const p = this.#at(j * this.#width + i);
          const d = distance2(p, point);
          if (d < bestDistance && accepts(p)) {
            best = p;
            bestDistance = d;
          }
        }
      }
    }
    return best;
  }

  /**
   * Way points from one place to another, both included, round furniture and round `people`. Places beyond the floor
   * (outside a door, on a chair) are joined to it by a straight step. Falls back to ignoring people who block the
   * only way.
   */
  way(from: Vec2, to: Vec2, people: readonly Vec2[]): Vec2[] {
    const reach = 2.5;
    const a = this.free(from) ? from : this.nearest(from, reach);
    const b = this.free(to) ? to : this.nearest(to, reach);
    if (!a || !b) return [from, to];
    const found = this.#route(a, b, people) ?? this.#route(a, b, []) ?? [a, b];
    const path = [from, ...found, to].filter(
      (p, i, all) => i === 0 || distance2(p, all[i - 1] as Vec2) > 1e-6,
    );
    return path.length > 1 ? path : [from, to];
  }

  #route(from: Vec2, to: Vec2, people: readonly Vec2[]): Vec2[] | undefined {
    const avoid = people.map((p): Circle => {
      const r = Math.min(arm, distance2(p, from) - step, distance2(p, to) - step);
      return { p, r, square: r > 0 ? r * r : -1 };
    });
    if (this.#clear(from, to, avoid)) return [from, to];
    const ground = this.#without(avoid);
    const cells = shortestWay(ground, this.#width, this.#cell(from), this.#cell(to));
    if (!cells) return undefined;
    const points = [from, ...cells.slice(1, -1).map(this.#at), to];
    const smooth: Vec2[] = [from];
    let at = 0;
    for (let next = 2; next < points.length; next++)
      if (!this.#clear(points[at] as Vec2, points[next] as Vec2, avoid)) {
        at = next - 1;
        smooth.push(points[at] as Vec2);
      }
    smooth.push(to);
    return smooth;
  }

  /** Whether one can walk straight from one point to the other. */
  #clear(a: Vec2, b: Vec2, avoid: readonly Circle[]): boolean {
    const samples = Math.ceil(distance2(a, b) / (step / 2));
    for (let k = 1; k < samples; k++) {
      const x = a[0] + ((b[0] - a[0]) * k) / samples;
      const y = a[1] + ((b[1] - a[1]) * k) / samples;
      const cell = this.#cell([x, y]);
      if (this.#open[cell] !== 1) return false;
      const room = this.#room[cell] as number;
      if (room < passing + step && room - distance2([x, y], this.#at(cell)) < passing) return false;
      for (const { p, square } of avoid) {
        const dx = p[0] - x;
        const dy = p[1] - y;
        if (dx * dx + dy * dy < square) return false;
      }
    }
    return true;
  }

  /** The open cells, less those that people stand about. */
  #without(avoid: readonly Circle[]): Uint8Array {
    const ground = this.#open.slice();
    for (const { p, r, square } of avoid) {
      const reach = Math.max(0, Math.ceil(r / step));
      const centre = this.#cell(p);
      for (let dj = -reach; dj <= reach; dj++)
        for (let di = -reach; di <= reach; di++) {
          const cell = centre + dj * this.#width + di;
          if (ground[cell] !== 1) continue;
          const [x, y] = this.#at(cell);
          if ((x - p[0]) ** 2 + (y - p[1]) ** 2 < square) ground[cell] = 0;
        }
    }
    return ground;
  }
}

/** Somebody to keep clear of: how far, metres, and its square (negative: not at all). */
interface Circle {
  p: Vec2;
  r: number;
  square: number;
}

const floors = new WeakMap<FloorPlan, Floor>();
/** The floor of a plan, built once. */
export function floorOf(plan: FloorPlan): Floor {
  const floor = floors.get(plan) ?? new Floor(plan);
  floors.set(plan, floor);
  return floor;
}
