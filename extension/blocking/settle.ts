import type { Scene } from '../../schemas/source/breakdown.ts';
import type { Vec2 } from '../../schemas/source/common.ts';
import type { Seat } from '../../schemas/source/sets.ts';
import { pick } from '../geometry/random.ts';
import { direction, distance2, facingTo, flat, radians, round4, wrapAngle } from '../geometry/vector.ts';
import { destination } from './destinations.ts';
import type { Doing } from './doing.ts';
import { seatsNamed } from './places.ts';
import type { Deed } from './reading/discourse.ts';
import type { Presence } from './script.ts';
import { openTo, roomy, spotAt, spotBeside } from './spots.ts';
import type { Person, Stage } from './stage.ts';
import { talking } from './timing.ts';

/** How often people who only talk do so sitting, by kind of set. */
const sitsOften: Readonly<Record<string, number>> = {
  bare: 0.8,
  bar: 0.6,
  office: 0.55,
  living: 0.5,
  kitchen: 0.45,
  hospital: 0.4,
  bedroom: 0.35,
  park: 0.35,
};

/** Where certain work is done, when the words do not say. */
const workplaces: Readonly<Partial<Record<Deed['kind'], { seat?: string; stand?: string }>>> = {
  type: { seat: 'desk', stand: 'desk' },
  write: { seat: 'desk', stand: 'desk' },
  read: { seat: 'sofa' },
  eat: { seat: 'table' },
  drink: { seat: 'bar' },
  work: { stand: 'counter' },
};

/**
 * Puts those who are there from the start where they are: first who the words place, then the others about them,
 * in talking distance. Returns those for whom there was no room.
 */
export function settle(stage: Stage, scene: Scene, presence: ReadonlyMap<string, Presence>): string[] {
  const here = [...stage.people.values()].filter((p) => presence.get(p.id)?.how === 'start');
  if (stage.seatsOnly) return settleInCar(stage, here, presence);
  const placed = here.filter((p) => placeByWords(stage, p, presence.get(p.id)));
  const rest = here.filter((p) => !placed.includes(p));
  const random = stage.random(`${scene.id}:places`);
  if (placed.length > 0) joinThem(stage, rest, placed, presence, random);
  else gather(stage, rest, presence, random);
  return [];
}

function settleInCar(stage: Stage, here: Person[], presence: ReadonlyMap<string, Presence>): string[] {
  const order = ['driver', 'passenger', 'back_right', 'back_left'];
  const seats = [...stage.plan.seats].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  const drives = (p: Person) => (presence.get(p.id)?.state?.kind === 'drive' ? 0 : 1);
  const left: string[] = [];
  for (const [n, person] of [...here].sort((a, b) => drives(a) - drives(b)).entries()) {
    const seat = seats[n];
    if (seat) seatOn(person, seat);
    else left.push(person.id);
  }
  return left;
}

function seatOn(person: Person, seat: Seat): void {
  person.now = {
    position: flat(seat.position),
    floor: seat.position[2],
    facing: seat.facing,
    posture: seat.kind === 'bed' ? 'lie' : 'sit',
    seat: seat.id,
    onStage: true,
  };
}

function standAt(person: Person, at: Vec2, facing: number): void {
  person.now = { position: at, floor: 0, facing: round4(wrapAngle(facing)), posture: 'stand', onStage: true };
}

function placeByWords(stage: Stage, person: Person, presence: Presence | undefined): boolean {
  const deed = presence?.state;
  if (!deed) return false;
  const usual = workplaces[deed.kind];
  const phrases = [...deed.places, ...deed.objects.map((what) => ({ preposition: 'at', what }))]
    .map((p) => p.what.text)
    .filter(Boolean);
  const free = (seats: readonly Seat[], lie: boolean) =>
    seats.filter((s) => (s.kind === 'bed') === lie && stage.seatFree(s, person.id));
  const lies = deed.kind === 'lie' || (deed.kind === 'be' && phrases.some((t) => /\bbed\b/.test(t)));
  const sits = deed.kind === 'sitting' || lies || usual?.seat !== undefined || presence.posture === 'sit';
  if (sits) {
    const named = phrases.map((t) => free(seatsNamed(stage.plan, t), lies)).find((s) => s.length > 0);
    const common = usual?.seat === undefined ? [] : free(seatsNamed(stage.plan, usual.seat), lies);
    const other = deed.places
      .flatMap((p) => p.what.actors)
      .map((id) => stage.person(id))
      .find((p) => p?.now.onStage);
    const any = deed.kind === 'sitting' || lies ? free(stage.plan.seats, lies) : [];
    const choice = named ?? (common.length > 0 ? common : any);
    const from = other?.now.position;
    const seat = from
      ? [...choice].sort((a, b) => distance2(flat(a.position), from) - distance2(flat(b.position), from))[0]
      : sociable(stage, choice);
    if (seat) {
      seatOn(person, seat);
      return true;
    }
  }
  if (deed.kind === 'sitting' || lies || deed.kind === 'kneel') {
    const at = spotAt(stage, person.id, centreOf(stage));
    standAt(person, at, facingTo([0, 0], stage.audience));
    person.now = { ...person.now, posture: lies ? 'lie' : 'kneel' };
    return true;
  }
  const place =
    usual?.stand !== undefined && deed.places.length === 0
      ? [...deed.places, { preposition: 'at', what: { text: usual.stand, actors: [] } }]
      : deed.places;
  person.now = { ...person.now, position: centreOf(stage), onStage: true };
  const doing: Doing = {
    stage,
    draft: { id: person.id, start: 0, actions: [] },
    person,
    deed: { ...deed, objects: [], places: place },
    index: 0,
    at: 0,
    partner: undefined,
    random: () => 0.5,
  };
  const to = destination(doing);
  if (!to) {
    person.now = { ...person.now, onStage: false };
    return false;
  }
  standAt(person, to.at, to.facing ?? facingTo([0, 0], stage.audience));
  return true;
}

