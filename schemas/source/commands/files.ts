import * as z from 'zod';
import { idString } from '../common.ts';
import { filePath } from '../wire/shared.ts';
import { blenderName, inScene, place } from './shared.ts';

const asset = {
  ...inScene,
  file: filePath.meta({ description: 'a .blend file, its whole path' }),
  kind: z.enum(['object', 'collection', 'material', 'nodeGroup', 'world', 'action']),
  names: z.array(blenderName).min(1).max(1000).meta({ description: 'as they are called in the file' }),
  collection: blenderName.optional().meta({ description: 'gets the objects or collections' }),
  object: blenderName.optional().meta({ description: 'gets the material or action, which is then one' }),
  position: place.optional().meta({ description: 'objects: moved by this; collections: of the instance' }),
};

/** What comes from other files and goes to them; paths are whole, nothing in a file is executed. */
export const fileCommands = {
  'asset.append': z.strictObject({
    type: z.literal('asset.append'),
    ...asset,
    instance: z.boolean().optional().meta({ description: 'collection: an empty that shows it, instead' }),
  }),
  'asset.link': z.strictObject({ type: z.literal('asset.link'), ...asset }),
  'file.import': z.strictObject({
    type: z.literal('file.import'),
    ...inScene,
    file: filePath.meta({ description: '.glb, .gltf, .obj, .fbx, .usd, .usda, .usdc, .usdz, .stl or .ply' }),
    name: blenderName.optional().meta({ description: 'of an empty on which all of it hangs' }),
    id: idString.optional().meta({ description: 'the document id of that empty' }),
    position: place.optional(),
    collection: blenderName.optional(),
  }),
  'file.export': z.strictObject({
    type: z.literal('file.export'),
    ...inScene,
    file: filePath.meta({ description: 'ends in .glb, .gltf, .obj, .fbx, .usd, .usda, .usdc, .stl or .ply' }),
    objects: z
      .array(blenderName)
      .min(1)
      .max(10_000)
      .optional()
      .meta({ description: 'with what hangs on them; left out: all of the scene' }),
    animation: z.boolean().optional().meta({ description: 'glTF, FBX, USD; true when left out' }),
    replace: z.boolean().optional().meta({ description: 'a file that is there already' }),
  }),
} as const;
