import { describe, expect, it } from 'vitest';
import { sceneTimeline } from '../../../extension/geometry/timeline.ts';
import { facingTo } from '../../../extension/geometry/vector.ts';
import { travelled, walkFrames } from '../../../extension/geometry/walk.ts';
import { adult, beatOf, planOf, sceneOf, standing } from '../../fixtures/scene.ts';

const looks = new Map([['ada', adult]]);

describe("where everybody is on a scene's clock", () => {
  it('walks from the first way point to the last, slowly at both ends, and faces where it should', () => {
    const walk = {
      actor: 'ada',
      do: 'walk',
      start: 10,
      frames: 48,
      path: [
        [0, 0],
        [0, 2],
      ],
      facing: 1,
    } as const;
    const scene = sceneOf({
      cast: [{ actor: 'ada', start: standing(0, 0) }],
      beats: [
        beatOf('b1', 0, 100, [
          {
            ...walk,
            path: [
              [0, 0],
              [0, 2],
            ],
          },
        ]),
      ],
    });
    const timeline = sceneTimeline(scene, planOf(), looks, 24);
    expect(timeline.state('ada', 10).position[1]).toBe(0);
    const first = timeline.state('ada', 13).position[1];
    const middle = timeline.state('ada', 35).position[1] - timeline.state('ada', 32).position[1];
    expect(first).toBeLessThan(middle);
    expect(timeline.state('ada', 58).position[1]).toBeCloseTo(2);
    expect(timeline.state('ada', 58).facing).toBeCloseTo(1);
    expect(timeline.state('ada', 30).moving).toBe(true);
    expect(timeline.state('ada', 34).facing).toBeCloseTo(facingTo([0, 0], [0, 2]), 1);
  });

  it('sinks to the seat when sitting down and stands on the approach after rising', () => {
    const scene = sceneOf({
      cast: [{ actor: 'ada', start: standing(0, 0.5) }],
      beats: [
        beatOf('b1', 0, 100, [
          { actor: 'ada', do: 'sit', start: 0, frames: 30, seat: 'chair' },
          { actor: 'ada', do: 'rise', start: 60, frames: 26 },
        ]),
      ],
    });
    const timeline = sceneTimeline(scene, planOf(), looks, 24);
    const stood = timeline.state('ada', 0);
    const sat = timeline.state('ada', 40);
    expect(sat.posture).toBe('sit');
    expect(sat.eye[2]).toBeLessThan(stood.eye[2] - 0.3);
    expect(sat.position.slice(0, 2)).toEqual([1, 1]);
    expect(timeline.state('ada', 90).posture).toBe('stand');
    expect(timeline.state('ada', 90).eye[2]).toBeCloseTo(stood.eye[2]);
    expect(timeline.state('ada', 90).position.slice(0, 2)).toEqual([1, 0.6]);
  });

  it('is off stage after an exit and before an entrance', () => {
    const scene = sceneOf({
      cast: [{ actor: 'ada', start: { ...standing(0, 0), onStage: false } }],
      beats: [
        beatOf('b1', 0, 100, [
          {
            actor: 'ada',
            do: 'walk',
            start: 20,
            frames: 20,
            path: [
              [0, 0],
              [0, 1],
            ],
            entrance: true,
          },
          {
            actor: 'ada',
            do: 'walk',
            start: 60,
            frames: 20,
            path: [
              [0, 1],
              [0, 0],
            ],
            exit: true,
          },
        ]),
      ],
    });
    const { state } = sceneTimeline(scene, planOf(), looks, 24);
    expect([10, 30, 50, 70, 90].map((f) => state('ada', f).onStage)).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });

  it('names an actor who is not in the scene', () => {
    expect(() => sceneTimeline(sceneOf({}), planOf(), looks, 24).state('bob', 0)).toThrow('bob');
  });
});

describe('walking', () => {
  it('covers the whole way in its frames, never backwards', () => {
    const frames = walkFrames(3, 1.3, 24);
    let last = 0;
    for (let f = 0; f <= frames; f++) {
      const gone = travelled(3, frames, f, 24);
      expect(gone).toBeGreaterThanOrEqual(last);
      last = gone;
    }
    expect(last).toBeCloseTo(3);
  });
});
