import * as z from 'zod';
import { idString } from '../common.ts';
import { filePath } from './shared.ts';

/** draft and still: Workbench with baked light; preview and final: EEVEE on a GPU, else Cycles. */
const renderTier = z.enum(['draft', 'still', 'preview', 'final']).meta({ id: 'RenderTier' });
export type RenderTier = z.infer<typeof renderTier>;

const job = z.string().min(1);
const sequence = z.int().min(1).meta({ description: 'ascends by one with every render event of a session' });

/** What a job tells while it draws. A job that is cancelled ends with `render/failed` and the code `cancelled`. */
export const renderEvents = {
  'render/progress': z.strictObject({ job, sequence, shot: idString, done: z.int(), total: z.int() }),
  'render/frame': z.strictObject({
    job,
    sequence,
    shot: idString,
    frame: z.int(),
    file: filePath,
    kept: z.boolean().meta({ description: 'a valid frame was there already' }),
    seconds: z.number(),
  }),
  'render/done': z.strictObject({ job, sequence, rendered: z.int(), kept: z.int(), seconds: z.number() }),
  'render/failed': z.strictObject({
    job,
    sequence,
    code: z.int(),
    message: z.string(),
    shot: z.string(),
    frame: z.int(),
  }),
} as const;

const told = <E extends keyof typeof renderEvents>(event: E) =>
  z.strictObject({ event: z.literal(event), params: renderEvents[event] });

/** A job as it stands: those that wait, the one that runs, and the last hundred that ended. */
const renderJob = z
  .strictObject({
    job,
    scene: z.string(),
    tier: renderTier,
    shots: z.array(z.string()),
    state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
    done: z.int().meta({ description: 'frames that are there, kept ones included' }),
    total: z.int(),
    seconds: z.number().meta({ description: 'since it began to run; 0 while it waits' }),
    error: z.strictObject({ code: z.int(), message: z.string() }).optional(),
  })
  .meta({ id: 'RenderJob' });

/**
 * Rendering in jobs. A session with a window renders a copy of the file in a process of its own, one job after the
 * other; a session without one draws by itself, one job at a time (`busy`).
 */
export const renderMethods = {
  'render/start': {
    params: z.strictObject({
      scene: idString,
      tier: renderTier,
      shots: z
        .array(
          z.strictObject({
            id: idString,
            frames: z.array(z.int()).min(1).max(100_000).optional().meta({
              description: 'frames on the scene clock, ascending; left out: all of the shot, by `step`',
            }),
            directory: filePath.optional().meta({
              description: 'gets 0001, 0002 … in the order of `frames`; valid frames there are kept',
            }),
          }),
        )
        .min(1)
        .optional()
        .meta({ description: 'left out: all shots of the scene' }),
      directory: filePath.optional().meta({
        description: 'for shots that name no directory of their own: each gets a folder here, by its id',
      }),
      step: z.int().min(1).max(1000).optional().meta({ description: 'frames from picture to picture; 1' }),
    }),
    result: z.strictObject({ job, total: z.int().meta({ description: 'pictures of the job' }) }),
  },
  'render/cancel': { params: z.strictObject({ job }), result: z.strictObject({ cancelled: z.boolean() }) },
  'render/list': {
    params: z.strictObject({
      since: z
        .int()
        .min(0)
        .optional()
        .meta({ description: 'the last sequence heard: what was told after it is told again' }),
    }),
    result: z.strictObject({
      jobs: z.array(renderJob),
      last: z.int().meta({ description: 'sequence of the last event' }),
      missed: z.boolean().meta({ description: 'events after `since` are kept no more' }),
      events: z.array(
        z.union([told('render/progress'), told('render/frame'), told('render/done'), told('render/failed')]),
      ),
    }),
  },
} as const;
