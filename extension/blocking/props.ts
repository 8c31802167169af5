import type { Breakdown, Scene } from '../../schemas/source/breakdown.ts';
import type { Vec2, Vec3 } from '../../schemas/source/common.ts';
import { direction, flat, round4 } from '../geometry/vector.ts';
import { freeHand } from './doing.ts';
import { nearestSurface, pointOn, surfaceNamed } from './places.ts';
import type { Deed, Sentence } from './reading/discourse.ts';
import { type ReadLine, sentencesOf } from './script.ts';
import type { Person, Stage } from './stage.ts';

/** Deeds that need the thing in the hand already. */
const fromHand = new Set<Deed['kind']>(['give', 'show', 'putDown', 'putAway', 'hold', 'point', 'exit']);
/** Deeds for which one who was there from the start has had it in the hand all along. */
const inUse = new Set<Deed['kind']>(['read', 'drink', 'eat', 'wave', 'enter', 'be']);
const inHand = /\b(?:hands?|arms|fingers|grip|fist|lap|shoulder)\b/;

/** Too large for a table. */
const onFloor = new Set(['suitcase', 'bag', 'umbrella', 'rope']);
/** Small enough for a pocket: "her phone" is there until she takes it. */
const inPocket = new Set(['phone', 'key', 'watch', 'money', 'cigarette', 'ring', 'pen', 'ticket', 'photo']);

/** The first words about a prop: who has to do with it, and how. */
interface FirstUse {
  sentence: Sentence;
  /** The whole paragraph: "the table" may be in the sentence before. */
  paragraph: string;
  deed?: Deed;
  who?: string;
}

const locating =
  /\b(?:on|upon|in front of|in the middle|before|beside|under|next to|near|against|between|atop|around) /i;

function firstUse(prop: string, lines: readonly ReadLine[]): FirstUse | undefined {
  let seen: FirstUse | undefined;
  let before: string | undefined;
  for (const read of lines)
    for (const sentence of sentencesOf(read)) {
      // "Vera sits. In front of her, a key.": who the sentence before was about.
      const subject = before;
      before = sentence.deeds.at(-1)?.who[0] ?? before;
      if (!sentence.mentions.includes(prop)) continue;
      const deed = sentence.deeds.find((d) =>
        [...d.objects, ...d.places.map((p) => p.what)].some((t) => t.prop === prop),
      );
      const who = deed?.who[0] ?? sentence.mentions.find((id) => id !== prop) ?? subject;
      const found: FirstUse = {
        sentence: seen?.sentence ?? sentence,
        paragraph: seen?.paragraph ?? read.line.text,
        ...(deed ? { deed } : {}),
        ...(who === undefined ? {} : { who }),
      };
      if (deed && deed.kind !== 'look' && deed.kind !== 'be') return found;
      if (held.test(sentence.text) || (!deed && locating.test(sentence.text))) return seen ?? found;
      seen ??= found;
    }
  return seen;
}

