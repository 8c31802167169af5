import type { Vec2 } from '../../schemas/source/common.ts';
import { clamp, distance2, lerp2 } from './vector.ts';

/** Seconds a walk takes to reach its speed, and to stop. */
const easeSeconds = 0.4;

/** Metres along a path of way points. */
export function pathLength(path: readonly Vec2[]): number {
  let total = 0;
  for (let i = 1; i < path.length; i++) total += distance2(path[i - 1] as Vec2, path[i] as Vec2);
  return total;
}

/** Frames that a walk of `metres` at `speed` (m/s) takes, with starting and stopping. */
export function walkFrames(metres: number, speed: number, fps: number): number {
  return Math.max(1, Math.round((metres / speed + easeSeconds) * fps));
}

/** Metres gone after `elapsed` of `frames`: speeds up, walks evenly, slows down. */
export function travelled(total: number, frames: number, elapsed: number, fps: number): number {
  const ease = Math.max(1e-6, Math.min(easeSeconds * fps, frames / 2));
  const speed = total / (frames - ease || 1);
  const t = clamp(elapsed, 0, frames);
  if (t < ease) return (speed * t * t) / (2 * ease);
  if (t > frames - ease) return total - (speed * (frames - t) ** 2) / (2 * ease);
  return speed * (t - ease / 2);
}

/** The point `gone` metres along a path, straight on beyond its ends. */
export function pointAlong(path: readonly Vec2[], gone: number): Vec2 {
  let left = gone;
  for (let i = 1; i < path.length; i++) {
    const a = path[i - 1] as Vec2;
    const b = path[i] as Vec2;
    const d = distance2(a, b);
    if ((left <= d || i === path.length - 1) && d > 0) return lerp2(a, b, left / d);
    left -= d;
  }
  return path.at(-1) ?? [0, 0];
}
