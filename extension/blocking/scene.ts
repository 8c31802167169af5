import type { Beat, Placement, SceneBlocking } from '../../schemas/source/blocking.ts';
import type { Breakdown, CastMember, Scene } from '../../schemas/source/breakdown.ts';
import type { Finding } from '../../schemas/source/common.ts';
import type { FloorPlan } from '../../schemas/source/sets.ts';
import type { SpokenLine } from '../../schemas/source/voices.ts';
import { facingTo, round4 } from '../geometry/vector.ts';
import { actionBeats } from './actionBeats.ts';
import { addBeat, type Clock, keepAdded, setTension } from './beats.ts';
import { look, nearestTo } from './doing.ts';
import { lineBeat } from './lineBeats.ts';
import { enter } from './playMoves.ts';
import { placeProps } from './props.ts';
import type { Names } from './reading/tokens.ts';
import { type Presence, presences, type ReadLine, readScene } from './script.ts';
import { settle } from './settle.ts';
import { act, type Draft, type Person, Stage } from './stage.ts';
import { plainSeconds, seconds } from './timing.ts';

/** How a scene leaves its people and things, for one that goes on from it. */
export interface Ending {
  place: string;
  people: ReadonlyMap<string, Placement>;
  /** Actors by the prop they hold. */
  held: ReadonlyMap<string, string>;
}

export interface SceneInput {
  scene: Scene;
  plan: FloorPlan;
  breakdown: Breakdown;
  cast: ReadonlyMap<string, CastMember>;
  names: Names;
  spoken: ReadonlyMap<string, SpokenLine>;
  fps: number;
  seed: number;
  previous: SceneBlocking | undefined;
  /** How the scene before ends. */
  before: Ending | undefined;
}

const opens = { least: 0.8, most: 1.5 } as const;
const closes = { least: 0.6, most: 1.2 } as const;

/** Whether a scene goes on from the one before it. */
export const continues = (scene: Scene): boolean =>
  /CONTINUOUS|SAME|MOMENTS? LATER/i.test(scene.timeWord ?? '');

/** Plans one scene on its own clock. Depends on nothing but its input. */
export function blockScene(input: SceneInput): {
  blocked: SceneBlocking;
  findings: Finding[];
  ending: Ending;
} {
  const { scene, plan, breakdown, cast, names, fps, previous } = input;
  const stage = new Stage(plan, fps, input.seed);
  const lines = readScene(scene, cast, names);
  const presence = presences(scene, lines);
  const continuous = continues(scene) ? input.before : undefined;
  for (const [id, { how }] of presence) {
    const member = cast.get(id);
    if (member && how !== 'heard') stage.people.set(id, newPerson(member));
  }
  const edited = new Map((previous?.beats ?? []).filter((b) => b.origin === 'edited').map((b) => [b.id, b]));
  const clock: Clock = {
    scene,
    stage,
    spoken: input.spoken,
    beats: [],
    heat: new Map(),
    now: 0,
    findings: [],
    pending: undefined,
    edited,
    run: undefined,
    speakers: [],
  };
  const arriving = continuous && continuous.place !== scene.place ? followsFrom(presence, continuous) : [];
  for (const id of settle(stage, scene, presence)) {
    stage.people.delete(id);
    clock.findings.push({
      line: scene.span.first,
      column: 0,
      rule: 'no-seat',
      severity: 'warning',
      message: `There is no seat left for ${cast.get(id)?.name ?? id}.`,
    });
  }
  if (continuous?.place === scene.place) stayWhereTheyWere(stage, presence, continuous);
  placeProps(stage, scene, breakdown, lines, continuous?.held ?? new Map());
  const opening = stage.opening();

  openBeat(clock, presence, arriving);
  for (const [n, read] of lines.entries()) addLine(clock, read, nextSpeaker(lines, n));
  closeBeat(clock);
  setTension(clock);
  keepAdded(clock, previous?.beats ?? []);

  const transitions = lines.filter((r) => r.kind === 'transition').map((r) => r.line.text);
  const blocked: SceneBlocking = {
    id: scene.id,
    number: scene.number,
    set: plan.id,
    frames: clock.now,
    cast: opening.cast.map((entry) =>
      entry.start.onStage ? entry : { ...entry, start: waiting(entry.actor, entry.start, clock.beats) },
    ),
    props: opening.props,
    beats: clock.beats,
    transitionOut: transitionOut(transitions),
    transitionIn:
      transitions.some((t) => /FADE IN/i.test(t)) && lines[0]?.kind === 'transition' ? 'fade' : 'cut',
    origin: 'planned',
  };
  return { blocked, findings: clock.findings, ending: endingOf(scene, stage) };
}

const newPerson = (member: CastMember): Person => ({
  id: member.id,
  member,
  now: { position: [0, 0], floor: 0, facing: 0, posture: 'stand', onStage: false },
  hands: {},
  busy: 0,
  mood: { feeling: 'neutral', strength: 0 },
  onPhone: false,
  attention: undefined,
  gone: false,
});

/** Those who were not left behind walk in as the scene begins, when it goes on from another place. */
function followsFrom(presence: Map<string, Presence>, before: Ending): string[] {
  const ids = [...presence]
    .filter(
      ([id, p]) => p.how === 'start' && p.state === undefined && before.people.get(id)?.onStage === false,
    )
    .map(([id]) => id);
  for (const id of ids) presence.set(id, { how: 'enters' });
  return ids;
}

