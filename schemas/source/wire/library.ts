import * as z from 'zod';
import { idString, vec3 } from '../common.ts';
import { described, filePath, state } from './shared.ts';

const provider = z.enum(['polyhaven']);
const kind = z.enum(['hdri', 'texture', 'model']);
const assetId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,100}$/)
  .meta({ description: "the provider's own name of the asset" });
const resolution = z
  .string()
  .regex(/^[0-9]{1,3}k$/)
  .meta({ description: '1k, 2k, 4k …' });

const asset = z
  .strictObject({
    id: assetId,
    kind,
    name: z.string(),
    description: z.string(),
    tags: z.array(z.string()),
    categories: z.array(z.string()),
    authors: z.array(z.string()),
    thumbnail: z.string().meta({ description: 'address of a picture, or empty' }),
    licence: z.string(),
  })
  .meta({ id: 'LibraryAsset' });

const credit = z.string().meta({ description: 'to be shown where assets of the library are shown' });

/**
 * Assets from libraries on the network. All of it waits for Blender's own leave to go online (`gated`); what was
 * fetched is kept on disk.
 */
export const libraryMethods = {
  'library/search': {
    params: z.strictObject({
      provider,
      kind,
      query: z.string().max(200).meta({ description: 'words that must all be found; empty: the most used' }),
      categories: z.array(z.string().min(1).max(100)).max(10).optional(),
      limit: z.int().min(1).max(200).optional().meta({ description: '20' }),
    }),
    result: z.strictObject({ total: z.int(), assets: z.array(asset), credit }),
  },
  'library/get': {
    params: z.strictObject({ provider, id: assetId }),
    result: z.strictObject({
      asset,
      resolutions: z.array(
        z.strictObject({ resolution, bytes: z.int().meta({ description: 'what an import fetches' }) }),
      ),
      credit,
    }),
  },
  'library/import': {
    params: z.strictObject({
      provider,
      id: assetId,
      kind,
      resolution,
      scene: idString,
      position: vec3.optional().meta({ description: 'where a model stands; else the origin' }),
      object: idString.optional().meta({ description: 'gets the material of a texture' }),
      displacement: z.boolean().optional().meta({ description: 'with the texture’s displacement; false' }),
    }),
    result: z.strictObject({
      made: z.string().meta({ description: 'the world, material or collection' }),
      objects: z.array(described).max(200),
      folder: filePath.meta({ description: 'where its files are kept' }),
      bytes: z.int(),
      fetched: z.int().meta({ description: 'bytes that were not there already' }),
      state,
    }),
  },
} as const;

/** How far an import's files are fetched; told at most ten times a second. */
export const libraryEvents = {
  'library/progress': z.strictObject({ provider, id: assetId, done: z.int(), total: z.int() }),
} as const;
