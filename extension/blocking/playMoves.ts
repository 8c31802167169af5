import type { Vec2 } from '../../schemas/source/common.ts';
import { direction, distance2, facingTo, flat, radians, round4, wrapAngle } from '../geometry/vector.ts';
import { beside, type Destination, destination, elsewhere, middle, named } from './destinations.ts';
import { aimOf, type Doing, look, namedActor } from './doing.ts';
import { enterTo, exitBy, gateNear, turnTo, turnTowards, walkTo } from './moves.ts';
import { markNamed } from './places.ts';
import { openTo, roomy, spotBeside } from './spots.ts';
import type { Person } from './stage.ts';
import { read, seconds, talking } from './timing.ts';

/** Those who come or go together follow each other by this, seconds. */
const stagger = 0.7;

const later = (doing: Doing): number => doing.at + doing.index * doing.stage.frames(stagger);

const outward = /\b(?:outside|hall|hallway|corridor|street|night|rain|exit|door|doorway|away|off)\b/;

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
