import type { Beat } from '../../schemas/source/blocking.ts';
import { flat } from '../geometry/vector.ts';
import { addBeat, type BeatDraft, type Clock } from './beats.ts';
import { look, nearestTo } from './doing.ts';
import { playSentence } from './play.ts';
import { enter } from './playMoves.ts';
import { phoneUp } from './playTasks.ts';
import type { Deed } from './reading/discourse.ts';
import type { ReadLine } from './script.ts';
import {
  estimatedSeconds,
  feelThrough,
  gapAfter,
  gazeThrough,
  gesturesThrough,
  listenersThrough,
  type Speech,
} from './speak.ts';
import type { Draft, Person, Stage } from './stage.ts';
import { feelingIn, lineHeat } from './tension.ts';

type Line = Extract<ReadLine, { kind: 'speech' }>;

/** Things one does not speak over. */
const silent = new Set<Deed['kind']>(['drink', 'eat', 'phoneUp', 'hug']);
/** The shortest a beat of overlapped speech can be, seconds. */
const leastDual = 0.3;

/** Adds the beat of a spoken line: as long as its sound and the pauses round it. `next` is who speaks after it. */
export function lineBeat(clock: Clock, read: Line, next: string | undefined): void {
  addBeat(clock, read.line.id, (draft) => speakLine(clock, draft, read, next));
  clock.speakers = [read.speaker, ...clock.speakers.filter((s) => s !== read.speaker)];
}

function speakLine(clock: Clock, draft: Draft, read: Line, next: string | undefined): BeatDraft {
  const { stage } = clock;
  const { line, manner } = read;
  const spoken = clock.spoken.get(line.id);
  const frames = stage.frames(spoken && spoken.seconds > 0 ? spoken.seconds : estimatedSeconds(line.text));
  const actor = stage.person(read.speaker);
  const visible = read.visible && actor !== undefined;
  const speaker = visible ? actor : undefined;
  const addressee = addresseeOf(clock, read, next);

  let ready = speaker && !speaker.now.onStage ? comeIn(stage, draft, speaker, addressee) : 0;
  for (const sentence of manner.sentences) {
    const done = playSentence(stage, draft, sentence, 0);
    if (sentence.deeds.some((d) => silent.has(d.kind))) ready = Math.max(ready, done);
  }
  if (manner.phone && speaker && !speaker.onPhone) phoneUp(bare(stage, draft, speaker));
  const taken = draft.actions
    .filter((a) => a.actor === speaker?.id && a.do !== 'look' && a.do !== 'feel' && a.do !== 'walk')
    .map((a) => [a.start, a.start + a.frames] as const);

  const start = line.dual
    ? overlapStart(clock, draft, read)
    : ready + (manner.pause > 0 ? stage.frames(manner.pause) : 0);
  const heat = lineHeat(line.text, manner.loudness);
  const own = manner.feeling ? { feeling: manner.feeling, strength: manner.strength } : feelingIn(line.text);
  const speech: Speech = {
    speaker,
    addressee,
    start,
    frames,
    text: line.text,
    spoken,
    beat: line.id,
    heated: heat > 0.2,
  };
  gazeThrough(stage, draft, speech);
  if (!speaker) hearUnseen(stage, draft, read, start);
  const feeling = speaker ? feelThrough(stage, draft, speaker, own, start) : own?.feeling;
  gesturesThrough(stage, draft, speech, taken);
  listenersThrough(stage, draft, speech);
  remember(clock, draft, read, start + frames);

  const length = start + frames + Math.round(gapAfter(line.text) * stage.fps);
  return {
    kind: 'line',
    line: line.id,
    span: line.span,
    speaker: read.speaker,
    ...(addressee ? { addressee: addressee.id } : {}),
    speech: { start, frames, visible },
    text: line.text,
    frames: line.dual ? Math.max(stage.frames(leastDual), length) : length,
    heat,
    subjects: [...new Set([...(visible ? [read.speaker] : []), ...(addressee ? [addressee.id] : [])])],
    understood: true,
    ...(feeling ? { feeling } : {}),
    ...propIn(
      stage,
      manner.sentences.flatMap((s) => s.mentions),
    ),
  };
}

