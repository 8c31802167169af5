import { describe, expect, it } from 'vitest';
import { propsIn } from '../../../extension/breakdown/props.ts';
import { breakText } from './breaking.ts';

const names = (text: string) => propsIn(text).map(({ name, kind }) => `${name}: ${kind}`);

describe('props of an action line', () => {
  it.each<[string, string[]]>([
    ['In front of her, a brass key.', ['brass key: key']],
    ['She phones Sam. He watches.', []],
    ['The phone rings.', ['phone: phone']],
    ['She looks at her watch.', ['watch: watch']],
    ['He puts on his glasses.', []],
    ['Two old letters and a map.', ['old letter: letter', 'map: map']],
    ['He pulls out a GUN.', ['gun: gun']],
    ['A blast. GUN in hand, he runs.', ['gun: gun']],
    ['MARA (a red book, a hat) sits.', []],
    ['She picks up a carved idol from the floor.', ['carved idol: thing']],
    ['She takes his hand. He holds the door.', []],
    ['He gives Mara the idol.', ['idol: thing']],
    ['He picks up speed, and the dog.', []],
    ['She takes a long look around.', []],
    ['He holds her.', []],
    ["Vera's suitcase stands there.", ['suitcase: suitcase']],
    ['Un homme pose la clé et une lettre.', ['cle: key', 'lettre: letter']],
    ['Er nimmt den Schlüssel.', ['schlussel: key']],
    ['Two boxes.', ['box: box']],
    ['Some knives and ladies.', ['knife: knife']],
    ['A bunch of roses.', []],
    ['A bouquet, some roses.', ['bouquet: flowers', 'roses: flowers']],
    ['A lamp box.', ['lamp box: box']],
  ])('%s', (text, found) => {
    expect(names(text)).toEqual(found);
  });
});

describe('props of a film', () => {
  it('are one thing through all its scenes', () => {
    const film = breakText(
      'INT. A - DAY\n\nA brass key lies there. She takes the key.\n\nEXT. B - DAY\n\nShe drops the brass key.\n\nSAM\nThe key? My gun?',
    );
    expect(film.props).toMatchObject([{ id: 'brass-key', colour: '#c9a24a', kind: 'key', mentions: [2, 6] }]);
    expect(film.props[0]?.scenes).toHaveLength(2);
    expect(film.scenes.map(({ props }) => props)).toEqual([['brass-key'], ['brass-key']]);
  });

  it('are two when two adjectives tell them apart', () => {
    const film = breakText(
      'INT. A - DAY\n\nA red book and a blue book. He takes the red book. He drops the book.',
    );
    expect(film.props.map(({ id, colour }) => [id, colour])).toEqual([
      ['red-book', '#b3262e'],
      ['blue-book', '#2f5fa8'],
    ]);
  });

  it('get their adjective when it is told later', () => {
    const film = breakText('INT. A - DAY\n\nA key.\n\nThe golden key shines.');
    expect(film.props.map(({ id, name, colour }) => [id, name, colour])).toEqual([
      ['key', 'golden key', '#c9a24a'],
    ]);
  });

  it('never share an id with a person', () => {
    const film = breakText('INT. A - DAY\n\nROSE\nHi.\n\nShe holds a rose.');
    expect(new Set([...film.cast, ...film.props].map(({ id }) => id)).size).toBe(2);
  });
});
