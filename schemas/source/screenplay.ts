import * as z from 'zod';
import { finding } from './common.ts';
import { range } from './range.ts';

/** A note or boneyard inside another element; the element's text goes on without it. */
const inlineSpan = z
  .strictObject({ type: z.enum(['note', 'boneyard']), text: z.string(), range })
  .meta({ id: 'InlineSpan' });
export type InlineSpan = z.infer<typeof inlineSpan>;

/**
 * What every element has. `text` is what is read, without markers; a line break inside is `\n`. `range` takes in
 * markers and indentation, but not the last line break.
 */
const common = { text: z.string(), range, inline: z.array(inlineSpan).optional() };
const forced = z.boolean().optional().meta({ description: 'by a leading mark: . @ or >' });

const sceneHeading = z.strictObject({
  type: z.literal('scene_heading'),
  ...common,
  number: z.string().optional().meta({ description: 'the scene number between two # at the end' }),
  forced,
});
const character = z.strictObject({
  type: z.literal('character'),
  ...common,
  name: z.string(),
  extensions: z.array(z.string()).meta({ description: "V.O., CONT'D, without brackets" }),
  dual: z.boolean().optional().meta({ description: 'stands on the second cue of a dual dialogue' }),
  forced,
});
const transition = z.strictObject({ type: z.literal('transition'), ...common, forced });
const section = z.strictObject({ type: z.literal('section'), ...common, depth: z.int().min(1) });
const plain = z.strictObject({
  type: z.enum([
    'action',
    'parenthetical',
    'dialogue',
    'lyrics',
    'centered',
    'page_break',
    'synopsis',
    'note',
    'boneyard',
    'blank',
  ]),
  ...common,
});

const screenplayElement = z
  .discriminatedUnion('type', [sceneHeading, character, transition, section, plain])
  .meta({ id: 'ScreenplayElement' });
export type ScreenplayElement = z.infer<typeof screenplayElement>;

const titleEntry = z
  .strictObject({ key: z.string(), values: z.array(z.string()), range })
  .meta({ id: 'TitleEntry' });
export type TitleEntry = z.infer<typeof titleEntry>;

/** A Fountain file as data: elements in order, never overlapping. */
export const screenplay = z
  .strictObject({
    version: z.literal(1),
    file: z.string(),
    titlePage: z.array(titleEntry),
    elements: z.array(screenplayElement),
    findings: z.array(finding),
  })
  .meta({ id: 'Screenplay' });
export type Screenplay = z.infer<typeof screenplay>;
