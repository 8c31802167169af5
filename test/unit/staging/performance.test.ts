import { describe, expect, it } from 'vitest';
import { sceneTimeline } from '../../../extension/geometry/timeline.ts';
import { perform, type SceneSource } from '../../../extension/staging/performance.ts';
import type { SceneBlocking } from '../../../schemas/source/blocking.ts';
import type { SpokenLine } from '../../../schemas/source/voices.ts';
import { adult, beatOf, planOf, sceneOf, standing } from '../../fixtures/scene.ts';

const looks = new Map([
  ['ada', adult],
  ['ben', adult],
]);
const line: SpokenLine = {
  line: 'l1',
  speaker: 'ada',
  key: 'k',
  file: 'k.wav',
  seconds: 1,
  levelDb: -6,
  treatment: 'room',
  engine: 'flite',
  estimated: false,
  words: [{ text: 'somewhere', start: 0, end: 1 }],
  phonemes: [{ symbol: 'aa', start: 0, end: 1 }],
};
function sourceOf(scene: SceneBlocking, more: Partial<SceneSource> = {}): SceneSource {
  const plan = planOf({
    marks: [{ id: 'window', kind: 'window', names: ['window'], position: [0, 2, 0], facing: 0 }],
  });
  return {
    scene,
    plan,
    timeline: sceneTimeline(scene, plan, looks, 24),
    spoken: new Map([['l1', line]]),
    fps: 24,
    propAt: () => [0.5, 0.5, 0.75],
    ...more,
  };
}
const cast = [
  { actor: 'ada', start: standing(0, 0) },
  { actor: 'ben', start: standing(0, 1.5, Math.PI) },
];
const speaking = beatOf(
  'l1',
  10,
  40,
  [
    { actor: 'ben', do: 'look', start: 0, frames: 8, at: { actor: 'ada' } },
    { actor: 'ada', do: 'gesture', start: 5, frames: 20 },
  ],
  {
    kind: 'line',
    line: 'l1',
    speaker: 'ada',
    speech: { start: 2, frames: 24, visible: true },
  },
);

describe('a performance', () => {
  it('speaks where the beat says, as loud as the line is said', () => {
    const { speech, beats } = perform(sourceOf(sceneOf({ cast, beats: [speaking] })), 'ada');
    expect(speech).toHaveLength(1);
    expect(speech[0]?.start).toBe(12);
    expect(speech[0]?.loudness).toBeCloseTo(0.5, 1);
    expect(beats[0]?.role).toBe('speaks');
    expect(perform(sourceOf(sceneOf({ cast, beats: [speaking] })), 'ben').speech).toHaveLength(0);
  });

  it('does not move the lips of a voice-over', () => {
    const heard = { ...speaking, speech: { start: 2, frames: 24, visible: false } };
    expect(perform(sourceOf(sceneOf({ cast, beats: [heard] })), 'ada').speech).toHaveLength(0);
  });

  it('follows with the eyes someone who walks', () => {
    const walk = beatOf('b', 0, 60, [
      { actor: 'ben', do: 'look', start: 0, frames: 8, at: { actor: 'ada' } },
      {
        actor: 'ada',
        do: 'walk',
        start: 0,
        frames: 48,
        path: [
          [0, 0],
          [2, 0],
        ],
      },
    ]);
    const { gaze } = perform(sourceOf(sceneOf({ cast, beats: [walk] })), 'ben');
    expect(gaze.length).toBeGreaterThan(10);
    expect(gaze.at(-1)?.point[0]).toBeGreaterThan(1.8);
  });

  it('keeps every key of a walk and only the ends of standing still', () => {
    const walk = beatOf('b', 20, 60, [
      {
        actor: 'ada',
        do: 'walk',
        start: 0,
        frames: 24,
        path: [
          [0, 0],
          [1, 0],
        ],
      },
    ]);
    const { root, gaits } = perform(sourceOf(sceneOf({ cast, beats: [walk] })), 'ada');
    expect(root.filter(({ frame }) => frame > 20 && frame < 44).length).toBeGreaterThan(20);
    expect(root.filter(({ frame }) => frame > 0 && frame < 19)).toHaveLength(0);
    expect(gaits).toEqual([{ start: 20, frames: 24, speed: 1, style: 'walk' }]);
  });

  it('sits on the seat of the plan', () => {
    const sit = beatOf('b', 0, 60, [{ actor: 'ada', do: 'sit', start: 10, frames: 30, seat: 'chair' }]);
    const { postures } = perform(sourceOf(sceneOf({ cast, beats: [sit] })), 'ada');
    expect(postures[1]).toEqual({
      start: 10,
      frames: 30,
      from: 'stand',
      to: 'sit',
      seatHeight: 0.45,
      seat: [1, 1, 0],
    });
  });

  it('blinks as people do, and never across the end of a beat', () => {
    const beats = Array.from({ length: 30 }, (_, i) => beatOf(`b${i}`, i * 48, 48, []));
    const { blinks } = perform(sourceOf(sceneOf({ cast, frames: 1440, beats })), 'ada');
    expect(blinks.length).toBeGreaterThan(8);
    expect(blinks.length).toBeLessThan(25);
    expect(blinks.every((frame) => frame % 48 <= 42)).toBe(true);
  });

  it('reaches for what it takes, points at what is named, and blinks at the end of a line', () => {
    const doing = beatOf('b', 0, 60, [
      { actor: 'ada', do: 'pickUp', start: 0, frames: 20, prop: 'key' },
      { actor: 'ada', do: 'point', start: 30, frames: 20, at: { mark: 'window' } },
    ]);
    const { clips } = perform(sourceOf(sceneOf({ cast, beats: [doing] })), 'ada');
    expect(clips.map(({ point }) => point)).toEqual([
      [0.5, 0.5, 0.75],
      [0, 2, 1.4],
    ]);
    expect(new Set(clips.map(({ seed }) => seed)).size).toBe(2);
    expect(perform(sourceOf(sceneOf({ cast, beats: [speaking] })), 'ada').blinks).toContain(37);
  });

  it('opens a door by its handle, no farther off than an arm is long', () => {
    const doing = beatOf('b', 0, 60, [
      { actor: 'ada', do: 'openDoor', start: 0, frames: 20, opening: 'door' },
    ]);
    const plan = planOf({
      openings: [{ id: 'door', type: 'door', side: 'W', at: 0, width: 0.9, height: 2, sill: 0 }],
    });
    const point = (x: number) => {
      const scene = sceneOf({ cast: [{ actor: 'ada', start: standing(x, 0.36) }], beats: [doing] });
      return perform(sourceOf(scene, { plan, timeline: sceneTimeline(scene, plan, looks, 24) }), 'ada')
        .clips[0]?.point;
    };
    expect(point(-2.1)).toEqual([-2.5, 0.36, 1]);
    expect(point(-4.5)).toEqual([-3.9, 0.36, 1]);
  });

  it('is seen only while on stage', () => {
    const enters = beatOf('b', 0, 100, [
      {
        actor: 'ada',
        do: 'walk',
        start: 30,
        frames: 20,
        path: [
          [0, 0],
          [0, 1],
        ],
        entrance: true,
      },
    ]);
    const off = [{ actor: 'ada', start: { ...standing(0, 0), onStage: false } }];
    expect(perform(sourceOf(sceneOf({ cast: off, beats: [enters] })), 'ada').visible).toEqual([
      { start: 30, end: 100 },
    ]);
  });
});
