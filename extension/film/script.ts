import { readFileSync } from 'node:fs';
import { PhotoplayError } from '../runtime/errors.ts';

/** Bytes. A page (a minute of film) is under 2 kB, so this is a film of most of a day. */
const longest = 2_000_000;

/** The bytes of a film's script. Throws PhotoplayError when they cannot be read, or cannot be one film's script. */
export function readScript(file: string): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new PhotoplayError('read', `Could not read ${file} (${code ?? 'unknown'}).`, {
      file,
      hint: 'Check the rights on the file.',
      cause: error,
    });
  }
  if (bytes.length <= longest) return bytes;
  let line = 0;
  for (let at = bytes.indexOf(10); at >= 0 && at < longest; at = bytes.indexOf(10, at + 1)) line++;
  const size = `${(bytes.length / 1e6).toFixed(1)} MB`;
  throw new PhotoplayError(
    'too-long',
    `${file}:${line + 1} is where a film must end: the file has ${size}.`,
    {
      file,
      line,
      hint: `A script of ${longest / 1e6} MB plays for most of a day. Make several films of it, or look whether it is a screenplay.`,
    },
  );
}
