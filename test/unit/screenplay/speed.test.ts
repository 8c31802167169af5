import { describe, expect, it } from 'vitest';
import { parseScreenplay, toScreenplay } from '../../../extension/screenplay/screenplay.ts';
import { readHeadingPrefix } from '../../../schemas/source/headingWords.ts';

describe('hostile input', () => {
  const units = [
    '/*',
    '[[',
    '***',
    '[[/*',
    '/**/',
    '[[]]',
    '(',
    'A (',
    '#a',
    'A\n  \n',
    'A:\n',
    '>\n',
    '[[\n',
    '@a\n',
    '!',
  ];
  it.each(units)('takes time linear in the text: %j', (unit) => {
    const milliseconds = (length: number) => {
      const started = performance.now();
      toScreenplay(parseScreenplay(unit.repeat(length / unit.length), 'x'));
      return performance.now() - started;
    };
    const short = milliseconds(100_000);
    expect(milliseconds(1_000_000)).toBeLessThan(30 * Math.max(short, 10)); // were it quadratic: a hundred times
  });
});

describe('heading words', () => {
  it.each<[string, string, string]>([
    ['INT. ATTIC - DAY', 'INT', 'ATTIC - DAY'],
    ['EST. SEA', 'EXT', 'SEA'],
    ['INT./EXT. CAR', 'INT/EXT', 'CAR'],
    ['EXT/INT CAR', 'INT/EXT', 'CAR'],
    ['i/e car', 'INT/EXT', 'car'],
    ['EXT. / INT. CAR', 'INT/EXT', 'CAR'],
    ['INNEN/AUSSEN AUTO - TAG', 'INT/EXT', 'AUTO - TAG'],
    ['INNEN/INNEN AUTO', 'INT', 'AUTO'],
    ['INT./HALL', 'INT', 'HALL'],
    ['外景：海边', 'EXT', '海边'],
    ['INTERIOR. CASA', 'INT', 'CASA'],
    ['داخلي - بيت', 'INT', 'بيت'],
  ])('%s', (heading, setting, rest) => {
    expect(readHeadingPrefix(heading)).toEqual({ setting, rest });
  });

  it.each(['INTERIOR CASA', 'ATTIC', 'INTO', 'داخلي بيت', 'INT'])('%s is no heading', (text) => {
    expect(readHeadingPrefix(text)).toBeUndefined();
  });
});
