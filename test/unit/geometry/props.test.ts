import { describe, expect, it } from 'vitest';
import { propPosition, propsOf, propTrack } from '../../../extension/geometry/props.ts';
import { sceneTimeline } from '../../../extension/geometry/timeline.ts';
import type { PropKind } from '../../../schemas/source/breakdown.ts';
import { adult, beatOf, planOf, sceneOf, standing } from '../../fixtures/scene.ts';

const scene = sceneOf({
  cast: [{ actor: 'ada', start: standing(0, 0) }],
  props: [{ prop: 'thing', holder: { actor: 'ada', hand: 'right' } }],
  beats: [
    beatOf('b1', 0, 100, [
      {
        actor: 'ada',
        do: 'pickUp',
        start: 10,
        frames: 20,
        prop: 'letter',
        hand: 'left',
        place: [0, 0.2, 0.9],
      },
      { actor: 'ada', do: 'phoneUp', start: 40, frames: 20, hand: 'right' },
      { actor: 'ada', do: 'phoneDown', start: 80, frames: 10, hand: 'right' },
    ]),
  ],
});
const timeline = sceneTimeline(scene, planOf(), new Map([['ada', adult]]), 24);
const { eye } = timeline.state('ada', 0);
const at = (frame: number, kind: PropKind) =>
  propPosition(scene, propTrack(scene, 'thing'), timeline, frame, kind) ?? [0, 0, 0];

describe('where a prop is', () => {
  it('counts what is taken out of a pocket among the props of a scene, hidden until then', () => {
    expect(propsOf(scene)).toEqual(['thing', 'letter']);
    const track = propTrack(scene, 'letter');
    expect(track).toEqual([
      { frame: 0, hidden: true },
      { frame: 20, holder: { actor: 'ada', hand: 'left' } },
    ]);
    expect(propPosition(scene, track, timeline, 19, 'letter')).toBeUndefined();
    expect(propPosition(scene, track, timeline, 20, 'letter')).toBeDefined();
  });

  it('is before the belly for small things, at the side and low for a bag', () => {
    const key = at(0, 'key');
    const bag = at(0, 'bag');
    expect(key[1]).toBeGreaterThan(eye[1] + 0.15);
    expect(eye[2] - key[2]).toBeGreaterThan(0.3);
    expect(bag[0]).toBeGreaterThan(0.15);
    expect(bag[2]).toBeLessThan(key[2] - 0.4);
  });

  it('is beside the head for a phone at the ear, from when it is lifted until it is put down', () => {
    expect(at(45, 'phone')[2]).toBeLessThan(eye[2] - 0.2);
    expect(at(60, 'phone')[2]).toBeGreaterThan(eye[2] - 0.15);
    expect(at(60, 'phone')[0]).toBeGreaterThan(0.1);
    expect(at(90, 'phone')[2]).toBeLessThan(eye[2] - 0.2);
  });
});
