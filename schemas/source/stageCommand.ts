import * as z from 'zod';
import { actionVerb, feeling, posture } from './blocking.ts';
import { look, propKind } from './breakdown.ts';
import { actorCommands } from './commands/actors.ts';
import { animationCommands } from './commands/animation.ts';
import { fileCommands } from './commands/files.ts';
import { lookCommands } from './commands/looks.ts';
import { objectCommands } from './commands/objects.ts';
import { sequenceCommands } from './commands/sequence.ts';
import { hexColour, idString, rgb, vec3 } from './common.ts';
import { addedLamp, lampChange } from './lamps.ts';
import { floorPlan } from './sets.ts';
import { cameraKey, shotSize } from './shotList.ts';
import { filePath } from './wire/shared.ts';

/** The light of a scene, from INT/EXT × time × mood; colours are linear and scene-referred. */
const lightPlan = z
  .strictObject({
    setting: z.enum(['INT', 'EXT']),
    time: z.enum(['DAY', 'NIGHT', 'DAWN', 'DUSK']),
    key: z.enum(['high', 'low']),
    weather: z.enum(['clear', 'rain', 'snow', 'fog', 'wind']),
    sky: rgb.meta({ description: 'ambient from above' }),
    ground: rgb.meta({ description: 'ambient from below' }),
    sun: z.strictObject({ direction: vec3.meta({ description: 'towards the sun' }), colour: rgb }).optional(),
    window: z.strictObject({ power: z.number(), colour: rgb }),
    practical: z.number().meta({ description: 'gain of lamps in the set; 0: off' }),
    ceiling: z.number().meta({ description: 'gain of ceiling lights; 0: off' }),
    exposure: z.number().meta({ description: 'stops' }),
    zenith: rgb,
    horizon: rgb,
    fog: z.strictObject({ colour: rgb, near: z.number(), far: z.number(), strength: z.number() }).optional(),
    face: z
      .tuple([z.number(), z.number()])
      .meta({ description: 'lowest and highest level of a lit face before exposure' }),
    rim: rgb,
    lamps: z.array(addedLamp).optional().meta({ description: 'lamps that a person added by hand' }),
    lampChanges: z
      .record(z.string(), lampChange)
      .optional()
      .meta({ description: "what a person changed by hand on the set's own lamps, by their ids in Blender" }),
  })
  .meta({ id: 'LightPlan' });
export type LightPlan = z.infer<typeof lightPlan>;

const frames = z.int().min(1);

/** Something an actor does, as the performer plays it; frames on the scene clock. */
const clip = z
  .strictObject({
    do: actionVerb,
    start: z.int(),
    frames,
    seed: z.string(),
    point: vec3.optional().meta({ description: 'where hand or eyes go, in the set' }),
    hand: z.enum(['left', 'right', 'both']).optional(),
    prop: idString.optional(),
    feeling: feeling.optional(),
    strength: z.number().optional(),
    hold: z.boolean().optional(),
    until: z.int().optional().meta({ description: 'hold: let go at this frame at the latest' }),
  })
  .meta({ id: 'Clip' });
export type Clip = z.infer<typeof clip>;

/** All that one actor does in a scene, resolved to frames and points: the kit needs to know nothing else. */
const performance = z
  .strictObject({
    root: z
      .array(z.strictObject({ frame: z.int(), position: vec3, facing: z.number() }))
      .min(1)
      .meta({
        description:
          'the feet (while seated: the floor below the middle of the seat); linear between keys, held outside them. While rising or sitting down it runs from seat to standing place, or back; the feet stay planted at the standing end',
      }),
    postures: z
      .array(
        z.strictObject({
          start: z.int(),
          frames,
          from: posture,
          to: posture,
          seatHeight: z.number(),
          seat: vec3.optional(),
        }),
      )
      .meta({
        description: 'changes of posture; the first, at frame 0 with frames 1, is the posture at the start',
      }),
    gaits: z.array(
      z.strictObject({
        start: z.int(),
        frames,
        speed: z.number(),
        style: z.enum(['walk', 'stroll', 'hurry', 'run']),
      }),
    ),
    gaze: z
      .array(
        z.strictObject({
          frame: z.int(),
          point: vec3,
          glance: z.boolean().meta({ description: 'eyes only' }),
        }),
      )
      .meta({ description: 'looked at from this frame on' }),
    clips: z.array(clip),
    speech: z.array(
      z.strictObject({
        start: z.int(),
        frames,
        seed: z.string(),
        loudness: z.number().meta({ description: '1 = normal; whispering .5, shouting 1.6' }),
        visemes: z.array(
          z.strictObject({
            frame: z.int(),
            shape: z.enum(['rest', 'MBP', 'AA', 'EE', 'OO', 'FV', 'LTH']),
            open: z.number(),
          }),
        ),
        strokes: z
          .array(z.strictObject({ frame: z.int(), strength: z.number() }))
          .meta({ description: 'stressed words a gesture may fall on' }),
      }),
    ),
    feelings: z.array(z.strictObject({ frame: z.int(), feeling, strength: z.number() })),
    blinks: z.array(z.int()),
    beats: z.array(
      z.strictObject({
        start: z.int(),
        frames,
        seed: z.string(),
        role: z.enum(['speaks', 'listens', 'acts', 'idle']),
      }),
    ),
    visible: z
      .array(z.strictObject({ start: z.int(), end: z.int() }))
      .meta({ description: 'when on stage, end exclusive' }),
  })
  .meta({ id: 'Performance' });
