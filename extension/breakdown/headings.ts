import { type HeadingSetting, readHeadingPrefix } from '../../schemas/source/headingWords.ts';
import { saysWhen, trailingTime } from './times.ts';

/** A scene heading, taken apart. */
export interface Heading {
  /** undefined where the heading does not say. */
  setting: HeadingSetting | undefined;
  /** From the widest to the narrowest: HOUSE, KITCHEN. Empty where the heading says only when, or how it is seen. */
  parts: string[];
  timeWord: string | undefined;
}

/** Headings that are no place: the scene stays where the one before was. */
const noPlace =
  /^(?:(?:BACK|RETURN) TO (?:SCENE|PRESENT)|INTERCUT.*|(?:SERIES OF SHOTS|MONTAGE).*|END (?:OF )?.*|P\.?O\.?V\.?.*|.*\bP\.?O\.?V\.?|FLASHBACK|FLASH ?FORWARD|(?:CLOSE|ANGLE) ON\b.*|INSERT\b.*)$/i;

const abbreviations = /\b(?:MR|MRS|MS|DR|ST|PROF|JR|SR|MT|NO|\p{L})$/iu;

/** Splits at full stops between words, but not after `DR.` or an initial. */
function atStops(part: string): string[] {
  const out: string[] = [];
  let from = 0;
  for (const match of part.matchAll(/\.\s+|。|．/gu)) {
    const piece = part.slice(from, match.index);
    if (abbreviations.test(piece)) continue;
    out.push(piece);
    from = match.index + match[0].length;
  }
  return [...out, part.slice(from)];
}

const wide = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/u;

function splitParts(text: string): string[] {
  const separators = wide.test(text)
    ? /\s+|[－—–・、，,-]+/u
    : /\s+[-–—]+\s*|\s*[-–—]+\s+|\s*--+\s*|\s*[–—]\s*|\s*[/|]\s*|,\s+/u;
  return text
    .split(separators)
    .flatMap(atStops)
    .map((part) => part.replace(/^[\s.,:]+|[\s.,:]+$/g, ''))
    .filter((part) => part !== '');
}

/** Takes a heading apart: `INT. HOUSE - KITCHEN - NIGHT (FLASHBACK)` → INT, HOUSE and KITCHEN, NIGHT. */
export function readHeading(text: string): Heading {
  const prefix = readHeadingPrefix(text);
  const rest = (prefix?.rest ?? text).replace(/\s*\([^()]*\)\s*/g, ' ').trim();
  const inBrackets = [...text.matchAll(/\(([^()]*)\)/g)].map((match) => match[1] ?? '').filter(saysWhen);
  const parts = splitParts(rest);
  const when = [...parts.filter(saysWhen), ...inBrackets];
  let places = parts.filter((part) => !saysWhen(part));
  const last = places.at(-1);
  const trailing = when.length === 0 && last !== undefined ? trailingTime(last) : undefined;
  if (trailing !== undefined && last !== undefined) {
    places = [...places.slice(0, -1), last.slice(0, -trailing.length).trim()];
    when.push(trailing.replace(/\.$/, ''));
  }
  if (!prefix && noPlace.test(rest)) places = [];
  return {
    setting: prefix?.setting,
    parts: places.filter((part) => part !== ''),
    timeWord: when.length > 0 ? when.join(' - ') : undefined,
  };
}
