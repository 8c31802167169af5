import * as z from 'zod';
import { idString, vec3 } from '../common.ts';

/** Left, bottom, right, top in the frame: 0 to 1 inside it, y upwards. */
const frameBox = z.tuple([z.number(), z.number(), z.number(), z.number()]).meta({ id: 'FrameBox' });

/** How an actor appears at a frame of a shot, measured on what Blender would draw. */
const measuredSubject = z
  .strictObject({
    id: idString,
    box: frameBox.meta({ description: 'all of the actor, head to feet' }),
    head: frameBox.meta({ description: 'the head with its hair' }),
    depth: z
      .number()
      .meta({ description: 'metres from the lens to the eyes along its axis; ≤ 0: behind it' }),
    eyes: vec3.meta({ description: 'between the eyes, in the set' }),
    facing: vec3.meta({ description: 'where the face points' }),
    gaze: vec3.meta({ description: 'where the eyes point' }),
    faceSeen: z.number().meta({ description: 'share of the face that no other thing hides, 0 to 1' }),
    faceTurn: z.number().meta({ description: 'radians between the face and the camera' }),
    hiddenBy: z.array(z.string()).meta({ description: 'names of what stands before the face' }),
  })
  .meta({ id: 'MeasuredSubject' });

export const measuredSample = z
  .strictObject({
    shot: idString,
    frame: z.int(),
    position: vec3,
    forward: vec3,
    lens: z.number(),
    clearance: z
      .number()
      .meta({ description: 'metres from the lens to the nearest visible surface; at most 1' }),
    subjects: z.array(measuredSubject),
  })
  .meta({ id: 'MeasuredSample' });
export type MeasuredSample = z.infer<typeof measuredSample>;
