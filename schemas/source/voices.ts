import * as z from 'zod';
import { idString } from './common.ts';

/** One spoken line: its sound and what the mouth does. Times are seconds from the start of the sound. */
export const spokenLine = z
  .strictObject({
    line: idString.meta({ description: 'breakdown line id' }),
    speaker: idString,
    key: z
      .string()
      .meta({ description: 'hash of engine, voice and words: the name of the sound in the cache' }),
    file: z.string().meta({ description: 'WAV (16-bit PCM, mono), relative to the cache folder' }),
    seconds: z.number().min(0),
    levelDb: z.number().meta({ description: 'shift for whispering, shouting …' }),
    treatment: z.enum(['room', 'voice-over', 'off-screen', 'phone']),
    engine: z.string(),
    estimated: z.boolean().meta({ description: 'no engine could say it: silence of estimated length' }),
    words: z.array(z.strictObject({ text: z.string(), start: z.number(), end: z.number() })),
    phonemes: z.array(
      z.strictObject({
        symbol: z.string(),
        start: z.number(),
        end: z.number(),
        stress: z.boolean().optional(),
      }),
    ),
  })
  .meta({ id: 'SpokenLine' });
export type SpokenLine = z.infer<typeof spokenLine>;

export const voices = z
  .strictObject({ version: z.literal(1), lines: z.array(spokenLine), warnings: z.array(z.string()) })
  .meta({ id: 'Voices' });
export type Voices = z.infer<typeof voices>;
