import { describe, expect, it } from 'vitest';
import { moveActor } from '../../../extension/overrides/actors.ts';
import { overrideBlocking } from '../../../extension/overrides/blocking.ts';
import { named } from '../../../extension/overrides/name.ts';
import type { Action, Blocking } from '../../../schemas/source/blocking.ts';
import type { Breakdown } from '../../../schemas/source/breakdown.ts';
import type { Override } from '../../../schemas/source/overrides.ts';
import { adult, beatOf, planOf, sceneOf, standing } from '../../fixtures/scene.ts';

type Move = Extract<Override, { do: 'moveActor' }>;
const walk: Action = {
  actor: 'ada',
  do: 'walk',
  start: 0,
  frames: 24,
  path: [
    [0, 0],
    [0.5, 0],
    [1, 0.6],
  ],
  mark: 'window',
  facing: -Math.PI / 2,
};
const sit: Action = { actor: 'ada', do: 'sit', start: 30, frames: 20, seat: 'chair', facing: 0 };
const rise: Action = { actor: 'ada', do: 'rise', start: 0, frames: 20, seat: 'chair' };
const leave: Action = {
  actor: 'ada',
  do: 'walk',
  start: 30,
  frames: 24,
  exit: true,
  path: [
    [1, 0.6],
    [2, -2],
  ],
};
const turnToAda: Action = { actor: 'ben', do: 'turn', start: 24, frames: 10, facing: 1.03 };
const scene = sceneOf({
  frames: 300,
  cast: [
    { actor: 'ada', start: standing(0, 0, -Math.PI / 2) },
    { actor: 'ben', start: standing(2, 0, Math.PI / 2) },
  ],
  beats: [
    beatOf('b1', 0, 60, []),
    beatOf('b2', 60, 100, [walk, turnToAda, sit]),
    beatOf('b3', 160, 140, [rise, leave]),
  ],
});
const looks = new Map([
  ['ada', adult],
  ['ben', adult],
]);
const plan = planOf();
const move = (more: Partial<Move>): Move => {
  const made = named({
    do: 'moveActor',
    scene: 'scene-1',
    actor: 'ada',
    position: [0, 2],
    was: [0, 0],
    ...more,
  });
  if (made.do !== 'moveActor') throw new Error('not a move');
  return made;
};
const moved = (more: Partial<Move>) => moveActor(scene, move(more), { plan, looks, fps: 24 });
const action = (result: typeof scene, beat: string, verb: string): Action | undefined =>
  result.beats.find(({ id }) => id === beat)?.actions.find((a) => a.do === verb);

describe('an actor whom a person moved', () => {
  it('starts there, walks from there, and still faces whom she faced, as he does her', () => {
    const result = moved({});
    const [ada, ben] = result.cast;
    expect(ada?.start.position).toEqual([0, 2]);
    expect(action(result, 'b2', 'walk')?.path).toEqual([
      [0, 2],
      [0.5, 0],
      [1, 0.6],
    ]);
    expect(ada?.start.facing).toBeCloseTo(-3 * Math.PI * 0.25, 3);
    expect(ben?.start.facing).toBeCloseTo(Math.PI / 4, 3);
  });

  it('faces where the person turned her', () => {
    expect(moved({ facing: 1 }).cast[0]?.start.facing).toBe(1);
  });

  it('stands where she sat, when there is no seat near, and walks on from there', () => {
    const result = moved({ after: 'b2', position: [-1, -1] });
    expect(action(result, 'b2', 'walk')?.path?.at(-1)).toEqual([-1, -1]);
    expect(action(result, 'b2', 'walk')?.mark).toBeUndefined();
    expect(action(result, 'b2', 'sit')).toBeUndefined();
    expect(action(result, 'b3', 'rise')).toBeUndefined();
    expect(action(result, 'b3', 'walk')?.path?.[0]).toEqual([-1, -1]);
    expect(result.cast).toEqual(scene.cast);
  });

  it('sits on the seat beside which she was put', () => {
    const stool = {
      ...plan.seats[0],
      id: 'stool',
      position: [-1, -1, 0],
      approach: [-1, -0.5, 0],
      facing: 1,
    } as (typeof plan.seats)[number];
    const result = moveActor(scene, move({ after: 'b2', position: [-1.2, -1] }), {
      plan: planOf({ seats: [...plan.seats, stool] }),
      looks,
      fps: 24,
    });
    expect(action(result, 'b2', 'sit')).toMatchObject({ seat: 'stool', facing: 1 });
    expect(action(result, 'b2', 'walk')?.path?.at(-1)).toEqual([-1, -0.5]);
    expect(action(result, 'b3', 'rise')?.seat).toBe('stool');
  });

  it('stands up at the start of a scene in which she sat far from where she was put, or takes the seat there', () => {
    const sits = { ...standing(1, 1), posture: 'sit' as const, seat: 'chair' };
    const seated = sceneOf({ cast: [{ actor: 'ada', start: sits }] });
    const at = (position: [number, number]) =>
      moveActor(seated, move({ position }), { plan, looks, fps: 24 }).cast[0]?.start;
    expect(at([-2, 0])).toEqual(standing(-2, 0));
    expect(at([1.2, 1])).toEqual({ ...sits, position: [1, 1] });
  });

  it('whom others turned to is turned to where she is now', () => {
    const turned = action(moved({ after: 'b2', position: [2, 1.5] }), 'b2', 'turn');
    expect(turned?.facing).toBeCloseTo(0, 2);
  });

  it('moves nobody when she left by that walk, is not on stage, or the beat is gone', () => {
    expect(moved({ after: 'b3' })).toBe(scene);
    expect(moved({ after: 'b9' })).toBe(scene);
    expect(moved({ actor: 'cy' })).toBe(scene);
    const away = sceneOf({ cast: [{ actor: 'ada', start: { ...standing(0, 0), onStage: false } }] });
    expect(moveActor(away, move({}), { plan, looks, fps: 24 })).toBe(away);
  });
});

describe('the blocking of a film with overrides', () => {
  const blocking: Blocking = { version: 1, fps: 24, scenes: [scene, sceneOf({ id: 'scene-2' })] };
  const sets = { version: 1 as const, sets: [plan] };
  const breakdown = { cast: [...looks].map(([id, look]) => ({ id, look })) } as unknown as Breakdown;

  it('changes the scene that they name and leaves the others as they are', () => {
    const after = overrideBlocking(blocking, sets, breakdown, [move({})]);
    expect(after.scenes[0]?.cast[0]?.start.position).toEqual([0, 2]);
    expect(after.scenes[1]).toBe(blocking.scenes[1]);
  });

  it('is the same object when none applies', () => {
    expect(overrideBlocking(blocking, sets, breakdown, [move({ scene: 'gone' })])).toBe(blocking);
    expect(overrideBlocking(blocking, { version: 1, sets: [] }, breakdown, [move({})])).toBe(blocking);
  });
});
