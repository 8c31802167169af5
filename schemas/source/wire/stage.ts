import * as z from 'zod';
import { idString } from '../common.ts';
import { playheadPlace } from './playhead.ts';
import { described, nothing, state } from './shared.ts';

/** What is staged in a scene: the hash of each thing's commands, by a name that the client chose. */
const stagedKeys = z.record(z.string(), z.string()).meta({ id: 'StagedKeys' });

const undone = z.strictObject({
  done: z.int().meta({ description: 'steps gone; fewer than asked for when there were no more' }),
  state,
});

/** What is built and changed, a batch at a time. */
export const stageMethods = {
  'stage/apply': {
    params: z.strictObject({
      label: z.string().min(1).max(200).meta({ description: 'names the undo step' }),
      commands: z
        .array(z.looseObject({ type: z.string() }))
        .max(10_000)
        .meta({ description: 'each is checked by the schema of its type' }),
      once: z.string().max(100).optional().meta({
        description: 'idempotency key: a batch that was carried out is answered again, not done again',
      }),
      staged: z
        .array(z.strictObject({ scene: idString, keys: stagedKeys }))
        .optional()
        .meta({ description: 'kept in the scenes, undone with them; an empty record forgets' }),
      playhead: playheadPlace
        .optional()
        .meta({ description: 'where the playhead goes before the window draws what was changed' }),
    }),
    result: z.strictObject({
      applied: z.int(),
      state,
      objects: z
        .array(described)
        .max(200)
        .meta({ description: 'what the commands made or changed, as it is now; the first 200' }),
      removed: z.array(z.string()).max(200),
    }),
  },
  'stage/staged': {
    params: nothing,
    result: z.strictObject({ scenes: z.array(z.strictObject({ scene: z.string(), keys: stagedKeys })) }),
  },
  'stage/undo': { params: z.strictObject({ steps: z.int().min(1).max(1000) }), result: undone },
  'stage/redo': { params: z.strictObject({ steps: z.int().min(1).max(1000) }), result: undone },
  'stage/reset': { params: nothing, result: z.strictObject({ state }) },
} as const;

/** How far a long batch is; it is told at most ten times a second. */
export const stageEvents = {
  'stage/progress': z.strictObject({ label: z.string(), applied: z.int(), total: z.int() }),
} as const;
