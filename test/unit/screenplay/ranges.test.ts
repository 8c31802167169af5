import { describe, expect, it } from 'vitest';
import { parseScreenplay, readScreenplay, toScreenplay } from '../../../extension/screenplay/screenplay.ts';

const ranges = (text: string) =>
  toScreenplay(parseScreenplay(text, 'x')).elements.map(({ type, range: { start, end } }) => [
    type,
    `${start.line}:${start.column}@${start.offset}`,
    `${end.line}:${end.column}@${end.offset}`,
  ]);

describe('ranges', () => {
  it('take in marks and indentation, but not the last line break', () => {
    expect(ranges('  .ATTIC #1#\r\n\r\na\r\nb\r\n')).toEqual([
      ['scene_heading', '0:0@0', '0:12@12'],
      ['blank', '1:0@14', '1:0@14'],
      ['action', '2:0@16', '3:1@20'],
    ]);
  });

  it('count a lone carriage return as a line break', () => {
    expect(ranges('A\r\rB')).toEqual([
      ['action', '0:0@0', '0:1@1'],
      ['blank', '1:0@2', '1:0@2'],
      ['action', '2:0@3', '2:1@4'],
    ]);
  });

  it('tell where a note stands inside its element', () => {
    const { elements } = toScreenplay(parseScreenplay('a\nb [[c\nd]] e', 'x'));
    expect(elements[0]?.inline).toEqual([
      {
        type: 'note',
        text: 'c\nd',
        range: { start: { line: 1, column: 2, offset: 4 }, end: { line: 2, column: 3, offset: 11 } },
      },
    ]);
  });

  it('give notes on one line the space around them', () => {
    expect(ranges(' [[a]] [[b]] ')).toEqual([
      ['note', '0:0@0', '0:6@6'],
      ['note', '0:7@7', '0:13@13'],
    ]);
  });
});

describe('findings', () => {
  const rules = (text: string) =>
    toScreenplay(parseScreenplay(text, 'x')).findings.map(({ rule, line, column }) => [rule, line, column]);

  it('name a heading without an empty line below, at its end', () => {
    expect(rules('INT. ATTIC\nDust.')).toEqual([['heading-empty-line', 0, 10]]);
    expect(rules('INT. ATTIC\n= Dust.\n')).toEqual([]);
  });

  it('name notes and boneyards that nothing closes', () => {
    expect(rules('A [[b\n\nC\n /* d')).toEqual([
      ['note-unclosed', 0, 2],
      ['boneyard-unclosed', 3, 1],
    ]);
  });

  it('stand in the scene they belong to, and say no more than twenty times the same', () => {
    expect(rules('A\n\nINT. ATTIC\n\nB [[c')).toEqual([['note-unclosed', 4, 2]]);
    expect(rules('[[\n\n'.repeat(50))).toHaveLength(20);
  });

  it('tell of a file that is not UTF-8', () => {
    const { findings } = toScreenplay(readScreenplay(Uint8Array.from([0x93, 0x41, 0x94]), 'x'));
    expect(findings.map(({ rule }) => rule)).toEqual(['encoding']);
  });
});
