import type { CameraKey, Shot } from '../../schemas/source/shotList.ts';
import { lerp3, round4 } from '../geometry/vector.ts';
import { hasRoom, inFrame, seesHead } from './sight.ts';
import { keyOf } from './view.ts';
import type { World } from './world.ts';

/** A push grows the figure by about a tenth, half before and half after its named size, so that the size holds. */
const travel = 0.05;
/** Seconds a move stands still at either end, and lasts at least. */
const rest = 0.3;
const least = 2.4;

/** Moves with a motive: in towards the face at the scene's turn, out from the last face of a film. */
export function moved(world: World, shot: Shot, motive: 'turn' | 'farewell' | 'panic'): Shot {
  if (shot.move !== 'static' || shot.camera.length !== 1) return shot;
  if (motive === 'panic') return { ...shot, move: 'handheld' };
  const [key] = shot.camera;
  const [actor] = shot.subjects;
  const length = (shot.out - shot.in) / world.fps;
  if (!key || !actor || length < least) return shot;
  const start = shot.in + Math.round(rest * world.fps);
  const end = shot.out - 1 - Math.round(rest * world.fps);
  const [from, to] = motive === 'turn' ? [-travel, travel] : [travel, -travel];
  const camera = [dollied(key, from, start), dollied(key, to, end)];
  const clear = camera.every(
    (k) =>
      hasRoom(world, k.position, k.frame, shot.hides) &&
      inFrame(k, world.head(actor, k.frame), 0.03) &&
      seesHead(world, k.position, actor, k.frame, shot.hides),
  );
  return clear ? { ...shot, camera, move: motive === 'turn' ? 'push' : 'pull' } : shot;
}

/** The camera a share of its distance nearer to what it is aimed at. */
function dollied(key: CameraKey, share: number, frame: number): CameraKey {
  const position = lerp3(key.position, key.target, share);
  return { ...keyOf({ ...key, position }, frame), lens: round4(key.lens) };
}