const propIn = (stage: Stage, mentions: readonly string[]): Pick<Beat, 'prop'> => {
  const prop = mentions.find((id) => stage.props.has(id));
  return prop === undefined ? {} : { prop };
};

const nothing: Deed = { kind: 'enter', verb: 'enter', who: [], objects: [], places: [], together: false };
const bare = (stage: Stage, draft: Draft, person: Person) => ({
  stage,
  draft,
  person,
  deed: nothing,
  index: 0,
  at: 0,
  partner: undefined,
  random: () => 0.5,
});

/** One who speaks and is not there comes in with the words. */
function comeIn(stage: Stage, draft: Draft, speaker: Person, addressee: Person | undefined): number {
  enter({ ...bare(stage, draft, speaker), partner: addressee });
  return stage.frames(0.9);
}

/** Frames from the beat's first (negative) at which a dual speech starts: with the speech it is spoken over. */
function overlapStart(clock: Clock, draft: Draft, read: Line): number {
  const { run } = clock;
  if (!run) return 0;
  return (run.speaker === read.speaker ? (run.dualUntil ?? draft.start) : run.start) - draft.start;
}

function remember(clock: Clock, draft: Draft, read: Line, end: number): void {
  const { run } = clock;
  if (read.line.dual && run)
    clock.run = { speaker: read.speaker, start: run.start, dualUntil: draft.start + end };
  else if (run?.speaker !== read.speaker) clock.run = { speaker: read.speaker, start: draft.start };
}

/** Whom a line is said to: as its brackets or its words name them, else who spoke before or will answer. */
function addresseeOf(clock: Clock, read: Line, next: string | undefined): Person | undefined {
  const { stage } = clock;
  const there = (id: string | undefined): Person | undefined => {
    const person = id === undefined || id === read.speaker ? undefined : stage.person(id);
    return person?.now.onStage ? person : undefined;
  };
  const named = there(read.manner.to) ?? read.vocatives.map(there).find((p) => p && calls(read.line.text, p));
  const speaker = stage.person(read.speaker);
  if (named || speaker?.onPhone || read.manner.phone) return named;
  const attended = there(speaker?.attention);
  if (speaker) speaker.attention = undefined;
  if (attended) return attended;
  const before = clock.speakers
    .slice(0, 2)
    .map(there)
    .find((p) => p !== undefined);
  return before ?? there(next) ?? (speaker && read.visible ? nearestTo(stage, speaker) : undefined);
}

/** Whether a name stands apart, as it does when somebody is spoken to: "…, Sam?" */
function calls(text: string, person: Person): boolean {
  const names = [person.member.name, ...person.member.aliases, ...person.member.name.split(/\s+/)]
    .map((n) => n.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .filter((n) => n.length > 1);
  return new RegExp(`(?:^|[,.!?–—-]\\s*)(?:${names.join('|')})\\s*(?:[,.!?–—-]|$)`, 'iu').test(text);
}

/** A voice from elsewhere: from behind the door, eyes go there; from the air or the phone, inward. */
function hearUnseen(stage: Stage, draft: Draft, read: Line, start: number): void {
  const outside = (read.line.extensions ?? []).some((e) => /O\.?\s?[SC]/i.test(e));
  for (const [n, listener] of stage.onStage().entries()) {
    const door = outside
      ? stage.plan.marks
          .filter((m) => m.kind === 'door' || m.kind === 'outside')
          .sort(
            (a, b) => Math.hypot(...delta(a.position, listener)) - Math.hypot(...delta(b.position, listener)),
          )[0]
      : undefined;
    look(
      stage,
      draft,
      listener,
      door ? { mark: door.id } : { point: stage.ahead(listener, 0.3 - 0.2 * n, 1.6, -0.2) },
      start + stage.frames(0.3 + 0.15 * n),
    );
  }
}
const delta = (position: readonly [number, number, number], listener: Person): [number, number] => {
  const [x, y] = flat([position[0], position[1], position[2]]);
  return [x - listener.now.position[0], y - listener.now.position[1]];
};