function stayWhereTheyWere(stage: Stage, presence: ReadonlyMap<string, Presence>, before: Ending): void {
  for (const person of stage.onStage()) {
    const was = before.people.get(person.id);
    const free =
      was?.onStage &&
      presence.get(person.id)?.state === undefined &&
      (was.seat === undefined || stage.onStage(person.id).every((p) => p.now.seat !== was.seat));
    const apart =
      was &&
      stage.others(person.id).every((o) => Math.hypot(o[0] - was.position[0], o[1] - was.position[1]) > 0.5);
    if (was && free && apart) person.now = { ...was };
  }
}

function openBeat(clock: Clock, presence: ReadonlyMap<string, Presence>, arriving: readonly string[]): void {
  const { scene, stage } = clock;
  const id = `${scene.id}.open`;
  addBeat(clock, id, (draft) => {
    const length = opens.least + (opens.most - opens.least) * stage.random(id)();
    for (const person of stage.onStage()) begin(stage, draft, person, presence.get(person.id));
    const deed = {
      kind: 'enter',
      verb: 'enter',
      who: arriving,
      objects: [],
      places: [],
      together: false,
    } as const;
    let end = 0;
    for (const [index, actor] of arriving.entries()) {
      const person = stage.person(actor);
      if (person)
        end = Math.max(
          end,
          enter({
            stage,
            draft,
            person,
            deed,
            index,
            at: 0,
            partner: undefined,
            random: stage.random(`${id}:${actor}`),
          }),
        );
    }
    return {
      kind: 'open',
      span: { first: scene.span.first, last: scene.span.first },
      text: scene.heading,
      frames: Math.max(stage.frames(length), end),
      heat: 0,
      subjects: stage.onStage().map((p) => p.id),
      understood: true,
    };
  });
}

/** What somebody is doing when the scene begins. */
function begin(stage: Stage, draft: Draft, person: Person, presence: Presence | undefined): void {
  const kind = presence?.state?.kind;
  const wheel = person.now.seat === 'driver';
  const partner = nearestTo(stage, person);
  if (person.onPhone)
    act(draft, {
      actor: person.id,
      do: 'phoneUp',
      start: 0,
      frames: stage.frames(seconds.phoneUp),
      hold: true,
    });
  if (wheel || kind === 'type' || kind === 'write' || kind === 'work' || kind === 'read') {
    const does = wheel ? 'drive' : (kind as 'type');
    look(stage, draft, person, wheel ? undefined : { point: stage.ahead(person, 0, 0.7, -0.5) }, 0);
    act(draft, { actor: person.id, do: does, start: 0, frames: stage.frames(seconds[does]), hold: true });
  } else look(stage, draft, person, partner && kind !== 'lie' ? { actor: partner.id } : undefined, 0);
}

function closeBeat(clock: Clock): void {
  const { scene, stage } = clock;
  const id = `${scene.id}.close`;
  const length = closes.least + (closes.most - closes.least) * stage.random(id)();
  addBeat(clock, id, () => ({
    kind: 'close',
    span: { first: scene.span.last, last: scene.span.last },
    text: '',
    frames: stage.frames(length),
    heat: 0,
    subjects: stage.onStage().map((p) => p.id),
    understood: true,
  }));
}

function addLine(clock: Clock, read: ReadLine, next: string | undefined): void {
  if (read.kind === 'speech') {
    lineBeat(clock, read, next);
    return;
  }
  clock.run = undefined;
  if (read.kind === 'action' || read.kind === 'shot') actionBeats(clock, read);
  else if (read.kind === 'title')
    addBeat(clock, read.line.id, () => ({
      kind: 'pause',
      line: read.line.id,
      span: read.line.span,
      text: read.line.text,
      frames: clock.stage.frames(plainSeconds(read.line.text)),
      heat: 0,
      subjects: [],
      understood: true,
    }));
}

const nextSpeaker = (lines: readonly ReadLine[], from: number): string | undefined => {
  const now = lines[from];
  const speaker = now?.kind === 'speech' ? now.speaker : undefined;
  for (const read of lines.slice(from + 1))
    if (read.kind === 'speech' && read.speaker !== speaker && read.visible) return read.speaker;
  return undefined;
};

/** One who comes in later waits where the first walk starts. */
function waiting(actor: string, start: Placement, beats: readonly Beat[]): Placement {
  const walk = beats.flatMap((b) => b.actions).find((a) => a.actor === actor && a.do === 'walk');
  const [from, to] = walk?.path ?? [];
  return from ? { ...start, position: from, facing: to ? round4(facingTo(from, to)) : 0 } : start;
}

const outs: readonly (readonly [RegExp, SceneBlocking['transitionOut']])[] = [
  [/SMASH/i, 'smash'],
  [/MATCH/i, 'match'],
  [/DISSOLVE/i, 'dissolve'],
  [/WIPE/i, 'wipe'],
  [/FADE (?:OUT|TO)|FADE\.?$|BLACK|WHITE/i, 'fade'],
];
function transitionOut(texts: readonly string[]): SceneBlocking['transitionOut'] {
  const last = texts.filter((t) => !/FADE IN/i.test(t)).at(-1) ?? '';
  return outs.find(([pattern]) => pattern.test(last))?.[1] ?? 'cut';
}

function endingOf(scene: Scene, stage: Stage): Ending {
  const held = [...stage.props].flatMap(([prop, { holder }]) =>
    holder ? [[prop, holder.actor] as const] : [],
  );
  return {
    place: scene.place,
    people: new Map([...stage.people].map(([id, p]) => [id, p.now])),
    held: new Map(held),
  };
}
