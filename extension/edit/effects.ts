import type { Action } from '../../schemas/source/blocking.ts';
import type { EffectClip } from '../../schemas/source/edit.ts';
import type { Panner } from './placement.ts';
import type { Run } from './runs.ts';

/** Steps a second, by gait (a comfortable walk is two: Murray et al. 1964). */
const stepRate = { stroll: 1.7, walk: 1.95, hurry: 2.4, run: 2.9 } as const;

/** Sounds of actions, dB against the dialogue, and where in the action (0–1) they fall. */
const sounds: Partial<Record<Action['do'], { kind: EffectClip['kind']; gainDb: number; at: number }>> = {
  openDoor: { kind: 'doorOpen', gainDb: -13, at: 0.35 },
  closeDoor: { kind: 'doorClose', gainDb: -11, at: 0.75 },
  putDown: { kind: 'put', gainDb: -16, at: 0.6 },
  knock: { kind: 'knock', gainDb: -9, at: 0.3 },
};

/** Footsteps, doors and things put down in the part of a scene that is shown; off-stage steps are fainter. */
export function effectClips(run: Run, exterior: boolean, pan: Panner, fps: number): EffectClip[] {
  const out: EffectClip[] = [];
  const from = run.shots[0]?.shot.in ?? 0;
  const to = run.end - run.offset;
  const add = (kind: EffectClip['kind'], frame: number, gainDb: number, actor: string, seed: string) => {
    if (frame < from || frame >= to) return;
    out.push({ kind, start: (frame + run.offset) / fps, gainDb, pan: pan(actor, Math.floor(frame)), seed });
  };
  for (const beat of run.scene.beats) {
    beat.actions.forEach((action, n) => {
      const start = beat.start + action.start;
      const seed = `${beat.id} ${n}`;
      const sound = sounds[action.do];
      if (sound) add(sound.kind, start + sound.at * action.frames, sound.gainDb, action.actor, seed);
      if (action.do !== 'walk' || (action.path?.length ?? 0) < 2) return;
      const every = fps / stepRate[action.gait ?? 'walk'];
      const kind = exterior ? 'stepOutside' : 'step';
      const gain = action.gait === 'run' ? -17 : -21;
      for (let step = 0, at = start + every * 0.6; at < start + action.frames; step++, at += every)
        add(kind, at, gain, action.actor, `${seed} ${step}`);
    });
  }
  return out;
}
