import type { Vec3 } from '../../schemas/source/common.ts';
import { frameHeightAt, project, sensor } from '../geometry/camera.ts';
import { clamp, distance2, flat } from '../geometry/vector.ts';
import { overShoulder, type Pose } from './framing.ts';
import { cameraSide, type Orientation } from './orientation.ts';
import { hasRoom, headSpan, hiddenWalls, inFrame, isFaced, seesHead } from './sight.ts';
import { type Idea, keyOf, type ViewDraft } from './view.ts';
import type { World } from './world.ts';

/** Metres behind and beside the near head: measured on our large heads; aside grows where two stand close. */
const backs = [1.1, 1.25, 0.95, 1.4, 1.6] as const;
const asides = [0.45, 0.38, 0.52, 0.62, 0.75, 0.9] as const;
const raises = [0.05, 0.2] as const;
/** The near head takes at most this share of the frame, and stays this far from the far face. */
const nearShare = 0.34;
const gap = 0.015;
const lenses = { least: 40, most: 85 } as const;
/** The far face sits this share of the width off the middle, away from the near one. */
const offset = 0.09;

const places = backs
  .flatMap((back) =>
    asides.flatMap((aside) =>
      raises.map((raise) => ({
        back,
        aside,
        raise,
        cost: 0.4 * Math.abs(back - 1.1) + 0.8 * Math.abs(aside - 0.45) + 2 * (raise - 0.05),
      })),
    ),
  )
  .sort((a, b) => a.cost - b.cost);

/** Over the partner's shoulder onto the subject, on the axis's side; undefined where heads or things are in the way. */
export function overView(
  world: World,
  orientation: Orientation,
  idea: Idea,
  from: number,
  to: number,
): ViewDraft | undefined {
  const [subject] = idea.subjects;
  const { partner } = idea;
  if (!subject || !partner || world.moves(subject, from, to) || world.moves(partner, from, to))
    return undefined;
  if (!world.state(subject, from).onStage || !world.state(partner, from).onStage) return undefined;
  const near = world.head(partner, from);
  const far = world.head(subject, from);
  const between = distance2(flat(near), flat(far));
  if (between < 0.5 || between > 3.2) return undefined;
  const side = cameraSide(world, orientation, partner, subject, from);
  const frames = world.samples(from, to);
  for (const { back, aside, raise, cost } of places) {
    const [x, y] = overShoulder(near, far, side, back, aside);
    const at: Vec3 = [x, y, clamp(near[2] + raise, far[2] - 0.15, far[2] + 0.55)];
    const pose = aimed(at, near, far, idea.height);
    if (!composed(world, pose, partner, subject, from)) continue;
    if (!isFaced(world, subject, partner, from, to, idea.faced, () => pose)) return undefined;
    const hides = hiddenWalls(world, pose, [far, near]);
    const clear =
      hides &&
      frames.every(
        (frame) =>
          hasRoom(world, at, frame, hides) &&
          seesHead(world, at, subject, frame, hides) &&
          alone(frame, pose),
      );
    if (!clear) continue;
    const height = frameHeightAt(Math.hypot(far[0] - x, far[1] - y), pose.lens);
    return { keys: [keyOf(pose, from)], hides, height, move: 'static', angle: 'eye', penalty: cost };
  }
  return undefined;

  function alone(frame: number, pose: Pose): boolean {
    return world.onStage(frame).every((other) => {
      if (other === subject || other === partner) return true;
      const [left, right] = headSpan(world, pose, other, frame);
      const nearer = distance2(flat(world.head(other, frame)), flat(pose.position)) < between;
      return !nearer || Math.min(1, right) - Math.max(0, left) < 0.1;
    });
  }
}

/** A lens for the wished frame height at the far face, aimed so that its eyes lie on the upper third, off the middle. */
function aimed(at: Vec3, near: Vec3, far: Vec3, height: number): Pose {
  const distance = Math.hypot(far[0] - at[0], far[1] - at[1]);
  const wished = (distance * sensor.height) / height;
  const lens = Math.round(clamp(wished, lenses.least, lenses.most));
  const frame = frameHeightAt(distance, lens);
  const toNear = (near[0] - at[0]) * (far[1] - at[1]) - (near[1] - at[1]) * (far[0] - at[0]) > 0 ? 1 : -1;
  const shift = offset * frame * (16 / 9) * toNear;
  const right = [(far[1] - at[1]) / distance, -(far[0] - at[0]) / distance] as const;
  return {
    position: at,
    target: [far[0] + right[0] * shift, far[1] + right[1] * shift, far[2] - frame / 6],
    lens,
  };
}

const inHeight = (pose: Pose, head: Vec3): boolean => {
  const { y } = project(pose, head);
  return y > 0.1 && y < 1;
};

function composed(world: World, pose: Pose, near: string, far: string, frame: number): boolean {
  const [nl, nr] = headSpan(world, pose, near, frame);
  const [fl, fr] = headSpan(world, pose, far, frame);
  const visible = Math.min(1, nr) - Math.max(0, nl);
  // Of two of whom one sits, the near head may lie under the frame: then it is no such shot.
  if (visible < 0.06 || visible > nearShare || !inHeight(pose, world.head(near, frame))) return false;
  if (nl < fl ? nr > fl - gap : nl < fr + gap) return false;
  return inFrame(pose, world.head(far, frame), 0.05);
}
