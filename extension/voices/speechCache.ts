import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { spokenLine } from '../../schemas/source/voices.ts';
import { encodeWav } from '../runtime/sound/wav.ts';
import type { Speech, SpeechEngine, SpeechRequest } from './engine.ts';

/** What lies beside each sound in the cache. */
const record = spokenLine
  .pick({ seconds: true, phonemes: true })
  .extend({ bytes: z.int(), words: z.array(z.strictObject({ start: z.number(), end: z.number() })) });
type Record = z.infer<typeof record>;

/** The name of a sound: a hash of all that decides how it sounds. */
export function speechKey(engine: Pick<SpeechEngine, 'name' | 'version'>, request: SpeechRequest): string {
  const { levelDb: _, ...delivery } = request.delivery;
  const all = [engine.name, engine.version, request.language, request.voice, delivery, request.sentences];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex').slice(0, 32);
}

/** What is known of a sound in the cache; undefined when it is not there whole. */
export async function cachedSpeech(folder: string, key: string): Promise<Record | undefined> {
  try {
    const found = record.parse(JSON.parse(await readFile(join(folder, `${key}.json`), 'utf8')));
    return (await stat(join(folder, `${key}.wav`))).size === found.bytes ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a sound: first the sound, then what is known of it, each written beside and renamed. */
export async function keepSpeech(folder: string, key: string, speech: Speech): Promise<Record> {
  await mkdir(folder, { recursive: true });
  const wav = encodeWav(speech);
  const kept: Record = {
    seconds: rounded(speech.samples.length / speech.sampleRate),
    bytes: wav.length,
    words: speech.words.map((w) => ({ start: rounded(w.start), end: rounded(w.end) })),
    phonemes: speech.phonemes.map((p) => ({ ...p, start: rounded(p.start), end: rounded(p.end) })),
  };
  await replace(join(folder, `${key}.wav`), wav);
  await replace(join(folder, `${key}.json`), JSON.stringify(kept));
  return kept;
}

const rounded = (seconds: number): number => Math.round(seconds * 1e4) / 1e4;

async function replace(file: string, data: Uint8Array | string): Promise<void> {
  const part = `${file}.${randomUUID()}.part`;
  try {
    await writeFile(part, data);
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
