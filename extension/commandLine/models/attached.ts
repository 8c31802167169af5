import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Part } from '../../llm/types.ts';
import { PhotoplayError } from '../../runtime/errors.ts';

/** Pictures that models see, by how they begin. */
const pictures: readonly (readonly [mediaType: string, start: RegExp])[] = [
  ['image/png', /^\x89PNG\r\n/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/gif', /^GIF8[79]a/],
  ['image/webp', /^RIFF.{4}WEBP/s],
];

/** Bytes of a file at most: more is more than models take. */
const largest = 20_000_000;

/** Files as parts of a question: pictures as they are, texts under their names. Throws PhotoplayError. */
export const attached = (files: readonly string[]): Promise<Part[]> => Promise.all(files.map(partOf));

async function partOf(file: string): Promise<Part> {
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT') throw cause;
    throw new PhotoplayError('not-found', `There is no file ${file}.`, { file, cause });
  });
  if (bytes.length > largest)
    throw new PhotoplayError('too-long', `${file} is larger than ${largest / 1e6} MB.`, { file });
  const start = bytes.subarray(0, 16).toString('latin1');
  const mediaType = pictures.find(([, begins]) => begins.test(start))?.[0];
  if (mediaType) return { type: 'image', mediaType, base64: bytes.toString('base64') };
  const text = decoded(bytes);
  if (text === undefined)
    throw new PhotoplayError('attachment', `${file} is neither a text in UTF-8 nor a picture.`, {
      file,
      hint: 'Pictures may be PNG, JPEG, GIF or WebP.',
    });
  return { type: 'text', text: `${basename(file)}:\n\n${text}` };
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
