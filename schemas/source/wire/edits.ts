import * as z from 'zod';
import { hexColour, idString, vec3 } from '../common.ts';
import { lamp } from '../lamps.ts';
import { cameraKey } from '../shotList.ts';
import { filePath } from './shared.ts';

/** What a person did to one thing. Every value is where it ended, so that hearing of it twice changes nothing. */
const change = z
  .union([
    z.strictObject({
      what: z.literal('moved'),
      to: vec3,
      by: vec3,
      facing: z.number(),
      turn: z.number().meta({ description: 'radians that facing changed by' }),
      frame: z.int().optional().meta({ description: 'when on the clock, for what moves' }),
    }),
    z.strictObject({ what: z.literal('camera'), keys: z.array(cameraKey).min(1) }),
    z.strictObject({
      what: z.literal('coloured'),
      part: z
        .string()
        .meta({ description: 'of an actor: top, bottom, shoes, shirt, tie, hair, skin, eyes; or empty' }),
      colour: hexColour,
    }),
    z.strictObject({
      what: z.literal('lit'),
      lamp: lamp.meta({ description: 'moved, turned or changed: as it is now' }),
    }),
    z.strictObject({ what: z.literal('added'), lamp }),
    z.strictObject({
      what: z.literal('added'),
      type: z.string(),
      file: z.string().optional().meta({ description: 'in the folder that was asked for' }),
    }),
    z.strictObject({ what: z.literal('removed') }),
  ])
  .meta({ id: 'HandChange' });

const handEdit = z
  .strictObject({
    id: z.string().meta({ description: 'scene/kind/target/what' }),
    scene: idString,
    kind: z.enum(['actor', 'camera', 'prop', 'piece', 'light', 'object', 'set']),
    target: z
      .string()
      .meta({ description: "its id in the film's documents, a shot's, or the name of what was added" }),
    name: z.string().meta({ description: "the object's name in Blender" }),
    kept: z.boolean().meta({ description: 'false: a film cannot hold it' }),
    change,
  })
  .meta({ id: 'HandEdit' });
export type HandEdit = z.infer<typeof handEdit>;

const edits = z.array(handEdit).max(10_000);
const overrides = z
  .array(z.strictObject({ scene: idString, ids: z.array(z.string()) }))
  .meta({ description: 'ids of the overrides that each scene is staged with; undone with it' });

/** What a person changed by hand on what was staged. */
export const editMethods = {
  'edits/list': {
    params: z.strictObject({
      scene: idString.optional(),
      folder: filePath.optional().meta({ description: 'gets a .blend for each object that was added' }),
    }),
    result: z.strictObject({ edits, overrides }),
  },
  'edits/accept': {
    params: z.strictObject({
      scene: idString,
      edits: z
        .array(
          z.strictObject({
            id: z.string(),
            as: idString.optional().meta({ description: 'the id of what was added from now on' }),
          }),
        )
        .max(10_000)
        .meta({ description: 'edits that the film holds now; one that is no more is passed over' }),
      overrides: z.array(z.string()).max(10_000).meta({ description: 'what the scene is staged with' }),
    }),
    result: z.strictObject({ accepted: z.int() }),
  },
} as const;

/** Told when a person changed something by hand, at most three times a second and not while it is dragged. */
export const editEvents = {
  'edits/changed': z.strictObject({
    edits,
    overrides,
    why: z
      .enum(['edit', 'undo'])
      .meta({ description: 'undo: the person took something back, or brought it again' }),
  }),
} as const;
