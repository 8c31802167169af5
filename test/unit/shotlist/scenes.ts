import { pick, seeded } from '../../../extension/geometry/random.ts';
import { facingTo } from '../../../extension/geometry/vector.ts';
import { walkFrames } from '../../../extension/geometry/walk.ts';
import { planSet } from '../../../extension/sets/plan.ts';
import type { Action, Beat, Placement, SceneBlocking } from '../../../schemas/source/blocking.ts';
import type { Breakdown, CastMember, Look, SetKind } from '../../../schemas/source/breakdown.ts';
import type { Vec2 } from '../../../schemas/source/common.ts';
import type { FloorPlan } from '../../../schemas/source/sets.ts';
import { adult, standing } from '../../fixtures/scene.ts';

export const fps = 24;

/** The floor plan of a kind of place, as the sets stage lays it out. */
export const planFor = (kind: SetKind, setting: 'INT' | 'EXT' = 'INT'): FloorPlan =>
  planSet(
    {
      id: kind,
      name: kind.toUpperCase(),
      kind,
      setting,
      words: [],
      scenes: [],
      mentions: [],
      origin: 'planned',
    },
    1,
  );

/** Seated in one of a plan's seats. */
export function seated(plan: FloorPlan, index: number): Placement {
  const seat = plan.seats[index];
  if (!seat) throw new Error(`no seat ${index} in ${plan.kind}`);
  const [x, y, floor] = seat.position;
  return { position: [x, y], floor, facing: seat.facing, posture: 'sit', seat: seat.id, onStage: true };
}

/** Two who stand and face each other round a point, along a direction. */
export function facing(at: Vec2, apart: number, angle: number): [Placement, Placement] {
  const [dx, dy] = [(Math.cos(angle) * apart) / 2, (Math.sin(angle) * apart) / 2];
  const a: Vec2 = [at[0] - dx, at[1] - dy];
  const b: Vec2 = [at[0] + dx, at[1] + dy];
  return [standing(a[0], a[1], facingTo(a, b)), standing(b[0], b[1], facingTo(b, a))];
}

type Said = Partial<Beat> & { seconds: number };

/** Lays beats one after another on the clock: lines by [speaker, words, tension], actions and pauses as they are. */
export class Script {
  readonly beats: Beat[] = [];
  #at = 0;

  add(kind: Beat['kind'], { seconds, ...more }: Said): this {
    const frames = Math.round(seconds * fps);
    const id = more.id ?? `b${this.beats.length + 1}`;
    this.beats.push({
      id,
      kind,
      line: `line-${id}`,
      span: { first: this.beats.length, last: this.beats.length },
      start: this.#at,
      frames,
      text: '',
      tension: 0.3,
      subjects: [],
      understood: true,
      actions: [],
      origin: 'planned',
      ...more,
    });
    this.#at += frames;
    return this;
  }

  open(seconds = 1.2): this {
    return this.add('open', { seconds });
  }

  say(
    speaker: string,
    addressee: string | undefined,
    text: string,
    tension = 0.4,
    more: Partial<Beat> = {},
  ): this {
    const seconds = Math.max(0.6, text.length / 14);
    return this.add('line', {
      seconds: seconds + 0.2,
      text,
      tension,
      speaker,
      ...(addressee ? { addressee } : {}),
      subjects: [speaker],
      speech: { start: 4, frames: Math.round(seconds * fps), visible: true },
      ...more,
    });
  }

  act(actions: Action[], seconds: number, more: Partial<Beat> = {}): this {
    return this.add('action', {
      seconds,
      actions,
      subjects: [...new Set(actions.map(({ actor }) => actor))],
      ...more,
    });
  }

  walk(actor: string, path: Vec2[], more: Partial<Action> = {}): this {
    let metres = 0;
    for (let i = 1; i < path.length; i++) {
      const [a, b] = [path[i - 1] as Vec2, path[i] as Vec2];
      metres += Math.hypot(a[0] - b[0], a[1] - b[1]);
    }
    const frames = walkFrames(metres, 1.3, fps);
    return this.act([{ actor, do: 'walk', start: 0, frames, path, ...more }], frames / fps + 0.3);
  }

  close(seconds = 0.8): this {
    return this.add('close', { seconds });
  }

  scene(plan: FloorPlan, cast: Record<string, Placement>, more: Partial<SceneBlocking> = {}): SceneBlocking {
    return {
      id: 'scene-1',
      number: '1',
      set: plan.id,
      frames: this.#at,
      cast: Object.entries(cast).map(([actor, start]) => ({ actor, start })),
      props: [],
      beats: this.beats,
      transitionOut: 'cut',
      transitionIn: 'cut',
      origin: 'planned',
      ...more,
    };
  }
}

export const person = (id: string, look: Partial<Look> = {}): CastMember => ({
  id,
  name: id.charAt(0).toUpperCase() + id.slice(1),
  aliases: [],
  speaking: true,
  extra: false,
  sex: 'unknown',
  traits: [],
  description: '',
  look: { ...adult, ...look },
  scenes: [],
  mentions: [],
  origin: 'planned',
});

