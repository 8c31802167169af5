import { sampleAt } from '../../runtime/sound/samples.ts';
/** A grey picture, one byte a pixel, rows from the top. */
export interface Grey {
  width: number;
  height: number;
  pixels: Uint8Array;
}

/** An outline: closed contours of straight and curved pieces, in pixels, y down. */
export type Outline = readonly (
  | { type: 'M'; x: number; y: number }
  | { type: 'L'; x: number; y: number }
  | { type: 'Q'; x: number; y: number; x1: number; y1: number }
  | { type: 'C'; x: number; y: number; x1: number; y1: number; x2: number; y2: number }
  | { type: 'Z' }
)[];

/** Straight pieces a curve is drawn with. */
const pieces = 8;

/**
 * Fills outlines by exact coverage: each edge leaves in every pixel it crosses the area to its right, and the sum
 * along a row is how much of each pixel is inside (the accumulation buffer of R. Levien's font-rs).
 */
export class Canvas {
  readonly width: number;
  readonly height: number;
  readonly #areas: Float32Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.#areas = new Float32Array((width + 2) * height);
  }

  fill(outline: Outline, opacity: number): void {
    let [x0, y0, startX, startY] = [0, 0, 0, 0];
    const to = (x: number, y: number) => {
      this.#edge(x0, y0, x, y, opacity);
      [x0, y0] = [x, y];
    };
    for (const step of outline) {
      if (step.type === 'M') [x0, y0, startX, startY] = [step.x, step.y, step.x, step.y];
      else if (step.type === 'L') to(step.x, step.y);
      else if (step.type === 'Z') to(startX, startY);
      else {
        const [fromX, fromY] = [x0, y0];
        for (let i = 1; i <= pieces; i++) {
          const t = i / pieces;
          const u = 1 - t;
          if (step.type === 'Q')
            to(
              u * u * fromX + 2 * u * t * step.x1 + t * t * step.x,
              u * u * fromY + 2 * u * t * step.y1 + t * t * step.y,
            );
          else
            to(
              u ** 3 * fromX + 3 * u * u * t * step.x1 + 3 * u * t * t * step.x2 + t ** 3 * step.x,
              u ** 3 * fromY + 3 * u * u * t * step.y1 + 3 * u * t * t * step.y2 + t ** 3 * step.y,
            );
        }
      }
    }
  }

  #edge(xa: number, ya: number, xb: number, yb: number, opacity: number): void {
    if (ya === yb) return;
    const direction = ya < yb ? opacity : -opacity;
    const [top, bottom] = ya < yb ? [ya, yb] : [yb, ya];
    const slope = (xb - xa) / (yb - ya);
    const xAt = (y: number) => xa + (y - ya) * slope;
    for (let row = Math.max(0, Math.floor(top)); row < Math.min(this.height, Math.ceil(bottom)); row++) {
      const [from, until] = [Math.max(top, row), Math.min(bottom, row + 1)];
      const [a, b] = [xAt(from), xAt(until)];
      this.#cover(row, Math.min(a, b), Math.max(a, b), direction * (until - from));
    }
  }

  /** One edge within one row, from x `left` to `right`, `rise` high. */
  #cover(row: number, left: number, right: number, rise: number): void {
    const clampX = (x: number) => Math.min(this.width, Math.max(0, x));
    const [l, r] = [clampX(left), clampX(right)];
    const base = row * (this.width + 2);
    const add = (x: number, value: number) => {
      this.#areas[base + x] = sampleAt(this.#areas, base + x) + value;
    };
    const span = r - l;
    for (let x = Math.floor(l); x <= Math.floor(r); x++) {
      const [a, b] = [Math.max(l, x), Math.min(r, x + 1)];
      const share = span > 1e-9 ? ((b - a) / span) * rise : rise;
      if (share === 0) continue;
      const inside = x + 1 - (a + b) / 2;
      add(x, share * inside);
      add(x + 1, share * (1 - inside));
    }
  }

  toGrey(): Grey {
    const pixels = new Uint8Array(this.width * this.height);
    for (let y = 0; y < this.height; y++) {
      let sum = 0;
      for (let x = 0; x < this.width; x++) {
        sum += sampleAt(this.#areas, y * (this.width + 2) + x);
        pixels[y * this.width + x] = Math.round(255 * Math.min(1, Math.abs(sum)));
      }
    }
    return { width: this.width, height: this.height, pixels };
  }
}

/** Portable graymap, the simplest picture ffmpeg reads. */
export function encodePgm({ width, height, pixels }: Grey): Uint8Array {
  const head = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`);
  const out = new Uint8Array(head.length + pixels.length);
  out.set(head);
  out.set(pixels, head.length);
  return out;
}

/** The outline at another place. */
export const moved = (outline: Outline, dx: number, dy: number): Outline =>
  outline.map((step) => {
    switch (step.type) {
      case 'Z':
        return step;
      case 'C':
        return {
          ...step,
          x: step.x + dx,
          y: step.y + dy,
          x1: step.x1 + dx,
          y1: step.y1 + dy,
          x2: step.x2 + dx,
          y2: step.y2 + dy,
        };
      case 'Q':
        return { ...step, x: step.x + dx, y: step.y + dy, x1: step.x1 + dx, y1: step.y1 + dy };
      default:
        return { ...step, x: step.x + dx, y: step.y + dy };
    }
  });
