import * as z from 'zod';

/** A place in a text: line and column from 0, offset from the start of the file, both in UTF-16 units. */
const position = z
  .strictObject({ line: z.int().min(0), column: z.int().min(0), offset: z.int().min(0) })
  .meta({ id: 'Position' });
export type Position = z.infer<typeof position>;

/** A stretch of text; `end` is exclusive. */
export const range = z.strictObject({ start: position, end: position }).meta({ id: 'Range' });
export type Range = z.infer<typeof range>;
