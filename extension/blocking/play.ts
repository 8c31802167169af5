import type { ActionVerb } from '../../schemas/source/blocking.ts';
import { aimOf, type Doing, feel, look, namedActor, nearestTo, perform, propOf } from './doing.ts';
import { turnTowards } from './moves.ts';
import * as hands from './playHands.ts';
import * as moves from './playMoves.ts';
import * as seats from './playSeats.ts';
import * as tasks from './playTasks.ts';
import type { Deed, Sentence } from './reading/discourse.ts';
import type { Draft, Person, Stage } from './stage.ts';
import { read, seconds } from './timing.ts';

type Play = (doing: Doing) => number;

/** Eyes go to the other, the body does one thing. */
const simply =
  (verb: ActionVerb, more: { hold?: boolean } = {}): Play =>
  (doing) => {
    const aim = aimOf(doing);
    const target = aim?.target ?? (doing.partner ? { actor: doing.partner.id } : undefined);
    if (target && verb !== 'cry' && verb !== 'sigh' && verb !== 'coverFace' && verb !== 'think')
      look(doing.stage, doing.draft, doing.person, target, doing.at);
    return perform(doing, verb, more);
  };

const looks: Play = (doing) => {
  const { stage, draft, person, partner, deed } = doing;
  const aim = aimOf(doing);
  const away = /\b(?:out|outside|window)\b/.test(
    deed.places.map((p) => `${p.preposition} ${p.what.text}`).join(' '),
  );
  const target =
    aim?.target ??
    (partner && !away && /^(?:look|watch|stare|glance|gaze|glare|regard|see|notice)/.test(deed.verb)
      ? { actor: partner.id }
      : undefined);
  look(stage, draft, person, target, doing.at);
  const at = aim?.at ?? (target && partner ? partner.now.position : undefined);
  const turned = at
    ? turnTowards(stage, draft, person, at, doing.at + Math.round(0.1 * stage.fps))
    : doing.at;
  return Math.max(turned, doing.at + stage.frames(read.look));
};

/** Eyes on a point of the person's own: so many radians to the left, so far up. */
const gazeAt =
  (turns: readonly number[], rise: number): Play =>
  (doing) => {
    const { stage, draft, person } = doing;
    let at = doing.at;
    for (const turn of turns) {
      look(stage, draft, person, { point: stage.ahead(person, turn, 1.6, rise) }, at);
      at += stage.frames(0.8);
    }
    return Math.max(at, doing.at + stage.frames(read.look));
  };

const shows =
  (feeling: Parameters<typeof feel>[3], strength: number): Play =>
  (doing) => {
    if (doing.partner) look(doing.stage, doing.draft, doing.person, { actor: doing.partner.id }, doing.at);
    feel(doing.stage, doing.draft, doing.person, doing.deed.feeling ?? feeling, strength, doing.at);
    return doing.at + doing.stage.frames(read.feel);
  };

const being: Play = (doing) => {
  if (doing.deed.places.some((p) => /\bphone\b/.test(p.what.text))) return tasks.phoneUp(doing);
  return moves.hold(doing);
};

const listens: Play = (doing) => {
  const { stage, draft, person, partner } = doing;
  look(stage, draft, person, aimOf(doing)?.target ?? (partner ? { actor: partner.id } : undefined), doing.at);
  return doing.at + stage.frames(1.4);
};

const plays: Readonly<Record<Deed['kind'], Play>> = {
  enter: moves.enter,
  exit: hands.leave,
  go: moves.go,
  approach: moves.approach,
  follow: moves.follow,
  retreat: moves.retreat,
  sit: seats.sit,
  sitting: seats.sit,
  rise: seats.rise,
  standing: seats.standing,
  kneel: seats.kneel,
  lie: seats.lie,
  turn: moves.turn,
  turnAway: moves.turnAway,
  stop: moves.hold,
  look: looks,
  lookAround: gazeAt([0.9, -0.9, 0.3], 0),
  lookAway: gazeAt([0.8], -0.15),
  lookDown: gazeAt([0.1], -1),
  listen: listens,
  point: hands.point,
  wave: simply('wave'),
  reach: hands.reach,
  pickUp: hands.pickUp,
  takeOut: hands.takeOut,
  take: hands.take,
  putDown: hands.putDown,
  putAway: hands.reach,
  give: hands.give,
  show: hands.show,
  hold: hands.holdProp,
  openDoor: (doing) => tasks.door(doing, 'openDoor'),
  closeDoor: (doing) => tasks.door(doing, 'closeDoor'),
  knock: (doing) => tasks.door(doing, 'knock'),
  nod: simply('nod'),
  shakeHead: simply('shakeHead'),
  shrug: simply('shrug'),
  gesture: simply('gesture'),
  laugh: simply('laugh'),
  cry: simply('cry'),
  sigh: simply('sigh'),
  drink: (doing) => tasks.consume(doing, 'drink'),
  eat: (doing) => tasks.consume(doing, 'eat'),
  type: (doing) => tasks.task(doing, 'type'),
  write: (doing) => tasks.task(doing, 'write'),
  read: (doing) => tasks.consume(doing, 'read'),
  phoneUp: tasks.phoneUp,
  phoneDown: tasks.phoneDown,
  hug: tasks.hug,
  push: tasks.push,
  clap: simply('clap'),
  think: simply('think'),
  crossArms: simply('crossArms', { hold: true }),
  handsOnHips: simply('handsOnHips', { hold: true }),
  coverFace: simply('coverFace'),
  work: (doing) => tasks.task(doing, 'work'),
  drive: (doing) => tasks.task(doing, 'drive'),
  fall: simply('fall', { hold: true }),
  jump: simply('jump'),
  dance: simply('dance'),
  startle: simply('startle'),
  lean: tasks.leanOn,
  smile: shows('happy', 0.8),
  frown: shows('puzzled', 0.7),
  feel: shows('sad', 0.7),
  be: being,
};

