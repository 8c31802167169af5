import { type BlenderProgram, examineProgram, findPrograms } from '../../blender/programs.ts';
import { PhotoplayError } from '../../runtime/errors.ts';

/** The Blender at a path, or the first that serves. Throws PhotoplayError `blender` with what to do. */
export async function programToUse(path: string | undefined, signal: AbortSignal): Promise<BlenderProgram> {
  if (path === undefined) {
    const found = (await findPrograms(signal)).find(({ supported }) => supported);
    if (found) return found;
    throw new PhotoplayError('blender', 'No Blender of version 4.2 or newer was found on this machine.', {
      hint: 'Get one from blender.org, or name yours: --blender /path/to/blender',
    });
  }
  const program = await examineProgram(path, signal);
  if (program?.supported) return program;
  throw new PhotoplayError(
    'blender',
    program
      ? `${path} is Blender ${program.version.join('.')}; Photoplay needs 4.2 or newer.`
      : `${path} is not a Blender.`,
    { hint: 'See what there is: photoplay blender find' },
  );
}
