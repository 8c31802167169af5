import { describe, expect, it } from 'vitest';
import { gradeFor, lightPlan } from '../../../extension/staging/light.ts';
import { planOf } from '../../fixtures/scene.ts';

const scene = (time: 'DAY' | 'NIGHT' | 'DAWN' | 'DUSK', more = {}) => ({
  time,
  mood: 'high' as const,
  weather: 'clear' as const,
  ...more,
});
const level = ([r, g, b]: readonly number[]) => (r ?? 0) + (g ?? 0) + (b ?? 0);

describe('the light of a scene', () => {
  it('burns lamps by night and leaves them off by day', () => {
    expect(lightPlan(scene('NIGHT'), planOf()).practical).toBeGreaterThan(1);
    expect(lightPlan(scene('DAY'), planOf()).practical).toBe(0);
    expect(lightPlan(scene('DAY'), planOf({ kind: 'bar' })).practical).toBeGreaterThan(0);
  });

  it('has haze outdoors only, and sky light in a car', () => {
    expect(lightPlan(scene('DAY'), planOf()).fog).toBeUndefined();
    expect(lightPlan(scene('DAY'), planOf({ kind: 'street', exterior: true })).fog).toBeDefined();
    expect(lightPlan(scene('DAY'), planOf({ kind: 'car' })).setting).toBe('EXT');
  });

  it('takes the sun away in the rain without making the day dark', () => {
    const dry = lightPlan(scene('DAY'), planOf({ kind: 'street', exterior: true }));
    const wet = lightPlan(scene('DAY', { weather: 'rain' }), planOf({ kind: 'street', exterior: true }));
    expect(dry.sun).toBeDefined();
    expect(wet.sun).toBeUndefined();
    expect(level(wet.sky)).toBeGreaterThan(level(dry.sky));
  });

  it('lets faces sink in low-key scenes, and falls back to the high-key preset where a mood has none', () => {
    const high = lightPlan(scene('NIGHT'), planOf());
    const low = lightPlan(scene('NIGHT', { mood: 'low' }), planOf());
    expect(low.face[0]).toBeLessThan(high.face[0]);
    expect(level(low.sky)).toBeLessThan(level(high.sky));
    expect(lightPlan(scene('DAWN', { mood: 'low' }), planOf()).sky).toEqual(
      lightPlan(scene('DAWN'), planOf()).sky,
    );
  });

  it('points at a sun above the horizon', () => {
    for (const time of ['DAY', 'DAWN', 'DUSK'] as const) {
      const [x, y, z] = lightPlan(scene(time), planOf({ kind: 'beach', exterior: true })).sun?.direction ?? [
        0, 0, 0,
      ];
      expect(Math.hypot(x, y, z)).toBeCloseTo(1);
      expect(z).toBeGreaterThan(0);
    }
  });

  it('is graded by its hour', () => {
    expect(['DAY', 'DAWN', 'DUSK', 'NIGHT'].map((time) => gradeFor(time as 'DAY'))).toEqual([
      'day',
      'day',
      'dusk',
      'night',
    ]);
  });
});
