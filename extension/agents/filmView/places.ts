import type { LineSpan } from '../../../schemas/source/common.ts';

/** The lines of a script, as every document counts them: LF, CRLF and lone CR end one, nothing else does. */
export function scriptLines(script: string): string[] {
  const lines = script.replace(/^\u{feff}/u, '').split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Lines as people count them: "[L12-18]"; what lies past the end of the script is held to its last line. */
export function linesLabel({ first, last }: LineSpan, count: number): string {
  if (count === 0) return '';
  const from = Math.min(first, count - 1) + 1;
  const to = Math.max(from, Math.min(last, count - 1) + 1);
  return from === to ? ` [L${from}]` : ` [L${from}-${to}]`;
}

/** Frames as m:ss.t. */
export function clock(frames: number, fps: number): string {
  const tenths = Math.round((frames / fps) * 10);
  const seconds = ((tenths % 600) / 10).toFixed(1).padStart(4, '0');
  return `${Math.floor(tenths / 600)}:${seconds}`;
}

/** Stretches of things that follow each other, as "3-7, 9": at most so many, then how many are left. */
export function runs(names: readonly string[], chosen: readonly number[], most: number): string {
  const stretches: { first: number; last: number }[] = [];
  for (const at of chosen) {
    const stretch = stretches.at(-1);
    if (stretch && stretch.last === at - 1) stretch.last = at;
    else stretches.push({ first: at, last: at });
  }
  const shown = stretches.slice(0, most).map(({ first, last }) => {
    const [from = '', to = ''] = [names[first], names[last]];
    return first === last ? from : `${from}-${to}`;
  });
  const left = stretches.slice(most).reduce((sum, { first, last }) => sum + last - first + 1, 0);
  return left > 0 ? `${shown.join(', ')} and ${left} more` : shown.join(', ');
}

/** "1 shot", "2 shots". */
export const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;
