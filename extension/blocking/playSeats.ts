import type { Seat } from '../../schemas/source/sets.ts';
import { distance2, facingTo, flat, wrapAngle } from '../geometry/vector.ts';
import { beside, destination, named } from './destinations.ts';
import { type Doing, namedActor, perform } from './doing.ts';
import { riseUp, sitOn, walkTo } from './moves.ts';
import { seatsNamed } from './places.ts';
import { enter, go, hold } from './playMoves.ts';
import { talking } from './timing.ts';

/** The seat a deed means: one it names, one by whom it names, else the nearest free one. */
function seatFor(doing: Doing): Seat | undefined {
  const { stage, person, deed } = doing;
  const free = (seats: readonly Seat[]) =>
    seats.filter((s) => s.kind !== 'bed' && stage.seatFree(s, person.id));
  const phrases = named(doing).map((t) => t.text);
  const called = phrases.map((text) => free(seatsNamed(stage.plan, text))).find((seats) => seats.length > 0);
  const other = namedActor(doing, deed) ?? doing.partner;
  const across =
    deed.places.some((p) => /^(?:across|opposite|facing|before)$/.test(p.preposition)) ||
    /opposite|across/.test(phrases.join(' '));
  const beside = deed.places.some((p) => /^(?:next|beside|by|near|with|alongside)$/.test(p.preposition));
  const cost = (seat: Seat): number => {
    const at = flat(seat.position);
    const way = 0.35 * distance2(at, person.now.position);
    if (!other) return way;
    const d = distance2(at, other.now.position);
    const off = Math.abs(wrapAngle(facingTo(at, other.now.position) - seat.facing));
    if (across)
      return (
        way +
        off +
        Math.abs(d - 1.4) +
        0.8 * Math.abs(wrapAngle(facingTo(other.now.position, at) - other.now.facing))
      );
    return way + (beside ? 2 * d : 0.8 * Math.max(0, d - 2) + 0.4 * off);
  };
  return (called ?? free(stage.plan.seats)).sort((a, b) => cost(a) - cost(b))[0];
}

/** How far one goes for a seat that nobody named, metres. */
const seatReach = 7;

export function sit(doing: Doing): number {
  const { stage, draft, person, deed } = doing;
  if (person.now.posture === 'sit' || stage.seatsOnly) return hold(doing);
  const came = person.now.onStage ? doing.at : enter(doing);
  const seat = seatFor(doing);
  if (!seat || distance2(flat(seat.position), person.now.position) > seatReach)
    return kneel({ ...doing, at: came });
  return sitOn(stage, draft, person, seat, came, deed.gait);
}

export const rise = (doing: Doing): number => {
  const { stage, draft, person } = doing;
  return person.now.posture === 'stand' ? hold(doing) : riseUp(stage, draft, person, doing.at);
};

/** "Sam stands" is getting up for one who sits; "Sam stands at the window" is being there. */
export function standing(doing: Doing): number {
  const { person, deed } = doing;
  if (deed.verb === 'stand' && person.now.posture !== 'stand') return rise(doing);
  if (deed.places.length > 0 && person.now.posture === 'stand') {
    const to = destination(doing);
    if (to && distance2(to.at, person.now.position) > 0.8) return go(doing);
  }
  return hold(doing);
}

export function kneel(doing: Doing): number {
  const { stage, draft, person, deed } = doing;
  if (stage.seatsOnly || person.now.posture === 'kneel') return hold(doing);
  const other = namedActor(doing, deed);
  let at = doing.at;
  if (other) {
    const to = beside(doing, other, talking.close);
    at = walkTo(stage, draft, person, to.at, { at, facing: to.facing });
  } else at = riseUp(stage, draft, person, at);
  person.now = { ...person.now, posture: 'kneel' };
  return perform(doing, 'kneel', { facing: person.now.facing }, at);
}

export function lie(doing: Doing): number {
  const { stage, draft, person } = doing;
  if (stage.seatsOnly || person.now.posture === 'lie') return hold(doing);
  const beds = stage.plan.seats.filter((s) => s.kind === 'bed' && stage.seatFree(s, person.id));
  const bed = beds.sort(
    (a, b) =>
      distance2(flat(a.position), person.now.position) - distance2(flat(b.position), person.now.position),
  )[0];
  if (bed) return sitOn(stage, draft, person, bed, doing.at);
  const at = riseUp(stage, draft, person, doing.at);
  person.now = { ...person.now, posture: 'lie' };
  return perform(doing, 'lie', { facing: person.now.facing }, at);
}
