import * as z from 'zod';
import { actionVerb, feeling, posture } from '../blocking.ts';
import { look } from '../breakdown.ts';
import { idString, vec2 } from '../common.ts';
import { blenderName, facing, inScene, place, share } from './shared.ts';

/** A frame on the scene's clock; nothing is played before it starts. */
const moment = z.int().min(0).max(1_000_000);
const length = z.int().min(1).max(100_000);
const loudness = z.number().min(0.1).max(2).meta({ description: '1 = normal; whispering .5, shouting 1.6' });

/** One who was added or built in the scene, by document id. */
const onActor = { ...inScene, id: idString };

/** What is looked at, reached for or sat on; people and things are followed where they go. */
const target = z
  .union([
    z.strictObject({ actor: idString }),
    z.strictObject({ object: blenderName }),
    z.strictObject({ point: place }),
    z.strictObject({ ahead: z.literal(true) }),
  ])
  .meta({ id: 'LookTarget' });

/** What an arm, a hand or the whole body is held in until the next action of the hands or posture. */
const heldPose = z.enum(['crossArms', 'handsOnHips', 'coverFace', 'think', 'point', 'phoneUp', 'relaxed']);

const acts = actionVerb
  .exclude(['walk', 'turn', 'sit', 'rise', 'kneel', 'lie', 'look', 'feel'])
  .meta({ description: 'walks, postures, looks and feelings have commands of their own' });

const hand = z.enum(['left', 'right']);

/** What actors are asked to do, one thing at a time. */
export const actorCommands = {
  'actor.add': z.strictObject({
    type: z.literal('actor.add'),
    ...onActor,
    name: z.string().min(1).max(120).optional().meta({ description: 'else the id' }),
    look: look
      .partial()
      .optional()
      .meta({ description: 'what is left out is drawn by the id, the same every time' }),
    position: place.optional().meta({ description: 'of the feet, or the floor below the seat' }),
    facing: facing.optional(),
    posture: posture.optional(),
    seatHeight: z.number().min(0).max(1.5).optional().meta({ description: 'metres; sit: 0.45, lie: 0' }),
    step: z.int().min(1).max(8).optional().meta({ description: 'a pose every so many frames; else 2' }),
  }),
  'actor.look': z.strictObject({ type: z.literal('actor.look'), ...onActor, look: look.partial() }),
  'actor.pose': z.strictObject({
    type: z.literal('actor.pose'),
    ...onActor,
    start: moment,
    posture: posture.optional(),
    seat: target
      .optional()
      .meta({ description: 'sit and lie: on what, or the floor below it; else where one stands' }),
    seatHeight: z.number().min(0).max(1.5).optional(),
    position: place
      .optional()
      .meta({ description: 'stand: where one comes to stand; else where one came from, or beside the seat' }),
    frames: length.optional().meta({ description: 'that the change of posture takes' }),
    facing: facing.optional().meta({ description: 'when the change of posture is over' }),
    pose: heldPose.optional(),
    hand: z.enum(['left', 'right', 'both']).optional(),
    at: target.optional().meta({ description: 'pose point: at what' }),
    expression: feeling.optional(),
    strength: share.optional().meta({ description: 'of pose and expression' }),
  }),
  'actor.act': z.strictObject({
    type: z.literal('actor.act'),
    ...onActor,
    do: acts,
    start: moment,
    frames: length.optional().meta({ description: 'else as long as it usually takes' }),
    hand: z.enum(['left', 'right', 'both']).optional(),
    at: target.optional().meta({ description: 'where the hand goes' }),
    prop: idString.optional(),
    feeling: feeling.optional().meta({ description: 'felt from the start on' }),
    strength: share.optional(),
    hold: z.boolean().optional().meta({ description: 'stays so until the next posture or hand action' }),
  }),
  'actor.turn': z.strictObject({
    type: z.literal('actor.turn'),
    ...onActor,
    start: moment,
    frames: length.optional(),
    facing: facing.optional(),
    to: target.optional().meta({ description: 'instead of facing: towards whom or what' }),
  }),
  'actor.walk': z.strictObject({
    type: z.literal('actor.walk'),
    ...onActor,
    start: moment,
    path: z
      .array(z.union([vec2, place]))
      .min(2)
      .max(1000)
      .meta({ description: 'way points; the first is where one stands at the start' }),
    gait: z.enum(['walk', 'stroll', 'hurry', 'run']).optional(),
    speed: z
      .number()
      .min(0.1)
      .max(8)
      .optional()
      .meta({ description: 'metres a second; else by gait and age' }),
    frames: length.optional().meta({ description: 'instead of speed' }),
    facing: facing.optional().meta({ description: 'on arrival; else as one came' }),
  }),
  'actor.gaze': z.strictObject({
    type: z.literal('actor.gaze'),
    ...onActor,
    start: moment,
    at: target,
    glance: z.boolean().optional().meta({ description: 'with the eyes only' }),
    frames: length.optional().meta({ description: 'then back to what was looked at before; else it stays' }),
  }),
  'actor.say': z.strictObject({
    type: z.literal('actor.say'),
    ...onActor,
    start: moment,
    text: z.string().min(1).max(5000).optional(),
    seconds: z.number().min(0.04).max(600).optional().meta({ description: 'else at a speaking pace' }),
    visemes: z
      .array(
        z.strictObject({
          frame: moment,
          shape: z.enum(['rest', 'MBP', 'AA', 'EE', 'OO', 'FV', 'LTH']),
          open: share,
        }),
      )
      .min(1)
      .max(20_000)
      .optional()
      .meta({ description: "on the scene's clock; instead of text" }),
    strokes: z
      .array(z.strictObject({ frame: moment, strength: share }))
      .max(5000)
      .optional()
      .meta({ description: 'stressed words; else found in the text' }),
    loudness: loudness.optional(),
  }),
  'actor.clear': z.strictObject({
    type: z.literal('actor.clear'),
    ...onActor,
    start: moment.meta({ description: 'from here on; what has begun before is finished' }),
    what: z
      .array(z.enum(['moves', 'acts', 'gaze', 'speech', 'expressions']))
      .min(1)
      .optional()
      .meta({ description: 'moves are walks, turns and postures; all when left out' }),
  }),
  'actor.remove': z.strictObject({ type: z.literal('actor.remove'), ...onActor }),
  'prop.hold': z.strictObject({
    type: z.literal('prop.hold'),
    ...inScene,
    prop: idString,
    actor: idString,
    hand: hand.optional().meta({ description: 'else the right one, or the left when that is full' }),
    start: moment.meta({ description: 'in the hand from here on; 0: it was there before the scene' }),
  }),
  'prop.release': z.strictObject({
    type: z.literal('prop.release'),
    ...inScene,
    prop: idString,
    start: moment.meta({ description: 'out of the hand from here on' }),
    position: place.meta({ description: 'where it then lies' }),
    facing: facing.optional(),
  }),
} as const;
