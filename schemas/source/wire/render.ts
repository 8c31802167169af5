import { z } from 'zod';
import { idString } from '../common.ts';
import { filePath } from './shared.ts';

/** draft and still: Workbench with baked light; preview and final: EEVEE on a GPU, else Cycles. */
const renderTier = z.enum(['draft', 'still', 'preview', 'final']).meta({ id: 'RenderTier' });
export type RenderTier = z.infer<typeof renderTier>;

const job = z.string().min(1);

export const renderMethods = {
  'render/start': {
    params: z.strictObject({
      scene: idString,
      tier: renderTier,
      shots: z
        .array(
          z.strictObject({
            id: idString,
            frames: z.array(z.int()).min(1).max(100_000),
            directory: filePath.meta({ description: 'gets 0001, 0002 … in the order of `frames`' }),
          }),
        )
        .min(1),
    }),
    result: z.strictObject({ job }),
  },
  'render/cancel': { params: z.strictObject({ job }), result: z.strictObject({ cancelled: z.boolean() }) },
} as const;

/** What a job tells while it draws. */
export const renderEvents = {
  'render/progress': z.strictObject({ job, shot: idString, done: z.int(), total: z.int() }),
  'render/frame': z.strictObject({
    job,
    shot: idString,
    frame: z.int(),
    file: filePath,
    kept: z.boolean().meta({ description: 'a valid frame was there already' }),
    seconds: z.number(),
  }),
  'render/done': z.strictObject({ job, rendered: z.int(), kept: z.int(), seconds: z.number() }),
  'render/failed': z.strictObject({
    job,
    code: z.int(),
    message: z.string(),
    shot: z.string(),
    frame: z.int(),
  }),
} as const;
