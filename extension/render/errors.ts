import { BlenderError } from '../../bridge/errors.ts';
import { PhotoplayError } from '../runtime/errors.ts';
import { SessionGone } from './worker.ts';

/** What Blender says, as an error that a person can act on; any other error as it is. */
export function asKnown(error: unknown): unknown {
  if (error instanceof SessionGone) {
    return new PhotoplayError('blender', `${error.message}.`, {
      hint: 'Run the command again: it goes on where it was. If it stops again, run "photoplay doctor".',
      cause: error,
    });
  }
  if (!(error instanceof BlenderError)) return error;
  if (error.kind !== 'outOfSpace') return new PhotoplayError('blender', error.message, { cause: error });
  return new PhotoplayError('disk-full', error.message, {
    hint: 'Free some space and run the command again; what is finished is kept.',
    cause: error,
  });
}
