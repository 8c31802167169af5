import * as z from 'zod';
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
      busy: z.string().meta({
        description:
          'what the main thread is at, a method and what it waits for or else; empty when it is free',
      }),
      waiting: z.int(),
    }),
  },
  'session/status': {
    params: nothing,
    result: z.strictObject({
      state,
      pid: z.int(),
      scene: z.string().meta({ description: 'the scene that is shown' }),
      frame: z.int().meta({ description: "on that scene's clock" }),
      unsaved: z.boolean().meta({ description: 'whether something would be lost by quitting' }),
      rendering: z.string().meta({ description: 'what is being rendered in this process, or empty' }),
      modal: z.array(z.string()).meta({ description: 'operators that hold the window, by identifier' }),
      clients: z.int().meta({ description: 'connections to this session' }),
      codeAllowed: z.boolean().meta({ description: 'whether the person lets editors run code here' }),
    }),
  },
  'session/quit': {
    params: z.strictObject({
      discard: z.boolean().meta({ description: 'quit even when the file has changes that were not saved' }),
    }),
    result: nothing,
  },
} as const;

/**
 * Told when another file was opened or made, when it was saved, and when something was undone or redone: what the
 * client knew of the session is old.
 */
export const sessionEvents = {
  'session/changed': z.strictObject({ file: z.string(), why: z.enum(['loaded', 'new', 'saved', 'undo']) }),
} as const;
