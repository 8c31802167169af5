import { describe, expect, it } from 'vitest';
import { countFraming, emptyCount, samplesOf } from '../../../extension/checks/framing.ts';
import { frameScale } from '../../../extension/geometry/body.ts';
import { distanceFor, sizes } from '../../../extension/geometry/camera.ts';
import type { MeasuredSample } from '../../../schemas/source/blenderProtocol.ts';
import type { Shot } from '../../../schemas/source/shotList.ts';
import { part } from '../../fixtures/script.ts';
import { looks, sampleOf, scene, shotOf } from './scene.ts';

const shot = shotOf('1.01', 'ada', [1, -1.5, 1.5]);
const { look } = part('ada');
/** Where a camera of 50 mm has to stand for the shot's size. */
const right = distanceFor(sizes.MCU.height * frameScale(look, sizes.MCU.height), 50);
const counted = (samples: MeasuredSample[], shots: Shot[] = [shot]) => {
  const count = emptyCount();
  countFraming(count, samples, shots, scene.beats, looks);
  return count;
};

describe('the frames of a shot that are measured', () => {
  it('are the first, the last and every half second between', () => {
    expect(samplesOf({ id: '1.01', in: 10, out: 40 }, 24)).toEqual(
      [10, 22, 34, 39].map((frame) => ({ shot: '1.01', frame })),
    );
    expect(samplesOf({ id: '1.01', in: 3, out: 4 }, 24)).toHaveLength(1);
  });
});

describe('framing', () => {
  it('has no error at the distance that the size asks for, and as much as the frame is too high', () => {
    expect(counted([sampleOf(shot, 0, right)]).errors[0]).toBeCloseTo(0);
    expect(counted([sampleOf(shot, 0, right * 1.2)]).errors[0]).toBeCloseTo(0.2);
  });

  it('is not judged by height where the size is no figure', () => {
    const two = { ...shot, size: 'TWO' as const };
    expect(counted([sampleOf(two, 0, right)], [two])).toMatchObject({ errors: [], frames: 1, inside: 1 });
  });

  it('has the subject inside while the head is in the frame and before the camera', () => {
    const out = counted([
      sampleOf(shot, 0, right),
      sampleOf(shot, 12, right, { head: [1.1, 0.5, 1.3, 0.9] }),
      sampleOf(shot, 24, -1),
    ]);
    expect([out.frames, out.inside, out.perShot.get('1.01')?.outside]).toEqual([3, 1, 2]);
  });

  it('counts a face that is turned away or covered while it speaks, and by what', () => {
    const count = counted([
      sampleOf(shot, 10, right, { faceTurn: 2.5 }),
      sampleOf(shot, 20, right, { faceSeen: 0.1, hiddenBy: ['Lamp'] }),
      sampleOf(shot, 30, right),
    ]);
    expect([count.speaking, count.hidden]).toEqual([3, 2]);
    expect([...(count.perShot.get('1.01')?.hiddenBy ?? [])]).toEqual(['Lamp']);
  });

  it('asks for no face of one who listens, or in a reaction', () => {
    expect(counted([sampleOf(shot, 60, right, { faceTurn: 3 })]).speaking).toBe(0);
    const reaction = { ...shot, kind: 'reaction' as const };
    expect(counted([sampleOf(reaction, 10, right, { faceTurn: 3 })], [reaction]).hidden).toBe(0);
  });

  it('tells when the lens nearly touches something', () => {
    expect(counted([{ ...sampleOf(shot, 0, right), clearance: 0.1 }]).lensTouches).toBe(1);
  });

  it('leaves out what no shot or look belongs to', () => {
    const stranger = shotOf('9.99', 'ada', [0, 0, 0]);
    expect(counted([sampleOf(stranger, 0, 1)]).perShot.size).toBe(0);
    const insert = shotOf('1.02', 'key', [0, 0, 0]);
    expect(counted([sampleOf(insert, 0, 1)], [insert]).frames).toBe(0);
  });
});
