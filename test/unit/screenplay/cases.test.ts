import { describe, expect, it } from 'vitest';
import { describeElements, elementsBelow } from './reading.ts';

/** Title, source lines, expected readings. */
type Case = [title: string, source: string[], reading: string[]];

const headings: Case[] = [
  ['short forms need a dot or a space', ['INTERIOR THOUGHTS'], ['action "INTERIOR THOUGHTS"']],
  [
    'the case of a prefix does not matter',
    ['i/e lighthouse lantern - dusk'],
    ['scene_heading "i/e lighthouse lantern - dusk"'],
  ],
  [
    'a heading with text straight below stays a heading',
    ['EXT. SALT FLATS - NOON', 'The heat bends the horizon.'],
    ['scene_heading "EXT. SALT FLATS - NOON"', 'action "The heat bends the horizon."'],
  ],
  [
    'dots of an ellipsis force nothing',
    ['...and the tide takes the lantern.'],
    ['action "...and the tide takes the lantern."'],
  ],
  ['one dot and a digit force a heading', ['.7TH PIER'], ['scene_heading "7TH PIER" [forced]']],
  ['a dot and a space force nothing', ['. not a place'], ['action ". not a place"']],
  [
    'a scene number is taken off',
    ['INT. BAKERY - 4 AM #12-B.#'],
    ['scene_heading "INT. BAKERY - 4 AM" [number=12-B.]'],
  ],
  ['one # is no scene number', ['INT. LOCKER #41 - DAY'], ['scene_heading "INT. LOCKER #41 - DAY"']],
  ['only the last pair of # counts', ['EXT. GATE #9 #88A#'], ['scene_heading "EXT. GATE #9" [number=88A]']],
  [
    'an exclamation mark keeps a heading action',
    ['!INT. is how Mara labels every jar.'],
    ['action "INT. is how Mara labels every jar."'],
  ],
];

const action: Case[] = [
  [
    'indentation is content',
    ['     Dear Oskar,', '\tIt rained.'],
    ['action "     Dear Oskar,\\n\\tIt rained."'],
  ],
  [
    'capitals followed by text stay action when forced',
    ['!A HORN, FAR OFF', 'Nobody turns.'],
    ['action "A HORN, FAR OFF\\nNobody turns."'],
  ],
  [
    'the same without the mark is a cue',
    ['A HORN, FAR OFF', 'Nobody turns.'],
    ['character "A HORN, FAR OFF" [name=A HORN, FAR OFF]', 'dialogue "Nobody turns."'],
  ],
  [
    'capitals inside a paragraph stay in it',
    ['The crew shouts', 'HEAVE', 'and the mast goes up.'],
    ['action "The crew shouts\\nHEAVE\\nand the mast goes up."'],
  ],
];

const speech: Case[] = [
  ['no letters, no name', ['451', 'It was a pleasure.'], ['action "451\\nIt was a pleasure."']],
  [
    'letters only in the extension make no name',
    ['451 (V.O.)', 'It was a pleasure.'],
    ['action "451 (V.O.)\\nIt was a pleasure."'],
  ],
  [
    'a name may start with digits',
    ['9TH JUROR', 'Not while it rains.'],
    ['character "9TH JUROR" [name=9TH JUROR]', 'dialogue "Not while it rains."'],
  ],
  [
    'an extension may be in lower case',
    ['NADIA (on the stairs)', 'Up here.'],
    ['character "NADIA (on the stairs)" [name=NADIA] [ext=on the stairs]', 'dialogue "Up here."'],
  ],
  ['capitals at the very end are no cue', ['OSKAR'], ['action "OSKAR"']],
  [
    'a forced name keeps its case',
    ['@van der Meer', 'Tot ziens.'],
    ['character "van der Meer" [forced] [name=van der Meer]', 'dialogue "Tot ziens."'],
  ],
  [
    'a forced name may be in a script without cases',
    ['@林', '走吧。'],
    ['character "林" [forced] [name=林]', 'dialogue "走吧。"'],
  ],
  ['without the mark a script without cases is action', ['林', '走吧。'], ['action "林\\n走吧。"']],
  [
    'accented capitals are capitals',
    ['ÉLODIE', 'Enfin.'],
    ['character "ÉLODIE" [name=ÉLODIE]', 'dialogue "Enfin."'],
  ],
  [
    'two spaces hold dialogue together',
    ['NADIA', 'One.', '  ', 'Two.'],
    ['character "NADIA" [name=NADIA]', 'dialogue "One.\\n  \\nTwo."'],
  ],
  [
    'a truly empty line ends the dialogue',
    ['NADIA', 'One.', '', 'Two.'],
    ['character "NADIA" [name=NADIA]', 'dialogue "One."', 'action "Two."'],
  ],
  [
    'parentheticals stand in the middle and last',
    ['NADIA', '(under the wind)', 'Row.', '(a gull cries)', 'Now.', '(she leaves)'],
    [
      'character "NADIA" [name=NADIA]',
      'parenthetical "under the wind"',
      'dialogue "Row."',
      'parenthetical "a gull cries"',
      'dialogue "Now."',
      'parenthetical "she leaves"',
    ],
  ],
  [
    'brackets inside a sentence are dialogue',
    ['NADIA', '(I think) we are late.'],
    ['character "NADIA" [name=NADIA]', 'dialogue "(I think) we are late."'],
  ],
  [
    'two parentheticals may follow each other',
    ['NADIA', '(tired)', '(but smiling)', 'Fine.'],
    [
      'character "NADIA" [name=NADIA]',
      'parenthetical "tired"',
      'parenthetical "but smiling"',
      'dialogue "Fine."',
    ],
  ],
  [
    'a caret marks the second cue of a dual dialogue',
    ['NADIA', 'Port, I think.', '', 'OSKAR   ^', 'Starboard it is.'],
    [
      'character "NADIA" [name=NADIA]',
      'dialogue "Port, I think."',
      'character "OSKAR" [name=OSKAR] [dual]',
      'dialogue "Starboard it is."',
    ],
  ],
  [
    'indented speeches are speeches',
    ['\t\t\tOSKAR', '\t\t(coughs)', '\tAye, still here.'],
    ['character "OSKAR" [name=OSKAR]', 'parenthetical "coughs"', 'dialogue "Aye, still here."'],
  ],
  [
    'lyrics may stand inside a speech',
    ['OSKAR', 'And then she sang:', '~Oh, the boats, the boats', '~They never came back'],
    [
      'character "OSKAR" [name=OSKAR]',
      'dialogue "And then she sang:"',
      'lyrics "Oh, the boats, the boats\\nThey never came back"',
    ],
  ],
];

