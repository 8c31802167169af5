import type { Vec3 } from '../../schemas/source/common.ts';
import type { CameraKey, ShotSize } from '../../schemas/source/shotList.ts';
import { add3, clamp, cross3, normalize3, scale3, sub3 } from './vector.ts';

/** Full-frame width at 16:9, millimetres. */
export const sensor = { width: 36, height: 20.25 } as const;

/**
 * Frame heights in metres for a figure of 1.75 m, with the lens in millimetres that is usual for it
 * (Katz, "Film Directing Shot by Shot": the anchors from neck to feet).
 */
export const sizes = {
  ECU: { height: 0.14, lens: 100 },
  CU: { height: 0.38, lens: 85 },
  MCU: { height: 0.6, lens: 75 },
  MS: { height: 0.95, lens: 50 },
  COWBOY: { height: 1.25, lens: 40 },
  MLS: { height: 1.5, lens: 40 },
  FS: { height: 2.05, lens: 35 },
  WS: { height: 3.5, lens: 28 },
  EWS: { height: 6, lens: 24 },
} as const satisfies Partial<Record<ShotSize, { height: number; lens: number }>>;
export type FigureSize = keyof typeof sizes;

/** Distance in metres at which a frame is `height` metres high through a lens of `lens` millimetres. */
export const distanceFor = (height: number, lens: number, sensorHeight: number = sensor.height): number =>
  (lens * height) / sensorHeight;
/** Height in metres of the frame at a distance. */
export const frameHeightAt = (distance: number, lens: number, sensorHeight: number = sensor.height): number =>
  (distance * sensorHeight) / lens;

/** Right, up and forward of a camera that looks from `position` to `target`, z up. */
export function cameraAxes(key: Pick<CameraKey, 'position' | 'target' | 'roll'>): {
  right: Vec3;
  up: Vec3;
  forward: Vec3;
} {
  const forward = normalize3(sub3(key.target, key.position));
  const level = normalize3(cross3(forward, Math.abs(forward[2]) > 0.999 ? [0, 1, 0] : [0, 0, 1]));
  const upright = cross3(level, forward);
  const { roll } = key;
  if (!roll) return { right: level, up: upright, forward };
  const c = Math.cos(roll);
  const s = Math.sin(roll);
  return {
    right: add3(scale3(level, c), scale3(upright, s)),
    up: add3(scale3(upright, c), scale3(level, -s)),
    forward,
  };
}

/**
 * Where a point falls in the frame: x from 0 (left) to 1 (right), y from 0 (bottom) to 1 (top), depth in metres
 * along the lens axis (≤ 0: behind the camera; x and y are then meaningless).
 */
export function project(
  key: Pick<CameraKey, 'position' | 'target' | 'lens' | 'roll'>,
  point: Vec3,
  film: { width: number; height: number } = sensor,
): { x: number; y: number; depth: number } {
  return projector(key, film)(point);
}

/** `project` for many points of one camera. */
export function projector(
  key: Pick<CameraKey, 'position' | 'target' | 'lens' | 'roll'>,
  film: { width: number; height: number } = sensor,
): (point: Vec3) => { x: number; y: number; depth: number } {
  const { right, up, forward } = cameraAxes(key);
  const [px, py, pz] = key.position;
  return ([x, y, z]) => {
    const [dx, dy, dz] = [x - px, y - py, z - pz];
    const depth = dx * forward[0] + dy * forward[1] + dz * forward[2];
    const k = key.lens / Math.max(depth, 1e-6);
    return {
      x: 0.5 + ((dx * right[0] + dy * right[1] + dz * right[2]) * k) / film.width,
      y: 0.5 + ((dx * up[0] + dy * up[1] + dz * up[2]) * k) / film.height,
      depth,
    };
  };
}

/**
 * The camera at a frame: it eases out of its first key and into its last and passes through those between without
 * stopping or overshooting (monotone cubics, Fritsch & Carlson 1980, as Blender's auto-clamped handles). Held outside
 * its keys. Throws when there are none.
 */
export function cameraAt(keys: readonly CameraKey[], frame: number): CameraKey {
  const first = keys[0];
  if (!first) throw new RangeError('a camera needs at least one key');
  const next = keys.findIndex((key) => key.frame > frame);
  if (next === 0) return { ...first, frame };
  if (next < 0) return { ...(keys.at(-1) ?? first), frame };
  const along = (read: (key: CameraKey) => number): number => {
    const at = (i: number): readonly [number, number] => {
      const key = keys[clamp(i, 0, keys.length - 1)] ?? first;
      return [key.frame, read(key)];
    };
    return cubic(at(next - 2), at(next - 1), at(next), at(next + 1), frame);
  };
  const point = (read: (key: CameraKey) => Vec3): Vec3 => [
    along((key) => read(key)[0]),
    along((key) => read(key)[1]),
    along((key) => read(key)[2]),
  ];
  return {
    frame,
    position: point((key) => key.position),
    target: point((key) => key.target),
    lens: along((key) => key.lens),
    roll: along((key) => key.roll ?? 0),
  };
}

type Knot = readonly [number, number];

/** The cubic between knots b and c; a slope at a first or last knot (a = b, c = d) or at a turning point is 0. */
function cubic(a: Knot, b: Knot, c: Knot, d: Knot, x: number): number {
  const slope = (p: Knot, q: Knot) => (q[0] === p[0] ? 0 : (q[1] - p[1]) / (q[0] - p[0]));
  const tangent = (before: number, after: number) =>
    before * after <= 0 ? 0 : (2 * before * after) / (before + after);
  const h = c[0] - b[0];
  const t = (x - b[0]) / h;
  const here = slope(b, c);
  const m0 = tangent(slope(a, b), here) * h;
  const m1 = tangent(here, slope(c, d)) * h;
  const [t2, t3] = [t * t, t * t * t];
  return (2 * t3 - 3 * t2 + 1) * b[1] + (t3 - 2 * t2 + t) * m0 + (3 * t2 - 2 * t3) * c[1] + (t3 - t2) * m1;
}
