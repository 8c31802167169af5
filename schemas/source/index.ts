import * as z from 'zod';
import { events, methods, protocolConstants } from './blenderProtocol.ts';
import { blocking } from './blocking.ts';
import { breakdown } from './breakdown.ts';
import { overrides } from './overrides.ts';
import { screenplay } from './screenplay.ts';
import { sessionFile } from './sessionFile.ts';
import { sets } from './sets.ts';
import { filmSettings } from './settings.ts';
import { shotList } from './shotList.ts';
import { stageCommands } from './stageCommand.ts';
import { voices } from './voices.ts';

/** Every schema that is written out as JSON Schema, by file name. */
export const documents = {
  film: filmSettings,
  screenplay,
  breakdown,
  sets,
  blocking,
  shots: shotList,
  voices,
  overrides,
  protocol: protocolConstants,
  session: sessionFile,
  ...Object.fromEntries(
    Object.entries(methods).map(([name, { params, result }]) => [
      `method.${name.replace('/', '.')}`,
      z.strictObject({ params, result }),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(events).map(([name, schema]) => [`event.${name.replace('/', '.')}`, schema]),
  ),
  ...Object.fromEntries(Object.entries(stageCommands).map(([type, schema]) => [`command.${type}`, schema])),
};
