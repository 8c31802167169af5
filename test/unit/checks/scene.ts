import type { MeasuredSample } from '../../../schemas/source/blenderProtocol.ts';
import type { SceneBlocking } from '../../../schemas/source/blocking.ts';
import type { Breakdown } from '../../../schemas/source/breakdown.ts';
import type { Vec3 } from '../../../schemas/source/common.ts';
import type { Shot } from '../../../schemas/source/shotList.ts';
import { beatOf, planOf, sceneOf, standing } from '../../fixtures/scene.ts';
import { part, script } from '../../fixtures/script.ts';

/** Ada and Ben face each other across the middle of a room and talk; the line between them runs along x. */
export const breakdown: Breakdown = script(
  [part('ada'), part('ben')],
  [
    { text: 'Did you hear the rain?', speaker: 'ada' },
    { text: 'All night long.', speaker: 'ben' },
  ],
);

export const scene: SceneBlocking = sceneOf({
  id: 's1',
  cast: [
    { actor: 'ada', start: standing(-0.7, 0, -Math.PI / 2) },
    { actor: 'ben', start: standing(0.7, 0, Math.PI / 2) },
  ],
  beats: [
    beatOf('l1', 0, 50, [], {
      kind: 'line',
      line: 'l1',
      speaker: 'ada',
      addressee: 'ben',
      speech: { start: 5, frames: 40, visible: true },
    }),
    beatOf('l2', 50, 50, [], {
      kind: 'line',
      line: 'l2',
      speaker: 'ben',
      addressee: 'ada',
      speech: { start: 5, frames: 40, visible: true },
    }),
  ],
});

export const plan = planOf();
export const looks = new Map(breakdown.cast.map(({ id, look }) => [id, look]));

/** A close shot of someone from a place in the room; `more` overrides anything. */
export const shotOf = (id: string, subject: string, from: Vec3, more: Partial<Shot> = {}): Shot => ({
  id,
  kind: 'single',
  size: 'MCU',
  angle: 'eye',
  move: 'static',
  subjects: [subject],
  camera: [{ frame: 0, position: from, target: [subject === 'ada' ? -0.7 : 0.7, 0, 1.55], lens: 50 }],
  sensor: { width: 36, height: 20.25 },
  in: 0,
  out: 50,
  beats: ['l1'],
  lines: ['l1'],
  span: { first: 0, last: 1 },
  transition: { type: 'cut', frames: 0 },
  hides: [],
  rule: 'single',
  reason: '',
  origin: 'planned',
  ...more,
});

/** What Blender would measure of one subject at a frame of a shot: in the middle, its face to the camera. */
export const sampleOf = (
  shot: Shot,
  frame: number,
  depth: number,
  more: Partial<MeasuredSample['subjects'][number]> = {},
): MeasuredSample => ({
  shot: shot.id,
  frame,
  position: [0, -2, 1.5],
  forward: [0, 1, 0],
  lens: 50,
  clearance: 1,
  subjects: [
    {
      id: shot.subjects[0] ?? '',
      box: [0.3, 0, 0.7, 0.9],
      head: [0.4, 0.5, 0.6, 0.9],
      depth,
      eyes: [0, 0, 1.6],
      facing: [0, -1, 0],
      gaze: [0, -1, 0],
      faceSeen: 1,
      faceTurn: 0.2,
      hiddenBy: [],
      ...more,
    },
  ],
});
