import * as z from 'zod';
import { hexColour, idString } from '../common.ts';
import { filePath } from '../wire/shared.ts';
import { blenderName, extent, inScene, onObject, place, share, turn } from './shared.ts';

const strength = z.number().min(0).max(1e9);
const millimetres = z.number().min(1).max(5000);
const pixels = z.int().min(4).max(16_384);
const picture = filePath.meta({ description: 'a picture file, its whole path' });

/** Lamps and cameras: made, where `object` names nothing yet and `kind` is given; else changed. */
const aimed = {
  ...onObject,
  id: idString.optional().meta({ description: 'kept as its document id' }),
  position: place.optional(),
  rotation: turn.optional().meta({ description: 'all 0: looks straight down' }),
  target: place.optional().meta({ description: 'looks at this point of the world; instead of a rotation' }),
  collection: blenderName.optional(),
};

/** Materials, lights, cameras and worlds, and how a scene is rendered. */
export const lookCommands = {
  'material.set': z.strictObject({
    type: z.literal('material.set'),
    ...inScene,
    name: blenderName.meta({ description: 'of the material; made when there is none' }),
    object: blenderName.optional().meta({ description: 'gets the material' }),
    slot: z.int().min(0).max(100).optional().meta({ description: '0 when left out' }),
    colour: hexColour.optional(),
    texture: picture.optional().meta({ description: 'a picture file in place of the colour' }),
    metallic: share.optional(),
    roughness: share.optional(),
    alpha: share.optional().meta({ description: '0 is not seen' }),
    transmission: share.optional().meta({ description: '1 is glass' }),
    ior: z.number().min(1).max(10).optional().meta({ description: 'index of refraction' }),
    glow: hexColour.optional(),
    glowStrength: strength.optional().meta({ description: 'W/m²; 1 when a glow is given without' }),
  }),
  'light.set': z.strictObject({
    type: z.literal('light.set'),
    ...aimed,
    kind: z.enum(['POINT', 'SUN', 'SPOT', 'AREA']).optional(),
    energy: strength.optional().meta({ description: 'W; SUN: W/m²' }),
    colour: hexColour.optional(),
    radius: z.number().min(0).max(1e4).optional().meta({ description: 'POINT, SPOT: metres' }),
    spread: z.number().min(0).max(Math.PI).optional().meta({ description: "SUN: the disc's angle, radians" }),
    size: z.tuple([extent, extent]).optional().meta({ description: 'AREA: width and height, metres' }),
    cone: z
      .number()
      .min(0.02)
      .max(Math.PI)
      .optional()
      .meta({ description: 'SPOT: from edge to edge, radians' }),
    blend: share.optional().meta({ description: 'SPOT: softness of the edge' }),
    shadow: z.boolean().optional(),
  }),
  'camera.set': z.strictObject({
    type: z.literal('camera.set'),
    ...aimed,
    kind: z.enum(['PERSP', 'ORTHO']).optional(),
    lens: millimetres.optional().meta({ description: 'PERSP: mm' }),
    width: extent.optional().meta({ description: 'ORTHO: metres that the frame spans' }),
    sensor: z.tuple([millimetres, millimetres]).optional().meta({ description: 'width and height, mm' }),
    clip: z.tuple([extent, extent]).optional().meta({ description: 'nearest and farthest seen, metres' }),
    focus: z
      .strictObject({
        on: z.boolean().optional().meta({ description: 'false: all is sharp' }),
        distance: extent.optional().meta({ description: 'metres' }),
        object: blenderName.optional().meta({ description: 'what is sharp; instead of a distance' }),
        fstop: z.number().min(0.1).max(128).optional(),
      })
      .optional(),
  }),
  'camera.activate': z.strictObject({ type: z.literal('camera.activate'), ...onObject }),
  'world.set': z.strictObject({
    type: z.literal('world.set'),
    ...inScene,
    colour: hexColour.optional().meta({ description: 'takes the place of a picture' }),
    file: picture.optional().meta({ description: 'an equirectangular picture, as a rule .hdr or .exr' }),
    strength: z.number().min(0).max(1e6).optional(),
    turn: z.number().min(-1e4).max(1e4).optional().meta({ description: 'of the picture, about Z, radians' }),
  }),
  'render.set': z.strictObject({
    type: z.literal('render.set'),
    ...inScene,
    size: z.tuple([pixels, pixels]).optional(),
    fps: z.number().min(1).max(1000).optional(),
    tier: z
      .enum(['draft', 'still', 'preview', 'final'])
      .optional()
      .meta({ description: 'engine and samples as a render of this tier has them' }),
    engine: z.enum(['WORKBENCH', 'EEVEE', 'CYCLES']).optional(),
    samples: z.int().min(1).max(65_536).optional().meta({ description: 'EEVEE, CYCLES: a pixel' }),
    start: z.int().min(0).max(1_048_574).optional().meta({ description: 'first frame' }),
    end: z.int().min(1).max(1_048_575).optional().meta({ description: 'frame after the last' }),
    transparent: z.boolean().optional().meta({ description: 'where there is only world' }),
    exposure: z.number().min(-32).max(32).optional().meta({ description: 'stops' }),
  }),
} as const;
