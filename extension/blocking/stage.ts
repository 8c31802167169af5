import type { Action, Placement, SceneBlocking, Target } from '../../schemas/source/blocking.ts';
import type { CastMember, Prop } from '../../schemas/source/breakdown.ts';
import type { Vec2, Vec3 } from '../../schemas/source/common.ts';
import type { FloorPlan, Seat } from '../../schemas/source/sets.ts';
import { eyeHeight, sink } from '../geometry/body.ts';
import { seeded } from '../geometry/random.ts';
import { direction, distance2, dot2, sub2 } from '../geometry/vector.ts';
import { type Floor, floorOf } from './floor.ts';

type PropKind = Prop['kind'];
export type Hand = 'left' | 'right';

/** Somebody in the scene, as far as it has been planned. */
export interface Person {
  id: string;
  member: CastMember;
  now: Placement;
  hands: Partial<Record<Hand, string>>;
  /** Frame of the scene's clock until which the body is taken by a move or a task. */
  busy: number;
  mood: { feeling: NonNullable<Action['feeling']>; strength: number };
  onPhone: boolean;
  /** Whom an action line last had them look at or turn to. */
  attention: string | undefined;
  /** Has been here and left. */
  gone: boolean;
}
/** Where a prop is: on a surface or the ground, or in a hand. Neither: nobody has seen it yet. */
export interface PropState {
  kind: PropKind;
  at?: Vec3;
  holder?: { actor: string; hand: Hand };
  /** Frame of the scene's clock until which somebody is taking it up, handing it over or laying it down. */
  busy: number;
}

/** The beat being planned: its actions, their starts counted from its first frame. */
export interface Draft {
  id: string;
  /** First frame on the scene's clock. */
  start: number;
  actions: Action[];
}

const toAudience: Readonly<Record<FloorPlan['master']['from'], Vec2>> = {
  N: [0, 1],
  E: [1, 0],
  S: [0, -1],
  W: [-1, 0],
};

/** A scene's set with everybody and everything in it, moved along beat by beat. */
export class Stage {
  readonly plan: FloorPlan;
  readonly floor: Floor;
  readonly fps: number;
  readonly people = new Map<string, Person>();
  readonly props = new Map<string, PropState>();
  readonly openDoors = new Set<string>();
  /** What somebody last pointed at: who then turns, turns to it. */
  pointedAt: { target: Target; at: Vec2 } | undefined;
  /** The scene's telephone, when it has one. */
  phone: string | undefined;
  /** Unit vector from the set to the side the audience sits on. */
  readonly audience: Vec2;
  /** Nobody walks in a car. */
  readonly seatsOnly: boolean;
  readonly #seed: number;

  constructor(plan: FloorPlan, fps: number, seed: number) {
    this.#seed = seed;
    this.plan = plan;
    this.floor = floorOf(plan);
    this.fps = fps;
    this.audience = toAudience[plan.master.from];
    this.seatsOnly = plan.kind === 'car';
  }

  frames(seconds: number): number {
    return Math.max(1, Math.round(seconds * this.fps));
  }

  /** Numbers that depend on the film's seed and an id alone. */
  random(id: string): () => number {
    return seeded(`${this.#seed}:${id}`);
  }

  person(id: string): Person | undefined {
    return this.people.get(id);
  }

  /** Those who can be seen, except `not`. */
  onStage(...not: readonly string[]): Person[] {
    return [...this.people.values()].filter((p) => p.now.onStage && !not.includes(p.id));
  }

  seat(id: string | undefined): Seat | undefined {
    return this.plan.seats.find((s) => s.id === id);
  }

  seatFree(seat: Seat, forWhom: string): boolean {
    return [...this.people.values()].every(
      (p) => p.id === forWhom || p.now.seat !== seat.id || !p.now.onStage,
    );
  }

  /** Middles of everybody else who stands or sits about. */
  others(...not: readonly string[]): Vec2[] {
    return this.onStage(...not).map((p) => p.now.position);
  }

  /** Eyes of somebody as they are now. */
  eyes(person: Person): Vec3 {
    const { now, member } = person;
    const seatHeight =
      now.posture === 'sit' || now.posture === 'lie' ? (this.seat(now.seat)?.height ?? 0.45) : 0;
    const z = now.floor + eyeHeight(member.look) - sink(member.look, now.posture, seatHeight);
    return [now.position[0], now.position[1], z];
  }

