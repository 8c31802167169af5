import { beginsAsHeading } from '../../schemas/source/headingWords.ts';
import type { TitleEntry } from '../../schemas/source/screenplay.ts';
import { type Line, rangeOf } from './lines.ts';
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
function isLoneWord(lines: readonly Line[], first: Key): boolean {
  const second = lines[1];
  if (first.value !== '' || isIndented(second)) return false;
  return second?.kind !== 'text' || beginsAsHeading(second.text);
}

/** Reads the title page at the start of a file; `next` is the first line after it. */
export function readTitlePage(rows: Rows, lines: readonly Line[]): { entries: TitleEntry[]; next: number } {
  const entries: TitleEntry[] = [];
  let next = 0;
  let key = readKey(lines[0]);
  if (!key || isLoneWord(lines, key)) return { entries, next };
  for (; key; key = readKey(lines[next])) {
    const first = lines[next];
    if (!first) break;
    let last = first;
    const values = key.value === '' ? [] : [key.value];
    for (let line = lines[++next]; line && isIndented(line); line = lines[++next]) {
      values.push(line.text.trim());
      last = line;
    }
    entries.push({ key: key.key, values, range: rangeOf(rows, first, last) });
  }
  return { entries, next };
}
