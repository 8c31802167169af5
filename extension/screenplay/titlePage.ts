import { beginsAsHeading } from '../../schemas/source/headingWords.ts';
import type { TitleEntry } from '../../schemas/source/screenplay.ts';
import { type Line, type LineSource, rangeOf } from './lines.ts';
import type { Rows } from './rows.ts';

interface Key {
  key: string;
  value: string;
}

/** Marks that make a line something else than a key. */
const otherMarks = /^[.!@#>=~[(\s]/;
const longestKey = 60;

function readKey(line: Line | undefined): Key | undefined {
  if (line?.kind !== 'text' || otherMarks.test(line.text)) return undefined;
  const colon = line.text.slice(0, longestKey).indexOf(':');
  if (colon <= 0) return undefined;
  const key = line.text.slice(0, colon).trimEnd();
  const isSentence = /[!?;"“”]|\.\s/u.test(key);
  if (isSentence || beginsAsHeading(line.text)) return undefined;
  return { key, value: line.text.slice(colon + 1).trim() };
}

/** Three spaces or a tab in front make a line a value of the key above. */
const isIndented = (line: Line | undefined): boolean =>
  line?.kind === 'text' && /^(?: {3}| {0,2}\t)/.test(line.text);

/** `IRIS TO:` or `FADE UP:` alone on the first line is the film's first word, not a key without a value. */
function isLoneWord(second: Line | undefined, first: Key): boolean {
  if (first.value !== '' || isIndented(second)) return false;
  return second?.kind !== 'text' || beginsAsHeading(second.text);
}

/** Reads the title page at the start of a file, if there is one. */
export function readTitlePage(rows: Rows, lines: LineSource): TitleEntry[] {
  const entries: TitleEntry[] = [];
  let first = lines.peek();
  let key = readKey(first);
  if (!key || isLoneWord(lines.peek(1), key)) return entries;
  while (first && key) {
    const values = key.value === '' ? [] : [key.value];
    let last = first;
    let line = lines.advance();
    for (; line && isIndented(line); line = lines.advance()) {
      values.push(line.text.trim());
      last = line;
    }
    entries.push({ key: key.key, values, range: rangeOf(rows, first, last) });
    first = line;
    key = readKey(line);
  }
  return entries;
}