  /** A point so far ahead of somebody, turned so many radians to the left, `rise` metres above the eyes. */
  ahead(person: Person, turn: number, metres: number, rise: number): Vec3 {
    const [x, y, z] = this.eyes(person);
    const [dx, dy] = direction(person.now.facing + turn);
    return [x + dx * metres, y + dy * metres, Math.max(0.02, z + rise)];
  }

  /** Whether one of two places hides the other from the audience. */
  hides(a: Vec2, b: Vec2): boolean {
    const d = sub2(a, b);
    const sideways = Math.abs(d[0] * this.audience[1] - d[1] * this.audience[0]);
    return sideways < 0.4 && distance2(a, b) < 3.5;
  }

  /** How much nearer to the audience `a` is than `b`, metres. */
  nearer(a: Vec2, b: Vec2): number {
    return dot2(sub2(a, b), this.audience);
  }

  /** Carries an action's outcome into the state: for beats whose actions a person wrote. */
  apply(action: Action, beatStart: number): void {
    const person = this.people.get(action.actor);
    if (!person) return;
    const seat = this.seat(action.seat ?? person.now.seat);
    person.busy = Math.max(person.busy, beatStart + action.start + action.frames);
    const { seat: _, ...free } = person.now;
    if (action.do === 'walk')
      person.now = {
        ...free,
        position: action.path?.at(-1) ?? free.position,
        facing: action.facing ?? free.facing,
        posture: 'stand',
        onStage: !action.exit,
      };
    else if (action.do === 'sit' || action.do === 'lie')
      person.now = {
        ...free,
        ...(seat
          ? {
              seat: seat.id,
              position: [seat.position[0], seat.position[1]],
              floor: seat.position[2],
              facing: seat.facing,
            }
          : {}),
        posture: action.do,
      };
    else if (action.do === 'rise')
      person.now = {
        ...free,
        position: action.path?.at(-1) ?? (seat ? [seat.approach[0], seat.approach[1]] : free.position),
        floor: seat?.approach[2] ?? free.floor,
        facing: action.facing ?? free.facing,
        posture: 'stand',
      };
    else if (action.do === 'kneel')
      person.now = { ...free, posture: 'kneel', facing: action.facing ?? free.facing };
    else if (action.do === 'turn') person.now = { ...person.now, facing: action.facing ?? free.facing };
    else this.#applyHands(person, action);
  }

  #applyHands(person: Person, action: Action): void {
    const { prop } = action;
    if (!prop) return;
    if (action.do === 'pickUp' || action.do === 'take')
      this.hold(prop, person.id, action.hand === 'left' ? 'left' : 'right');
    else if (action.do === 'give' && action.to) this.hold(prop, action.to, 'right');
    else if (action.do === 'putDown' && action.place) this.lay(prop, action.place);
  }

  /** Puts a prop into a hand, out of any other; it can be moved again from frame `until` of the scene's clock on. */
  hold(prop: string, actor: string, hand: Hand, until = 0): void {
    this.#drop(prop);
    this.props.set(prop, { kind: this.#kindOf(prop), holder: { actor, hand }, busy: until });
    const person = this.people.get(actor);
    if (person) person.hands[hand] = prop;
  }

  /** Lays a prop down, out of any hand. */
  lay(prop: string, at: Vec3, until = 0): void {
    this.#drop(prop);
    this.props.set(prop, { kind: this.#kindOf(prop), at, busy: until });
  }

  #kindOf(prop: string): PropKind {
    return this.props.get(prop)?.kind ?? 'thing';
  }

  /** A prop that is in the scene, but that nobody has seen yet. */
  introduce(prop: string, kind: PropKind): void {
    this.props.set(prop, { kind, busy: 0 });
  }

  #drop(prop: string): void {
    for (const person of this.people.values())
      for (const hand of ['left', 'right'] as const)
        if (person.hands[hand] === prop) delete person.hands[hand];
  }

  /** The scene's cast and props as they are before the first frame. */
  opening(): Pick<SceneBlocking, 'cast' | 'props'> {
    return {
      cast: [...this.people.values()].map(({ id, now }) => ({ actor: id, start: { ...now } })),
      props: [...this.props].flatMap(([prop, { at, holder }]): SceneBlocking['props'] =>
        at ? [{ prop, position: at, facing: 0 }] : holder ? [{ prop, holder }] : [],
      ),
    };
  }
}

/** Appends an action to the beat; `start` counts from the beat's first frame. */
export function act(draft: Draft, action: Action): number {
  draft.actions.push(action);
  return action.start + action.frames;
}
