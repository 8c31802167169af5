import * as z from 'zod';
import { version } from './wire/shared.ts';

/**
 * The file in the user's folder with which a running session makes itself known. It holds the token: nobody else may
 * read it. What a newer add-on writes besides is not an error.
 */
export const sessionFile = z
  .object({
    pid: z.int().min(1),
    port: z.int().min(1).max(65535),
    token: z.string().regex(/^[0-9a-f]{64}$/),
    session: z.string().min(1).max(100).meta({ description: 'as session/hello answers it' }),
    addon: z.string().max(50).meta({ description: "the add-on's version" }),
    blender: version,
    file: z.string().max(4096).meta({ description: 'the .blend file; empty when it was never saved' }),
    background: z.boolean(),
    launch: z.string().max(100).optional().meta({ description: 'the mark of whoever launched it' }),
  })
  .meta({ id: 'SessionFile' });
export type SessionFile = z.infer<typeof sessionFile>;
