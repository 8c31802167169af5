import { describe, expect, it } from 'vitest';
import { guessLanguage } from '../../../extension/breakdown/language.ts';
import { breakText, firstScene } from './breaking.ts';

const kinds = (text: string) =>
  firstScene(breakText(text)).lines.map(({ kind, text: words }) => [kind, words]);

describe('the lines of a scene', () => {
  it('hold speaker, extension, parenthetical and dual', () => {
    const { lines } = firstScene(
      breakText('INT. A - DAY\n\nMARA (V.O.)\n(low)\nOne *and* two.\n(loud)\nThree.\n\nSAM ^\nFour.'),
    );
    expect(lines).toMatchObject([
      {
        kind: 'dialogue',
        text: 'One and two.',
        speaker: 'mara',
        extensions: ['V.O.'],
        parenthetical: 'low',
        span: { first: 4, last: 4 },
      },
      { text: 'Three.', parenthetical: 'loud' },
      { text: 'Four.', speaker: 'sam', dual: true },
    ]);
  });

  it('have camera lines, transitions, centred words and lyrics', () => {
    expect(
      kinds(
        'INT. A - DAY\n\nCLOSE ON VERA\n\nFADE OUT.\n\n> THE END <\n\n~La la\n\nCUT TO:\n\nHE SHOUTS.\n\nPOV MARA\nThe door.',
      ),
    ).toEqual([
      ['shot', 'CLOSE ON VERA'],
      ['transition', 'FADE OUT.'],
      ['centered', 'THE END'],
      ['lyrics', 'La la'],
      ['transition', 'CUT TO:'],
      ['action', 'HE SHOUTS.'],
      ['shot', 'POV MARA'],
      ['action', 'The door.'],
    ]);
  });

  it('keep what a parenthetical does that nobody speaks after', () => {
    expect(kinds('MARA\nOne.\n(nods)\n\nSAM\n(he leaves)')).toEqual([
      ['dialogue', 'One.'],
      ['action', 'MARA nods'],
      ['action', 'he leaves'],
    ]);
  });

  it('leave out notes, sections and boneyards, and take the synopsis', () => {
    const film = breakText(
      '# Act\n\nINT. A - DAY\n\n= She waits.\n\n[[note]]\n\nA [[b]] c.\n\n/* cut */\n\n===\n',
    );
    expect(firstScene(film)).toMatchObject({ synopsis: 'She waits.', lines: [{ text: 'A c.' }] });
  });
});

describe('scenes', () => {
  it('take a first transition in, and are one without headings', () => {
    expect(breakText('FADE IN:\n\nINT. A - DAY\n\nA.').scenes.map(({ lines }) => lines.length)).toEqual([2]);
    expect(breakText('She sits.\n\nINT. A - DAY\n\nA.').scenes).toHaveLength(2);
    expect(firstScene(breakText('She sits.'))).toMatchObject({ heading: '', number: '1' });
  });

  it('number themselves around the numbers of the script', () => {
    const film = breakText('INT. A #2#\n\nA.\n\nINT. B\n\nB.\n\nINT. C #2#\n\nC.');
    expect(film.scenes.map(({ number }) => number)).toEqual(['2', '2A', '2B']);
  });

  it('are none in a file that has nothing to play', () => {
    expect(breakText('')).toMatchObject({ title: 'Untitled', scenes: [], cast: [], places: [], props: [] });
    expect(breakText('Title: X\n\n# Act\n').title).toBe('X');
  });

  it('keep the title page without emphasis', () => {
    const film = breakText('Title:\n   _**BRASS**_\n   Key\nAuthor: A\n\nINT. A\n');
    expect(film.title).toBe('BRASS Key');
    expect(film.credits[1]).toEqual({ key: 'Author', values: ['A'] });
  });

  it.each([
    ['only transitions', '> CUT TO:\n\n> FADE OUT.\n'],
    ['noise', '\0\u0001 \ufffd(( [[ /* @@ ## '],
    ['a long speech', `MARA\n${'word '.repeat(400)}`],
    ['right-to-left', 'שלום לכולם.\n\n@דנה\nשלום.'],
    ['marks alone', '@!\n\n!\n\n...\n\n(  )'],
  ])('come from %s without an error', (_, text) => {
    expect(breakText(text).version).toBe(1);
  });
});

describe('the language', () => {
  it.each([
    ['en', 'She looks at the key and is not happy with it.'],
    ['fr', 'Elle regarde la clé et ne dit pas un mot dans le salon.'],
    ['de', 'Sie sieht den Schlüssel und sagt nicht ein Wort.'],
    ['es', 'Ella mira la llave y no dice que está en el salón con los otros.'],
    ['ja', '彼女は鍵を見る。'],
    ['zh', '她看着钥匙。'],
    ['ru', 'Она смотрит на ключ.'],
    ['ar', 'تنظر إلى المفتاح'],
    ['en', ''],
  ])('is %s', (language, text) => {
    expect(guessLanguage([text])).toBe(language);
  });

  it('is told by the first pages', () => {
    expect(guessLanguage(Array.from({ length: 900 }, () => 'The dog and the cat, you know, is it.'))).toBe(
      'en',
    );
  });
});
