import { describe, expect, it } from 'vitest';
import { csvLines, dollarCell } from '../../../../extension/llm/ledger/csv.ts';

const text = (...rows: (string | number | null | undefined)[][]): string =>
  [...csvLines(['a'], rows)].slice(1).join('');

describe('a table for spreadsheets', () => {
  it('quotes what RFC 4180 wants quoted, and ends each line with CR LF', () => {
    expect(text(['x', 'a,b', 'say "no"', 'two\nlines', 'cr\rhere'])).toBe(
      'x,"a,b","say ""no""","two\nlines","cr\rhere"\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1'])('takes %j for a text', (formula) => {
    expect(text([formula])).toBe(`'${formula}\r\n`);
  });

  it('leaves figures as they are, and cells of what is unknown empty', () => {
    expect(text([0, -5, null, undefined, 'a=b', ''])).toBe('0,-5,,,a=b,\r\n');
  });

  it('writes money exactly', () => {
    expect([0, 1, 999_999, 1_000_000, 12_345_678, Number.MAX_SAFE_INTEGER].map(dollarCell)).toEqual([
      '0.000000',
      '0.000001',
      '0.999999',
      '1.000000',
      '12.345678',
      '9007199254.740991',
    ]);
    expect([null, undefined].map(dollarCell)).toEqual([undefined, undefined]);
  });
});
