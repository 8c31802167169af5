import type { Beat } from '../../schemas/source/blocking.ts';
import type { Scene, SceneLine } from '../../schemas/source/breakdown.ts';
import type { Finding } from '../../schemas/source/common.ts';
import type { SpokenLine } from '../../schemas/source/voices.ts';
import type { Draft, Stage } from './stage.ts';
import { tensionAt } from './tension.ts';

/** A scene while its beats are written one after the other. */
export interface Clock {
  scene: Scene;
  stage: Stage;
  spoken: ReadonlyMap<string, SpokenLine>;
  beats: Beat[];
  /** What each beat's own words add to tension; by beat id. */
  heat: Map<string, number>;
  /** Frames so far. */
  now: number;
  findings: Finding[];
  /** Camera words that wait for the beat after them. */
  pending: Beat['direction'];
  /** Beats that a person wrote, by id. */
  edited: ReadonlyMap<string, Beat>;
  /** First frame of the speech that is going on, and whose; a dual speech starts with it. */
  run: { speaker: string; start: number; dualUntil?: number } | undefined;
  /** Who spoke, most recent first. */
  speakers: string[];
}

/** All of a beat but what the clock knows. */
export type BeatDraft = Pick<Beat, 'kind' | 'span' | 'text' | 'subjects' | 'understood'> &
  Partial<Pick<Beat, 'line' | 'speaker' | 'addressee' | 'speech' | 'feeling' | 'prop' | 'direction'>> & {
    frames: number;
    heat: number;
  };

/**
 * Adds the beat that `plan` writes to the scene's clock. One that a person edited stays: its actions are carried out
 * in place of planned ones, and it grows if its line's sound has grown longer.
 */
export function addBeat(clock: Clock, id: string, plan: (draft: Draft) => BeatDraft): Beat {
  const kept = clock.edited.get(id);
  const beat = kept ? keepBeat(clock, kept) : planBeat(clock, id, plan);
  clock.beats.push(beat);
  clock.now += beat.frames;
  return beat;
}

function planBeat(clock: Clock, id: string, plan: (draft: Draft) => BeatDraft): Beat {
  const draft: Draft = { id, start: clock.now, actions: [] };
  const { heat, frames, direction, ...rest } = plan(draft);
  clock.heat.set(id, heat);
  const asked = direction ?? clock.pending;
  if (rest.kind !== 'pause') clock.pending = undefined;
  return {
    id,
    ...rest,
    start: clock.now,
    frames: Math.max(1, frames),
    tension: 0,
    ...(asked ? { direction: asked } : {}),
    actions: draft.actions.sort((a, b) => a.start - b.start),
    origin: 'planned',
  };
}

function keepBeat(clock: Clock, kept: Beat): Beat {
  const { stage, now } = clock;
  const actions = kept.actions.map((action) => {
    const person = stage.person(action.actor);
    const path = action.path;
    // Others may have moved: a walk starts where its actor is now.
    const joined =
      action.do === 'walk' && path && path.length > 1 && person?.now.onStage
        ? { ...action, path: [person.now.position, ...path.slice(1)] }
        : action;
    stage.apply(joined, now);
    return joined;
  });
  const sound = kept.line === undefined ? undefined : clock.spoken.get(kept.line);
  const speech =
    kept.speech && sound && sound.seconds > 0
      ? { ...kept.speech, frames: stage.frames(sound.seconds) }
      : kept.speech;
  const longer = speech && kept.speech ? Math.max(0, speech.frames - kept.speech.frames) : 0;
  return { ...kept, start: now, frames: kept.frames + longer, actions, ...(speech ? { speech } : {}) };
}

/** Gives every planned beat its tension, once the number of beats is known. */
export function setTension(clock: Clock): void {
  const last = Math.max(1, clock.beats.length - 1);
  for (const [n, beat] of clock.beats.entries())
    if (beat.origin === 'planned') beat.tension = tensionAt(n / last, clock.heat.get(beat.id) ?? 0);
}

/** Puts back the beats that a person added, each after the beat it followed. */
export function keepAdded(clock: Clock, previous: readonly Beat[]): void {
  const known = new Set(clock.beats.map((b) => b.id));
  const lines = new Set(clock.scene.lines.map((l) => l.id));
  const added = previous.flatMap((beat, n) =>
    beat.origin === 'edited' && !known.has(beat.id) && (beat.line === undefined || lines.has(beat.line))
      ? [{ beat, after: previous[n - 1]?.id }]
      : [],
  );
  for (const { beat, after } of added) {
    const at = clock.beats.findIndex((b) => b.id === after);
    clock.beats.splice(at < 0 ? Math.max(0, clock.beats.length - 1) : at + 1, 0, beat);
  }
  let now = 0;
  for (const beat of clock.beats) {
    beat.start = now;
    now += beat.frames;
  }
  clock.now = now;
}

/** The id of the n-th beat of a line, from 1. */
export const beatId = (line: SceneLine, n: number): string => (n === 1 ? line.id : `${line.id}.${n}`);
