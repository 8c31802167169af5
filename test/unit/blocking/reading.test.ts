import { describe, expect, it } from 'vitest';
import { cameraWords } from '../../../extension/blocking/reading/cameraWords.ts';
import { type Deed, Reader } from '../../../extension/blocking/reading/discourse.ts';
import { participle, regularPast, thirdPerson } from '../../../extension/blocking/reading/inflect.ts';
import { phrasesOf } from '../../../extension/blocking/reading/lexicon.ts';
import { mannerOf } from '../../../extension/blocking/reading/parentheticals.ts';
import { indexNames, sentences } from '../../../extension/blocking/reading/tokens.ts';
import type { Parts } from './film.ts';
import { film } from './film.ts';

const parts: Parts = {
  cast: { VERA: 'female', SAM: 'male', IVO: 'male', 'DETECTIVE COLE': 'male', MARK: 'male', KIT: 'unknown' },
  props: { 'brass key': 'key', letter: 'letter', glass: 'glass', phone: 'phone', box: 'box' },
};
const { breakdown } = film(
  `INT. ROOM - DAY\n\nVera, Sam, Ivo, Detective Cole, Mark and Kit. A brass key, letter, glass, phone, box.`,
  parts,
);
const scene = breakdown.scenes[0] ?? { cast: [], props: [] };
const reader = () => new Reader(indexNames(breakdown), new Map(breakdown.cast.map((m) => [m.id, m])), scene);

const said = (deed: Deed): string => {
  const things = deed.objects.map((o) => o.actors.join('+') || o.prop || o.text);
  const places = deed.places.map((p) =>
    `${p.preposition} ${p.what.actors.join('+') || p.what.prop || p.what.text}`.trim(),
  );
  return [deed.together ? '&' : '', deed.who.join('+'), deed.kind, ...things, ...places]
    .filter(Boolean)
    .join(' ');
};
const read = (text: string): string[] =>
  reader()
    .read(text)
    .flatMap((s) => s.deeds.map(said));

