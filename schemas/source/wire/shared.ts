import * as z from 'zod';
import { vec3 } from '../common.ts';

export const filePath = z.string().min(1).max(4096);
export const nothing = z.strictObject({});
export const version = z.tuple([z.int(), z.int(), z.int()]);

export const sceneSummary = z
  .strictObject({
    name: z.string(),
    heading: z.string(),
    fps: z.number(),
    frames: z.int(),
    objects: z.int(),
    shots: z.array(z.string()),
  })
  .meta({ id: 'SceneSummary' });

export const state = z
  .strictObject({
    file: z.string().meta({ description: 'the .blend file; empty when it was never saved' }),
    scenes: z.array(sceneSummary),
  })
  .meta({ id: 'SessionState', description: 'the state after the call' });

export const described = z
  .strictObject({
    name: z.string(),
    type: z.string(),
    id: z.string().meta({ description: 'photoplay_id, or empty' }),
    parent: z.string(),
    collection: z.string(),
    position: vec3,
    animated: z.boolean(),
    hidden: z.boolean(),
  })
  .meta({ id: 'DescribedObject' });
