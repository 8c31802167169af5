import { expect } from 'vitest';
import { clearance, inTheWay } from '../../../extension/geometry/ground.ts';
import type { SceneBlocking } from '../../../schemas/source/blocking.ts';
import type { FloorPlan } from '../../../schemas/source/sets.ts';

/** What must hold in every blocked scene. */

const near = (a: readonly number[], b: readonly number[]): number =>
  Math.hypot((a[0] ?? 0) - (b[0] ?? 0), (a[1] ?? 0) - (b[1] ?? 0));

/** Beats follow each other without a gap, from `open` to `close`. */
export function checkClock(scene: SceneBlocking): void {
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

/** Nobody's middle comes nearer than 0.25 m to a solid piece while walking. */
export function checkFurniture(scene: SceneBlocking, plan: FloorPlan): void {
  const solids = plan.pieces.filter(inTheWay);
  for (const action of scene.beats.flatMap((b) => b.actions)) {
    if (action.do !== 'walk') continue;
    const path = action.path ?? [];
    for (const [i, p] of path.entries()) {
      const q = path[i + 1] ?? p;
      for (let t = 0; t < 1; t += 0.1) {
        const point: [number, number] = [p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t];
        const least = Math.min(9, ...solids.map((piece) => clearance(point, piece)));
        expect(least, `${action.actor} walks ${JSON.stringify(path)} in ${plan.kind}`).toBeGreaterThanOrEqual(
          0.249,
        );
      }
    }
  }
}

/** Each move starts where the last one ended and when it has ended; who is not there comes in first. */
export function checkMoves(scene: SceneBlocking, plan: FloorPlan): void {
  for (const { actor, start } of scene.cast) {
    let at: readonly number[] = start.position;
    let onStage = start.onStage;
    let until = Number.NEGATIVE_INFINITY;
    const moves = scene.beats
      .flatMap((b) => b.actions.map((a) => ({ ...a, start: a.start + b.start })))
      .filter((a) => a.actor === actor && ['walk', 'turn', 'sit', 'rise', 'kneel', 'lie'].includes(a.do))
      .sort((a, b) => a.start - b.start);
    for (const move of moves) {
      const label = `${actor} ${move.do} at ${move.start} in ${plan.kind}`;
      expect(move.start, label).toBeGreaterThanOrEqual(Math.max(0, until));
      until = move.start + move.frames;
      const seat = plan.seats.find((s) => s.id === move.seat);
      if (move.do === 'walk') {
        const [from = [0, 0]] = move.path ?? [];
        if (onStage) expect(near(from, at), label).toBeLessThan(0.02);
        else expect(move.entrance, label).toBe(true);
        at = move.path?.at(-1) ?? at;
        onStage = !move.exit;
      } else if ((move.do === 'sit' || move.do === 'lie') && seat) {
        expect(near(seat.approach, at), label).toBeLessThan(0.75);
        at = seat.position;
      } else if (move.do === 'rise') at = move.path?.at(-1) ?? at;
    }
  }
}

/** Props lie on a surface or the ground, or are in one hand; who hands over or lays down a thing has it. */
export function checkProps(scene: SceneBlocking, plan: FloorPlan): void {
  const tops = [0, ...plan.surfaces.map((s) => s.position[2])];
  for (const prop of scene.props) {
    expect((prop.position === undefined) !== (prop.holder === undefined)).toBe(true);
    const z = prop.position?.[2];
    if (z !== undefined)
      expect(
        tops.some((top) => Math.abs(z - top) < 1e-3),
        `${prop.prop} at ${z}`,
      ).toBe(true);
  }
  const holder = new Map(scene.props.flatMap((p) => (p.holder ? [[p.prop, p.holder.actor] as const] : [])));
  const actions = scene.beats
    .flatMap((b) => b.actions.map((a) => ({ ...a, start: b.start + a.start })))
    .filter((a) => a.prop !== undefined)
    .sort((a, b) => a.start - b.start);
  for (const { actor, do: verb, prop = '', to } of actions) {
    const label = `${actor} ${verb} ${prop}`;
    if (verb === 'give' || verb === 'putDown') expect(holder.get(prop), label).toBe(actor);
    if (verb === 'pickUp') expect(holder.has(prop), label).toBe(false);
    if (verb === 'pickUp' || verb === 'take') holder.set(prop, actor);
    if (verb === 'give' && to) holder.set(prop, to);
    if (verb === 'putDown') holder.delete(prop);
  }
}
