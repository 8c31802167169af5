import { describe, expect, it } from 'vitest';
import { breakText, firstScene, member } from './breaking.ts';

const ids = (text: string) => breakText(text).cast.map(({ id }) => id);

describe('the cast', () => {
  it('knows one person under several names', () => {
    const film = breakText(
      "INT. HALL - DAY\n\nMARY SMITH (60s) waits.\n\nMARY\nOne.\n\nMARY (V.O.)\nTwo.\n\nMARY'S VOICE\nThree.\n\nVOICE OF MARY\nFour.\n\nMARY (CONT'D)\nFive.",
    );
    expect(film.cast.map(({ id }) => id)).toEqual(['mary']);
    expect(member(film, 'mary').aliases.sort()).toEqual([
      'MARY (V.O.)',
      'MARY SMITH',
      "MARY'S VOICE",
      'VOICE OF MARY',
    ]);
    expect(member(film, 'mary').mentions).toEqual([2, 5, 8, 11, 14, 17]);
  });

  it('joins a title and a name, but not those that only share a word', () => {
    expect(ids('HAYES\nA.\n\nDETECTIVE HAYES\nB.')).toHaveLength(1);
    expect(ids('MARY\nA.\n\nYOUNG MARY\nB.')).toHaveLength(2);
    expect(ids("MARY\nA.\n\nMARY'S MOTHER\nB.")).toHaveLength(2);
    expect(ids('COP\nA.\n\nTALL COP\nB.')).toHaveLength(2);
    expect(ids('SMITH\nA.\n\nMARY SMITH\nB.\n\nJOHN SMITH\nC.')).toHaveLength(3);
    expect(ids('MR. HALE\nA.\n\nMRS. HALE\nB.')).toHaveLength(2);
    expect(ids('COP 1\nA.\n\nCOP #2\nB.\n\nCOP #1\nC.')).toEqual(['cop-1', 'cop-2']);
  });

  it('gives what several say to the first of them', () => {
    const film = breakText('MARY\nA.\n\nSAM\nB.\n\nMARY AND SAM\nC.\n\nBOTH\nD.');
    expect(film.cast.map(({ id }) => id)).toEqual(['mary', 'sam']);
    const lines = firstScene(film).lines;
    expect([lines[2]?.speaker, lines[2]?.mentions]).toEqual(['mary', ['sam']]);
    expect([lines[3]?.speaker, lines[3]?.mentions]).toEqual(['mary', ['sam']]);
  });

  it('lets BOTH be who was seen, or a part of its own', () => {
    const seen = breakText('INT. A - DAY\n\nMARY\nA.\n\nINT. B - DAY\n\nMary enters.\n\nALL\nD.');
    expect(seen.scenes[1]?.lines[1]?.speaker).toBe('mary');
    const unseen = breakText('INT. A - DAY\n\nMARY\nA.\n\nINT. B - DAY\n\nALL\nD.');
    expect(unseen.scenes[1]?.lines[0]?.speaker).toBe('mary');
    expect(ids('ALL\nHurrah!')).toEqual(['all']);
    expect(ids('ANNA AND BEN\nHurrah!')).toEqual(['anna-and-ben']);
  });

  it('reads age, traits and look from the introducing line', () => {
    const film = breakText('INT. A - DAY\n\nMARY (60s, red coat, glasses) enters.\n\nMARY\nHello.');
    expect(member(film, 'mary')).toMatchObject({
      sex: 'female',
      years: 65,
      traits: ['red coat', 'glasses'],
      description: '60s, red coat, glasses',
      speaking: true,
      look: { age: 'elder', outfit: 'coat', topColour: '#b3262e', glasses: true },
    });
  });

  it('reads prose before and after a name', () => {
    const film = breakText(
      'INT. A - DAY\n\nA tall bearded man, SAM, waits. ROSA, 30, in a black dress, sits down. ELI enters. He has white hair. A woman named IDA smiles. BEN wears a green sweater.',
    );
    expect(member(film, 'sam')).toMatchObject({ sex: 'male', look: { beard: 'full' } });
    expect(member(film, 'rosa')).toMatchObject({
      years: 30,
      look: { outfit: 'dress', topColour: '#1e1f24' },
    });
    expect(member(film, 'eli').look.hairColour).toBe('#e6e3dc');
    expect(member(film, 'ida').sex).toBe('female');
    expect(member(film, 'ben').look.topColour).toBe('#3f7d46');
  });

  it('tells extras from parts', () => {
    const film = breakText(
      'INT. BAR - NIGHT\n\nMARA (30s) sits. WAITERS pass. TWO COPS stand at the door. A crowd dances. An old man sleeps.\n\nMARA\nNo.\n\nCOP 1\nYes.',
    );
    const extras = film.cast.filter(({ extra }) => extra).map(({ id }) => id);
    expect(extras).toEqual(
      [
        'old-man',
        'cop-2',
        'waiter-1',
        'waiter-2',
        'waiter-3',
        'crowd-1',
        'crowd-2',
        'crowd-3',
        'crowd-4',
      ].sort((a, b) => film.cast.findIndex((c) => c.id === a) - film.cast.findIndex((c) => c.id === b)),
    );
    expect(member(film, 'cop-1')).toMatchObject({ speaking: true, extra: false });
    expect(member(film, 'old-man').look.age).toBe('elder');
  });

  it('makes no extra of whom a scene has nobody else but', () => {
    expect(member(breakText('A man walks into a bar.'), 'man')).toMatchObject({ extra: false, sex: 'male' });
  });

  it('takes no person from a picture, a comparison or a bracket', () => {
    expect(
      ids(
        'INT. A - DAY\n\nMARA (a woman in her 60s) looks at the photo of a man. She looks like a queen.\n\nMARA\nOh.',
      ),
    ).toEqual(['mara']);
  });

  it('takes no person from sounds, things and camera words', () => {
    expect(
      ids('INT. A - DAY\n\nThe PHONE rings. BANG! A KEY turns. THE END of it. CLOSE ON the door.'),
    ).toEqual([]);
    expect(ids('INT. A - DAY\n\nCLOSE ON VERA\nHer eyes.\n\nBANG!\nIt falls.\n\nVERA\nOh.')).toEqual([
      'vera',
    ]);
  });

  it('finds people of scripts that write no names in capitals', () => {
    const film = breakText('Anna opens the door. Tom follows her. It rains. Nobody smiles.');
    expect(film.cast.map(({ id, sex }) => [id, sex])).toEqual([
      ['anna', 'female'],
      ['tom', 'male'],
    ]);
  });

  it('keeps voices out of the scene they are only heard in', () => {
    const film = breakText(
      'INT. A - DAY\n\nMARA\nHello?\n\nSAM (V.O.)\nHello.\n\nIDA (O.S.)\nMe too.\n\nINT. B - DAY\n\nSam enters.',
    );
    expect(film.scenes.map(({ cast }) => cast)).toEqual([['mara'], ['sam']]);
    expect(member(film, 'sam').scenes).toHaveLength(2);
  });

  it("does not take Vera's coat for Vera", () => {
    const film = breakText("INT. A - DAY\n\nVERA\nHello.\n\nINT. B - DAY\n\nVera's coat lies on the bed.");
    expect(film.scenes[1]?.cast).toEqual([]);
    expect(film.scenes[1]?.lines[0]?.mentions).toEqual(['vera']);
  });

  it('knows a part of a name, a role written small, and a group', () => {
    const film = breakText(
      'INT. A - DAY\n\nCLARA HALE\nHi.\n\nTHE YOUNG WAITER\nHi.\n\nTWO COPS enter. Hale looks at the waiter. The cops nod.',
    );
    expect(firstScene(film).lines.at(-1)?.mentions).toEqual([
      'cop-1',
      'cop-2',
      'clara-hale',
      'the-young-waiter',
    ]);
  });

  it('tells the sex by words, names and pronouns', () => {
    const film = breakText(
      'INT. A - DAY\n\nKIM (30s) enters. She sits. TEO stands. QUILL waits. He nods.\n\nKIM\nA.\n\nTEO\nB.\n\nQUILL\nC.\n\nMRS. ODD\nD.\n\nZQX\nE.\n\nNONNA\nF.',
    );
    expect(film.cast.map(({ id, sex }) => [id, sex])).toEqual([
      ['kim', 'female'],
      ['teo', 'male'],
      ['quill', 'male'],
      ['mrs-odd', 'female'],
      ['zqx', 'unknown'],
      ['nonna', 'female'],
    ]);
  });

  it('believes many pronouns against a usual name', () => {
    const film = breakText(
      'INT. A - DAY\n\nSam sits. Sam smiles. She waits. Sam stands. She nods, and she laughs. Then Sam leaves with her bag. She returns.\n\nSAM\nHi.',
    );
    expect(member(film, 'sam').sex).toBe('female');
  });

  it('reads other languages and scripts', () => {
    const film = breakText(
      '内景 咖啡馆 夜\n\n@林\n你好。\n\n林拿起杯子。\n\nداخلي - بيت - ليل\n\n@مريم\nمرحبا.',
    );
    expect(film.cast.map(({ name, speaking }) => [name, speaking])).toEqual([
      ['林', true],
      ['مريم', true],
    ]);
    expect(film.scenes[0]?.lines[1]?.mentions).toEqual(['林']);
    expect(member(breakText('EXT. RUE - JOUR\n\nUn homme attend.'), 'homme').sex).toBe('male');
  });
});
