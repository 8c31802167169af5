import type { Beat } from '../../schemas/source/blocking.ts';
import { addBeat, beatId, type Clock } from './beats.ts';
import { look, whereIs } from './doing.ts';
import { playSentence, splitDeeds, watch } from './play.ts';
import type { Deed, Sentence } from './reading/discourse.ts';
import type { ReadLine } from './script.ts';
import type { Draft, Stage } from './stage.ts';
import { plainSeconds } from './timing.ts';

/** What becomes one beat of a paragraph. */
interface Unit {
  text: string;
  deeds: readonly Deed[];
  mentions: readonly string[];
  kind: 'action' | 'pause';
  understood: boolean;
  /** Seconds beside the actions: a silence, or time to take a description in. */
  extra: number;
  direction?: Beat['direction'];
}

const leastBeat = 0.8;
/** A camera direction without an action is given this long, seconds. */
const insertSeconds = 1.5;
/** Directions that show something of its own; the others wait for what happens next. */
const ownShot = new Set(['insert', 'wide', 'establishing', 'pov']);

/** Adds the beats of a paragraph of action (or of a shot line) to the clock. */
export function actionBeats(clock: Clock, read: Extract<ReadLine, { sentences: readonly Sentence[] }>): void {
  const { line } = read;
  for (const sentence of read.sentences)
    if (sentence.unknown.length > 0 && sentence.deeds.length === 0)
      clock.findings.push({
        line: line.span.first,
        column: 0,
        rule: 'action-not-understood',
        severity: 'info',
        message: `Nothing here can be acted: “${sentence.unknown.join('”, “')}” is not a verb that the actors know. They play it as a look.`,
      });
  for (const [n, unit] of unitsOf(clock, read.sentences, line.text).entries())
    addBeat(clock, beatId(line, n + 1), (draft) => {
      const end =
        unit.deeds.length > 0
          ? playSentence(clock.stage, draft, unit, 0)
          : plainLooks(clock.stage, draft, unit.mentions);
      const subjects = subjectsOf(clock.stage, unit);
      watch(
        clock.stage,
        draft,
        subjects.filter((id) => unit.deeds.some((d) => d.who.includes(id))),
      );
      const prop = unit.mentions.find((id) => clock.stage.props.has(id));
      const played = unit.deeds.length > 0 ? shownUntil(clock.stage, draft, end) / clock.stage.fps + 0.15 : 0;
      return {
        kind: unit.kind,
        line: line.id,
        span: line.span,
        text: unit.text,
        frames: clock.stage.frames(Math.max(leastBeat, played + unit.extra)),
        heat: heatOf(unit),
        subjects,
        understood: unit.understood,
        ...(prop === undefined ? {} : { prop }),
        ...(unit.direction ? { direction: unit.direction } : {}),
        ...(feelingOf(unit) ? { feeling: feelingOf(unit) } : {}),
      };
    });
}

/** A walk longer than this goes on while the next beat begins, seconds: people talk as they walk. */
const longestWalk = 3.2;

function shownUntil(stage: Stage, draft: Draft, end: number): number {
  const ends = draft.actions.map((a) =>
    a.do === 'walk'
      ? Math.min(a.start + a.frames, Math.max(0, a.start) + stage.frames(longestWalk))
      : a.start + a.frames,
  );
  const walks = draft.actions.some((a) => a.do === 'walk' && a.start + a.frames >= end);
  return walks ? Math.max(0, ...ends) : end;
}

const feelingOf = (unit: Unit): Beat['feeling'] => unit.deeds.find((d) => d.feeling)?.feeling;

function subjectsOf(stage: Stage, unit: Unit): string[] {
  const acted = unit.deeds.flatMap((d) => [
    ...d.who,
    ...d.objects.flatMap((o) => o.actors),
    ...d.places.flatMap((p) => p.what.actors),
  ]);
  return [...new Set([...acted, ...unit.mentions])].filter((id) => stage.people.has(id));
}