describe('action lines', () => {
  it.each([
    ['Vera enters.', ['vera enter']],
    ['VERA (30s, hair in a bun, red coat) sits at the table.', ['vera sitting at the table']],
    ['Vera and Sam walk up to Ivo.', ['vera+sam approach to ivo']],
    ['Vera and her brother SAM stand before the desk.', ['vera+sam standing before the desk']],
    ['Vera, Sam and Ivo sit down.', ['vera+sam+ivo sit']],
    ['Vera gives Sam the key.', ['vera give sam prop-brass-key']],
    ['Sam hands the letter to Vera.', ['sam give prop-letter to vera']],
    ['She picks the phone up and dials.', ['vera pickUp prop-phone', 'vera type']],
    [
      'Vera pours a glass of water, glancing at the clock.',
      ['vera work prop-glass of water', '& vera look at the clock'],
    ],
    ['As Sam reads the letter, Vera paces.', ['& sam read prop-letter', '& vera go']],
    [
      'Detective Cole, holding a letter, bursts in.',
      ['detective-cole hold prop-letter', 'detective-cole enter'],
    ],
    ['Cole storms out.', ['detective-cole exit']],
    ['Mark crosses to the window and looks out.', ['mark go to the window', 'mark look out']],
    ['Sam begins to cry.', ['sam cry']],
    ['Vera shakes her head.', ['vera shakeHead her head']],
    ['Vera, who is sitting on the sofa, gets up.', ['vera sitting on the sofa', 'vera rise']],
    ['Behind the counter, Ivo polishes a glass.', ['ivo work prop-glass behind the counter']],
    ['Sam turns to leave.', ['sam turn', 'sam exit']],
    ['Vera is at the window.', ['vera be at the window']],
    ['Looks at Sam.', []],
    ['Sam’s hand trembles. Vera’s eyes widen.', ['sam feel', 'vera feel']],
    [
      'Vera walked to the window. Sam had opened the door.',
      ['vera go to the window', 'sam openDoor the door'],
    ],
    ['The phone rings. Sam keeps typing.', ['sam type']],
    ['Vera walks in the rain.', ['vera go in the rain']],
    ['Vera walks up and down.', ['vera go']],
    ['The three of them look at the box.', ['vera+sam+ivo+detective-cole+mark+kit look prop-box']],
    ['Sam carries another box.', ['sam hold another box']],
    ['Sam and Vera hug. They kiss each other.', ['sam+vera hug', 'sam+vera hug sam+vera']],
    ['Sam smiles as if he knew.', ['sam smile']],
    ['Both laugh.', ['vera+sam+ivo+detective-cole+mark+kit laugh']],
  ])('reads “%s”', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it('gives pronouns to whom was last spoken of, by sex', () => {
    expect(read('Vera looks at Sam. He takes the key from her. She nods. It falls. He drops it.')).toEqual([
      'vera look sam',
      'sam take prop-brass-key from vera',
      'vera nod',
      'sam putDown prop-brass-key',
    ]);
    expect(read('Sam hits Ivo. He laughs. Vera enters. They hug.')).toEqual([
      'sam push ivo',
      'sam laugh',
      'vera enter',
      'sam+ivo hug',
    ]);
    expect(read('Kit sits. He reads himself.')).toEqual(['kit sitting', expect.stringContaining('read')]);
  });

  it('does not act what somebody does not do', () => {
    const [sentence] = reader().read('Sam does not answer.');
    expect(sentence).toMatchObject({ deeds: [], states: true, unknown: [] });
  });

  it('tells verbs that it does not know, of persons and of things, and keeps descriptions apart from them', () => {
    expect(reader().read('Vera flibbers the wozzle.')[0]?.unknown).toEqual(['flibbers']);
    expect(reader().read('The zeppelin gribbles.')[0]?.unknown).toEqual(['gribbles']);
    for (const text of [
      'Morning light.',
      'The room hums.',
      'Rain hammers the windows.',
      'In front of her, a brass key.',
      'A long, dark corridor.',
    ])
      expect(reader().read(text)[0]?.unknown).toEqual([]);
  });

  it.each([
    ['A long silence.', 2],
    ['Silence.', 1.7],
    ['Beat.', 1],
    ['Nobody speaks.', 1.7],
  ])('hears %s', (text, seconds) => {
    expect(reader().read(text)[0]?.silence).toBe(seconds);
  });

  it('splits paragraphs into sentences, not at abbreviations or trailing dots', () => {
    expect(sentences('Mr. Pell sits. He waits... then goes. "Hm?" she asks.\nA door')).toEqual([
      'Mr. Pell sits.',
      'He waits... then goes.',
      '"Hm?" she asks.',
      'A door',
    ]);
    expect(sentences('')).toEqual([]);
  });

  it('knows more than a hundred and fifty verbs in all their forms', () => {
    expect(phrasesOf.size).toBeGreaterThan(150);
    expect(['carry', 'push', 'sit', 'lie', 'make', 'stop', 'open'].map(participle)).toEqual([
      'carrying',
      'pushing',
      'sitting',
      'lying',
      'making',
      'stopping',
      'opening',
    ]);
    expect(['carry', 'nod', 'smile', 'play', 'open'].map(regularPast)).toEqual([
      'carried',
      'nodded',
      'smiled',
      'played',
      'opened',
    ]);
    expect(['carry', 'push', 'go', 'play'].map(thirdPerson)).toEqual(['carries', 'pushes', 'goes', 'plays']);
  });
});

describe('camera words', () => {
  it.each([
    ['CLOSE ON VERA', 'closeOn'],
    ['CLOSE UP: the key', 'closeOn'],
    ['ANGLE ON the door', 'angleOn'],
    ['INSERT - THE LETTER', 'insert'],
    ["SAM'S POV", 'pov'],
    ["OVER VERA'S SHOULDER", 'over'],
    ['WIDE ON the room.', 'wide'],
    ['TRACKING with Sam', 'tracking'],
    ['BACK TO SCENE', 'back'],
    ['ESTABLISHING SHOT of the house', 'establishing'],
    ['TWO SHOT', 'two'],
    ['We see Sam pick up the key.', 'angleOn'],
    ['We follow Sam.', 'tracking'],
    ['We push in on Vera.', 'closeOn'],
    ['We pull back from the house.', 'wide'],
  ])('reads %s', (text, kind) => {
    expect(cameraWords(text)?.kind).toBe(kind);
  });

  it('takes nothing else for them', () => {
    for (const text of ['Close the door.', 'We hear rain.', 'Sam is close on her heels.'])
      expect(cameraWords(text)).toBeUndefined();
  });

  it('still plays what the sentence says', () => {
    const [sentence] = reader().read('We see Sam pick up the key.');
    expect(sentence?.deeds.map(said)).toEqual(['sam pickUp prop-brass-key']);
    expect(sentence?.direction).toEqual({ kind: 'angleOn', on: ['sam', 'prop-brass-key'] });
  });
});

describe('parentheticals', () => {
  const manner = (text: string | undefined) => mannerOf(text, 'vera', reader());
  it('say how, to whom and after what pause', () => {
    expect(manner('(whispering)')).toMatchObject({ loudness: 'whisper', pause: 0 });
    expect(manner('(shouting)')).toMatchObject({ loudness: 'shout', feeling: 'angry' });
    expect(manner('quietly')).toMatchObject({ loudness: 'quiet' });
    expect(manner('(to Sam)')).toMatchObject({ to: 'sam', sentences: [] });
    expect(manner('(beat)').pause).toBe(1);
    expect(manner('(long pause)').pause).toBe(2);
    expect(manner('(hesitates)').pause).toBe(1.5);
    expect(manner('(into phone)').phone).toBe(true);
    expect(manner('(terrified)')).toMatchObject({ feeling: 'afraid', strength: 1 });
    expect(manner(undefined)).toMatchObject({ pause: 0, loudness: 'usual', sentences: [] });
  });
  it('hold actions of the speaker', () => {
    expect(manner('(picks up the glass; nods)').sentences.flatMap((s) => s.deeds.map(said))).toEqual([
      'vera pickUp prop-glass',
      'vera nod',
    ]);
  });
});
