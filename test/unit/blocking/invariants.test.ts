import { describe, expect, it } from 'vitest';
import { block } from '../../../extension/blocking/block.ts';
import { sceneTimeline } from '../../../extension/geometry/timeline.ts';
import { blocking as schema } from '../../../schemas/source/blocking.ts';
import { film, settings } from './film.ts';
import { checkClock, checkFurniture, checkMoves, checkProps } from './holds.ts';
import { samples } from './samples.ts';

const near = (a: readonly number[], b: readonly number[]): number =>
  Math.hypot((a[0] ?? 0) - (b[0] ?? 0), (a[1] ?? 0) - (b[1] ?? 0));

describe.each(Object.entries(samples))('%s', (_, { script, parts }) => {
  const { breakdown, sets, voices } = film(script, parts);
  const { blocking } = block(breakdown, sets, voices, settings);
  const planOf = (id: string) => {
    const plan = sets.sets.find((s) => s.id === id);
    if (!plan) throw new Error(`no plan ${id}`);
    return plan;
  };

  it('is a valid document, the same each time', () => {
    expect(schema.safeParse(blocking).error).toBeUndefined();
    expect(JSON.stringify(block(breakdown, sets, voices, settings).blocking)).toBe(JSON.stringify(blocking));
  });

  it('has a clock without gaps, in whole frames', () => {
    for (const scene of blocking.scenes) checkClock(scene);
  });

  it('speaks every line of dialogue in one beat, and plays every line of action', () => {
    for (const [n, scene] of breakdown.scenes.entries()) {
      const beats = blocking.scenes[n]?.beats ?? [];
      for (const line of scene.lines) {
        const own = beats.filter((b) => b.line === line.id);
        if (line.speaker !== undefined) expect(own.map((b) => b.kind)).toEqual(['line']);
        else if (line.kind === 'action' && !/^(?:CLOSE|ANGLE|BACK)/.test(line.text))
          expect(own.length).toBeGreaterThan(0);
      }
    }
  });

  it('lets nobody walk through furniture, be in two places, or hand over what they do not have', () => {
    for (const scene of blocking.scenes) {
      const plan = planOf(scene.set);
      checkFurniture(scene, plan);
      checkMoves(scene, plan);
      checkProps(scene, plan);
    }
  });

  it('keeps people apart, when nobody moves', () => {
    const looks = new Map(breakdown.cast.map((m) => [m.id, m.look]));
    for (const scene of blocking.scenes) {
      const timeline = sceneTimeline(scene, planOf(scene.set), looks, settings.fps);
      for (const beat of scene.beats) {
        const states = timeline.actors
          .map((id) => timeline.state(id, beat.start))
          .filter((s) => s.onStage && !s.moving);
        states.forEach((a, i) => {
          for (const b of states.slice(i + 1))
            expect(near(a.position, b.position), `${scene.id} ${beat.text}`).toBeGreaterThan(0.38);
        });
      }
    }
  });
});