/** Of several seats, the one that has the best seat for a partner. */
function sociable(stage: Stage, seats: readonly Seat[]): Seat | undefined {
  const cost = (seat: Seat) =>
    Math.min(
      3,
      ...stage.plan.seats.filter((s) => s.id !== seat.id && s.kind !== 'bed').map((s) => mutual(s, seat)),
    );
  return [...seats].sort((a, b) => cost(a) - cost(b))[0];
}

/** How ill two seats suit a talk: 0 at a table's width face to face; over 2.5 not at all. */
function mutual(a: Seat, b: Seat): number {
  const d = distance2(flat(a.position), flat(b.position));
  const off = (from: Seat, to: Seat) =>
    Math.abs(wrapAngle(facingTo(flat(from.position), flat(to.position)) - from.facing));
  return Math.abs(d - 1.3) + 0.7 * (off(a, b) + off(b, a)) + (d < 0.5 ? 3 : 0);
}

const centreOf = (stage: Stage): Vec2 => {
  const stand = stage.plan.marks.find((m) => m.kind === 'stand');
  return stand ? flat(stand.position) : [0, 0];
};

/** Joins those whom the words placed: sitting with one who sits, or standing before them. */
function joinThem(
  stage: Stage,
  rest: readonly Person[],
  placed: readonly Person[],
  presence: ReadonlyMap<string, Presence>,
  random: () => number,
): void {
  for (const person of rest) {
    const anchor = placed[0] as Person;
    const wish = presence.get(person.id)?.posture;
    const seats = stage.plan.seats.filter((s) => s.kind !== 'bed' && stage.seatFree(s, person.id));
    const from = stage.seat(anchor.now.seat);
    const near = from ? seats.sort((a, b) => mutual(a, from) - mutual(b, from))[0] : undefined;
    const sits = random() < 0.5;
    if (near && from && mutual(near, from) < 2.6 && (wish === 'sit' || (wish === undefined && sits)))
      seatOn(person, near);
    else if (wish === 'sit' && seats[0]) seatOn(person, seats[0]);
    else {
      const at = spotBeside(stage, person.id, anchor, talking.group, frontOf(stage, anchor));
      standAt(person, at, openTo(stage, at, anchor.now.position));
    }
  }
  for (const person of placed) {
    const other = rest[0] ?? placed.find((p) => p !== person);
    const d = other ? distance2(person.now.position, other.now.position) : Number.POSITIVE_INFINITY;
    if (
      other &&
      person.now.posture === 'stand' &&
      d < 2.5 &&
      presence.get(person.id)?.state?.kind === 'standing'
    )
      person.now = { ...person.now, facing: openTo(stage, person.now.position, other.now.position) };
  }
}

function frontOf(stage: Stage, person: Person): Vec2 {
  const [dx, dy] = direction(person.now.facing);
  const [x, y] = person.now.position;
  return [x + 1.2 * dx + 0.2 * stage.audience[0], y + 1.2 * dy + 0.2 * stage.audience[1]];
}

