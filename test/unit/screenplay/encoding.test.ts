import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reparse } from '../../../extension/screenplay/reparse.ts';
import {
  jsonLine,
  printBytes,
  readScreenplay,
  toScreenplay,
} from '../../../extension/screenplay/screenplay.ts';

const bytesOf = (...bytes: number[]) => Uint8Array.from(bytes);

describe('bytes', () => {
  it('that are UTF-8 are read as UTF-8', () => {
    const parsed = readScreenplay(new TextEncoder().encode('\ufeffÉlodie 林 🎬'), 'x');
    expect(parsed.encoding).toBe('utf-8');
    expect(parsed.text).toBe('\ufeffÉlodie 林 🎬');
  });

  it('that are not UTF-8 are read as Windows-1252', () => {
    const parsed = readScreenplay(bytesOf(0x93, 0xc9, 0x94, 0x81, 0x80), 'x');
    expect(parsed.text).toBe('“É”\u0081€');
    expect(parsed.encoding).toBe('windows-1252');
  });

  it('come back in Windows-1252 after an edit, as long as it can say it', () => {
    const parsed = readScreenplay(bytesOf(0x41, 0xe9), 'x');
    expect([...printBytes(reparse(parsed, { from: 0, to: 1, text: '€' }))]).toEqual([0x80, 0xe9]);
    const wide = reparse(parsed, { from: 0, to: 1, text: '林' });
    expect(new TextDecoder().decode(printBytes(wide))).toBe('林é');
    const control = reparse(parsed, { from: 0, to: 1, text: '\u0080' });
    expect(new TextDecoder().decode(printBytes(control))).toBe('\u0080é');
  });

  it('come back byte for byte, whatever they are', () => {
    const pieces = fc.constantFrom(
      'INT. A - DAY',
      '\n',
      '\r\n',
      '\r',
      '\0',
      '[[',
      ']]',
      '/*',
      '*/',
      '  ',
      'MARA',
      '\t',
      'é',
      'x:',
    );
    const texts = fc.array(pieces).map((parts) => new TextEncoder().encode(parts.join('')));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), texts), (bytes) => {
        expect([...printBytes(readScreenplay(bytes, 'x'))]).toEqual([...bytes]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the JSON line', () => {
  it('is the document on one line, however many elements it has', () => {
    const parsed = readScreenplay(
      new TextEncoder().encode(`Title: A\n\n${'B\n\n'.repeat(6000)}`),
      'a.fountain',
    );
    const line = [...jsonLine(parsed)].join('');
    expect(line).not.toContain('\n');
    expect(JSON.parse(line)).toEqual(toScreenplay(parsed));
  });

  it('is whole for an empty file', () => {
    expect([...jsonLine(readScreenplay(new Uint8Array(), 'e'))].join('')).toBe(
      '{"version":1,"file":"e","titlePage":[],"elements":[],"findings":[]}',
    );
  });
});
