import { describe, expect, it } from 'vitest';
import { planShots } from '../../../extension/shotlist/planShots.ts';
import { shotList } from '../../../schemas/source/shotList.ts';
import { faults } from './invariants.ts';
import { fps, generated } from './scenes.ts';

const plan = (seed: number) => {
  const made = generated(seed);
  const blocking = { version: 1 as const, fps, scenes: [made.scene] };
  const settings = { fps, genre: 'drama' as const, seed };
  return {
    ...made,
    blocking,
    settings,
    ...planShots(made.film, { version: 1, sets: [made.plan] }, blocking, settings),
  };
};

describe('shots of generated scenes of 0 to 6 people', () => {
  const seeds = Array.from({ length: 60 }, (_, seed) => seed);

  it('partition the clock, cover every line, keep the axis, angles, sizes, faces and room for the lens', () => {
    const found = seeds.flatMap((seed) => {
      const { film, plan: set, scene, shots } = plan(seed);
      const [covered] = shots.scenes;
      return covered
        ? faults(film, set, scene, covered).map((fault) => `${seed}: ${fault}`)
        : [`${seed}: none`];
    });
    expect(found).toEqual([]);
  });

  it('are documents by the schema, each shot numbered, with a rule and a reason', () => {
    for (const seed of seeds.slice(0, 20)) {
      const { shots } = plan(seed);
      expect(shotList.parse(shots)).toEqual(shots);
      for (const shot of shots.scenes.flatMap((scene) => scene.shots)) {
        expect(shot.id).toMatch(new RegExp(`^${seed + 1}\\.\\d\\d$`));
        expect(shot.rule).toMatch(/^[a-z-]+$/);
        expect(shot.reason.length).toBeGreaterThan(10);
        expect(shot.beats.length).toBeGreaterThan(0);
      }
    }
  });

  it('are the same again, byte for byte, also when planned over themselves', () => {
    for (const seed of seeds.slice(0, 12)) {
      const { film, plan: set, blocking, settings, shots } = plan(seed);
      const sets = { version: 1 as const, sets: [set] };
      const text = JSON.stringify(shots);
      expect(JSON.stringify(plan(seed).shots)).toBe(text);
      expect(JSON.stringify(planShots(film, sets, blocking, settings, shots).shots)).toBe(text);
    }
  });

  it('last about as long as the genre asks', () => {
    const mean = (genre: 'action' | 'slow') => {
      const shots = seeds.slice(0, 20).flatMap((seed) => {
        const { film, plan: set, blocking } = plan(seed);
        const settings = { fps, genre, seed };
        return planShots(film, { version: 1, sets: [set] }, blocking, settings).shots.scenes.flatMap(
          (s) => s.shots,
        );
      });
      return shots.reduce((sum, shot) => sum + shot.out - shot.in, 0) / shots.length / fps;
    };
    expect(mean('action')).toBeLessThan(mean('slow') - 0.5);
  });
});
