import { z } from 'zod';
import { filePath, state } from './shared.ts';

/** Copies of the file. */
export const snapshotMethods = {
  'snapshot/save': {
    params: z.strictObject({ path: filePath, compress: z.boolean().optional() }),
    result: z.strictObject({ path: filePath, bytes: z.int() }),
  },
  'snapshot/open': { params: z.strictObject({ path: filePath }), result: z.strictObject({ state }) },
} as const;
