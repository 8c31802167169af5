import * as z from 'zod';
import { idString, vec3 } from '../common.ts';
import { measuredSample } from './measured.ts';
import { objectDetails } from './objectDetails.ts';
import { described, sceneSummary, version } from './shared.ts';

const count = z.int().min(0);

/** What a file may be, told from what lies in it. */
const fileKind = z
  .enum([
    'empty',
    'photoplay film',
    'photoplay scene',
    'animation shot',
    'character',
    'environment',
    'model',
    'drawing',
    'video edit',
    'motion graphics',
    'library',
    'other',
  ])
  .meta({ id: 'FileKind' });

/** What is in the file. */
export const sceneMethods = {
  'scene/list': {
    params: z.strictObject({}),
    result: z.strictObject({
      current: z.string().meta({ description: 'the scene that the window shows' }),
      scenes: z.array(sceneSummary),
    }),
  },
  'scene/describe': {
    params: z.strictObject({
      scene: idString,
      offset: count.optional(),
      limit: z.int().min(1).max(2000).optional(),
      type: z.string().min(1).max(40).optional().meta({ description: 'MESH, CAMERA, LIGHT …' }),
      collection: idString.optional().meta({ description: 'and the collections in it' }),
      name: idString.optional().meta({ description: 'with * and ?; upper and lower case are alike' }),
      ours: z.boolean().optional().meta({ description: 'only what carries a photoplay_id' }),
      near: z
        .strictObject({ point: vec3, radius: z.number().min(0) })
        .optional()
        .meta({ description: 'whose origin lies within the radius; nearest first' }),
    }),
    result: z.strictObject({
      scene: sceneSummary,
      markers: z.array(z.strictObject({ name: z.string(), frame: z.int(), camera: z.string() })),
      total: z.int().meta({ description: 'objects that fit; the page is a part of them' }),
      objects: z.array(described),
    }),
  },
  'scene/object': {
    params: z.strictObject({
      scene: idString.optional().meta({ description: 'without it the one that the window shows' }),
      object: idString.meta({ description: 'photoplay_id, or the name in Blender' }),
    }),
    result: z.strictObject({ object: objectDetails }),
  },
  'scene/file': {
    params: z.strictObject({}),
    result: z.strictObject({
      file: z.string().meta({ description: 'empty when it was never saved' }),
      unsaved: z.boolean().meta({ description: 'something changed since it was saved' }),
      savedWith: version.meta({ description: 'the Blender that wrote it' }),
      blocks: z
        .record(z.string(), count)
        .meta({ description: 'data-blocks by kind; kinds without any left out' }),
      scenes: z.array(sceneSummary),
      missing: z
        .array(z.strictObject({ kind: z.string(), name: z.string(), path: z.string() }))
        .max(500)
        .meta({ description: 'files that the file needs and that are not there' }),
      libraries: z.array(
        z.strictObject({
          name: z.string(),
          path: z.string(),
          missing: z.boolean(),
          linked: count.meta({ description: 'data-blocks linked from it' }),
        }),
      ),
      guess: z.strictObject({ kind: fileKind, reasons: z.array(z.string()) }),
    }),
  },
  'scene/measure': {
    params: z.strictObject({
      scene: idString,
      samples: z.array(z.strictObject({ shot: idString, frame: z.int() })).max(5000),
    }),
    result: z.strictObject({ samples: z.array(measuredSample) }),
  },
} as const;
