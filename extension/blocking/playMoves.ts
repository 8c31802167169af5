import type { Vec2 } from '../../schemas/source/common.ts';
import type { Seat } from '../../schemas/source/sets.ts';
import { direction, distance2, facingTo, flat, radians, round4, wrapAngle } from '../geometry/vector.ts';
import { aimOf, type Doing, look, namedActor, perform, whereIs } from './doing.ts';
import { clearance } from './floor.ts';
import { enterTo, exitBy, gateNear, riseUp, sitOn, turnTo, turnTowards, walkTo } from './moves.ts';
import { groundNamed, markNamed, seatsNamed } from './places.ts';
import type { Thing } from './reading/discourse.ts';
import { openTo, roomy, spotAt, spotBeside } from './spots.ts';
import type { Person } from './stage.ts';
import { read, seconds, talking } from './timing.ts';

/** Those who come or go together follow each other by this, seconds. */
const stagger = 0.7;
const later = (doing: Doing): number => doing.at + doing.index * doing.stage.frames(stagger);

const named = (doing: Doing): Thing[] => [...doing.deed.places.map((p) => p.what), ...doing.deed.objects];
const outward = /\b(?:outside|hall|hallway|corridor|street|night|rain|exit|door|doorway|away|off)\b/;

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

function beside(doing: Doing, other: Person, metres: number): { at: Vec2; facing: number } {
  const { stage, person } = doing;
  const from = person.now.onStage ? person.now.position : gateNear(stage, other.now.position).inside;
  const far = other.now.posture === 'stand' ? metres : metres + 0.15;
  const near =
    person.now.onStage && stage.floor.free(from) && distance2(from, other.now.position) <= far + 0.2;
  const at = near ? from : spotBeside(stage, person.id, other, far, from);
  return { at, facing: openTo(stage, at, other.now.position) };
}

/** Comes in and stops: at what is named, else by somebody, else in the middle. */
export function enter(doing: Doing): number {
  const { stage, draft, person, deed } = doing;
  if (person.now.onStage) {
    if (deed.places.length > 0) return go(doing);
    return /^(?:come back|return)/.test(deed.verb) ? approach(doing) : hold(doing);
  }
  const others = stage
    .onStage(person.id)
    .filter((p) => !draft.actions.some((a) => a.actor === p.id && a.entrance));
  const wanted = destination(doing);
  const partner = doing.partner && others.includes(doing.partner) ? doing.partner : others[0];
  const stand = stage.plan.marks.find((m) => m.kind === 'stand');
  const to: Destination =
    wanted ??
    (partner
      ? beside(doing, partner, talking.usual + 0.25)
      : middle(doing, stand ? flat(stand.position) : [0, 0]));
  const gate = gateNear(stage, to.at, {
    mark: named(doing)
      .map((t) => markNamed(stage.plan, t.text, to.at, ['outside'])?.id)
      .find((id) => id !== undefined),
  });
  return enterTo(stage, draft, person, to.at, {
    at: later(doing),
    gait: deed.gait,
    facing: to.facing,
    mark: to.mark,
    gate,
  });
}

function middle(doing: Doing, centre: Vec2): Destination {
  const { stage, person } = doing;
  const at = spotAt(stage, person.id, centre);
  const facing = facingTo([0, 0], stage.audience);
  return { at, facing: round4(wrapAngle(facing + radians(doing.index % 2 === 0 ? 25 : -25))) };
}

export function exit(doing: Doing): number {
  const { stage, draft, person, deed } = doing;
  if (!person.now.onStage) return doing.at;
  if (stage.seatsOnly) return hold(doing);
  const text = named(doing)
    .map((t) => t.text)
    .find((t) => markNamed(stage.plan, t, person.now.position, ['door', 'outside']));
  const mark =
    text === undefined ? undefined : markNamed(stage.plan, text, person.now.position, ['door', 'outside']);
  const gate = gateNear(stage, person.now.position, { opening: mark?.opening, mark: mark?.id });
  return exitBy(stage, draft, person, gate, { at: later(doing), gait: deed.gait });
}

export function go(doing: Doing): number {
  const { stage, draft, person, deed } = doing;
  if (stage.seatsOnly) return hold(doing);
  const out = deed.places.some(
    (p) => /^(?:out|through|into|off|outside)$/.test(p.preposition) && outward.test(p.what.text),
  );
  if (out && person.now.onStage) return exit(doing);
  if (!person.now.onStage) return enter(doing);
  const to = destination(doing) ?? elsewhere(doing);
  const arrived = walkTo(stage, draft, person, to.at, {
    at: later(doing),
    gait: deed.gait,
    facing: to.facing,
    mark: to.mark,
  });
  return arrived === doing.at ? hold(doing) : arrived;
}

