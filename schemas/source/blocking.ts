import * as z from 'zod';
import { idString, lineSpan, origin, vec2, vec3 } from './common.ts';

/** What one looks at, points at or reaches for. */
const target = z
  .union([
    z.strictObject({ actor: idString }),
    z.strictObject({ prop: idString }),
    z.strictObject({ mark: idString }),
    z.strictObject({ piece: idString }),
    z.strictObject({ point: vec3 }),
  ])
  .meta({ id: 'Target' });
export type Target = z.infer<typeof target>;

export const posture = z.enum(['stand', 'sit', 'kneel', 'lie']).meta({ id: 'Posture' });
export type Posture = z.infer<typeof posture>;

/** Where and how someone is at a moment. `seat` is set while sitting or lying on one. */
const placement = z
  .strictObject({
    position: vec2,
    floor: z.number().meta({ description: 'height of the ground under the feet, metres' }),
    facing: z.number(),
    posture,
    seat: idString.optional(),
    onStage: z.boolean(),
  })
  .meta({ id: 'Placement' });
export type Placement = z.infer<typeof placement>;

/** Everything an actor can do here. `walk` is the move; `turn`, `sit`, `rise`, `kneel`, `lie` change posture or facing. */
export const actionVerb = z
  .enum([
    'walk',
    'turn',
    'sit',
    'rise',
    'kneel',
    'lie',
    'look',
    'point',
    'wave',
    'reach',
    'pickUp',
    'putDown',
    'give',
    'take',
    'openDoor',
    'closeDoor',
    'nod',
    'shakeHead',
    'shrug',
    'gesture',
    'laugh',
    'cry',
    'sigh',
    'drink',
    'eat',
    'type',
    'write',
    'read',
    'phoneUp',
    'phoneDown',
    'hug',
    'push',
    'clap',
    'think',
    'crossArms',
    'handsOnHips',
    'coverFace',
    'knock',
    'work',
    'drive',
    'fall',
    'jump',
    'dance',
    'startle',
    'feel',
  ])
  .meta({ id: 'ActionVerb' });
export type ActionVerb = z.infer<typeof actionVerb>;

export const feeling = z
  .enum([
    'neutral',
    'happy',
    'sad',
    'angry',
    'afraid',
    'surprised',
    'puzzled',
    'tired',
    'tender',
    'disgusted',
    'determined',
    'bored',
  ])
  .meta({ id: 'Feeling' });
export type Feeling = z.infer<typeof feeling>;

/** One actor does one thing. `start` counts from the beat's first frame (negative: before it); both are frames. */
const action = z
  .strictObject({
    actor: idString,
    do: actionVerb,
    start: z.int(),
    frames: z.int().min(1),
    path: z.array(vec2).optional().meta({ description: 'walk: way points, the first is where it starts' }),
    gait: z.enum(['walk', 'stroll', 'hurry', 'run']).optional(),
    entrance: z.boolean().optional(),
    exit: z.boolean().optional(),
    mark: idString.optional().meta({ description: 'walk: the mark it ends on' }),
    facing: z.number().optional().meta({ description: 'facing when it is over' }),
    seat: idString.optional(),
    at: target.optional(),
    to: idString.optional().meta({ description: 'give, take: the other actor' }),
    prop: idString.optional(),
    place: vec3.optional().meta({ description: 'putDown: where the prop then lies; pickUp: where it lay' }),
    opening: idString.optional(),
    hand: z.enum(['left', 'right', 'both']).optional(),
    feeling: feeling.optional(),
    strength: z.number().min(0).max(1).optional(),
    hold: z.boolean().optional().meta({ description: 'stays so until the next posture or hand action' }),
  })
  .meta({ id: 'Action' });
export type Action = z.infer<typeof action>;

/** A beat of the scene's clock: a spoken line with its pauses, or an action. The next beat starts at start + frames. */
const beat = z
  .strictObject({
    id: idString.meta({
      description: 'the breakdown line it plays, with .2, .3 … where a paragraph holds several',
    }),
    kind: z.enum(['open', 'line', 'action', 'pause', 'close']),
    line: idString.optional(),
    span: lineSpan,
    start: z.int().min(0).meta({ description: 'frames on the scene clock' }),
    frames: z.int().min(1),
    speaker: idString.optional(),
    addressee: idString.optional(),
    speech: z
      .strictObject({
        start: z.int().meta({ description: 'frames from the beat start to the first sound' }),
        frames: z.int().min(1).meta({ description: 'length of the sound' }),
        visible: z.boolean().meta({ description: 'false for V.O. and O.S.' }),
      })
      .optional(),
    text: z.string(),
    tension: z.number().min(0).max(1),
    feeling: feeling.optional(),
    subjects: z.array(idString).meta({ description: 'who acts or is acted on' }),
    prop: idString.optional().meta({ description: 'the prop that matters in this beat' }),
    direction: z
      .strictObject({
        kind: z.enum([
          'closeOn',
          'angleOn',
          'insert',
          'pov',
          'wide',
          'over',
          'tracking',
          'two',
          'establishing',
          'back',
        ]),
        on: z.union([idString, z.array(idString)]).optional(),
      })
      .optional()
      .meta({ description: "the script's own camera words" }),
    understood: z.boolean().meta({ description: 'false: nothing playable was found in the words' }),
    actions: z.array(action),
    origin,
  })
  .meta({ id: 'Beat' });
export type Beat = z.infer<typeof beat>;

/** A prop at the scene's first frame: lying somewhere, or in a hand. */
const propPlacement = z
  .strictObject({
    prop: idString,
    position: vec3.optional(),
    facing: z.number().optional(),
    holder: z.strictObject({ actor: idString, hand: z.enum(['left', 'right']) }).optional(),
  })
  .meta({ id: 'PropPlacement' });

const sceneBlocking = z
  .strictObject({
    id: idString,
    number: z.string(),
    set: idString,
    frames: z.int().min(1),
    cast: z
      .array(z.strictObject({ actor: idString, start: placement }))
      .meta({ description: 'everybody seen in the scene, at frame 0' }),
    props: z.array(propPlacement),
    beats: z.array(beat),
    transitionOut: z
      .enum(['cut', 'smash', 'match', 'dissolve', 'fade', 'wipe'])
      .meta({ description: 'as the script ends the scene' }),
    transitionIn: z.enum(['cut', 'fade']),
    origin,
  })
  .meta({ id: 'SceneBlocking' });
export type SceneBlocking = z.infer<typeof sceneBlocking>;

export const blocking = z
  .strictObject({
    $schema: z.string().optional(),
    version: z.literal(1),
    fps: z.int(),
    scenes: z.array(sceneBlocking),
  })
  .meta({ id: 'Blocking' });
export type Blocking = z.infer<typeof blocking>;
