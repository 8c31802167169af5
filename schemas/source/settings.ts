import * as z from 'zod';

/** film.json: what the director decides about the film as a whole. */
export const filmSettings = z
  .strictObject({
    $schema: z.string().optional(),
    version: z.literal(1),
    title: z.string(),
    screenplay: z
      .string()
      .optional()
      .meta({ description: 'the script, relative to the folder, when it is not screenplay.fountain' }),
    fps: z.int().min(12).max(60),
    size: z.strictObject({
      width: z.int().min(64).max(7680).multipleOf(2),
      height: z.int().min(64).max(4320).multipleOf(2),
    }),
    genre: z
      .enum(['action', 'thriller', 'comedy', 'drama', 'slow'])
      .meta({ description: 'sets the mean shot length' }),
    quality: z.enum(['draft', 'preview', 'final']),
    voices: z.strictObject({
      engine: z.enum(['auto', 'flite', 'espeak-ng']),
      language: z.string().optional(),
    }),
    captions: z.boolean(),
    titles: z.boolean(),
    seed: z.int(),
  })
  .meta({ id: 'FilmSettings' });
export type FilmSettings = z.infer<typeof filmSettings>;
