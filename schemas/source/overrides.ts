import * as z from 'zod';
import { hexColour, idString, vec2, vec3 } from './common.ts';
import { lamp } from './lamps.ts';

const base = {
  id: idString.meta({
    description: 'of the thing and what was done to it: the same deed again takes its place',
  }),
  origin: z.literal('edited'),
  note: z.string().meta({ description: 'the same in words' }),
};
const after = idString.optional().meta({
  description:
    'the beat from whose walk, or putting down, on it holds; without one from the start of the scene',
});
const facing = z.number().optional();
const garment = z.enum(['top', 'bottom', 'shoes', 'shirt', 'tie', 'hair', 'skin', 'eyes']);

/** Something a person did by hand in Blender, in the film's terms. `was` is how it was planned: back there, it goes. */
const override = z
  .discriminatedUnion('do', [
    z.strictObject({
      ...base,
      do: z.literal('movePiece'),
      set: idString,
      piece: idString,
      position: vec3,
      facing: z.number(),
      was: z.strictObject({ position: vec3, facing: z.number() }),
    }),
    z.strictObject({ ...base, do: z.literal('removePiece'), set: idString, piece: idString }),
    z.strictObject({
      ...base,
      do: z.literal('colourPiece'),
      set: idString,
      piece: idString,
      colour: hexColour,
      was: hexColour.optional(),
    }),
    z.strictObject({
      ...base,
      do: z.literal('moveActor'),
      scene: idString,
      actor: idString,
      after,
      position: vec2,
      facing: facing.meta({ description: 'without it the actor faces whom it faced' }),
      was: vec2,
    }),
    z.strictObject({
      ...base,
      do: z.literal('colourActor'),
      actor: idString,
      part: garment,
      colour: hexColour,
      was: hexColour.optional(),
    }),
    z.strictObject({
      ...base,
      do: z.literal('moveProp'),
      scene: idString,
      prop: idString,
      after,
      position: vec3,
      facing,
      was: vec3,
    }),
    z.strictObject({ ...base, do: z.literal('removeProp'), scene: idString, prop: idString }),
    z.strictObject({
      ...base,
      do: z.literal('colourProp'),
      prop: idString,
      colour: hexColour,
      was: hexColour.optional(),
    }),
    z.strictObject({ ...base, do: z.literal('addLamp'), scene: idString, lamp: idString, as: lamp }),
    z.strictObject({ ...base, do: z.literal('changeLamp'), scene: idString, lamp: idString, as: lamp }),
    z.strictObject({ ...base, do: z.literal('removeLamp'), scene: idString, lamp: idString }),
    z.strictObject({
      ...base,
      do: z.literal('addObject'),
      scene: idString,
      object: idString,
      file: z.string().meta({ description: 'a .blend in the folder objects/' }),
    }),
  ])
  .meta({ id: 'Override' });
export type Override = z.infer<typeof override>;

/** What a person changed by hand in Blender; each is applied to every later plan. */
export const overrides = z
  .strictObject({ $schema: z.string().optional(), version: z.literal(1), overrides: z.array(override) })
  .meta({ id: 'Overrides' });
