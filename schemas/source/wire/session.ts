import { z } from 'zod';
import { nothing, state, version } from './shared.ts';

/** Who is there, and how it is. */
export const sessionMethods = {
  'session/hello': {
    params: z.strictObject({ protocol: z.int(), client: z.string().max(200) }),
    result: z.strictObject({
      protocol: z.int(),
      addon: z.string(),
      session: z.string(),
      blender: version,
      background: z.boolean(),
      capabilities: z.array(z.string()).meta({ description: 'methods and commands this session knows' }),
    }),
  },
  'session/ping': {
    params: nothing,
    result: z.strictObject({
      tickAge: z.number().meta({ description: "seconds since Blender's main thread last took up work" }),
      busy: z.string().meta({ description: 'the method it works on, or empty' }),
      waiting: z.int(),
    }),
  },
  'session/status': {
    params: nothing,
    result: z.strictObject({ state, pid: z.int(), rendering: z.string() }),
  },
} as const;

/** Told when another file was opened or made: whatever the client knew of the session is old. */
export const sessionEvents = {
  'session/changed': z.strictObject({ file: z.string(), why: z.enum(['loaded', 'new', 'saved', 'undo']) }),
} as const;
