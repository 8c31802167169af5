import * as z from 'zod';
import { hexColour, idString } from '../common.ts';
import { modifierCommands } from './modifiers.ts';
import { blenderName, extent, facing, inScene, onObject, place, scale, share, turn } from './shared.ts';

const transform = { position: place.optional(), rotation: turn.optional(), scale: scale.optional() };
const index = z.int().min(0).max(200_000);

const shape = z.enum([
  'cube',
  'plane',
  'grid',
  'circle',
  'sphere',
  'icosphere',
  'cylinder',
  'cone',
  'torus',
  'mesh',
  'empty',
  'text',
  'curve',
]);

/** What each shape takes: an option of another shape is refused with what this one has. */
const shapeOptions = {
  size: extent.optional().meta({ description: 'cube, plane, grid: edge; text: height; empty: as drawn; m' }),
  radius: extent.optional().meta({ description: 'metres; torus: of its ring; cone: of its base' }),
  top: z.number().min(0).max(1e5).optional().meta({ description: 'cone: radius of its upper end, metres' }),
  tube: extent.optional().meta({ description: 'torus: radius of its tube; curve: of its thickness; metres' }),
  depth: extent.optional().meta({ description: 'cylinder, cone: height; text: thickness; metres' }),
  segments: z.int().min(3).max(512).optional().meta({ description: 'around' }),
  rings: z.int().min(2).max(256).optional().meta({ description: 'sphere: from pole to pole; torus: tube' }),
  subdivisions: z.int().min(1).max(7).optional().meta({ description: 'icosphere' }),
  cells: z
    .tuple([z.int().min(1).max(400), z.int().min(1).max(400)])
    .optional()
    .meta({ description: 'grid' }),
  smooth: z.boolean().optional().meta({ description: 'shaded smooth but for edges sharper than 35°' }),
  vertices: z.array(place).min(1).max(200_000).optional().meta({ description: 'mesh' }),
  edges: z
    .array(z.tuple([index, index]))
    .max(400_000)
    .optional(),
  faces: z
    .array(z.array(index).min(3).max(1000))
    .max(200_000)
    .optional()
    .meta({ description: 'mesh: vertex numbers from 0, counter-clockwise seen from outside' }),
  text: z.string().min(1).max(10_000).optional(),
  align: z.enum(['LEFT', 'CENTER', 'RIGHT']).optional().meta({ description: 'text' }),
  points: z.array(place).min(2).max(10_000).optional().meta({ description: 'curve: goes through them' }),
  closed: z.boolean().optional().meta({ description: 'curve' }),
  straight: z.boolean().optional().meta({ description: 'curve: a polygon instead of a smooth line' }),
};

/** Objects of any kind: made, changed, deleted, parented, collected, shown and hidden. */
export const objectCommands = {
  'object.create': z.strictObject({
    type: z.literal('object.create'),
    ...inScene,
    name: blenderName.meta({ description: 'must be free' }),
    id: idString.optional().meta({ description: 'kept as its document id' }),
    shape,
    ...shapeOptions,
    ...transform,
    colour: hexColour.optional(),
    collection: blenderName.optional(),
    parent: blenderName.optional().meta({ description: 'the transform is then relative to it' }),
  }),
  'object.transform': z.strictObject({
    type: z.literal('object.transform'),
    ...onObject,
    ...transform,
    by: z.boolean().optional().meta({ description: 'moved and turned by, scaled times, what is given' }),
    space: z.enum(['parent', 'world']).optional().meta({ description: 'parent: as Blender shows it' }),
  }),
  'object.rename': z.strictObject({ type: z.literal('object.rename'), ...onObject, name: blenderName }),
  'object.duplicate': z.strictObject({
    type: z.literal('object.duplicate'),
    ...onObject,
    name: blenderName.meta({ description: 'must be free; children get names after it' }),
    id: idString.optional(),
    linked: z.boolean().optional().meta({ description: 'shares mesh, curve, lamp … with the original' }),
    children: z.boolean().optional().meta({ description: 'with all below it; true when left out' }),
    ...transform,
    collection: blenderName.optional(),
  }),
  'object.delete': z.strictObject({
    type: z.literal('object.delete'),
    ...onObject,
    children: z.boolean().optional().meta({ description: 'too; else they stay where they are' }),
  }),
  'object.parent': z.strictObject({
    type: z.literal('object.parent'),
    ...onObject,
    parent: blenderName.optional().meta({ description: 'left out: it gets free' }),
    bone: blenderName.optional().meta({ description: 'of an armature' }),
    keep: z.boolean().optional().meta({ description: 'where it is in the world; true when left out' }),
  }),
  'object.show': z.strictObject({
    type: z.literal('object.show'),
    ...onObject,
    viewport: z.boolean().optional(),
    render: z.boolean().optional(),
  }),
  'object.colour': z.strictObject({
    type: z.literal('object.colour'),
    ...onObject,
    colour: hexColour,
    alpha: share.optional(),
  }),
  'collection.create': z.strictObject({
    type: z.literal('collection.create'),
    ...inScene,
    name: blenderName,
    parent: blenderName.optional().meta({ description: "a collection; else the scene's own" }),
  }),
  'collection.place': z.strictObject({
    type: z.literal('collection.place'),
    ...onObject,
    collection: blenderName.meta({ description: "its name, or a film scene's Set, Cast, Props …" }),
    also: z.boolean().optional().meta({ description: 'stays in those it is in' }),
  }),
  'kit.place': z.strictObject({
    type: z.literal('kit.place'),
    ...inScene,
    from: z.enum(['set', 'props']).meta({ description: 'the catalogue: set pieces, or what hands hold' }),
    kind: z.string().min(1).max(60),
    name: blenderName,
    id: idString.optional(),
    position: place.meta({ description: 'of the middle of its base' }),
    facing: facing.optional(),
    size: z
      .tuple([extent, extent, extent])
      .optional()
      .meta({ description: 'set pieces need it: width, depth (along facing), height; metres' }),
    colour: hexColour.optional(),
    options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
    collection: blenderName.optional(),
  }),
  ...modifierCommands,
} as const;
