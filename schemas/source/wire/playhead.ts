import * as z from 'zod';
import { idString } from '../common.ts';

const playhead = z
  .strictObject({
    scene: idString,
    frame: z.int(),
    shot: z.string().meta({ description: 'the shot whose window holds the frame, or empty' }),
    playing: z.boolean(),
  })
  .meta({ id: 'Playhead' });

export const playheadPlace = z
  .strictObject({
    scene: idString,
    frame: z.int().optional(),
    shot: idString
      .optional()
      .meta({ description: 'goes to its first frame, or to `frame` through its camera' }),
  })
  .meta({ id: 'PlayheadPlace' });

/** Where Blender is on a scene's clock. */
export const playheadMethods = {
  'playhead/set': {
    params: playheadPlace,
    result: z.strictObject({ playhead }),
  },
  'playhead/range': {
    params: z.strictObject({
      scene: idString,
      start: z.int().optional(),
      end: z.int().optional().meta({ description: 'exclusive; without start and end the whole scene' }),
    }),
    result: z.strictObject({ playhead }),
  },
} as const;

/** Told when somebody scrubs or plays, at most twenty times a second. */
export const playheadEvents = { 'playhead/changed': playhead } as const;
