import * as z from 'zod';
import { idString, lineSpan, origin, vec2, vec3 } from './common.ts';

export const shotSize = z
  .enum([
    'ECU',
    'CU',
    'MCU',
    'MS',
    'COWBOY',
    'MLS',
    'FS',
    'WS',
    'EWS',
    'INSERT',
    'OTS',
    'TWO',
    'THREE',
    'ESTABLISHING',
  ])
  .meta({ id: 'ShotSize' });
export type ShotSize = z.infer<typeof shotSize>;

/** The camera at a frame of the scene's clock; between keys it eases, with one key it stands still. */
export const cameraKey = z
  .strictObject({
    frame: z.int(),
    position: vec3,
    target: vec3,
    lens: z.number().min(8).max(300),
    roll: z.number().optional(),
  })
  .meta({ id: 'CameraKey' });
export type CameraKey = z.infer<typeof cameraKey>;

export const shot = z
  .strictObject({
    id: idString.meta({
      description: 'scene number, dot, shot number: "2.03"; a shot put in later is "2.03A"',
    }),
    kind: z.enum([
      'establish',
      'master',
      'two',
      'three',
      'group',
      'single',
      'ots',
      'reaction',
      'insert',
      'pov',
      'follow',
      'cutaway',
    ]),
    size: shotSize,
    angle: z.enum(['eye', 'high', 'low', 'bird', 'worm', 'dutch']),
    move: z.enum(['static', 'pan', 'push', 'pull', 'track', 'follow', 'handheld', 'crane']),
    subjects: z
      .array(idString)
      .meta({ description: 'cast ids, the one the size is about first; an insert names the prop' }),
    foreground: idString.optional().meta({ description: 'over-the-shoulder: the near one' }),
    camera: z.array(cameraKey).min(1),
    sensor: z.strictObject({ width: z.number(), height: z.number() }).meta({ description: 'millimetres' }),
    focus: z.strictObject({ at: vec3, fstop: z.number() }).optional(),
    in: z.int().min(0).meta({ description: 'first frame on the scene clock' }),
    out: z.int().min(1).meta({ description: 'one past the last frame' }),
    beats: z.array(idString),
    lines: z.array(idString).meta({ description: 'breakdown lines seen or heard' }),
    span: lineSpan,
    transition: z
      .strictObject({
        type: z.enum(['cut', 'smash', 'match', 'dissolve', 'fade', 'wipe']),
        frames: z.int().min(0),
      })
      .meta({
        description: 'how the film comes into this shot',
      }),
    hides: z
      .array(z.enum(['N', 'E', 'S', 'W', 'C']))
      .meta({ description: 'wild walls that go for this shot' }),
    rule: z.string().meta({ description: 'name of the rule that chose it' }),
    reason: z.string().meta({ description: 'the same in words' }),
    origin,
  })
  .meta({ id: 'Shot' });
export type Shot = z.infer<typeof shot>;

const sceneShots = z
  .strictObject({
    id: idString,
    number: z.string(),
    axis: z
      .strictObject({ a: vec2, b: vec2, side: z.union([z.literal(1), z.literal(-1)]) })
      .optional()
      .meta({ description: 'the line between the two who speak; side 1 is left of a→b' }),
    shots: z.array(shot),
  })
  .meta({ id: 'SceneShots' });
export type SceneShots = z.infer<typeof sceneShots>;

export const shotList = z
  .strictObject({
    $schema: z.string().optional(),
    version: z.literal(1),
    fps: z.int(),
    scenes: z.array(sceneShots),
  })
  .meta({ id: 'ShotList' });
export type ShotList = z.infer<typeof shotList>;
