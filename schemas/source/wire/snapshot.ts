import * as z from 'zod';
import { filePath, state } from './shared.ts';

/** Becomes part of a file's name on any system. */
const name = z
  .string()
  .regex(/^[^\s/\\:*?"<>|~.][^/\\:*?"<>|~\r\n\t]{0,59}$/)
  .meta({ id: 'SnapshotName' });

const folder = filePath
  .optional()
  .meta({ description: 'where the snapshots of a file lie that was never saved; others lie beside it' });

const kept = z
  .strictObject({
    name: z.string(),
    made: z.string().meta({ description: 'UTC, ISO 8601' }),
    bytes: z.int(),
    blender: z.string(),
    scenes: z.array(z.string()),
    objects: z.int(),
  })
  .meta({ id: 'Snapshot' });

const names = z.array(z.string());
const changes = z
  .strictObject({ added: names.max(500), removed: names.max(500) })
  .meta({ id: 'NamesThatDiffer' });

/** Copies of the file. Named ones are pruned to the newest twenty. */
export const snapshotMethods = {
  'snapshot/save': {
    params: z.strictObject({ path: filePath, compress: z.boolean().optional() }),
    result: z.strictObject({ path: filePath, bytes: z.int() }),
  },
  'snapshot/open': { params: z.strictObject({ path: filePath }), result: z.strictObject({ state }) },
  'snapshot/keep': {
    params: z.strictObject({
      name,
      folder,
      replace: z.boolean().optional().meta({ description: 'one of that name, if there is any' }),
    }),
    result: z.strictObject({
      snapshot: kept,
      path: filePath,
      pruned: names.meta({ description: 'older ones that went' }),
    }),
  },
  'snapshot/list': {
    params: z.strictObject({ folder }),
    result: z.strictObject({ snapshots: z.array(kept).meta({ description: 'newest first' }) }),
  },
  'snapshot/compare': {
    params: z.strictObject({ name, folder }),
    result: z.strictObject({
      same: z.boolean(),
      scenes: changes.extend({ changed: names.max(500) }),
      objects: changes.extend({
        changed: z
          .array(
            z.strictObject({
              scene: z.string(),
              name: z.string(),
              what: names.meta({ description: 'location, materials, curves …' }),
            }),
          )
          .max(500),
      }),
      materials: changes.extend({ changed: names.max(500) }),
      blocks: z
        .record(z.string(), changes)
        .meta({ description: 'other data-blocks by kind; kinds without a difference left out' }),
    }),
  },
  'snapshot/restore': {
    params: z.strictObject({ name, folder }),
    result: z.strictObject({
      state,
      before: kept.meta({ description: 'how it was until now: restoring it takes this back' }),
    }),
  },
  'snapshot/delete': {
    params: z.strictObject({ name, folder }),
    result: z.strictObject({ snapshots: z.array(kept) }),
  },
} as const;
