import type { Vec2, Vec3 } from '../../schemas/source/common.ts';
import type { FloorPlan, Mark, Seat, Surface } from '../../schemas/source/sets.ts';
import { clamp, direction, distance2, round4 } from '../geometry/vector.ts';

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * How well a noun phrase calls a thing by one of its names: the number of words that agree, best at the phrase's end;
 * 0 when none does. Plurals count ("stools").
 */
function callsBy(text: string, names: readonly string[]): number {
  const words = wordsOf(text);
  let best = 0;
  for (const name of names) {
    const parts = wordsOf(name);
    if (parts.length === 0) continue;
    for (let i = 0; i + parts.length <= words.length; i++) {
      if (!parts.every((part, k) => words[i + k] === part || words[i + k] === `${part}s`)) continue;
      best = Math.max(best, parts.length + (i + parts.length === words.length ? 0.5 : 0));
    }
  }
  return best;
}

function bestBy<T>(items: readonly T[], score: (item: T) => number): T[] {
  const scored = items.map((item) => [item, score(item)] as const).filter(([, s]) => s > 0);
  const top = Math.max(0, ...scored.map(([, s]) => s));
  return scored.filter(([, s]) => s === top).map(([item]) => item);
}

const near = <T>(items: readonly T[], at: (item: T) => Vec2 | Vec3, from: Vec2): T | undefined =>
  [...items].sort((a, b) => distance2(flatten(at(a)), from) - distance2(flatten(at(b)), from))[0];
const flatten = (p: Vec2 | Vec3): Vec2 => [p[0], p[1]];

/** The pavement or the rug is no place to go to: everybody stands on it. */
function isGround(plan: FloorPlan, mark: Mark): boolean {
  const piece = plan.pieces.find((p) => p.id === mark.piece);
  return piece !== undefined && !piece.solid && piece.position[2] < 0.1 && piece.size[2] < 0.25;
}

/** A stretch of ground that a phrase names: one can walk towards the sea or into the road. */
export const groundNamed = (plan: FloorPlan, text: string): Mark | undefined =>
  bestBy(
    plan.marks.filter((m) => isGround(plan, m)),
    (m) => callsBy(text, m.names),
  )[0];

/** The mark that a phrase names, the nearest of several. */
export function markNamed(
  plan: FloorPlan,
  text: string,
  from: Vec2,
  kinds?: readonly Mark['kind'][],
): Mark | undefined {
  const marks = kinds ? plan.marks.filter((m) => kinds.includes(m.kind)) : plan.marks;
  return near(
    bestBy(marks, (m) => callsBy(text, m.names)).filter((m) => !isGround(plan, m)),
    (m) => m.position,
    from,
  );
}

/** Seats that a phrase names: by their own names, or because they stand at the table or desk that it names. */
export function seatsNamed(plan: FloorPlan, text: string): Seat[] {
  const own = bestBy(plan.seats, (s) => callsBy(text, s.names));
  if (own.length > 0) return own;
  const tables = bestBy(plan.surfaces, (s) => callsBy(text, s.names));
  return plan.seats.filter((seat) => tables.some((table) => atTable(plan, seat, table)));
}

/** Whether one who sits there has the surface before them. */
const atTable = (plan: FloorPlan, seat: Seat, surface: Surface): boolean =>
  distance2(flatten(seat.position), edgeOf(plan, surface, flatten(seat.position))) < 0.75;

/** Props lie this far inside a surface's edge, and this far apart, metres. */
const inset = 0.06;
const apart = 0.18;

/** The point of a surface nearest to somebody. */
function edgeOf(plan: FloorPlan, surface: Surface, from: Vec2): Vec2 {
  const [fx, fy] = direction(plan.pieces.find((p) => p.id === surface.piece)?.facing ?? 0);
  const dx = from[0] - surface.position[0];
  const dy = from[1] - surface.position[1];
  const within = (value: number, size: number) => {
    const half = Math.max(0, size / 2 - inset);
    return clamp(value, -half, half);
  };
  const across = within(dx * fy - dy * fx, surface.size[0]);
  const along = within(dx * fx + dy * fy, surface.size[1]);
  return [surface.position[0] + across * fy + along * fx, surface.position[1] - across * fx + along * fy];
}

/** The point of a surface nearest to somebody, clear of what lies there already. */
export function pointOn(plan: FloorPlan, surface: Surface, from: Vec2, taken: readonly Vec3[]): Vec3 {
  const z = surface.position[2];
  const nearest = edgeOf(plan, surface, from);
  const tries = [nearest];
  for (const metres of [0.2, 0.4, 0.7])
    for (let turn = 0; turn < 8; turn++) {
      const angle = (turn * Math.PI) / 4;
      tries.push(
        edgeOf(plan, surface, [nearest[0] + metres * Math.cos(angle), nearest[1] + metres * Math.sin(angle)]),
      );
    }
  const lying = taken.filter((t) => Math.abs(t[2] - z) < 0.05).map(flatten);
  const [x, y] = tries.find((p) => lying.every((t) => distance2(p, t) >= apart)) ?? nearest;
  return [round4(x), round4(y), round4(z)];
}

export const surfaceNamed = (plan: FloorPlan, text: string, from: Vec2): Surface | undefined =>
  near(
    bestBy(plan.surfaces, (s) => callsBy(text, s.names)),
    (s) => s.position,
    from,
  );

export const nearestSurface = (plan: FloorPlan, from: Vec2): Surface | undefined =>
  near(
    plan.surfaces.filter((s) => s.position[2] < 1.5),
    (s) => edgeOf(plan, s, from),
    from,
  );

/** Marks from outside of which people come, nearest first. */
export function entrances(plan: FloorPlan, from: Vec2): { outside: Mark; door?: Mark }[] {
  return plan.marks
    .filter((m) => m.kind === 'outside')
    .map((outside) => {
      const door = outside.opening
        ? plan.marks.find((m) => m.kind === 'door' && m.opening === outside.opening)
        : undefined;
      return { outside, ...(door ? { door } : {}) };
    })
    .sort(
      (a, b) => distance2(flatten(a.outside.position), from) - distance2(flatten(b.outside.position), from),
    );
}
