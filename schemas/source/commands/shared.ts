import * as z from 'zod';
import { idString } from '../common.ts';

/** A name that Blender can keep: no control characters; its length in bytes is the version's to judge. */
export const blenderName = z
  .string()
  .min(1)
  .max(255)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  .regex(/^[^\u0000-\u001f\u007f]+$/);

const length = z.number().min(-1e6).max(1e6);
/** Metres, within what single precision still tells apart by a few centimetres. */
export const place = z
  .tuple([length, length, length])
  .meta({ id: 'Place3', description: 'metres; x east, y north, z up' });
const angle = z.number().min(-1e4).max(1e4);
export const facing = angle.meta({ description: 'radians; 0 looks along +Y, counter-clockwise from above' });
export const turn = z
  .tuple([angle, angle, angle])
  .meta({ id: 'Turn3', description: 'Euler angles X, Y, Z in radians, applied in this order' });
const factor = z.number().min(-1e5).max(1e5);
export const scale = z.tuple([factor, factor, factor]).meta({ id: 'Scale3', description: 'none may be 0' });
/** A length of something that is there: a radius, a width. */
export const extent = z.number().min(1e-5).max(1e5);
/** Blender counts frames in 20 bits. */
export const frame = z.int().min(-1_048_574).max(1_048_574);
export const share = z.number().min(0).max(1);

/** The scene that a command speaks of; without it, the one that is shown. */
export const inScene = { scene: idString.optional() };
/** What a command changes: the document id of a thing in the scene, or its name in Blender. */
export const onObject = { ...inScene, object: blenderName };
