import * as z from 'zod';
import { hexColour, idString, lineSpan, origin } from './common.ts';

/** How a person looks: everything the kit needs to build the body. Colours are sRGB hex. */
export const look = z
  .strictObject({
    heightM: z.number().min(0.8).max(2.2).meta({ description: 'standing height in metres' }),
    build: z.enum(['slim', 'average', 'stocky']),
    age: z.enum(['child', 'teen', 'adult', 'elder']),
    figure: z.number().min(0).max(1).meta({ description: '0 masculine … 1 feminine body' }),
    skin: hexColour,
    hairStyle: z.enum(['short', 'long', 'curly', 'bun', 'ponytail', 'bob', 'cropped', 'bald']),
    hairColour: hexColour,
    eyeColour: hexColour,
    outfit: z.enum(['shirt', 'suit', 'dress', 'coat', 'uniform', 'tshirt']),
    topColour: hexColour,
    bottomColour: hexColour,
    shoesColour: hexColour,
    shirtColour: hexColour.optional(),
    tieColour: hexColour.optional(),
    stripe: hexColour.optional(),
    shorts: z.boolean().optional(),
    collar: z.boolean().optional(),
    glasses: z.boolean(),
    beard: z.enum(['none', 'moustache', 'full']),
    hat: z.enum(['none', 'cap', 'beanie', 'brim', 'scarf']),
  })
  .meta({ id: 'Look' });
export type Look = z.infer<typeof look>;

/** A part's voice: an engine's voice bent by pitch and rate (1 = as recorded). */
const voice = z
  .strictObject({
    engine: z.string(),
    name: z.string(),
    pitch: z.number().min(0.5).max(2).meta({ description: 'factor on the fundamental frequency' }),
    rate: z.number().min(0.5).max(2).meta({ description: 'factor on speed; 1.1 is 10% faster' }),
  })
  .meta({ id: 'Voice' });
export type Voice = z.infer<typeof voice>;

const castMember = z
  .strictObject({
    id: idString.meta({ description: 'stable, e.g. "mary"' }),
    name: z.string(),
    aliases: z.array(z.string()),
    speaking: z.boolean(),
    extra: z.boolean().meta({ description: 'background people: WAITERS, CROWD' }),
    sex: z.enum(['female', 'male', 'unknown']),
    years: z.number().optional(),
    traits: z.array(z.string()),
    description: z.string().meta({ description: 'the introducing words' }),
    look,
    voice: voice.optional(),
    scenes: z.array(idString),
    mentions: z.array(z.int()).meta({ description: 'script lines, from 0' }),
    origin,
  })
  .meta({ id: 'CastMember' });
export type CastMember = z.infer<typeof castMember>;

export const setKind = z
  .enum([
    'living',
    'kitchen',
    'bedroom',
    'office',
    'bar',
    'bare',
    'corridor',
    'shop',
    'hospital',
    'classroom',
    'garage',
    'hall',
    'car',
    'street',
    'alley',
    'forest',
    'beach',
    'field',
    'rooftop',
    'park',
    'yard',
    'station',
  ])
  .meta({ id: 'SetKind', description: 'the kind of place a set is built as' });
export type SetKind = z.infer<typeof setKind>;

/** One place of the story; scenes there share one floor plan. */
const place = z
  .strictObject({
    id: idString,
    name: z.string().meta({ description: 'as in the slugline, without INT/EXT and time' }),
    parent: z.string().optional().meta({ description: 'HOUSE in HOUSE - KITCHEN' }),
    kind: setKind,
    setting: z.enum(['INT', 'EXT', 'INT/EXT']),
    words: z
      .array(z.string())
      .meta({ description: 'words of sluglines and first action that colour the set (old, rain, neon …)' }),
    scenes: z.array(idString),
    mentions: z.array(z.int()),
    origin,
  })
  .meta({ id: 'Place' });
export type Place = z.infer<typeof place>;

export const propKind = z
  .enum([
    'cup',
    'glass',
    'wineglass',
    'bottle',
    'plate',
    'book',
    'phone',
    'letter',
    'paper',
    'newspaper',
    'envelope',
    'photo',
    'key',
    'gun',
    'knife',
    'bag',
    'suitcase',
    'box',
    'laptop',
    'pen',
    'cigarette',
    'flowers',
    'umbrella',
    'lamp',
    'lantern',
    'ring',
    'money',
    'ticket',
    'hat',
    'ball',
    'rope',
    'tool',
    'radio',
    'camera',
    'candle',
    'food',
    'pan',
    'watch',
    'map',
    'thing',
  ])
  .meta({ id: 'PropKind' });
export type PropKind = z.infer<typeof propKind>;

const prop = z
  .strictObject({
    id: idString,
    name: z.string().meta({ description: 'the words used: "brass key"' }),
    kind: propKind,
    colour: hexColour.optional(),
    scenes: z.array(idString),
    mentions: z.array(z.int()),
    origin,
  })
  .meta({ id: 'Prop' });
export type Prop = z.infer<typeof prop>;

/** One playable paragraph of a scene, in script order: a speech's chunk of dialogue, or a paragraph of action. */
const sceneLine = z
  .strictObject({
    id: idString.meta({ description: 'stays when the text around it changes' }),
    kind: z.enum(['dialogue', 'lyrics', 'action', 'centered', 'transition', 'shot']),
    text: z.string(),
    span: lineSpan,
    speaker: idString.optional().meta({ description: 'cast id' }),
    extensions: z.array(z.string()).optional().meta({ description: "V.O., O.S., CONT'D, as in the cue" }),
    parenthetical: z.string().optional().meta({ description: 'the one in force when this chunk is said' }),
    dual: z.boolean().optional().meta({ description: 'spoken over the speech before it' }),
    mentions: z.array(idString).optional().meta({ description: 'cast and props named in an action line' }),
  })
  .meta({ id: 'SceneLine' });
export type SceneLine = z.infer<typeof sceneLine>;

const timeOfDay = z.enum(['DAY', 'NIGHT', 'DAWN', 'DUSK']).meta({ id: 'TimeOfDay' });
export type TimeOfDay = z.infer<typeof timeOfDay>;

const scene = z
  .strictObject({
    id: idString,
    number: z.string().meta({ description: "the script's own scene number, else its position from 1" }),
    heading: z.string(),
    span: lineSpan,
    place: idString,
    setting: z.enum(['INT', 'EXT', 'INT/EXT']),
    time: timeOfDay,
    timeWord: z.string().optional().meta({ description: 'as written: CONTINUOUS, MOMENTS LATER' }),
    mood: z.enum(['high', 'low']).meta({ description: 'high-key or low-key light' }),
    weather: z.enum(['clear', 'rain', 'snow', 'fog', 'wind']),
    synopsis: z.string().optional(),
    cast: z.array(idString).meta({ description: 'who is in the scene, in order of appearance' }),
    props: z.array(idString),
    lines: z.array(sceneLine),
    origin,
  })
  .meta({ id: 'Scene' });
export type Scene = z.infer<typeof scene>;

export const breakdown = z
  .strictObject({
    $schema: z.string().optional(),
    version: z.literal(1),
    title: z.string(),
    credits: z
      .array(z.strictObject({ key: z.string(), values: z.array(z.string()) }))
      .meta({ description: 'the title page' }),
    language: z.string().meta({ description: 'BCP 47, e.g. "en"' }),
    scenes: z.array(scene),
    cast: z.array(castMember),
    places: z.array(place),
    props: z.array(prop),
  })
  .meta({ id: 'Breakdown' });
export type Breakdown = z.infer<typeof breakdown>;
