import * as z from 'zod';
import { idString, lineSpan } from './common.ts';

const frames = z.int().min(0);

/** A line of a title card. `size` is the letters' height as a share of the frame's height. */
const titleLine = z
  .strictObject({
    text: z.string(),
    size: z.number(),
    spacing: z.number().meta({ description: 'extra space between letters, in ems' }),
    gapBefore: z.number().meta({ description: 'share of the frame height' }),
    opacity: z.number().min(0).max(1),
  })
  .meta({ id: 'TitleLine' });
export type TitleLine = z.infer<typeof titleLine>;

/** How the picture comes into a clip. Dissolve and wipe overlap it with the one before; fade goes through black. */
const editTransition = z
  .strictObject({ type: z.enum(['cut', 'dissolve', 'wipe', 'fade']), frames })
  .meta({ id: 'EditTransition' });
export type EditTransition = z.infer<typeof editTransition>;

/** A piece of picture. `start` and `frames` are on the film's clock and include what overlaps the neighbours. */
const pictureClip = z
  .strictObject({
    id: idString,
    start: frames,
    frames: z.int().min(1),
    into: editTransition,
    fadeOut: frames.meta({ description: 'to black at its end' }),
    content: z.union([
      z.strictObject({ kind: z.literal('title'), lines: z.array(titleLine) }),
      z.strictObject({
        kind: z.literal('take'),
        shot: idString,
        scene: idString,
        file: z.string(),
        in: frames.meta({ description: 'its first frame on the scene clock' }),
        span: lineSpan,
        lines: z.array(idString),
      }),
    ]),
  })
  .meta({ id: 'PictureClip' });
export type PictureClip = z.infer<typeof pictureClip>;

/** Early reflections of a place: delays in seconds with their gains, and how bright they are. */
const roomSound = z
  .strictObject({
    taps: z.array(z.strictObject({ delay: z.number(), gain: z.number(), pan: z.number() })),
    cutoff: z.number().meta({ description: 'Hz' }),
  })
  .meta({ id: 'RoomSound' });
export type RoomSound = z.infer<typeof roomSound>;

/** A spoken line in the film; seconds on the film's clock. `from` and `seconds` say which part of its sound is heard. */
const dialogueClip = z
  .strictObject({
    line: idString,
    speaker: idString,
    file: z.string().meta({ description: 'relative to the cache folder' }),
    start: z.number(),
    from: z.number(),
    seconds: z.number(),
    levelDb: z.number(),
    pan: z.number().min(-1).max(1),
    treatment: z.enum(['room', 'voice-over', 'off-screen', 'phone']),
    room: roomSound,
    estimated: z.boolean(),
    span: lineSpan,
  })
  .meta({ id: 'DialogueClip' });
export type DialogueClip = z.infer<typeof dialogueClip>;

export const ambienceKind = z
  .enum([
    'room',
    'hum',
    'vent',
    'murmur',
    'traffic',
    'wind',
    'rain',
    'rainInside',
    'waves',
    'crickets',
    'birds',
    'engine',
  ])
  .meta({ id: 'AmbienceKind' });
export type AmbienceKind = z.infer<typeof ambienceKind>;

/** The sound of a place under a stretch of the film, seconds; fades lie inside it. */
const ambienceClip = z
  .strictObject({
    place: idString,
    start: z.number(),
    seconds: z.number(),
    fadeIn: z.number(),
    fadeOut: z.number(),
    layers: z.array(z.strictObject({ kind: ambienceKind, gainDb: z.number() })),
  })
  .meta({ id: 'AmbienceClip' });
export type AmbienceClip = z.infer<typeof ambienceClip>;

/** A sound that an action makes. */
export const effectClip = z
  .strictObject({
    kind: z.enum(['step', 'stepOutside', 'doorOpen', 'doorClose', 'put', 'knock']),
    start: z.number(),
    gainDb: z.number(),
    pan: z.number().min(-1).max(1),
    seed: z.string(),
  })
  .meta({ id: 'EffectClip' });
export type EffectClip = z.infer<typeof effectClip>;

/** A caption; frames on the film's clock, `end` exclusive. */
const caption = z
  .strictObject({ start: frames, end: frames, lines: z.array(z.string()).min(1).max(2) })
  .meta({ id: 'Caption' });
export type Caption = z.infer<typeof caption>;

/** The cut as data: everything that becomes the film, and nothing that depends on how it is made. */
export const edit = z
  .strictObject({
    version: z.literal(1),
    title: z.string(),
    language: z.string(),
    fps: z.int(),
    size: z.strictObject({ width: z.int(), height: z.int() }),
    frames: z.int().min(1),
    picture: z.array(pictureClip).min(1),
    dialogue: z.array(dialogueClip),
    ambience: z.array(ambienceClip),
    effects: z.array(effectClip),
    captions: z.array(caption),
    poster: z
      .strictObject({ file: z.string(), frame: frames })
      .optional()
      .meta({ description: 'a frame of a take' }),
  })
  .meta({ id: 'Edit' });
export type Edit = z.infer<typeof edit>;