/** Puts a group where it has room: seated together, one seated, or standing open to the audience. */
function gather(
  stage: Stage,
  people: readonly Person[],
  presence: ReadonlyMap<string, Presence>,
  random: () => number,
): void {
  const [first] = people;
  if (!first) return;
  const chance = random();
  const often = sitsOften[stage.plan.kind] ?? 0.2;
  const wishes = people.map((p) => presence.get(p.id)?.posture);
  const seats = stage.plan.seats.filter((s) => s.kind !== 'bed');
  const sitters = people.filter(
    (_, i) =>
      wishes[i] === 'sit' ||
      (wishes[i] === undefined && (chance < often * 0.6 || (i === 0 && chance < often))),
  );
  if (sitters.length > 0 && seats.length > 0) {
    const chosen = together(stage, seats, sitters.length, random);
    sitters.forEach((person, i) => {
      const seat = chosen[i];
      if (seat) seatOn(person, seat);
    });
  }
  const seated = people.filter((p) => p.now.posture === 'sit' && p.now.onStage);
  const standing = people.filter((p) => !seated.includes(p));
  if (seated.length > 0)
    joinThem(
      stage,
      standing,
      seated,
      new Map(standing.map((p) => [p.id, { how: 'start', posture: 'stand' }])),
      random,
    );
  else standTogether(stage, standing, random);
}

/** Seats for so many who talk: the pair that suits best, then what suits the first. */
function together(stage: Stage, seats: readonly Seat[], count: number, random: () => number): Seat[] {
  if (count === 1) return [pick(seats, random)];
  let best: Seat[] = [];
  let least = 3;
  for (const a of seats)
    for (const b of seats) {
      const hidden = stage.hides(flat(a.position), flat(b.position)) ? 0.6 : 0;
      const cost = a === b ? 9 : mutual(a, b) + hidden;
      if (cost < least - 1e-9) {
        least = cost;
        best = [a, b];
      }
    }
  const [first] = best;
  if (!first) return [];
  const more = seats.filter((s) => !best.includes(s)).sort((a, b) => mutual(a, first) - mutual(b, first));
  return [...best, ...more.filter((s) => mutual(s, first) < 3.5)].slice(0, count);
}

/** Where each of a group stands about its middle, as angles from the audience's direction: nobody before another. */
function slots(count: number): number[] {
  if (count === 1) return [Math.PI];
  if (count === 2) return [radians(90), radians(-90)];
  if (count === 3) return [radians(95), radians(-95), Math.PI];
  return Array.from({ length: count }, (_, k) => radians(90 + (180 * k) / (count - 1)));
}

function standTogether(stage: Stage, people: readonly Person[], random: () => number): void {
  const count = people.length;
  const radius =
    count === 1 ? 0 : count === 2 ? talking.usual / 2 : Math.max(0.75, (0.85 * (count - 1)) / Math.PI);
  const tilt = radians(24 * (random() - 0.5));
  const towards = facingTo([0, 0], stage.audience);
  const marks = stage.plan.marks.filter((m) => m.kind === 'stand').map((m) => flat(m.position));
  const centres = marks.length > 0 ? marks : [[0, 0] satisfies Vec2];
  const favourite = random();
  let best: Vec2[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (const [n, centre] of centres.entries()) {
    const wanted = slots(count).map((angle): Vec2 => {
      const [dx, dy] = direction(towards + angle + tilt);
      return [centre[0] + dx * radius, centre[1] + dy * radius];
    });
    const { places, cost } = fitted(stage, wanted);
    const away =
      0.1 * distance2(centre, [0, 0]) +
      (n === Math.floor(favourite * Math.min(3, centres.length)) ? 0 : 0.15);
    if (cost + away < least - 1e-9) {
      least = cost + away;
      best = places;
    }
  }
  const middle: Vec2 = [
    best.reduce((s, p) => s + p[0], 0) / Math.max(1, best.length),
    best.reduce((s, p) => s + p[1], 0) / Math.max(1, best.length),
  ];
  people.forEach((person, i) => {
    const at = best[i] ?? spotAt(stage, person.id, middle);
    const partner = count === 2 ? best[1 - i] : undefined;
    const facing =
      count === 1 ? towards + radians(30 * (random() < 0.5 ? 1 : -1)) : openTo(stage, at, partner ?? middle);
    standAt(person, at, facing);
  });
}

/** Moves wanted places to free ones, apart from each other; the cost is metres moved. */
function fitted(stage: Stage, wanted: readonly Vec2[]): { places: Vec2[]; cost: number } {
  const places: Vec2[] = [];
  let cost = 0;
  for (const point of wanted) {
    const free = (p: Vec2) => roomy(stage, p, []) && places.every((q) => distance2(p, q) >= 0.8);
    const at =
      stage.floor.nearest(point, 0.8, (p) => free(p) && places.every((q) => !stage.hides(p, q))) ??
      stage.floor.nearest(point, 16, free) ??
      point;
    cost += distance2(at, point);
    places.push(at);
  }
  return { places, cost };
}
