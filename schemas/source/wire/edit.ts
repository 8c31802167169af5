import * as z from 'zod';
import { idString } from '../common.ts';

/** A strip as the sequencer shows it; frames on the scene's clock. */
const strip = z
  .strictObject({
    name: z.string(),
    kind: z.enum(['scene', 'movie', 'image', 'sound', 'text', 'colour', 'cross', 'speed', 'other']),
    channel: z.int(),
    start: z.int(),
    frames: z.int(),
    offset: z.int().meta({ description: 'frames of the source that are skipped' }),
    source: z.string().meta({ description: "a file, a scene, a title's words, or the strips it is made of" }),
    camera: z.string(),
    muted: z.boolean(),
    level: z.number().meta({ description: 'opacity or volume' }),
    speed: z.number(),
    fade: z.tuple([z.int(), z.int()]).meta({ description: 'frames in and out' }),
  })
  .meta({ id: 'Strip' });

/** The cut in a scene's sequencer. */
export const sequencerMethods = {
  'edit/describe': {
    params: z.strictObject({
      scene: idString,
      offset: z.int().min(0).optional(),
      limit: z.int().min(1).max(2000).optional(),
    }),
    result: z.strictObject({
      scene: z.string(),
      fps: z.number(),
      start: z.int(),
      end: z.int().meta({ description: 'exclusive' }),
      total: z.int(),
      strips: z.array(strip).meta({ description: 'by start, then channel' }),
    }),
  },
} as const;
