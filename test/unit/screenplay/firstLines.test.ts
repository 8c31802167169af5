import { describe, expect, it } from 'vitest';
import { parseScreenplay, toScreenplay } from '../../../extension/screenplay/screenplay.ts';
import { describeElements } from './reading.ts';

function read(text: string) {
  const { titlePage, elements } = toScreenplay(parseScreenplay(text, 'first.fountain'));
  return { title: titlePage.map(({ key, values }) => [key, ...values]), body: describeElements(elements) };
}

describe('the first lines of a file', () => {
  it.each<[string, string[][], string[]]>([
    ['Title:\n    One\n\tTwo\n\nText.', [['Title', 'One', 'Two']], ['action "Text."']],
    ['Title:\n   Three spaces', [['Title', 'Three spaces']], []],
    ['Title:\n  Two spaces', [['Title']], ['action "  Two spaces"']],
    ['Draft date: 1/1/2030', [['Draft date', '1/1/2030']], []],
    ['Copyright: (c) 2030: All of us', [['Copyright', '(c) 2030: All of us']], []],
    [
      'Author: A\nAuthor: B\n',
      [
        ['Author', 'A'],
        ['Author', 'B'],
      ],
      [],
    ],
    ['Title: A\n   B\nAuthor:\n\n', [['Title', 'A', 'B'], ['Author']], []],
    ['Title: A\nHe sleeps.', [['Title', 'A']], ['action "He sleeps."']],
    ['Title: A\nINT. ATTIC - DAY\n', [['Title', 'A']], ['scene_heading "INT. ATTIC - DAY"']],
    ['IRIS TO:\n\nText.', [], ['transition "IRIS TO:"', 'action "Text."']],
    ['FADE UP:\n\nText.', [], ['action "FADE UP:"', 'action "Text."']],
    ['CUT TO:\nINT. ATTIC - DAY\n', [], ['transition "CUT TO:"', 'scene_heading "INT. ATTIC - DAY"']],
    ['INT. ATTIC: LEFT CORNER - DAY', [], ['scene_heading "INT. ATTIC: LEFT CORNER - DAY"']],
    ['.ATTIC: DAY', [], ['scene_heading "ATTIC: DAY" [forced]']],
    ['He said it. Then: nothing.', [], ['action "He said it. Then: nothing."']],
    [': nothing', [], ['action ": nothing"']],
    ['\nTitle: A', [], ['action "Title: A"']],
    ['INT. ATTIC', [], ['scene_heading "INT. ATTIC"']],
    ['MARA\nHello.', [], ['character "MARA" [name=MARA]', 'dialogue "Hello."']],
    ['\ufeffTitle: A\n\nText.', [['Title', 'A']], ['action "Text."']],
    ['', [], []],
    ['\ufeff', [], []],
  ])('%j', (text, title, body) => {
    expect(read(text)).toEqual({ title, body });
  });

  it('a byte order mark is unit 0 of the text', () => {
    const { titlePage } = toScreenplay(parseScreenplay('\ufeffTitle: A', 'x'));
    expect(titlePage[0]?.range).toEqual({
      start: { line: 0, column: 1, offset: 1 },
      end: { line: 0, column: 9, offset: 9 },
    });
  });
});
