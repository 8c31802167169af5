import type { RoomSound } from '../../schemas/source/edit.ts';
import type { FloorPlan } from '../../schemas/source/sets.ts';
import { cameraAt, project } from '../geometry/camera.ts';
import { sceneTimeline } from '../geometry/timeline.ts';
import { clamp } from '../geometry/vector.ts';
import type { Run } from './runs.ts';
import type { EditSources } from './sources.ts';

/** Speed of sound in air at 20 °C, metres a second. */
const soundSpeed = 343;

/** A voice sits near the middle however far to the side the face is: half of its way in the frame, at most this far. */
const widest = 0.4;

/**
 * Early reflections of a box of the set's size, heard from its middle (image sources of first order, Allen & Berkley
 * 1979): each wall, the floor and the ceiling. Outdoors only the ground, in an alley or a street also the fronts.
 */
export function roomSound(plan: FloorPlan | undefined): RoomSound {
  if (!plan) return { taps: [], cutoff: 4000 };
  const [width, depth, height] = plan.size;
  const soft = ['bedroom', 'living', 'car'].includes(plan.kind) ? 0.55 : 1;
  const tap = (metres: number, gain: number, pan: number) => ({
    delay: round(clamp(metres / soundSpeed, 0.0015, 0.09)),
    gain: round((gain * soft) / (1 + metres / 4)),
    pan,
  });
  if (!plan.exterior) {
    const lively =
      plan.kind === 'corridor' || plan.kind === 'garage' || plan.kind === 'hall' || plan.kind === 'bare'
        ? 1.5
        : 1;
    return {
      taps: [
        tap(width * 0.8, 0.3 * lively, -0.8),
        tap(width * 1.1, 0.28 * lively, 0.8),
        tap(depth, 0.26 * lively, 0.3),
        tap(depth * 1.5, 0.24 * lively, -0.4),
        tap(height * 1.2, 0.22 * lively, 0),
        tap(width + depth, 0.2 * lively, 0.6),
      ],
      cutoff: soft < 1 ? 2600 : 4200,
    };
  }
  const fronts = plan.kind === 'alley' || plan.kind === 'street' || plan.kind === 'yard';
  return {
    taps: [tap(2.2, 0.1, 0), ...(fronts ? [tap(width * 1.4, 0.14, -0.7), tap(width * 1.8, 0.12, 0.7)] : [])],
    cutoff: 3200,
  };
}

const round = (x: number): number => Math.round(x * 1e5) / 1e5;

/** Where somebody is heard, -1 left to 1 right, at a frame of the scene's clock. */
export type Panner = (actor: string, frame: number) => number;

/** From where the picture shows them at that frame; whoever is not in the picture is heard in the middle. */
export function panner(run: Run, { breakdown, sets, settings }: EditSources): Panner {
  const plan = sets.sets.find((set) => set.id === run.scene.set);
  if (!plan) return () => 0;
  const looks = new Map(breakdown.cast.map((member) => [member.id, member.look]));
  const timeline = sceneTimeline(run.scene, plan, looks, settings.fps);
  return (actor, frame) => {
    const placed = run.shots.find(({ shot }) => frame >= shot.in && frame < shot.out);
    if (!placed || !timeline.actors.includes(actor) || !looks.has(actor)) return 0;
    const { eye, onStage } = timeline.state(actor, frame);
    if (!onStage) return 0;
    const { shot } = placed;
    const seen = project(cameraAt(shot.camera, frame), eye, shot.sensor);
    if (seen.depth <= 0) return 0;
    return round(clamp((2 * seen.x - 1) / 2, -widest, widest));
  };
}
