import * as z from 'zod';
import { idString } from '../common.ts';
import { nothing } from './shared.ts';

const setting = z
  .strictObject({
    key: z.string().max(100),
    label: z.string().max(100),
    value: z.string().max(1000),
    choices: z.array(z.string().max(200)).max(500).meta({ description: 'empty: any text' }),
  })
  .meta({ id: 'PanelSetting' });

/** Which film the session serves, as Blender's panel shows it. */
export const filmMethods = {
  'film/show': {
    params: z.strictObject({
      title: z.string().max(200),
      folder: z.string().max(4096),
      settings: z.array(setting).max(50),
    }),
    result: nothing,
  },
  'film/leave': { params: nothing, result: nothing },
} as const;

/** What a person asks for in Blender's panel; whoever shows the film there carries it out. */
export const filmEvents = {
  'film/asked': z.strictObject({
    what: z.enum(['restage', 'freeze', 'renderShot', 'set']),
    scene: idString.optional(),
    shot: idString.optional(),
    key: z.string().optional(),
    value: z.string().optional(),
  }),
} as const;
