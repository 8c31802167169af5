import * as z from 'zod';
import { setKind } from './breakdown.ts';
import { hexColour, idString, origin, vec3 } from './common.ts';

/** A hole in a wall. `side` is the wall; `at` metres from the wall's middle, positive to the right seen from inside. */
const opening = z
  .strictObject({
    id: idString,
    type: z.enum(['door', 'window', 'archway']),
    side: z.enum(['N', 'E', 'S', 'W']),
    at: z.number(),
    width: z.number(),
    height: z.number(),
    sill: z.number(),
    options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  })
  .meta({ id: 'Opening' });
export type Opening = z.infer<typeof opening>;

/** A named piece the kit builds: furniture, dressing, tree, façade. Its box stands on `position`, the middle of its base. */
const piece = z
  .strictObject({
    id: idString,
    type: z.string().meta({ description: 'name of a builder in the kit' }),
    position: vec3,
    facing: z.number(),
    size: vec3.meta({ description: 'width (across), depth (along facing), height' }),
    solid: z.boolean().meta({ description: 'nobody walks through it' }),
    wall: z.enum(['N', 'E', 'S', 'W', 'C']).optional().meta({ description: 'goes when this wall goes' }),
    colour: hexColour.optional(),
    options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  })
  .meta({ id: 'Piece' });
export type Piece = z.infer<typeof piece>;

/** A place to stand or look at. `inside` is where a door's mark leads into the set. */
const mark = z
  .strictObject({
    id: idString.meta({ description: 'door, window, counter, centre …' }),
    kind: z.enum(['stand', 'door', 'outside', 'window', 'task', 'look']),
    names: z.array(z.string()).meta({ description: 'words an action line may call it by' }),
    position: vec3,
    facing: z.number(),
    piece: idString.optional(),
    opening: idString.optional(),
  })
  .meta({ id: 'Mark' });
export type Mark = z.infer<typeof mark>;

const seat = z
  .strictObject({
    id: idString,
    names: z.array(z.string()),
    position: vec3.meta({ description: 'on the floor below the middle of the seat' }),
    facing: z.number(),
    height: z.number().meta({ description: 'metres above the position' }),
    kind: z.enum(['seat', 'bed', 'stool', 'car']),
    piece: idString,
    approach: vec3.meta({ description: 'where one stands before sitting down' }),
  })
  .meta({ id: 'Seat' });
export type Seat = z.infer<typeof seat>;

/** Where props lie: a rectangle on top of a piece. */
const surface = z
  .strictObject({
    id: idString,
    names: z.array(z.string()),
    piece: idString,
    position: vec3,
    size: z.tuple([z.number(), z.number()]),
  })
  .meta({ id: 'Surface' });
export type Surface = z.infer<typeof surface>;

export const floorPlan = z
  .strictObject({
    id: idString.meta({ description: "the place's id" }),
    kind: setKind,
    exterior: z.boolean(),
    size: vec3.meta({ description: 'width (x), depth (y), height; of the playable area outdoors' }),
    style: z.strictObject({ wall: z.string(), floor: z.string() }),
    palette: z.record(z.string(), z.union([hexColour, z.array(hexColour)])),
    openings: z.array(opening),
    pieces: z.array(piece),
    marks: z.array(mark),
    seats: z.array(seat),
    surfaces: z.array(surface),
    wildWalls: z
      .array(z.enum(['N', 'E', 'S', 'W', 'C']))
      .meta({ description: 'walls that may be hidden for a shot' }),
    master: z
      .strictObject({ from: z.enum(['N', 'E', 'S', 'W']) })
      .meta({ description: 'the side the audience usually sits on' }),
    seed: z.int(),
    origin,
  })
  .meta({ id: 'FloorPlan' });
export type FloorPlan = z.infer<typeof floorPlan>;

export const sets = z
  .strictObject({ $schema: z.string().optional(), version: z.literal(1), sets: z.array(floorPlan) })
  .meta({ id: 'Sets' });
export type Sets = z.infer<typeof sets>;