/** A move without a place: to another spot of the room, a few steps off. */
function elsewhere(doing: Doing): Destination {
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

export function approach(doing: Doing): number {
  const { stage, draft, person, partner, deed } = doing;
  if (!person.now.onStage) return enter(doing);
  if (!partner || (destinationless(doing) && !namedActor(doing, deed) && deed.objects.length > 0))
    return go(doing);
  const to = namedActor(doing, deed) || destinationless(doing) ? beside(doing, partner, 1) : undefined;
  return to
    ? walkTo(stage, draft, person, to.at, { at: later(doing), gait: deed.gait, facing: to.facing })
    : go(doing);
}
const destinationless = (doing: Doing): boolean =>
  destination({ ...doing, deed: { ...doing.deed, objects: [] } }) === undefined;

export function follow(doing: Doing): number {
  const { stage, draft, person, deed } = doing;
  const leader = deed.objects
    .flatMap((o) => o.actors)
    .map((id) => stage.person(id))
    .find((p) => p && p.id !== person.id);
  const at = doing.at + stage.frames(0.8);
  if (!leader) return person.now.onStage ? go(doing) : enter(doing);
  if (!leader.now.onStage && person.now.onStage) return exit({ ...doing, at });
  if (!person.now.onStage) return enter({ ...doing, at, partner: leader });
  const to = beside(doing, leader, talking.usual);
  return walkTo(stage, draft, person, to.at, { at, gait: deed.gait, facing: to.facing });
}

export function retreat(doing: Doing): number {
  const { stage, draft, person, partner } = doing;
  if (stage.seatsOnly || person.now.posture !== 'stand') return hold(doing);
  const from = partner?.now.position ?? aimOf(doing)?.at;
  const [dx, dy] = from
    ? direction(facingTo(from, person.now.position))
    : direction(person.now.facing + Math.PI);
  const [x, y] = person.now.position;
  const back = stage.floor.nearest([x + dx * 0.7, y + dy * 0.7], 0.3, (p) => roomy(stage, p, [person.id]));
  return back ? walkTo(stage, draft, person, back, { at: doing.at, facing: person.now.facing }) : hold(doing);
}

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

export function turn(doing: Doing): number {
  const { stage, draft, person, partner } = doing;
  const aim = aimOf(doing) ?? stage.pointedAt;
  if (aim && 'actor' in aim.target) person.attention = aim.target.actor;
  const to =
    aim?.at ?? (partner && facesAway(person, partner.now.position) ? partner.now.position : undefined);
  const facing = to
    ? distance2(to, person.now.position) > 0.1
      ? openTo(stage, person.now.position, to)
      : person.now.facing
    : person.now.facing + radians(doing.random() < 0.5 ? 110 : -110);
  const target = aim?.target ?? (to && partner ? { actor: partner.id } : undefined);
  look(stage, draft, person, target, doing.at);
  const turned = turnTo(stage, draft, person, wrapAngle(facing), doing.at + Math.round(stage.fps * 0.1));
  return Math.max(turned, doing.at + stage.frames(0.8));
}
const facesAway = (person: Person, from: Vec2): boolean =>
  Math.abs(wrapAngle(facingTo(person.now.position, from) - person.now.facing)) > radians(60);

export function turnAway(doing: Doing): number {
  const { stage, draft, person, partner } = doing;
  const from = partner ? facingTo(person.now.position, partner.now.position) : person.now.facing;
  const side = doing.random() < 0.5 ? 1 : -1;
  look(stage, draft, person, undefined, doing.at);
  return turnTo(stage, draft, person, round4(wrapAngle(from + side * radians(125))), doing.at);
}

/** Nothing moves, for as long as it takes to see it. */
export function hold(doing: Doing): number {
  return doing.at + doing.stage.frames(read.hold);
}

/** Goes where a task is done, when the words say where. */
export function goToTask(doing: Doing): number {
  const { stage, draft, person, deed } = doing;
  if (person.now.posture !== 'stand' || deed.places.length === 0) return doing.at;
  const to = destination({
    ...doing,
    deed: {
      ...deed,
      objects: [],
      places: deed.places.filter((p) => p.what.actors.length === 0 && p.what.prop === undefined),
    },
  });
  if (!to || distance2(to.at, person.now.position) < 0.7) return doing.at;
  return walkTo(stage, draft, person, to.at, {
    at: doing.at,
    gait: deed.gait,
    facing: to.facing,
    mark: to.mark,
  });
}

/** Across a table two who sit reach each other's hands, metres between their middles. */
const tableReach = 1.5;

/**
 * Comes near enough to somebody, both turned to each other: who stands goes to who sits. Waits until the other is free
 * too.
 */
export function comeTo(doing: Doing, other: Person, metres: number): number {
  const { stage, draft, person, deed } = doing;
  const sits = person.now.posture === 'sit';
  const reach = sits && other.now.posture === 'sit' ? tableReach : metres + 0.15;
  let at = doing.at;
  if (distance2(person.now.position, other.now.position) > reach) {
    const [walker, still] = sits && other.now.posture === 'stand' ? [other, person] : [person, other];
    const spot = spotBeside(stage, walker.id, still, metres, walker.now.position);
    at = walkTo(stage, draft, walker, spot, {
      at,
      gait: deed.gait,
      facing: facingTo(spot, still.now.position),
    });
  } else at = turnTowards(stage, draft, person, other.now.position, at);
  turnTowards(
    stage,
    draft,
    other,
    person.now.position,
    doing.at + Math.round(0.3 * stage.frames(seconds.look)),
  );
  return Math.max(at, other.busy - draft.start);
}