/** Deeds that themselves bring in one who is not there, or take them away. */
const brings = new Set<Deed['kind']>(['enter', 'exit', 'approach', 'follow', 'go', 'sit', 'sitting']);
/** What one can do behind the door without being brought in. */
const unseen = new Set<Deed['kind']>(['knock', 'be', 'feel', 'standing', 'listen', 'think', 'hold']);
/** Deeds by which somebody who left comes back. */
const comes = new Set<Deed['kind']>(['enter', 'approach', 'follow', 'go']);

/** Deeds of one pair of hands. */
const handling = new Set<Deed['kind']>([
  'pickUp',
  'takeOut',
  'take',
  'putDown',
  'putAway',
  'give',
  'show',
  'hold',
  'read',
  'drink',
  'eat',
  'phoneUp',
]);

/** Acts out a sentence's deeds, in order or together as it says. Returns the frame at which all is done. */
export function playSentence(
  stage: Stage,
  draft: Draft,
  sentence: Pick<Sentence, 'deeds'>,
  from: number,
): number {
  let start = from;
  let end = from;
  for (const [n, deed] of sentence.deeds.entries()) {
    if (!deed.together || n === 0) start = end;
    const began = start;
    for (const [index, id] of deed.who.entries()) {
      const person = stage.person(id);
      if (!person || (person.gone && !person.now.onStage && deed.who.length > 1 && !comes.has(deed.kind)))
        continue;
      // Only one of several can have the thing in hand; the others look on.
      if (index > 0 && handling.has(deed.kind) && propOf(deed) !== undefined) continue;
      end = Math.max(end, playDeed(stage, draft, person, deed, index, began, n));
    }
  }
  stage.pointedAt = sentence.deeds.some((d) => d.kind === 'point' || d.kind === 'turn')
    ? stage.pointedAt
    : undefined;
  return end;
}

function playDeed(
  stage: Stage,
  draft: Draft,
  person: Person,
  deed: Deed,
  index: number,
  at: number,
  n: number,
): number {
  const doing: Doing = {
    stage,
    draft,
    person,
    deed,
    index,
    at,
    partner: undefined,
    random: stage.random(`${draft.id}:${person.id}:${n}`),
  };
  doing.partner =
    namedActor(doing, deed) ??
    deed.who
      .map((id) => stage.person(id))
      .find((p) => p && p.id !== person.id && p.now.onStage && deed.kind !== 'enter' && deed.kind !== 'go') ??
    nearestTo(stage, person);
  if (namedActor(doing, deed)) person.attention = doing.partner?.id;
  if (!person.now.onStage && !brings.has(deed.kind)) {
    if (unseen.has(deed.kind)) return at + stage.frames(deed.kind === 'knock' ? seconds.knock : read.hold);
    doing.at = moves.enter({ ...doing, deed: { ...deed, objects: [], places: [] } });
    if (deed.kind === 'openDoor') return doing.at;
  }
  if (deed.feeling && deed.kind !== 'smile' && deed.kind !== 'frown' && deed.kind !== 'feel')
    feel(stage, draft, person, deed.feeling, 0.7, doing.at);
  return plays[deed.kind](doing);
}

/** Whether the deed is worth a beat of its own within a sentence that holds several. */
const weighty = new Set<Deed['kind']>([
  'enter',
  'exit',
  'go',
  'approach',
  'sit',
  'rise',
  'pickUp',
  'putDown',
  'give',
  'take',
  'openDoor',
  'hug',
  'push',
  'cry',
  'laugh',
  'drink',
  'read',
  'phoneUp',
]);

/** Parts a sentence before each weighty deed that follows another, so that the camera can cut on it. */
export function splitDeeds(deeds: readonly Deed[]): Deed[][] {
  const groups: Deed[][] = [];
  for (const deed of deeds) {
    const open = groups.at(-1);
    if (open && !(weighty.has(deed.kind) && !deed.together && open.some((d) => weighty.has(d.kind))))
      open.push(deed);
    else groups.push([deed]);
  }
  return groups;
}

/** Those who look on turn their eyes, and sometimes themselves, to who does something. */
export function watch(stage: Stage, draft: Draft, doers: readonly string[]): void {
  const doer = doers
    .map((id) => stage.person(id))
    .find((p) => p?.now.onStage || draft.actions.some((a) => a.actor === p?.id && a.exit));
  if (!doer) return;
  const moves = draft.actions.find((a) => a.actor === doer.id);
  for (const person of stage.onStage(...doers)) {
    const random = stage.random(`${draft.id}:${person.id}:watch`);
    const reaction = 0.2 + 0.5 * random();
    if (random() < 0.15 || draft.actions.some((a) => a.actor === person.id && a.do === 'look')) continue;
    const at = Math.max(0, moves?.start ?? 0) + stage.frames(reaction);
    look(stage, draft, person, { actor: doer.id }, at);
    if (moves?.entrance || moves?.do === 'walk')
      turnTowards(stage, draft, person, doer.now.position, at + Math.round(0.2 * stage.fps), 1.3);
  }
}
