import * as z from 'zod';
import { idString, vec3 } from '../common.ts';

const shading = z
  .enum(['draft', 'solid', 'wireframe', 'material', 'rendered'])
  .meta({ id: 'Shading', description: 'draft: the colours baked by us, flat' });

const viewState = z
  .strictObject({
    scene: z.string(),
    frame: z.int(),
    camera: z.string().meta({ description: 'what is looked through, or empty' }),
    shading,
    centre: vec3.meta({ description: 'what the view turns about' }),
    distance: z.number(),
    selected: z.array(z.string()).max(200),
    active: z.string(),
  })
  .meta({ id: 'ViewState', description: 'the first 3D view, after the call' });

const objects = z.array(idString).max(2000);
const answer = z.strictObject({ view: viewState });
const optionalScene = idString.optional().meta({ description: 'without it the one that the window shows' });
const edge = z.int().min(16).max(1920);

/** What the viewport shows, and pictures of it. Objects are named by photoplay_id or by Blender's name. */
export const viewMethods = {
  'view/capture': {
    params: z.strictObject({
      scene: optionalScene,
      shot: idString.optional().meta({ description: 'through its camera, with its walls gone' }),
      camera: idString
        .optional()
        .meta({ description: 'any camera; without shot and camera what the viewport shows' }),
      frame: z.int().optional().meta({ description: 'without it the current one; with `shot` its first' }),
      width: edge.optional().meta({ description: '640 without it' }),
      height: edge.optional().meta({ description: 'without it as the scene’s picture has it' }),
      shading: shading.optional().meta({ description: 'draft without it in scenes of ours, else solid' }),
    }),
    result: z.strictObject({
      png: z.string().meta({ description: 'base64' }),
      width: z.int(),
      height: z.int(),
      scene: z.string(),
      frame: z.int(),
      camera: z.string().meta({ description: 'its name, or empty for the viewport' }),
      drawn: z.enum(['viewport', 'render']),
    }),
  },
  'view/frame': {
    params: z.strictObject({
      scene: optionalScene,
      objects: objects
        .min(1)
        .optional()
        .meta({ description: 'without it what is selected, else everything' }),
    }),
    result: answer,
  },
  'view/camera': {
    params: z.strictObject({
      scene: optionalScene,
      shot: idString.optional(),
      camera: idString.optional().meta({ description: 'without shot and camera the view leaves its camera' }),
    }),
    result: answer,
  },
  'view/shade': { params: z.strictObject({ shading }), result: answer },
  'view/select': {
    params: z.strictObject({
      scene: optionalScene,
      objects: objects.meta({
        description: 'the last one becomes the active one; none: nothing is selected',
      }),
      add: z.boolean().optional().meta({ description: 'what is selected stays so' }),
    }),
    result: answer,
  },
} as const;