export type Performance = z.infer<typeof performance>;

/** A prop through the scene: from each frame on it lies somewhere or is in a hand. */
const propTrack = z
  .array(
    z.strictObject({
      frame: z.int(),
      position: vec3.optional(),
      facing: z.number().optional(),
      holder: z.strictObject({ actor: idString, hand: z.enum(['left', 'right']) }).optional(),
      hidden: z.boolean().optional(),
    }),
  )
  .meta({ id: 'PropTrack' });
export type PropTrack = z.infer<typeof propTrack>;

/** The film's own commands: what a screenplay's scene is staged with. Each makes its thing, or makes it anew. */
const filmCommands = {
  'scene.create': z.strictObject({
    type: z.literal('scene.create'),
    id: idString.meta({ description: "name of the Blender scene: the script scene's number" }),
    heading: z.string(),
    fps: z.int(),
    frames,
    size: z.tuple([z.int(), z.int()]),
  }),
  'set.build': z.strictObject({
    type: z.literal('set.build'),
    scene: idString,
    plan: floorPlan,
    light: lightPlan,
  }),
  'actor.build': z.strictObject({
    type: z.literal('actor.build'),
    scene: idString,
    id: idString,
    name: z.string(),
    look,
  }),
  'actor.perform': z.strictObject({
    type: z.literal('actor.perform'),
    scene: idString,
    id: idString,
    performance,
    step: z.int().min(1).meta({ description: 'a pose every this many frames; 2 is on twos' }),
    windows: z
      .array(
        z.strictObject({
          start: z.int(),
          end: z.int(),
          phase: z.int(),
          key: z.string().optional().meta({
            description: 'of all that the actor does in it: poses under a known key are not made again',
          }),
        }),
      )
      .meta({ description: "frames to key: each shot's window; poses fall on phase + n·step" }),
    props: z
      .array(z.strictObject({ id: idString, kind: propKind, track: propTrack }))
      .optional()
      .meta({ description: 'those that are in its hands at some time' }),
  }),
  'prop.build': z.strictObject({
    type: z.literal('prop.build'),
    scene: idString,
    id: idString,
    name: z.string(),
    kind: propKind,
    colour: hexColour.optional(),
    track: propTrack,
  }),
  'door.swing': z.strictObject({
    type: z.literal('door.swing'),
    scene: idString,
    opening: idString,
    keys: z.array(z.strictObject({ frame: z.int(), angle: z.number() })),
  }),
  'camera.add': z.strictObject({
    type: z.literal('camera.add'),
    scene: idString,
    id: idString,
    size: shotSize,
    subjects: z.array(idString),
    in: z.int(),
    out: z.int(),
    keys: z.array(cameraKey).min(1),
    sensor: z.tuple([z.number(), z.number()]),
    focus: z.strictObject({ at: vec3, fstop: z.number() }).optional(),
    hides: z.array(z.enum(['N', 'E', 'S', 'W', 'C'])),
    handheld: z.strictObject({ seed: z.string(), amount: z.number() }).optional(),
    marker: z.string(),
  }),
  'thing.remove': z.strictObject({
    type: z.literal('thing.remove'),
    scene: idString,
    id: idString,
    kind: z
      .enum(['actor', 'prop', 'camera', 'door', 'object'])
      .meta({ description: 'door: it stays, and stays shut; object: what a person added' }),
  }),
  'thing.bring': z.strictObject({
    type: z.literal('thing.bring'),
    scene: idString,
    id: idString,
    file: filePath.meta({ description: 'the .blend of an object that a person added by hand' }),
    hash: z.string().meta({ description: 'of the file: another one is another object' }),
  }),
  'scene.rename': z.strictObject({
    type: z.literal('scene.rename'),
    scene: idString,
    id: idString.meta({ description: 'its new name' }),
  }),
  'scene.remove': z
    .strictObject({ type: z.literal('scene.remove'), scene: idString })
    .meta({ description: 'all that was staged in it goes; what a person added keeps the scene alive' }),
  'light.finish': z.strictObject({ type: z.literal('light.finish'), scene: idString }),
  'scene.append': z.strictObject({ type: z.literal('scene.append'), file: filePath, scene: idString }),
  'edit.create': z.strictObject({
    type: z.literal('edit.create'),
    id: idString,
    fps: z.int(),
    size: z.tuple([z.int(), z.int()]),
    strips: z.array(
      z.strictObject({
        kind: z.enum(['scene', 'movie', 'sound']),
        name: z.string(),
        channel: z.int(),
        start: z.int(),
        frames,
        offset: z.int().meta({ description: 'frames skipped at the head of the source' }),
        file: filePath.optional(),
        scene: idString.optional(),
        camera: idString.optional(),
      }),
    ),
  }),
} as const;

/** What can be asked of a stage, dispatched on `type`; a batch of them is one transaction. */
export const stageCommands = {
  ...filmCommands,
  ...objectCommands,
  ...lookCommands,
  ...animationCommands,
  ...fileCommands,
  ...actorCommands,
  ...sequenceCommands,
} as const;

export type StageCommandType = keyof typeof stageCommands;
export type StageCommand = { [K in StageCommandType]: z.infer<(typeof stageCommands)[K]> }[StageCommandType];