const transitions: Case[] = [
  ['a trailing space undoes a transition', ['DISSOLVE TO: '], ['action "DISSOLVE TO: "']],
  ['capitals alone make no transition', ['FADE TO GREY.'], ['action "FADE TO GREY."']],
  ['lower case makes no transition', ['we drift slowly TO:'], ['action "we drift slowly TO:"']],
  [
    'a forced transition has any words',
    ['> slow wipe to the sea'],
    ['transition "slow wipe to the sea" [forced]'],
  ],
  ['with a closing mark it is centred', ['>  Part Two  <'], ['centered "Part Two"']],
  [
    'two equals signs, three, four and a word',
    ['==', '', '===', '', '==== end'],
    ['synopsis "="', 'page_break ""', 'synopsis "=== end"'],
  ],
];

const asides: Case[] = [
  [
    'a note holds an empty line only by two spaces',
    [
      'He reads.[[first thought',
      '  ',
      'second thought]] He folds it.',
      '',
      'He reads.[[first thought',
      '',
      'second thought]] He folds it.',
    ],
    [
      'action "He reads. He folds it." [note="first thought\\n  \\nsecond thought"]',
      'action "He reads.[[first thought"',
      'action "second thought]] He folds it."',
    ],
  ],
  [
    'a boneyard reaches across anything',
    ['TIDE CUT TO:', '/*', 'INT. CELLAR - NIGHT', '', 'OSKAR', 'Never mind.', '*/', 'EXT. ROOF - DAWN'],
    [
      'transition "TIDE CUT TO:"',
      'boneyard "\\nINT. CELLAR - NIGHT\\n\\nOSKAR\\nNever mind.\\n"',
      'scene_heading "EXT. ROOF - DAWN"',
    ],
  ],
  [
    'sections and synopses lean on nothing',
    ['## Storm warning', '= Oskar loses the boat.', '#Second Tide'],
    [
      'section "Storm warning" [depth=2]',
      'synopsis "Oskar loses the boat."',
      'section "Second Tide" [depth=1]',
    ],
  ],
];

describe.each([
  ['scene headings', headings],
  ['action', action],
  ['character, dialogue, parenthetical', speech],
  ['transitions, centred text, page breaks', transitions],
  ['notes, boneyard, sections', asides],
] as const)('tricky readings: %s', (_, cases) => {
  it.each(cases)('%s', (_title, source, reading) => {
    expect(describeElements(elementsBelow(source.join('\n')))).toEqual(reading);
    expect(describeElements(elementsBelow(source.join('\r\n')))).toEqual(reading);
  });
});

describe('tricky readings: empty lines', () => {
  it('any number of empty lines passes through as one blank element', () => {
    const elements = elementsBelow('She waits.\n\n\n\nShe still waits.');
    expect(elements.map(({ type }) => type)).toEqual(['action', 'blank', 'action']);
    const range = elements[1]?.range;
    expect((range?.end.line ?? 0) - (range?.start.line ?? 0) + 1).toBe(3);
  });
});
