import type { Vec3 } from '../../schemas/source/common.ts';
import type { CameraKey, Shot, ShotSize } from '../../schemas/source/shotList.ts';
import { round4 } from '../geometry/vector.ts';
import type { Pose } from './framing.ts';
import type { Kind } from './grammar.ts';
import type { Side } from './obstacles.ts';

/** What to shoot, before it is known from where: a kind of frame of somebody, at a size. */
export interface Idea {
  /** Equal for equal ideas, whatever the time. */
  key: string;
  kind: Kind;
  size: ShotSize;
  /** Cast ids, the one the size is about first; an insert's is a prop. */
  subjects: readonly string[];
  /** To whom the first subject speaks or listens: its eyeline. */
  partner?: string;
  /** The share of its time in which the first subject's face shows at least. */
  faced: number;
  /** Height of the frame for a figure of 1.75 m, metres; 0 where what must be held decides. */
  height: number;
}

/** An idea with a camera: how it looks over a window of the scene's clock. */
export interface View {
  id: number;
  keys: CameraKey[];
  hides: Side[];
  /** Height of the frame at the first subject, metres; 0 without one. */
  height: number;
  move: Shot['move'];
  angle: Shot['angle'];
  /** The size it came to, where the idea left that open. */
  size?: ShotSize;
  /** How far the camera had to leave what was wished: 0 not at all. */
  penalty: number;
}
export type ViewDraft = Omit<View, 'id'>;

const rounded = ([x, y, z]: Vec3): Vec3 => [round4(x), round4(y), round4(z)];

/** A key of a camera, rounded to a tenth of a millimetre. */
export const keyOf = (pose: Pose, frame: number): CameraKey => ({
  frame,
  position: rounded(pose.position),
  target: rounded(pose.target),
  lens: Math.round(pose.lens * 10) / 10,
});
