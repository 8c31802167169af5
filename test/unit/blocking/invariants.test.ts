import { describe, expect, it } from 'vitest';
import { block } from '../../../extension/blocking/block.ts';
import { clearance, inTheWay } from '../../../extension/blocking/floor.ts';
import { sceneTimeline } from '../../../extension/geometry/timeline.ts';
import { blocking as schema } from '../../../schemas/source/blocking.ts';
import { film, settings } from './film.ts';
import { samples } from './samples.ts';

const near = (a: readonly number[], b: readonly number[]): number =>
  Math.hypot((a[0] ?? 0) - (b[0] ?? 0), (a[1] ?? 0) - (b[1] ?? 0));

describe.each(Object.entries(samples))('%s', (_, { script, parts }) => {
  const { breakdown, sets, voices } = film(script, parts);
  const { blocking } = block(breakdown, sets, voices, settings);

  it('is a valid document, the same each time', () => {
    expect(schema.safeParse(blocking).error).toBeUndefined();
    expect(JSON.stringify(block(breakdown, sets, voices, settings).blocking)).toBe(JSON.stringify(blocking));
  });

  it('has a clock without gaps, in whole frames', () => {
    for (const scene of blocking.scenes) {
      let now = 0;
      for (const beat of scene.beats) {
        expect(beat.start).toBe(now);
        now += beat.frames;
      }
      expect(scene.frames).toBe(now);
      expect(scene.beats[0]?.kind).toBe('open');
      expect(scene.beats.at(-1)?.kind).toBe('close');
      expect(new Set(scene.beats.map((b) => b.id)).size).toBe(scene.beats.length);
    }
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

  it('lets nobody walk through furniture', () => {
    for (const scene of blocking.scenes) {
      const plan = sets.sets.find((s) => s.id === scene.set);
      const solids = plan?.pieces.filter(inTheWay) ?? [];
      for (const action of scene.beats.flatMap((b) => b.actions)) {
        if (action.do !== 'walk') continue;
        const path = action.path ?? [];
        path.forEach((p, i) => {
          const q = path[i + 1] ?? p;
          for (let t = 0; t < 1; t += 0.1) {
            const point: [number, number] = [p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t];
            for (const piece of solids)
              expect(clearance(point, piece), `${action.actor} by ${piece.id}`).toBeGreaterThanOrEqual(0.249);
          }
        });
      }
    }
  });

  it('lets nobody be in two places: each move starts where the last one ended, when it has ended', () => {
    for (const scene of blocking.scenes)
      for (const { actor, start } of scene.cast) {
        let at: readonly number[] = start.position;
        let onStage = start.onStage;
        let until = Number.NEGATIVE_INFINITY;
        const moves = scene.beats
          .flatMap((b) => b.actions.map((a) => ({ ...a, start: a.start + b.start })))
          .filter((a) => a.actor === actor && ['walk', 'turn', 'sit', 'rise', 'kneel', 'lie'].includes(a.do))
          .sort((a, b) => a.start - b.start);
        for (const move of moves) {
          expect(move.start, `${actor} ${move.do}`).toBeGreaterThanOrEqual(Math.max(0, until));
          until = move.start + move.frames;
          const seat = sets.sets.find((s) => s.id === scene.set)?.seats.find((s) => s.id === move.seat);
          if (move.do === 'walk') {
            const [from = [0, 0]] = move.path ?? [];
            if (onStage) expect(near(from, at), `${actor} walks`).toBeLessThan(0.02);
            else expect(move.entrance, `${actor} comes in`).toBe(true);
            at = move.path?.at(-1) ?? at;
            onStage = !move.exit;
          } else if ((move.do === 'sit' || move.do === 'lie') && seat) {
            expect(near(seat.approach, at)).toBeLessThan(0.75);
            at = seat.position;
          } else if (move.do === 'rise') at = move.path?.at(-1) ?? at;
        }
      }
  });

  it('keeps people apart, when nobody moves', () => {
    const looks = new Map(breakdown.cast.map((m) => [m.id, m.look]));
    for (const scene of blocking.scenes) {
      const plan = sets.sets.find((s) => s.id === scene.set);
      if (!plan) throw new Error('no plan');
      const timeline = sceneTimeline(scene, plan, looks, settings.fps);
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

  it('has every prop on a surface, on the ground or in one hand', () => {
    for (const scene of blocking.scenes) {
      const plan = sets.sets.find((s) => s.id === scene.set);
      const tops = plan?.surfaces.map((s) => s.position[2]) ?? [];
      for (const prop of scene.props) {
        expect((prop.position === undefined) !== (prop.holder === undefined)).toBe(true);
        if (prop.position)
          expect([0, ...tops].some((z) => Math.abs(z - (prop.position?.[2] ?? -1)) < 1e-3)).toBe(true);
      }
      const holder = new Map(
        scene.props.flatMap((p) => (p.holder ? [[p.prop, p.holder.actor] as const] : [])),
      );
      for (const action of scene.beats.flatMap((b) => [...b.actions].sort((x, y) => x.start - y.start))) {
        if (action.prop === undefined) continue;
        if (action.do === 'give' || action.do === 'putDown')
          expect(holder.get(action.prop), `${action.actor} ${action.do} ${action.prop}`).toBe(action.actor);
        if (action.do === 'pickUp') expect(holder.has(action.prop)).toBe(false);
        if (action.do === 'pickUp' || action.do === 'take') holder.set(action.prop, action.actor);
        if (action.do === 'give' && action.to) holder.set(action.prop, action.to);
        if (action.do === 'putDown') holder.delete(action.prop);
      }
    }
  });
});
