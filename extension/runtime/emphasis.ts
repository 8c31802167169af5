import { pairMarks } from './emphasisMarks.ts';

/** A run of text in one style; `start` and `end` are offsets in the text it was split from, marks left out. */
export interface StyledRun {
  text: string;
  bold: boolean;
  italic: boolean;
  underline: boolean;
  start: number;
  end: number;
}

/** A stretch of mark that is taken out of the text, and how many styles begin (1) or end (−1) there. */
interface Step {
  at: number;
  length: number;
  bold: number;
  italic: number;
  underline: number;
}

function step(at: number, char: string, length: number, by: 1 | -1): Step {
  const isStar = char === '*';
  return {
    at,
    length,
    bold: isStar && length >= 2 ? by : 0,
    italic: isStar && length !== 2 ? by : 0,
    underline: isStar ? 0 : by,
  };
}

/**
 * Splits a text into runs by Fountain's emphasis: `*italic*`, `**bold**`, `***both***`, `_underlined_`, nested as one
 * likes. A mark opens only before a word and closes only after one, never across a line break; `\*` and `\_` are plain.
 * (Rules: the Fountain syntax page, "Emphasis".) Linear in the text.
 */
export function styledRuns(text: string): StyledRun[] {
  const { pairs, escapes } = pairMarks(text);
  const steps = pairs.flatMap(({ char, open, close, length }) => [
    step(open, char, length, 1),
    step(close, char, length, -1),
  ]);
  for (const at of escapes) steps.push({ at, length: 1, bold: 0, italic: 0, underline: 0 });
  steps.sort((a, b) => a.at - b.at);

  const runs: StyledRun[] = [];
  const depth = { bold: 0, italic: 0, underline: 0 };
  let at = 0;
  const runTo = (end: number) => {
    if (at >= end) return;
    const [bold, italic, underline] = [depth.bold > 0, depth.italic > 0, depth.underline > 0];
    runs.push({ text: text.slice(at, end), bold, italic, underline, start: at, end });
  };
  for (const next of steps) {
    runTo(next.at);
    depth.bold += next.bold;
    depth.italic += next.italic;
    depth.underline += next.underline;
    at = next.at + next.length;
  }
  runTo(text.length);
  return runs;
}
