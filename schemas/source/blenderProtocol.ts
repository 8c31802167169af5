import * as z from 'zod';
import { apiMethods } from './wire/api.ts';
import { codeMethods } from './wire/code.ts';
import { sequencerMethods } from './wire/edit.ts';
import { editEvents, editMethods } from './wire/edits.ts';
import { filmEvents, filmMethods } from './wire/film.ts';
import { libraryEvents, libraryMethods } from './wire/library.ts';
import { playheadEvents, playheadMethods } from './wire/playhead.ts';
import { renderEvents, renderMethods } from './wire/render.ts';
import { sceneMethods } from './wire/scene.ts';
import { sessionEvents, sessionMethods } from './wire/session.ts';
import { snapshotMethods } from './wire/snapshot.ts';
import { stageEvents, stageMethods } from './wire/stage.ts';
import { viewMethods } from './wire/view.ts';

/** Raised when a change would break an older partner; both sides name theirs in `session/hello`. */
export const protocolVersion = 1;

/** JSON-RPC error codes: what went wrong, in a form that both ends can act on. */
export const errorCodes = {
  parse: -32700,
  invalidRequest: -32600,
  unknownMethod: -32601,
  invalidParams: -32602,
  notFound: -32001,
  version: -32002,
  busy: -32003,
  timeout: -32004,
  cancelled: -32005,
  gated: -32006,
  rolledBack: -32007,
  blender: -32008,
  outOfSpace: -32009,
  network: -32010,
} as const;
export type ErrorName = keyof typeof errorCodes;

/** What an error carries besides code and message. */
export const errorData = z
  .strictObject({
    path: z.string().optional().meta({ description: 'where in the params, e.g. commands[3].lens' }),
    command: z.int().optional().meta({ description: 'index of the command that failed' }),
    why: z.int().optional().meta({ description: 'code of the error that made the batch roll back' }),
    nearest: z.array(z.string()).optional().meta({ description: 'names like the one that was not found' }),
    traceback: z.string().optional(),
    line: z.int().optional().meta({ description: 'of the code that was run, from 1' }),
    output: z.string().optional().meta({ description: 'what the code had printed' }),
  })
  .meta({ id: 'ErrorData' });
export type ErrorData = z.infer<typeof errorData>;

export type { MeasuredSample } from './wire/measured.ts';
export type { RenderTier } from './wire/render.ts';

/** Every method: what it takes and what it answers. Both ends are checked against this table. */
export const methods = {
  ...sessionMethods,
  ...stageMethods,
  ...sceneMethods,
  ...snapshotMethods,
  ...renderMethods,
  ...viewMethods,
  ...playheadMethods,
  ...filmMethods,
  ...editMethods,
  ...sequencerMethods,
  ...apiMethods,
  ...codeMethods,
  ...libraryMethods,
} as const;

/** What a session tells without being asked. */
export const events = {
  ...sessionEvents,
  ...stageEvents,
  ...renderEvents,
  ...playheadEvents,
  ...filmEvents,
  ...editEvents,
  ...libraryEvents,
} as const;

export type MethodName = keyof typeof methods;
export type EventName = keyof typeof events;
export type Params<M extends MethodName> = z.infer<(typeof methods)[M]['params']>;
export type Result<M extends MethodName> = z.infer<(typeof methods)[M]['result']>;
export type EventParams<E extends EventName> = z.infer<(typeof events)[E]>;

const constants = (values: Record<string, number>) =>
  z.strictObject(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, z.literal(value)])));

/** The protocol's constants as a schema, so that they reach the add-on by the same way as the shapes. */
export const protocolConstants = z.strictObject({
  version: z.literal(protocolVersion),
  errors: constants(errorCodes),
  data: errorData,
});
