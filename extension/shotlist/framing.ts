import type { Vec2, Vec3 } from '../../schemas/source/common.ts';
import { cameraAxes, distanceFor, sensor } from '../geometry/camera.ts';
import { add2, dot3, scale2, sub3 } from '../geometry/vector.ts';

/** A camera at one moment: where it is, what it is aimed at (metres), its lens (millimetres). */
export interface Pose {
  position: Vec3;
  target: Vec3;
  lens: number;
}

/** Share of the frame's width that a face sits off the middle, away from where it looks. */
const leadRoom = 0.08;
/** Frames from here up (metres, for a figure of 1.75 m) show the feet. */
const fullFigure = 1.9;

const unit = (v: Vec2): Vec2 => scale2(v, 1 / (Math.hypot(...v) || 1));

/** A frame of one figure. */
export interface FigureFrame {
  head: Vec3;
  /** Height of the ground the figure stands on, metres. */
  ground: number;
  /** From the figure to the camera, in the floor's plane. */
  toward: Vec2;
  /** Height of the frame at the figure, metres. */
  height: number;
  lens: number;
  /** Lens above the eyes, metres. */
  raise: number;
  /** Which way the face looks, in the floor's plane: room is left there. */
  gaze?: Vec2;
}

/** Puts a figure's eyes on the upper third, or a full figure's feet above the lower edge, with lead room. */
export function figurePose(frame: FigureFrame): Pose {
  const { head, ground, height, lens, raise } = frame;
  const toward = unit(frame.toward);
  const right: Vec2 = [-toward[1], toward[0]];
  const wide = height >= fullFigure;
  const middle = head[2] - height / 6;
  const aimZ = wide ? Math.min(middle, ground + 0.44 * height) : middle;
  const eyeLine = wide ? ground + (head[2] - ground) * 0.78 : head[2];
  const distance = distanceFor(height, lens);
  const shift = frame.gaze ? leadShift(unit(frame.gaze), right) * leadRoom * height * (16 / 9) : 0;
  const target: Vec3 = [head[0] + right[0] * shift, head[1] + right[1] * shift, aimZ];
  let flat = distance;
  let position: Vec3 = head;
  for (let i = 0; i < 3; i++) {
    position = [head[0] + toward[0] * flat, head[1] + toward[1] * flat, eyeLine + raise];
    flat *= distance / dot3(sub3(head, position), cameraAxes({ position, target }).forward);
  }
  return { position, target, lens };
}

/** 1 when a gaze goes to the frame's right, -1 left, 0 into the lens; smooth between, so that turns do not jump. */
function leadShift(gaze: Vec2, right: Vec2): number {
  const across = gaze[0] * right[0] + gaze[1] * right[1];
  return Math.max(-1, Math.min(1, across / 0.4));
}

/** What a frame of several points must hold. */
export interface GroupFrame {
  points: readonly Vec3[];
  /** From the camera to the group, in the floor's plane. */
  forward: Vec2;
  /** Downward tilt, radians. */
  tilt: number;
  lens: number;
  /** Shares of the frame left free at each side, above and below. */
  margin: { side: number; above: number; below: number };
  /** A height that should lie on the upper third, as far as the points leave room: the eyes. */
  eyes?: Vec3;
  /** Height of the frame at the points' middle, at least, metres. */
  least?: number;
}

/** The nearest camera of a given direction and lens that holds all points. Throws when there are none. */
export function groupPose(frame: GroupFrame): Pose {
  const { points, tilt, lens, margin } = frame;
  if (points.length === 0) throw new RangeError('a frame of nothing');
  const [fx, fy] = unit(frame.forward);
  const right: Vec3 = [fy, -fx, 0];
  const forward: Vec3 = [fx * Math.cos(tilt), fy * Math.cos(tilt), -Math.sin(tilt)];
  const up: Vec3 = [fx * Math.sin(tilt), fy * Math.sin(tilt), Math.cos(tilt)];
  const seen = points.map((p): Vec3 => [dot3(p, right), dot3(p, up), dot3(p, forward)]);
  const side = (sensor.width / 2 / lens) * (1 - 2 * margin.side);
  const top = (sensor.height / 2 / lens) * (1 - 2 * margin.above);
  const bottom = (sensor.height / 2 / lens) * (1 - 2 * margin.below);
  let [r, l, t, b] = [-Infinity, -Infinity, -Infinity, -Infinity];
  let middle = 0;
  for (const [x, y, depth] of seen) {
    r = Math.max(r, x - side * depth);
    l = Math.max(l, -x - side * depth);
    t = Math.max(t, y - top * depth);
    b = Math.max(b, -y - bottom * depth);
    middle += depth / seen.length;
  }
  const z = Math.min(
    -(r + l) / (2 * side),
    -(t + b) / (top + bottom),
    middle - distanceFor(frame.least ?? 0, lens),
  );
  const x = (r - l) / 2;
  const low = t + top * z;
  const high = -b - bottom * z;
  const third = frame.eyes
    ? dot3(frame.eyes, up) - (dot3(frame.eyes, forward) - z) * (sensor.height / lens / 6)
    : (low + high) / 2;
  const y = Math.max(Math.min(low, high), Math.min(Math.max(low, high), third));
  const at = (depth: number): Vec3 => [
    right[0] * x + up[0] * y + forward[0] * depth,
    right[1] * x + up[1] * y + forward[1] * depth,
    up[2] * y + forward[2] * depth,
  ];
  return { position: at(z), target: at(middle), lens };
}

/** A vector in the floor's plane turned by an angle, counter-clockwise from above. */
export const turned = ([x, y]: Vec2, angle: number): Vec2 => [
  x * Math.cos(angle) - y * Math.sin(angle),
  x * Math.sin(angle) + y * Math.cos(angle),
];

/** Where an over-the-shoulder camera stands: `back` metres behind the near head, `aside` to the axis's side. */
export function overShoulder(near: Vec3, far: Vec3, side: 1 | -1, back: number, aside: number): Vec2 {
  const along = unit([far[0] - near[0], far[1] - near[1]]);
  const left: Vec2 = [-along[1], along[0]];
  return add2(add2([near[0], near[1]], scale2(along, -back)), scale2(left, aside * side));
}
