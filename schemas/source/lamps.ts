import * as z from 'zod';
import { idString, rgb, vec3 } from './common.ts';

const shape = {
  position: vec3,
  direction: vec3.meta({ description: 'where it shines, length 1; no matter to a POINT' }),
  watts: z.number().min(0).meta({ description: "Blender's power; of a SUN its strength" }),
  colour: rgb.meta({ description: 'linear' }),
  size: z.tuple([z.number(), z.number()]).meta({ description: 'AREA: width and height, metres' }),
  radius: z.number().min(0).meta({ description: 'POINT, SPOT: metres' }),
  angle: z.number().min(0).meta({ description: 'SPOT: radians from edge to edge' }),
};

/** A light as Blender has it, in the set. */
export const lamp = z
  .strictObject({ type: z.enum(['POINT', 'AREA', 'SPOT', 'SUN']), ...shape })
  .meta({ id: 'Lamp' });
export type Lamp = z.infer<typeof lamp>;

const setLamp = z.strictObject({ type: z.enum(['POINT', 'AREA', 'SPOT']), ...shape }).meta({ id: 'SetLamp' });
export type SetLamp = z.infer<typeof setLamp>;

/** A lamp that a person put into a scene. */
export const addedLamp = setLamp.extend({ id: idString }).meta({ id: 'AddedLamp' });

/** What became of a lamp of the set: it is another now, or off. */
export const lampChange = z
  .union([z.strictObject({ lamp: setLamp }), z.strictObject({ off: z.literal(true) })])
  .meta({ id: 'LampChange' });
