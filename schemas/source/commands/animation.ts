import * as z from 'zod';
import { blenderName, extent, frame, inScene, onObject, place, share } from './shared.ts';

const value = z.number().min(-1e9).max(1e9);
const interpolation = z
  .enum([
    'CONSTANT',
    'LINEAR',
    'BEZIER',
    'SINE',
    'QUAD',
    'CUBIC',
    'QUART',
    'QUINT',
    'EXPO',
    'CIRC',
    'BACK',
    'BOUNCE',
    'ELASTIC',
  ])
  .optional()
  .meta({ description: 'from a key to the next; BEZIER when left out' });
const easing = z
  .enum(['AUTO', 'EASE_IN', 'EASE_OUT', 'EASE_IN_OUT'])
  .optional()
  .meta({ description: 'from SINE on: where it is slow' });

/** A value that can be keyed: Blender's path to it from an object, a material, or a scene or its world. */
const onPath = {
  ...inScene,
  of: z
    .enum(['object', 'material', 'scene', 'world'])
    .optional()
    .meta({ description: 'object when left out' }),
  object: blenderName.optional(),
  material: blenderName.optional(),
  path: z
    .string()
    .min(1)
    .max(500)
    .meta({ description: 'location, data.lens, pose.bones["head"].rotation_euler, ["own property"] …' }),
  index: z.int().min(0).max(1000).optional().meta({ description: 'component, from 0' }),
};

const axis = z.enum(['X', 'Y', 'Z']);
const signedAxis = z.enum(['X', 'Y', 'Z', '-X', '-Y', '-Z']);

/** Keys, curves, constraints and markers. */
export const animationCommands = {
  'key.insert': z.strictObject({
    type: z.literal('key.insert'),
    ...onPath,
    frame,
    values: z
      .array(value)
      .min(1)
      .max(64)
      .optional()
      .meta({ description: 'from `index` on, one a component; left out: all as they are' }),
    interpolation,
    easing,
  }),
  'curve.set': z.strictObject({
    type: z.literal('curve.set'),
    ...onPath,
    frames: z
      .array(z.number().min(-1_048_574).max(1_048_574))
      .min(1)
      .max(100_000)
      .meta({ description: 'ascending' }),
    values: z.array(value).min(1).max(100_000).meta({ description: 'one a frame' }),
    interpolation,
    easing,
    beyond: z
      .enum(['CONSTANT', 'LINEAR'])
      .optional()
      .meta({ description: 'before the first key and after the last' }),
  }),
  'curve.delete': z.strictObject({ type: z.literal('curve.delete'), ...onPath }),
  'constraint.add': z.strictObject({
    type: z.literal('constraint.add'),
    ...onObject,
    bone: blenderName.optional().meta({ description: 'of the armature; gets the constraint' }),
    kind: z.enum([
      'TRACK_TO',
      'DAMPED_TRACK',
      'LOCKED_TRACK',
      'COPY_LOCATION',
      'COPY_ROTATION',
      'COPY_SCALE',
      'COPY_TRANSFORMS',
      'CHILD_OF',
      'FOLLOW_PATH',
      'LIMIT_DISTANCE',
      'LIMIT_LOCATION',
    ]),
    name: blenderName.optional().meta({ description: 'changed when it is there; else the kind names it' }),
    target: blenderName.optional(),
    targetBone: blenderName.optional(),
    influence: share.optional(),
    track: signedAxis.optional().meta({ description: '*_TRACK, TRACK_TO: its axis that points there' }),
    up: axis.optional().meta({ description: 'TRACK_TO' }),
    lock: axis.optional().meta({ description: 'LOCKED_TRACK: turned about it alone' }),
    axes: z
      .tuple([z.boolean(), z.boolean(), z.boolean()])
      .optional()
      .meta({ description: 'COPY_LOCATION, COPY_ROTATION, COPY_SCALE' }),
    keep: z.boolean().optional().meta({ description: 'CHILD_OF: it stays where it is; true when left out' }),
    at: share.optional().meta({ description: 'FOLLOW_PATH: how far along; 0 is the start' }),
    follow: z.boolean().optional().meta({ description: 'FOLLOW_PATH: turns with the path' }),
    distance: extent.optional().meta({ description: 'LIMIT_DISTANCE: metres' }),
    side: z.enum(['INSIDE', 'OUTSIDE', 'ONSURFACE']).optional().meta({ description: 'LIMIT_DISTANCE' }),
    least: place.optional().meta({ description: 'LIMIT_LOCATION' }),
    most: place.optional().meta({ description: 'LIMIT_LOCATION' }),
  }),
  'constraint.remove': z.strictObject({
    type: z.literal('constraint.remove'),
    ...onObject,
    bone: blenderName.optional(),
    constraint: blenderName,
  }),
  'marker.set': z.strictObject({
    type: z.literal('marker.set'),
    ...inScene,
    name: blenderName.meta({ description: 'moved when it is there' }),
    frame,
    camera: blenderName.optional().meta({ description: 'the scene is seen through it from here on' }),
  }),
  'marker.remove': z.strictObject({ type: z.literal('marker.remove'), ...inScene, name: blenderName }),
} as const;
