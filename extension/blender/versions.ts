import { version } from '../runtime/version.ts';

const numbers = (text: string): number[] => text.split(/[.+-]/).slice(0, 3).map(Number);

/** How an add-on stands to this Photoplay: both carry the same version when they were made together. */
export type Age = 'older' | 'same' | 'newer';

/** Whether the add-on of this version is older or newer than we are. */
export function ageOf(addon: string, ours = version()): Age {
  const [theirs, mine] = [numbers(addon), numbers(ours)];
  for (const [index, number] of mine.entries()) {
    const other = theirs[index] ?? 0;
    if (other !== number) return other < number ? 'older' : 'newer';
  }
  return 'same';
}

/** What to do about an add-on that is not of our version; undefined when it is. */
export function mismatch(addon: string, ours = version()): string | undefined {
  const age = ageOf(addon, ours);
  if (age === 'same') return undefined;
  return age === 'older'
    ? `The add-on in Blender is older (${addon}, Photoplay is ${ours}): update it with "photoplay blender install", then restart Blender.`
    : `The add-on in Blender is newer (${addon}, Photoplay is ${ours}): update Photoplay.`;
}
