/**
 * What nobody sees but a model reads: zero-width spaces, marks that turn the direction of writing, variation selectors,
 * tags. A script must not say what its reader cannot see. Joiners stay: Persian and the scripts of India need them.
 */
const unseen =
  /\p{VS}|[\u{ad}\u{61c}\u{200b}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2060}-\u{206f}\u{feff}\u{e0000}-\u{e007f}]/gu;

/** A text on one line, without what cannot be seen. */
const onOneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]/gu, ' ')
    .replace(unseen, '')
    .replace(/\p{Surrogate}/gu, '\u{fffd}');

/** At most so many characters, cut between characters. */
function clipped(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Words of the script or of a person, marked as such: one line in quotes, which nothing inside can end. */
export const quoted = (text: string, longest: number): string =>
  JSON.stringify(
    clipped(
      onOneLine(clipped(text, longest * 4))
        .replace(/ {2,}/g, ' ')
        .trim(),
      longest,
    ),
  );

/** An id or a number as plain words can hold it: letters, digits, dot, dash. */
export const plainId = (id: string): string => clipped(id.replace(/[^\p{L}\p{N}._-]+/gu, '-'), 24) || '-';

/** Characters of a line that are shown. A paragraph is far shorter; nobody reads on after this. */
const longestLine = 2000;

/** A line of the script with its number: text after `12|` is the script's. */
export const numbered = (line: string, number: number): string =>
  `${number}| ${clipped(onOneLine(clipped(line, longestLine + 1)), longestLine)}`.trimEnd();
