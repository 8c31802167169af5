import type { Vec2 } from '../../schemas/source/common.ts';
import { clamp, direction, distance2, facingTo, radians, round4, wrapAngle } from '../geometry/vector.ts';
import type { Person, Stage } from './stage.ts';

/** People who stand together keep at least this much between their middles, metres. */
const elbow = 0.65;
/** Bodies in talk are opened to the audience by 20–30°. */
const openBy = radians(25);

/** Whether somebody can stand there without touching anybody else. */
export const roomy = (stage: Stage, point: Vec2, forWhom: readonly string[], gap = elbow): boolean =>
  stage.floor.free(point) && stage.others(...forWhom).every((other) => distance2(other, point) >= gap);

/** The facing to somebody, opened towards the audience. */
export function openTo(stage: Stage, from: Vec2, to: Vec2): number {
  const straight = facingTo(from, to);
  const audience = facingTo([0, 0], stage.audience);
  const away = wrapAngle(audience - straight);
  return round4(wrapAngle(straight + clamp(away, -openBy, openBy)));
}

/**
 * A free place about `metres` from somebody, on the walker's way to them: not behind their back, and not where one
 * hides the other from the audience.
 */
export function spotBeside(
  stage: Stage,
  who: string,
  target: Person | Vec2,
  metres: number,
  from: Vec2,
): Vec2 {
  const centre = isPerson(target) ? target.now.position : target;
  const facing = isPerson(target) ? target.now.facing : undefined;
  const others = stage.onStage(who);
  const arrival = facingTo(centre, from);
  let best: Vec2 | undefined;
  let least = Number.POSITIVE_INFINITY;
  const barred = isPerson(target) && hasCounter(stage, target);
  const side = radians(barred ? 45 : 100);
  for (const more of barred ? [0, 0.15, 0.35, 0.6, 0.85, 1.1, 1.4] : [0, 0.15, 0.35, 0.6])
    for (let k = 0; k < 24; k++) {
      const angle = arrival + (k * Math.PI) / 12;
      const [dx, dy] = direction(angle);
      const point = stage.floor.nearest(
        [centre[0] + dx * (metres + more), centre[1] + dy * (metres + more)],
        0.08,
      );
      if (
        !point ||
        !roomy(stage, point, isPerson(target) ? [who, target.id] : [who]) ||
        distance2(point, centre) < Math.min(metres, 0.4) - 0.1
      )
        continue;
      const behind = facing === undefined ? 0 : Math.max(0, Math.abs(wrapAngle(angle - facing)) - side);
      const hidden = others.filter((o) => stage.hides(o.now.position, point)).length;
      const cost = 0.35 * distance2(point, from) + (barred ? 3 : 1.2) * behind + 0.9 * hidden + 1.5 * more;
      if (cost < least - 1e-9) {
        least = cost;
        best = point;
      }
    }
  return best ?? stage.floor.nearest(centre, 3, (p) => roomy(stage, p, [who])) ?? from;
}

/** Whether somebody stands with a counter or a table before them: one talks to them from its other side. */
function hasCounter(stage: Stage, person: Person): boolean {
  const [dx, dy] = direction(person.now.facing);
  const [x, y] = person.now.position;
  const before = stage.floor.free([x + 0.5 * dx, y + 0.5 * dy]);
  return (
    person.now.posture === 'stand' &&
    !before &&
    [1.2, 1.6, 2, 2.4].some((d) => stage.floor.free([x + d * dx, y + d * dy]))
  );
}

const isPerson = (target: Person | Vec2): target is Person => !Array.isArray(target);

/** A free place to stand at a mark, or as near to it as there is one. */
export const spotAt = (stage: Stage, who: string, point: Vec2): Vec2 =>
  stage.floor.nearest(point, 2.5, (p) => roomy(stage, p, [who])) ?? stage.floor.nearest(point, 4) ?? point;
