import * as z from 'zod';

/** sRGB colour as #rrggbb. */
export const hexColour = z.string().regex(/^#[0-9a-f]{6}$/);
/** An identifier that people may read and type. */
export const idString = z.string().min(1).max(120);
/** `planned` is made again by every build; `edited` is a person's and stays. */
export const origin = z.enum(['planned', 'edited']).meta({ id: 'Origin' });
export type Origin = z.infer<typeof origin>;

/** Metres; x east, y north. */
export const vec2 = z.tuple([z.number(), z.number()]).meta({ id: 'Vec2' });
/** Metres; x east, y north, z up. */
export const vec3 = z.tuple([z.number(), z.number(), z.number()]).meta({ id: 'Vec3' });
/** Linear, scene-referred red, green, blue. */
export const rgb = z.tuple([z.number(), z.number(), z.number()]).meta({ id: 'Rgb' });
export type Vec2 = z.infer<typeof vec2>;
export type Vec3 = z.infer<typeof vec3>;
export type Rgb = z.infer<typeof rgb>;

/** First and last line of the script, from 0, both included. */
export const lineSpan = z
  .strictObject({ first: z.int().min(0), last: z.int().min(0) })
  .meta({ id: 'LineSpan' });
export type LineSpan = z.infer<typeof lineSpan>;

/** Something wrong or worth knowing, on a line of the script (lines and columns from 0). */
export const finding = z
  .strictObject({
    line: z.int().min(0),
    column: z.int().min(0),
    rule: z.string(),
    severity: z.enum(['error', 'warning', 'info']),
    message: z.string(),
    shot: z.string().optional(),
  })
  .meta({ id: 'Finding' });
export type Finding = z.infer<typeof finding>;
