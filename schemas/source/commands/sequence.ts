import * as z from 'zod';
import { hexColour, idString, vec2 } from '../common.ts';
import { filePath } from '../wire/shared.ts';
import { blenderName, frame, inScene } from './shared.ts';

const frames = z.int().min(1).max(1_000_000);
const channel = z.int().min(1).max(128);
/** A strip of the scene's sequencer. */
const onStrip = { ...inScene, strip: blenderName };

/** What a title shows; a place counts from the frame's lower left corner to 1 in its upper right one. */
const words = {
  words: z.string().max(10_000).optional(),
  size: z.number().min(1).max(2000).optional().meta({ description: 'pixels' }),
  place: vec2.optional().meta({ description: 'of its middle; 0.5, 0.5 is the middle of the frame' }),
  colour: hexColour.optional(),
};

/** Strips of the sequencer. */
export const sequenceCommands = {
  'strip.add': z.strictObject({
    type: z.literal('strip.add'),
    ...inScene,
    name: blenderName.meta({ description: 'must be free' }),
    kind: z.enum(['scene', 'movie', 'image', 'sound', 'text', 'colour']),
    channel,
    start: frame,
    frames: frames.optional().meta({ description: 'else all of the source; pictures and titles need it' }),
    offset: z.int().min(0).max(1_000_000).optional().meta({ description: 'frames skipped of the source' }),
    file: filePath.optional().meta({ description: 'movie, image, sound' }),
    source: idString.optional().meta({ description: 'scene: which' }),
    camera: idString.optional().meta({ description: 'scene: through which camera: a shot, or its name' }),
    ...words,
  }),
  'strip.move': z.strictObject({
    type: z.literal('strip.move'),
    ...onStrip,
    start: frame.optional(),
    channel: channel.optional(),
  }),
  'strip.trim': z.strictObject({
    type: z.literal('strip.trim'),
    ...onStrip,
    start: frame.optional().meta({ description: 'its first frame; what is shown when stays' }),
    end: frame.optional().meta({ description: 'exclusive' }),
  }),
  'strip.delete': z.strictObject({ type: z.literal('strip.delete'), ...onStrip }),
  'strip.cross': z.strictObject({
    type: z.literal('strip.cross'),
    ...inScene,
    from: blenderName,
    to: blenderName,
    frames: frames
      .optional()
      .meta({ description: 'of overlap, half on either side of the cut; else as they overlap' }),
    name: blenderName.optional(),
  }),
  'strip.fade': z.strictObject({
    type: z.literal('strip.fade'),
    ...onStrip,
    in: z.int().min(0).max(100_000).optional().meta({ description: 'frames; 0: none' }),
    out: z.int().min(0).max(100_000).optional(),
    level: z.number().min(0).max(4).optional().meta({ description: 'opacity or volume between; 1' }),
  }),
  'strip.speed': z.strictObject({
    type: z.literal('strip.speed'),
    ...onStrip,
    factor: z.number().min(0.05).max(20).meta({ description: '2: twice as fast and half as long' }),
  }),
  'strip.text': z.strictObject({ type: z.literal('strip.text'), ...onStrip, ...words }),
  'strip.mute': z.strictObject({
    type: z.literal('strip.mute'),
    ...onStrip,
    muted: z.boolean(),
  }),
} as const;
