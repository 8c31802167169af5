import { runWasi } from './memoryWasi.ts';

const known = new Map<string, readonly string[]>();

/** Phonemes of each word said by itself, by the smallest voice (the dictionary is the same for all); kept for the process. */
export function pronounce(flite: WebAssembly.Module, said: readonly string[]): (readonly string[])[] {
  const keys = said.map((word) => word.replace(/[^A-Za-z0-9$%' -]+$/g, ''));
  const missing = [...new Set(keys)].filter((key) => key !== '' && !known.has(key));
  if (missing.length > 0) {
    const input = new Map([['words', new TextEncoder().encode(missing.join('\n\n'))]]);
    const { stdout } = runWasi(flite, ['flite', '-voice', 'kal', '-ps', '-f', 'words', '-o', 'none'], input);
    const lines = stdout.split('\n').filter((line) => line.trim() !== '');
    // A word Flite reads as two utterances would shift all that follow: then each is asked for alone.
    if (lines.length === missing.length)
      missing.forEach((key, i) => void known.set(key, symbols(lines[i] ?? '')));
    else
      for (const key of missing)
        known.set(
          key,
          symbols(runWasi(flite, ['flite', '-voice', 'kal', '-ps', '-t', `${key} `, '-o', 'none']).stdout),
        );
  }
  return keys.map((key) => known.get(key) ?? []);
}

const symbols = (line: string): string[] =>
  line.split(/\s+/).filter((symbol) => symbol !== '' && symbol !== 'pau');
