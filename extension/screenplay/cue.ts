/** A character cue, taken apart. */
export interface Cue {
  /** Name and extensions as written, without `@` and `^`. */
  text: string;
  name: string;
  extensions: string[];
  dual: boolean;
}

/** Whether a text has an uppercase letter and no lowercase one; ß, which many write in capitals, counts as neither. */
export function isUppercase(text: string): boolean {
  let capital = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 128) return isUppercaseBeyondAscii(text);
    if (unit >= 97 && unit <= 122) return false;
    if (unit >= 65 && unit <= 90) capital = true;
  }
  return capital;
}

function isUppercaseBeyondAscii(text: string): boolean {
  return /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text.replaceAll('ß', ''));
}

/** Where the bracket opens that the last character closes; -1 if there is none. */
function openingOfLast(text: string): number {
  if (!text.endsWith(')')) return -1;
  let depth = 0;
  for (let i = text.length - 1; i >= 0; i--) {
    if (text[i] === ')') depth++;
    else if (text[i] === '(' && --depth === 0) return i;
  }
  return -1;
}

/** Whether one pair of brackets wraps the whole text. */
export function isWrapped(text: string): boolean {
  return openingOfLast(text) === 0;
}

/** Takes a cue's text (without `@`) apart. The name may be empty or in any case: whether it is one, others judge. */
export function readCue(line: string): Cue {
  const trimmed = line.trim();
  const dual = trimmed.endsWith('^');
  const text = dual ? trimmed.slice(0, -1).trimEnd() : trimmed;
  const extensions: string[] = [];
  let name = text;
  for (let open = openingOfLast(name); open >= 0; open = openingOfLast(name)) {
    extensions.push(name.slice(open + 1, -1).trim());
    name = name.slice(0, open).trimEnd();
  }
  return { text, name, extensions: extensions.reverse(), dual };
}
