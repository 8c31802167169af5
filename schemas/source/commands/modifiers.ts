import * as z from 'zod';
import { blenderName, extent, onObject, share } from './shared.ts';

const count = z.number().min(-1000).max(1000);

/** Modifiers by Blender's names. A setting that a kind does not have is refused with those it has. */
export const modifierCommands = {
  'mesh.modify': z.strictObject({
    type: z.literal('mesh.modify'),
    ...onObject,
    kind: z.enum(['SUBSURF', 'BEVEL', 'MIRROR', 'ARRAY', 'SOLIDIFY', 'BOOLEAN', 'DECIMATE', 'WIREFRAME']),
    name: blenderName.optional().meta({ description: 'changed when it is there; else the kind names it' }),
    levels: z.int().min(0).max(6).optional().meta({ description: 'SUBSURF' }),
    simple: z.boolean().optional().meta({ description: 'SUBSURF: divided, not rounded' }),
    width: extent.optional().meta({ description: 'BEVEL, metres' }),
    segments: z.int().min(1).max(32).optional().meta({ description: 'BEVEL' }),
    angle: z.number().min(0).max(Math.PI).optional().meta({ description: 'BEVEL: edges sharper; radians' }),
    axes: z
      .tuple([z.boolean(), z.boolean(), z.boolean()])
      .optional()
      .meta({ description: 'MIRROR: x, y, z' }),
    about: blenderName.optional().meta({ description: 'MIRROR: object whose origin is the mirror' }),
    count: z.int().min(1).max(1000).optional().meta({ description: 'ARRAY' }),
    step: z
      .tuple([count, count, count])
      .optional()
      .meta({ description: 'ARRAY: from one to the next, in its own sizes' }),
    offset: z
      .tuple([count, count, count])
      .optional()
      .meta({ description: 'ARRAY: from one to the next, metres' }),
    thickness: z.number().min(-1e4).max(1e4).optional().meta({ description: 'SOLIDIFY, WIREFRAME; metres' }),
    side: z.number().min(-1).max(1).optional().meta({ description: 'SOLIDIFY: −1 inwards, 1 outwards' }),
    operation: z.enum(['DIFFERENCE', 'UNION', 'INTERSECT']).optional().meta({ description: 'BOOLEAN' }),
    with: blenderName.optional().meta({ description: 'BOOLEAN: the other mesh' }),
    ratio: share.optional().meta({ description: 'DECIMATE: faces kept' }),
  }),
  'mesh.unmodify': z.strictObject({
    type: z.literal('mesh.unmodify'),
    ...onObject,
    modifier: blenderName,
  }),
} as const;