export const filmOf = (cast: CastMember[], plans: FloorPlan[], scenes: SceneBlocking[]): Breakdown => ({
  version: 1,
  title: 'Test',
  credits: [],
  language: 'en',
  scenes: scenes.map((scene) => ({
    id: scene.id,
    number: scene.number,
    heading: `INT. ${scene.set.toUpperCase()} - DAY`,
    span: { first: 0, last: 0 },
    place: scene.set,
    setting: 'INT',
    time: 'DAY',
    mood: 'high',
    weather: 'clear',
    cast: scene.cast.map(({ actor }) => actor),
    props: [],
    lines: [],
    origin: 'planned',
  })),
  cast,
  places: plans.map(({ id, kind }) => ({
    id,
    name: id.toUpperCase(),
    kind,
    setting: 'INT',
    words: [],
    scenes: [],
    mentions: [],
    origin: 'planned',
  })),
  props: [{ id: 'key', name: 'brass key', kind: 'key', scenes: [], mentions: [], origin: 'planned' }],
});

/** Twelve lines of a quarrel that rises to an accusation. */
export function quarrel(a: string, b: string): Script {
  return new Script()
    .open()
    .say(a, b, 'You went through my coat.', 0.25)
    .say(b, a, 'I was looking for matches.', 0.3)
    .say(b, a, 'Every Sunday you say you go running. Whose door is this, Sam? Tell me.', 0.4)
    .say(a, b, "It isn't what you think.", 0.5)
    .say(b, a, 'Then tell me what I think!', 0.6)
    .add('pause', { seconds: 1.6, tension: 0.65 })
    .say(
      a,
      b,
      'I bought it in spring, when you were ill, and I have carried buckets there every week since.',
      0.7,
    )
    .say(b, a, 'You lied to me.', 0.85)
    .say(a, b, 'Get your coat.', 0.6)
    .close();
}

const words = [
  'No.',
  'You lied to me, and you knew it.',
  'Where were you last night?',
  'I waited at the station until the last train had gone, and then I walked home through the rain.',
  'Give me the key!',
  'It does not matter any more.',
  'My mother kept every letter you wrote, in the drawer under the window, tied with string, and nobody ever opened them again.',
  'Yes.',
  'I am leaving on Monday.',
  'Sit down. Please. We have to talk about this before the others come back, all of it, from the beginning.',
];

const interiors: SetKind[] = [
  'living',
  'kitchen',
  'office',
  'bar',
  'bare',
  'corridor',
  'bedroom',
  'hall',
  'car',
];
const exteriors: SetKind[] = ['street', 'forest', 'beach', 'rooftop', 'park'];

export interface Generated {
  film: Breakdown;
  plan: FloorPlan;
  scene: SceneBlocking;
}

/** A scene of 0 to 6 people who stand, sit, speak, walk, come in and leave, made from a seed. */
export function generated(seed: number): Generated {
  const random = seeded(`scene ${seed}`);
  const outside = random() < 0.35;
  const kind = pick(outside ? exteriors : interiors, random);
  const plan = planFor(kind, outside ? 'EXT' : 'INT');
  const count =
    kind === 'car' ? 1 + Math.floor(random() * Math.min(4, plan.seats.length)) : Math.floor(random() * 7);
  const ids = ['ada', 'ben', 'cleo', 'dan', 'eva', 'finn'].slice(0, count);
  const members = ids.map((id) => {
    const child = random() < 0.2;
    return person(
      id,
      child ? { age: 'child', heightM: 1.05 + random() * 0.25 } : { heightM: 1.55 + random() * 0.4 },
    );
  });
  const stand = plan.marks.find((mark) => mark.kind === 'stand')?.position ?? [0, 0, 0];
  const start = random() * Math.PI * 2;
  const radius = count < 2 ? 0 : Math.max(0.6, count * 0.28);
  const spot = (i: number): Vec2 => {
    const angle = start + (i / Math.max(1, count)) * Math.PI * 1.5;
    return [stand[0] + Math.cos(angle) * radius, stand[1] + Math.sin(angle) * radius];
  };
  const sits = kind === 'car' || random() < 0.3;
  const enters = !sits && count > 1 && random() < 0.4;
  const cast: Record<string, Placement> = {};
  ids.forEach((id, i) => {
    const at = spot(i);
    const placed =
      sits && i < plan.seats.length
        ? seated(plan, i)
        : standing(at[0], at[1], facingTo(at, [stand[0], stand[1]]));
    cast[id] = { ...placed, onStage: !(enters && i === count - 1) };
  });
  const script = new Script().open(0.8 + random());
  const last = ids.at(-1) ?? '';
  if (enters) {
    const to = spot(count - 1);
    const from: Vec2 = [to[0] + 1.5, to[1] + 0.8];
    cast[last] = { ...standing(from[0], from[1], facingTo(from, to)), onStage: false };
    script.walk(last, [from, to], { entrance: true, facing: facingTo(to, [stand[0], stand[1]]) });
  }
  const lines = count === 0 ? 0 : 4 + Math.floor(random() * 10);
  for (let i = 0; i < lines; i++) {
    const speaker = pick(ids, random);
    const others = ids.filter((id) => id !== speaker);
    const to = others.length ? pick(others, random) : undefined;
    script.say(speaker, to, pick(words, random), Math.min(1, 0.2 + (0.7 * i) / lines + random() * 0.15));
    if (random() < 0.15) script.add('pause', { seconds: 1 + random(), tension: 0.5 });
    if (random() < 0.1) script.act([{ actor: speaker, do: 'nod', start: 0, frames: 17 }], 0.9);
  }
  const leaver = ids[0];
  if (leaver && !sits && random() < 0.5) {
    const from = spot(0);
    script.walk(leaver, [from, [from[0] - 1.2, from[1] - 0.5]]);
  }
  if (count === 0) script.act([], 3 + random() * 6);
  const scene = script.close().scene(plan, cast, { id: `scene-${seed}`, number: String(seed + 1) });
  return { film: filmOf(members, [plan], [scene]), plan, scene };
}
