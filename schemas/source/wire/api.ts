import * as z from 'zod';

const kind = z.enum(['type', 'property', 'function', 'operator', 'choice']);

const found = z
  .strictObject({
    path: z.string().meta({ description: 'Object.location, Scene.frame_set, bpy.ops.mesh.subdivide' }),
    kind,
    signature: z
      .string()
      .meta({ description: 'type, range, default and choices; of what is called, its arguments' }),
    description: z.string(),
  })
  .meta({ id: 'ApiEntry' });

/** Documentation of the running Blender's own types and operators, from its own description of them (RNA). */
export const apiMethods = {
  'api/search': {
    params: z.strictObject({
      query: z.string().min(1).max(200),
      limit: z.int().min(1).max(100).optional(),
    }),
    result: z.strictObject({
      total: z.int().meta({ description: 'entries with all the words' }),
      entries: z.array(found).meta({ description: 'names before descriptions' }),
    }),
  },
  'api/get': {
    params: z.strictObject({ path: z.string().min(1).max(200) }),
    result: z.strictObject({
      entry: found,
      bases: z.array(z.string()).meta({ description: 'of a type: what it inherits from, nearest first' }),
      members: z
        .array(found)
        .meta({ description: 'of a type; arguments of a function or operator; choices of an enumeration' }),
    }),
  },
} as const;