function unitsOf(clock: Clock, sentences: readonly Sentence[], paragraph: string): Unit[] {
  const units: Unit[] = [];
  let before = '';
  for (const sentence of sentences) {
    const { deeds, mentions, text, direction } = sentence;
    const base = { mentions, ...(direction ? { direction } : {}) };
    if (deeds.length > 0) {
      for (const [n, group] of splitDeeds(deeds).entries())
        units.push({
          ...(n === 0 ? base : { mentions }),
          text: n === 0 ? `${before}${text}` : text,
          deeds: group,
          kind: 'action',
          understood: true,
          extra: n === 0 ? takeIn(before) : 0,
        });
      before = '';
    } else if (sentence.silence !== undefined)
      units.push({ ...base, text, deeds: [], kind: 'pause', understood: true, extra: sentence.silence });
    else if (direction) {
      const prop = mentions.some((id) => clock.stage.props.has(id));
      if (ownShot.has(direction.kind) || prop)
        units.push({
          ...base,
          text,
          deeds: [],
          kind: 'action',
          understood: true,
          extra: Math.max(insertSeconds, plainSeconds(text) * 0.6),
        });
      else clock.pending = direction;
    } else if (sentence.unknown.length > 0 || sentence.states)
      units.push({
        ...base,
        text,
        deeds: [],
        kind: 'action',
        understood: sentence.unknown.length === 0,
        extra: plainSeconds(text),
      });
    else {
      const last = units.at(-1);
      if (last)
        Object.assign(last, {
          text: `${last.text} ${text}`,
          extra: last.extra + takeIn(text),
          mentions: [...last.mentions, ...mentions],
        });
      else before += `${text} `;
    }
  }
  if (units.length === 0 && before) {
    const mentions = sentences.flatMap((s) => s.mentions);
    return [
      {
        text: paragraph,
        deeds: [],
        mentions,
        kind: 'action',
        understood: false,
        extra: plainSeconds(paragraph),
      },
    ];
  }
  const first = units[0];
  if (before && first) first.text = `${before}${first.text}`;
  return units;
}

/** Seconds that a description beside an action is given. */
const takeIn = (text: string): number => Math.min(1.6, 0.08 * (text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0));

/** A beat without a playable verb is played as a look: at the thing or the person it speaks of. */
function plainLooks(stage: Stage, draft: Draft, mentions: readonly string[]): number {
  const thing = mentions.find((id) => stage.props.has(id));
  const somebody = mentions.find((id) => stage.person(id)?.now.onStage);
  let end = 0;
  for (const [n, person] of stage.onStage().entries()) {
    const other = somebody === person.id ? undefined : somebody;
    const text = {
      text: '',
      actors: other === undefined ? [] : [other],
      ...(thing === undefined ? {} : { prop: thing }),
    };
    const found =
      whereIs(stage, { ...text, actors: thing === undefined ? text.actors : [] }, person) ??
      (n === 0 ? undefined : whereIs(stage, text, person));
    const target = found?.target ?? { point: stage.ahead(person, 0.25, 2.5, -0.05) };
    end = Math.max(end, look(stage, draft, person, target, stage.frames(0.15 + 0.2 * n), n > 2));
  }
  return end;
}

const heats: Readonly<Partial<Record<Deed['kind'], number>>> = {
  push: 0.3,
  hug: 0.2,
  cry: 0.2,
  takeOut: 0.12,
  show: 0.12,
  give: 0.1,
  pickUp: 0.06,
  exit: 0.05,
  startle: 0.15,
  fall: 0.2,
  coverFace: 0.1,
  stop: 0.1,
  laugh: -0.05,
};
const heatOf = (unit: Unit): number =>
  unit.kind === 'pause' ? 0.08 : Math.max(0, ...unit.deeds.map((d) => heats[d.kind] ?? 0));
