import { z } from 'zod';
import { idString, rgb, vec3 } from './common.ts';

/** A lamp as Blender has it, in the set. */
export const lamp = z
  .strictObject({
    type: z.enum(['POINT', 'AREA', 'SPOT']),
    position: vec3,
    direction: vec3.meta({ description: 'where it shines, length 1; no matter to a POINT' }),
    watts: z.number().min(0),
    colour: rgb.meta({ description: 'linear' }),
    size: z.tuple([z.number(), z.number()]).meta({ description: 'AREA: width and height, metres' }),
    radius: z.number().min(0).meta({ description: 'POINT, SPOT: metres' }),
    angle: z.number().min(0).meta({ description: 'SPOT: radians from edge to edge' }),
  })
  .meta({ id: 'Lamp' });
export type Lamp = z.infer<typeof lamp>;

/** A lamp that a person put into a scene. */
export const addedLamp = lamp.extend({ id: idString }).meta({ id: 'AddedLamp' });

/** What a person changed on a lamp of the set; what is not named is as the set has it. */
export const lampChange = z
  .strictObject({
    position: vec3.optional(),
    watts: z.number().min(0).optional(),
    colour: rgb.optional().meta({ description: 'linear' }),
    off: z.boolean().optional().meta({ description: 'it was deleted' }),
  })
  .meta({ id: 'LampChange' });
export type LampChange = z.infer<typeof lampChange>;
