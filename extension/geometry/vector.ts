import type { Vec2, Vec3 } from '../../schemas/source/common.ts';

/** Vectors in metres, x east, y north, z up; angles in radians, counter-clockwise from above, 0 = +y (north). */

export const add3 = (a: Vec3, b: Vec3): Vec3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const sub3 = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const scale3 = (a: Vec3, k: number): Vec3 => [a[0] * k, a[1] * k, a[2] * k];
export const dot3 = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const cross3 = (a: Vec3, b: Vec3): Vec3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
export const length3 = (a: Vec3): number => Math.hypot(a[0], a[1], a[2]);
/** Unit vector; [0, 0, 0] stays itself. */
export const normalize3 = (a: Vec3): Vec3 => scale3(a, 1 / (length3(a) || 1));
export const lerp3 = (a: Vec3, b: Vec3, t: number): Vec3 => add3(a, scale3(sub3(b, a), t));

export const add2 = (a: Vec2, b: Vec2): Vec2 => [a[0] + b[0], a[1] + b[1]];
export const sub2 = (a: Vec2, b: Vec2): Vec2 => [a[0] - b[0], a[1] - b[1]];
export const scale2 = (a: Vec2, k: number): Vec2 => [a[0] * k, a[1] * k];
export const dot2 = (a: Vec2, b: Vec2): number => a[0] * b[0] + a[1] * b[1];
export const distance2 = (a: Vec2, b: Vec2): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
export const lerp2 = (a: Vec2, b: Vec2, t: number): Vec2 => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
];
/** The x and y of a point. */
export const flat = (a: Vec3): Vec2 => [a[0], a[1]];

/** Unit vector one looks along when facing `angle`. */
export const direction = (angle: number): Vec2 => [-Math.sin(angle), Math.cos(angle)];
/** The facing that looks from `from` to `to`. */
export const facingTo = (from: Vec2, to: Vec2): number => Math.atan2(from[0] - to[0], to[1] - from[1]);
/** The same angle within (-π, π]. */
export function wrapAngle(angle: number): number {
  const a = angle % (2 * Math.PI);
  if (a > Math.PI) return a - 2 * Math.PI;
  return a <= -Math.PI ? a + 2 * Math.PI : a;
}
/** From one angle to another by the short way round. */
export const lerpAngle = (a: number, b: number, t: number): number => a + wrapAngle(b - a) * t;
export const radians = (degrees: number): number => (degrees * Math.PI) / 180;
export const degrees = (angle: number): number => (angle * 180) / Math.PI;
export const clamp = (x: number, low: number, high: number): number => Math.min(high, Math.max(low, x));
/** 0 before `a`, 1 after `b`, a smooth S between. */
export function smoothstep(a: number, b: number, x: number): number {
  const t = clamp((x - a) / (b - a || 1), 0, 1);
  return t * t * (3 - 2 * t);
}
/** Rounded to a tenth of a millimetre, so that documents stay short and hashes stable. */
export const round4 = (x: number): number => Math.round(x * 1e4) / 1e4 + 0;
