import * as z from 'zod';
import { rgb, vec3 } from '../common.ts';
import { described } from './shared.ts';

const count = z.int().min(0);
const names = z.array(z.string());
const rgba = z.tuple([z.number(), z.number(), z.number(), z.number()]);

const animation = z
  .strictObject({
    action: z.string(),
    first: z.number().meta({ description: 'frame of the first key' }),
    last: z.number(),
    curves: z
      .array(
        z.strictObject({
          path: z.string(),
          index: z.int(),
          keys: count,
          first: z.number(),
          last: z.number(),
        }),
      )
      .max(200),
    total: count.meta({ description: 'curves in all' }),
  })
  .meta({ id: 'AnimationDetails' });

/** All that is worth knowing of one object; local values are those before parent and constraints. */
export const objectDetails = described
  .extend({
    scenes: names,
    location: vec3,
    rotation: vec3.meta({ description: 'radians, Euler XYZ' }),
    scale: vec3,
    worldRotation: vec3,
    worldScale: vec3,
    dimensions: vec3,
    bounds: z.tuple([vec3, vec3]).meta({ description: 'lowest and highest corner in the world' }),
    data: z.string().meta({ description: 'name of its data, which other objects may share' }),
    users: count.meta({ description: 'objects that share the data, this one too' }),
    children: names.max(200),
    collections: names,
    materials: z.array(z.strictObject({ name: z.string(), colour: rgba, nodes: z.boolean() })),
    modifiers: z.array(z.strictObject({ name: z.string(), type: z.string(), shown: z.boolean() })),
    constraints: z.array(
      z.strictObject({
        name: z.string(),
        type: z.string(),
        target: z.string(),
        influence: z.number(),
        on: z.boolean(),
      }),
    ),
    animation: animation.optional(),
    dataAnimation: animation.optional().meta({ description: 'of its data: a lens, a lamp’s power' }),
    mesh: z
      .strictObject({
        vertices: count,
        edges: count,
        faces: count,
        triangles: count,
        uvs: names,
        colours: names,
        shapes: names.max(500).meta({ description: 'shape keys' }),
      })
      .optional(),
    light: z
      .strictObject({
        kind: z.string(),
        colour: rgb,
        power: z.number().meta({ description: 'watts; of a sun watts per square metre' }),
        size: z.number().meta({ description: 'metres; of a sun radians' }),
      })
      .optional(),
    camera: z
      .strictObject({
        projection: z.string(),
        lens: z.number().meta({ description: 'millimetres' }),
        sensor: z.tuple([z.number(), z.number()]).meta({ description: 'millimetres' }),
        clip: z.tuple([z.number(), z.number()]),
        focus: z.number().optional().meta({ description: 'metres; left out when all is sharp' }),
        fstop: z.number().optional(),
        shot: z.string().meta({ description: 'the shot it films, or empty' }),
      })
      .optional(),
    bones: names.max(500).optional(),
    text: z.string().optional(),
    properties: z.record(z.string(), z.json()).meta({ description: 'custom properties; long ones are cut' }),
  })
  .meta({ id: 'ObjectDetails' });
