import * as z from 'zod';
import { state } from './shared.ts';

/** Python, run only when both sides allow it: the person in Blender, and the client for this very run. */
export const codeMethods = {
  'code/run': {
    params: z.strictObject({
      code: z.string().min(1).max(1_000_000),
      label: z.string().min(1).max(200).optional().meta({ description: 'names the undo step' }),
      confirmed: z.literal(true).meta({ description: 'a person has seen this code and lets it run' }),
      timeLimit: z.number().min(0.1).max(600).optional().meta({ description: 'seconds; 10 when not given' }),
    }),
    result: z.strictObject({
      value: z.string().meta({ description: 'the last expression as Python writes it, or empty' }),
      output: z.string().meta({ description: 'what was printed, its first 100,000 characters' }),
      seconds: z.number(),
      state,
    }),
  },
} as const;