/** Words that put a thing into somebody's hand or on their body. */
const held =
  /\b(?:in|from|on|under|at|over) (?:his|her|their|one|each|\w+['’]s) (?:\w+ )?(?:hands?|arms?|fingers|grip|fist|knees?|lap|ear|shoulder|back)\b|\b(?:holding|carrying|clutching|armed with|cradling)\b/i;

/**
 * Puts the scene's props where they are before its first frame: in the hand of who uses them without taking them up,
 * else on the surface the words name or the nearest one, else on the ground. What is first drawn from a pocket is
 * nowhere yet.
 */
export function placeProps(
  stage: Stage,
  scene: Scene,
  breakdown: Breakdown,
  lines: readonly ReadLine[],
  carried: ReadonlyMap<string, string>,
): void {
  for (const id of scene.props) {
    const prop = breakdown.props.find((p) => p.id === id);
    if (!prop) continue;
    if (prop.kind === 'phone' && stage.phone === undefined) stage.phone = id;
    stage.introduce(id, prop.kind);
    const use = firstUse(id, lines);
    if (use?.deed?.kind === 'takeOut' || (inPocket.has(prop.kind) && fromPocket(stage, id, use))) continue;
    const holder = holderOf(stage, id, use) ?? carrier(stage, carried.get(id));
    if (holder) {
      stage.hold(id, holder.id, freeHand(holder));
      if (prop.kind === 'phone' && use && /\bear\b/.test(use.sentence.text)) holder.onPhone = true;
      continue;
    }
    if (!use) continue;
    const person = use.who === undefined ? undefined : stage.person(use.who);
    const near: Vec2 = person?.now.onStage ? person.now.position : middleOf(stage);
    if (stage.seatsOnly) {
      const lap = person ?? stage.onStage()[0];
      if (lap) stage.hold(id, lap.id, freeHand(lap));
      continue;
    }
    const text = surfaceNamed(stage.plan, use.sentence.text, near) ? use.sentence.text : use.paragraph;
    stage.lay(id, lyingPlace(stage, text, near, person, onFloor.has(prop.kind)));
  }
}

/** Whether somebody takes up a thing that is their own, and that the words do not place. */
function fromPocket(stage: Stage, prop: string, use: FirstUse | undefined): boolean {
  const own = use?.deed?.objects.find((o) => o.prop === prop)?.text ?? '';
  return (
    (use?.deed?.kind === 'pickUp' || use?.deed?.kind === 'phoneUp') &&
    /^(?:his|her|their) /.test(own) &&
    !surfaceNamed(stage.plan, use.paragraph, [0, 0])
  );
}

function holderOf(stage: Stage, prop: string, use: FirstUse | undefined): Person | undefined {
  if (!use) return undefined;
  const { deed, sentence } = use;
  const who = use.who === undefined ? undefined : stage.person(use.who);
  if (deed?.kind === 'take') {
    const from = deed.places.flatMap((p) => (p.preposition === 'from' ? p.what.actors : []))[0];
    if (from !== undefined) return stage.person(from);
  }
  if (!who || bothHandsFull(who)) return undefined;
  if (deed && fromHand.has(deed.kind)) return who;
  if (deed?.places.some((p) => p.preposition === 'with' && p.what.prop === prop)) return who;
  if (
    deed &&
    inUse.has(deed.kind) &&
    (who.now.onStage || deed.kind === 'enter') &&
    !surfaceNamed(stage.plan, sentence.text, [0, 0])
  )
    return who;
  if (held.test(sentence.text)) return who;
  const hand =
    deed?.places.some((p) => inHand.test(p.what.text)) && deed.kind !== 'take' && deed.kind !== 'pickUp';
  return hand ? who : undefined;
}

const bothHandsFull = (person: Person): boolean =>
  person.hands.left !== undefined && person.hands.right !== undefined;

function carrier(stage: Stage, actor: string | undefined): Person | undefined {
  const person = actor === undefined ? undefined : stage.person(actor);
  return person && !bothHandsFull(person) ? person : undefined;
}

/** The place in the set where people stand most. */
function middleOf(stage: Stage): Vec2 {
  const stand = stage.plan.marks.find((m) => m.kind === 'stand');
  return stand ? flat(stand.position) : [0, 0];
}

/** How far from somebody a prop may lie unless the words name its place, metres. */
const nearEnough = 6;

function lyingPlace(
  stage: Stage,
  text: string,
  near: Vec2,
  person: Person | undefined,
  floor: boolean,
): Vec3 {
  const named = surfaceNamed(stage.plan, text, near);
  const surface = named ?? (floor ? undefined : nearestSurface(stage.plan, near));
  const taken = [...stage.props.values()].flatMap((p) => (p.at ? [p.at] : []));
  if (surface) {
    const at = pointOn(stage.plan, surface, near, taken);
    const far = Math.hypot(at[0] - near[0], at[1] - near[1]) > nearEnough;
    if (named || !far) return at;
  }
  const [dx, dy] = direction((person?.now.facing ?? 0) + 0.7);
  const spot: Vec2 = [near[0] + 0.5 * dx, near[1] + 0.5 * dy];
  const free = taken.some((t) => Math.hypot(t[0] - spot[0], t[1] - spot[1]) < 0.2)
    ? ([spot[0] + 0.25, spot[1]] satisfies Vec2)
    : spot;
  const ground = stage.floor.free(flat([...free, 0])) ? free : (stage.floor.nearest(free, 2) ?? free);
  return [round4(ground[0]), round4(ground[1]), 0];
}
