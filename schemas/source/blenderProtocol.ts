import { z } from 'zod';
import { idString, vec3 } from './common.ts';

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
  })
  .meta({ id: 'ErrorData' });
export type ErrorData = z.infer<typeof errorData>;

const filePath = z.string().min(1).max(4096);
const nothing = z.strictObject({});
const version = z.tuple([z.int(), z.int(), z.int()]);

const sceneSummary = z
  .strictObject({
    name: z.string(),
    heading: z.string(),
    fps: z.number(),
    frames: z.int(),
    objects: z.int(),
    shots: z.array(z.string()),
  })
  .meta({ id: 'SceneSummary' });

const state = z
  .strictObject({
    file: z.string().meta({ description: 'the .blend file; empty when it was never saved' }),
    scenes: z.array(sceneSummary),
  })
  .meta({ id: 'SessionState', description: 'the state after the call' });

const described = z
  .strictObject({
    name: z.string(),
    type: z.string(),
    id: z.string().meta({ description: 'photoplay_id, or empty' }),
    parent: z.string(),
    collection: z.string(),
    position: vec3,
    animated: z.boolean(),
    hidden: z.boolean(),
  })
  .meta({ id: 'DescribedObject' });

/** Left, bottom, right, top in the frame: 0 to 1 inside it, y upwards. */
const frameBox = z.tuple([z.number(), z.number(), z.number(), z.number()]).meta({ id: 'FrameBox' });

/** How an actor appears at a frame of a shot, measured on what Blender would draw. */
const measuredSubject = z
  .strictObject({
    id: idString,
    box: frameBox.meta({ description: 'all of the actor, head to feet' }),
    head: frameBox.meta({ description: 'the head with its hair' }),
    depth: z
      .number()
      .meta({ description: 'metres from the lens to the eyes along its axis; ≤ 0: behind it' }),
    eyes: vec3.meta({ description: 'between the eyes, in the set' }),
    facing: vec3.meta({ description: 'where the face points' }),
    gaze: vec3.meta({ description: 'where the eyes point' }),
    faceSeen: z.number().meta({ description: 'share of the face that no other thing hides, 0 to 1' }),
    faceTurn: z.number().meta({ description: 'radians between the face and the camera' }),
    hiddenBy: z.array(z.string()).meta({ description: 'names of what stands before the face' }),
  })
  .meta({ id: 'MeasuredSubject' });

const measuredSample = z
  .strictObject({
    shot: idString,
    frame: z.int(),
    position: vec3,
    forward: vec3,
    lens: z.number(),
    clearance: z
      .number()
      .meta({ description: 'metres from the lens to the nearest visible surface; at most 1' }),
    subjects: z.array(measuredSubject),
  })
  .meta({ id: 'MeasuredSample' });
export type MeasuredSample = z.infer<typeof measuredSample>;

/** draft and still: Workbench with baked light; preview and final: EEVEE on a GPU, else Cycles. */
const renderTier = z.enum(['draft', 'still', 'preview', 'final']).meta({ id: 'RenderTier' });
export type RenderTier = z.infer<typeof renderTier>;

const job = z.string().min(1);

/** Every method: what it takes and what it answers. Both ends are checked against this table. */
export const methods = {
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
  'stage/apply': {
    params: z.strictObject({
      label: z.string().min(1).max(200),
      commands: z
        .array(z.looseObject({ type: z.string() }))
        .max(10_000)
        .meta({ description: 'each is checked by the schema of its type' }),
    }),
    result: z.strictObject({ applied: z.int(), state }),
  },
  'stage/reset': { params: nothing, result: z.strictObject({ state }) },
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
  'snapshot/save': {
    params: z.strictObject({ path: filePath, compress: z.boolean().optional() }),
    result: z.strictObject({ path: filePath, bytes: z.int() }),
  },
  'snapshot/open': { params: z.strictObject({ path: filePath }), result: z.strictObject({ state }) },
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

/** What a session tells without being asked. */
export const events = {
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
