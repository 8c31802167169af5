import { distinguishing, personNoun, titles } from './personWords.ts';
import { fold } from './text.ts';

/** A name in one form: spaces single, apostrophes straight, no colon or number sign. */
export function tidyName(name: string): string {
  return name
    .replaceAll('’', "'")
    .replace(/[:.,;]+$/, '')
    .replace(/#\s*(?=\d)/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

const voiceOf = /^(?:THE )?VOICE OF (.+)$|^VOIX DE (.+)$|^STIMME VON (.+)$|^VOZ DE (.+)$/i;
const voiceBehind =
  /^(.+?)(?:'S|S'|'s|s') (?:VOICE|VOICE-OVER|V\.?O\.?)$|^(.+?) (?:ON (?:THE )?(?:PHONE|TV|RADIO|SCREEN)|VOICE|VOICE-?OVER)$/i;

/** Whom a cue means: MARY'S VOICE and VOICE OF MARY are MARY. */
export function whoseVoice(name: string): string {
  const match = voiceOf.exec(name) ?? voiceBehind.exec(name);
  return (
    match
      ?.slice(1)
      .find((group) => group !== undefined)
      ?.trim() ?? name
  );
}

/** Names that stand for several speakers: MARY AND SAM, MARY/SAM. */
export function namesTogether(name: string): string[] {
  return name
    .split(/\s*[/&+]\s*|\s+(?:AND|ET|UND|Y|E)\s+|,\s*/i)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

const everybody = new Set([
  'all',
  'both',
  'everyone',
  'everybody',
  'together',
  'tous',
  'alle',
  'beide',
  'todos',
]);

/** Cues that mean whoever is there: BOTH, ALL. */
export const meansEverybody = (name: string): boolean => everybody.has(fold(name));

/** The key two spellings of a name share. */
export const nameKey = (name: string): string => fold(name);

/** The first and last words of a name without titles: names that share none cannot be one. */
export function endWords(name: string): string[] {
  const bare = bareWords(name);
  return [...new Set([bare[0] ?? '', bare.at(-1) ?? ''])];
}

/** The words of a name without titles, folded; all of them if it is nothing but titles. */
function bareWords(name: string): string[] {
  const all = fold(name)
    .split(/[\s.]+/)
    .filter((word) => word !== '');
  const bare = all.filter((word) => !titles.has(word));
  return bare.length > 0 ? bare : all;
}

/**
 * Whether two different names may be one person: MARY and MARY SMITH, HAYES and DETECTIVE HAYES. Not so with OLD MARY
 * and MARY, COP 1 and COP 2, COP and TALL COP.
 */
export function mayBeSame(a: string, b: string): boolean {
  const [short, long] = [bareWords(a), bareWords(b)].sort((x, y) => x.length - y.length);
  if (!short || !long || short.length === 0) return false;
  const titled = (name: string) => fold(name).split(/[\s.]+/).length > bareWords(name).length;
  if (short.join(' ') === long.join(' ')) return !(titled(a) && titled(b)) && !isRole(short);
  if (short.length !== 1 || long.length > 3 || isRole(short) || isRole(long)) return false;
  if (long.some((word) => distinguishing.has(word) || /\d|'s$|^(?:and|of|the)$/.test(word))) return false;
  return long[0] === short[0] || long.at(-1) === short[0];
}

function isRole(bare: readonly string[]): boolean {
  const head = bare.filter((word) => !/^\d+$/.test(word)).at(-1);
  return head === undefined || personNoun(head) !== undefined;
}

/** Whether a name is what somebody is (WAITER, OLD MAN 2) rather than what they are called. */
export const isRoleName = (name: string): boolean => isRole(fold(name).split(/[\s.]+/));
