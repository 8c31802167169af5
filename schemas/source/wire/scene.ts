import { z } from 'zod';
import { idString } from '../common.ts';
import { measuredSample } from './measured.ts';
import { described, sceneSummary } from './shared.ts';

/** What is in the file. */
export const sceneMethods = {
  'scene/describe': {
    params: z.strictObject({
      scene: idString,
      offset: z.int().min(0).optional(),
      limit: z.int().min(1).max(2000).optional(),
    }),
    result: z.strictObject({
      scene: sceneSummary,
      markers: z.array(z.strictObject({ name: z.string(), frame: z.int(), camera: z.string() })),
      total: z.int(),
      objects: z.array(described),
    }),
  },
  'scene/measure': {
    params: z.strictObject({
      scene: idString,
      samples: z.array(z.strictObject({ shot: idString, frame: z.int() })).max(5000),
    }),
    result: z.strictObject({ samples: z.array(measuredSample) }),
  },
} as const;
