import type { Vec2 } from '../../schemas/source/common.ts';
import { clearance } from '../geometry/ground.ts';
import { direction, distance2, facingTo, flat, radians, round4, wrapAngle } from '../geometry/vector.ts';
import { type Doing, namedActor, whereIs } from './doing.ts';
import { gateNear } from './moves.ts';
import { groundNamed, markNamed } from './places.ts';
import type { Thing } from './reading/discourse.ts';
import { openTo, roomy, spotAt, spotBeside } from './spots.ts';
import type { Person } from './stage.ts';
import { talking } from './timing.ts';

export const named = (doing: Doing): Thing[] => [
  ...doing.deed.places.map((p) => p.what),
  ...doing.deed.objects,
];

/** One who stands so near to a piece is there already, metres. */
const withinReach = 0.75;

/** Words for the ground itself: everybody is there already. */
const everywhere =
  /^(?:the |a )?(?:pavement|sidewalk|street|road|ground|floor|grass|sand|beach|field|room|rain|snow|dark|shade)$/;

/** Where a move leads: a place to stand and how to face there. */
export interface Destination {
  at: Vec2;
  facing?: number;
  mark?: string;
}

export function destination(doing: Doing): Destination | undefined {
  const { stage, person, deed } = doing;
  const other = namedActor(doing, deed);
  if (other) return beside(doing, other, talking.usual);
  for (const { preposition, what } of [
    ...deed.places,
    ...deed.objects.map((o) => ({ preposition: 'to', what: o })),
  ]) {
    if (what.prop !== undefined) {
      const found = whereIs(stage, what, person);
      if (found) {
        const at = spotBeside(stage, person.id, found.at, 0.6, person.now.position);
        return { at, facing: facingTo(at, found.at) };
      }
    }
    if (everywhere.test(what.text)) continue;
    const mark = markNamed(stage.plan, what.text, person.now.position, [
      'stand',
      'door',
      'window',
      'task',
      'look',
    ]);
    if (!mark) {
      const ground = /^(?:to|towards?|into)$/.test(preposition) && groundNamed(stage.plan, what.text);
      if (ground) return { at: spotAt(stage, person.id, flat(ground.position)) };
      continue;
    }
    const piece = stage.plan.pieces.find((p) => p.id === mark.piece);
    if (piece && preposition === 'behind') {
      const [fx, fy] = direction(piece.facing);
      const back = piece.size[1] / 2 + 0.45;
      const at = stage.floor.nearest(
        [piece.position[0] - fx * back, piece.position[1] - fy * back],
        0.5,
        (p) => roomy(stage, p, [person.id]),
      );
      if (at) return { at, facing: piece.facing };
    }
    if (
      piece &&
      person.now.onStage &&
      stage.floor.free(person.now.position) &&
      clearance(person.now.position, piece) < withinReach
    )
      return { at: person.now.position, facing: facingTo(person.now.position, flat(piece.position)) };
    const at = spotAt(stage, person.id, flat(mark.position));
    const facing =
      mark.kind === 'door'
        ? wrapAngle(mark.facing + Math.PI)
        : piece
          ? facingTo(at, flat(piece.position))
          : mark.facing;
    return { at, facing: round4(facing), mark: mark.id };
  }
  return undefined;
}

export function beside(doing: Doing, other: Person, metres: number): { at: Vec2; facing: number } {
  const { stage, person } = doing;
  const from = person.now.onStage ? person.now.position : gateNear(stage, other.now.position).inside;
  const far = other.now.posture === 'stand' ? metres : metres + 0.15;
  const near =
    person.now.onStage && stage.floor.free(from) && distance2(from, other.now.position) <= far + 0.2;
  const at = near ? from : spotBeside(stage, person.id, other, far, from);
  return { at, facing: openTo(stage, at, other.now.position) };
}

export function middle(doing: Doing, centre: Vec2): Destination {
  const { stage, person } = doing;
  const at = spotAt(stage, person.id, centre);
  const facing = facingTo([0, 0], stage.audience);
  return { at, facing: round4(wrapAngle(facing + radians(doing.index % 2 === 0 ? 25 : -25))) };
}

/** A move without a place: to another spot of the room, a few steps off. */
export function elsewhere(doing: Doing): Destination {
  const { stage, person, partner } = doing;
  const here = person.now.position;
  const spots = stage.plan.marks.filter(
    (m) =>
      m.kind === 'stand' &&
      distance2(flat(m.position), here) > 1 &&
      roomy(stage, flat(m.position), [person.id]),
  );
  const across = /across|far|other side/.test(
    [doing.deed.verb, ...doing.deed.places.map((p) => `${p.preposition} ${p.what.text}`)].join(' '),
  );
  const ranked = spots.sort(
    (a, b) => (across ? -1 : 1) * (distance2(flat(a.position), here) - distance2(flat(b.position), here)),
  );
  const spot = ranked[across ? 0 : Math.floor(doing.random() * Math.min(3, ranked.length))];
  if (!spot)
    return {
      at:
        stage.floor.nearest(here, 2.5, (p) => distance2(p, here) > 1.4 && roomy(stage, p, [person.id])) ??
        here,
    };
  const at = spotAt(stage, person.id, flat(spot.position));
  return { at, facing: partner ? openTo(stage, at, partner.now.position) : spot.facing, mark: spot.id };
}
