import { describe, expect, it } from 'vitest';
import { block } from '../../../extension/blocking/block.ts';
import type { Action, Blocking } from '../../../schemas/source/blocking.ts';
import type { SetKind } from '../../../schemas/source/breakdown.ts';
import { film, type Parts, settings } from './film.ts';

const parts: Parts = {
  cast: { VERA: 'female', SAM: 'male', IVO: 'male' },
  props: {
    key: 'key',
    letter: 'letter',
    cup: 'cup',
    phone: 'phone',
    suitcase: 'suitcase',
    book: 'book',
    gun: 'gun',
  },
};
const plan = (action: string, kind: SetKind = 'living', heading = 'INT. ROOM - DAY'): Blocking => {
  const made = film(`${heading}\n\n${action}`, { ...parts, kinds: { ROOM: kind } });
  return block(made.breakdown, made.sets, made.voices, settings).blocking;
};
const actions = (blocking: Blocking, who: string): Action[] =>
  blocking.scenes
    .flatMap((s) => s.beats)
    .flatMap((b) => b.actions)
    .filter((a) => a.actor === who);
const quiet = new Set<Action['do']>(['look', 'feel', 'turn']);
const does = (blocking: Blocking, who: string): string[] =>
  actions(blocking, who)
    .map((a) => a.do)
    .filter((d) => !quiet.has(d));

describe('deeds become actions', () => {
  it.each<[string, string, string[], SetKind?]>([
    ['Vera nods. Sam watches.', 'vera', ['nod']],
    ['Vera stands by the door. Sam waves at her.', 'sam', ['wave']],
    ['Vera looks around. Sam shrugs.', 'sam', ['shrug']],
    ['Vera claps. Sam jumps, dances and falls.', 'sam', ['jump', 'dance', 'fall']],
    [
      'Vera laughs. She cries. She sighs. She thinks. She shakes her head.',
      'vera',
      ['laugh', 'cry', 'sigh', 'think', 'shakeHead'],
    ],
    [
      'Vera folds her arms. She puts her hands on hips. She covers her face. She flinches.',
      'vera',
      ['crossArms', 'handsOnHips', 'coverFace', 'startle'],
    ],
    [
      'Vera gestures. Sam smiles, frowns and looks sad. Vera lowers her eyes. She looks away.',
      'vera',
      ['gesture'],
    ],
    ['Sam sits in the armchair. Vera gives Sam the key.', 'vera', ['walk', 'give']],
    ['Vera stands by the window. Sam shows Vera the letter.', 'sam', ['reach']],
    ['Vera puts the key in her pocket.', 'vera', ['reach']],
    ['Vera takes out a letter. She drops it.', 'vera', ['pickUp', 'putDown']],
    ['Vera reads a book on the sofa. She closes the book.', 'vera', ['read', 'read', 'reach']],
    ['Vera hangs up.', 'vera', ['phoneDown']],
    ['Vera answers the phone. She is on the phone.', 'vera', ['pickUp', 'phoneUp']],
    ['Vera holds a gun. She points the gun at Sam.', 'vera', ['point']],
    ['Sam nods. Vera writes. She types. She cooks.', 'vera', ['write', 'write', 'type', 'work'], 'office'],
    ['Vera knocks on the door. Sam nods. Vera comes in.', 'vera', ['openDoor', 'walk']],
    [
      'Vera opens the window. Vera opens the door. She closes it.',
      'vera',
      ['walk', 'reach', 'walk', 'openDoor', 'closeDoor'],
    ],
    ['Sam nods. He kneels. He rises. Vera kneels beside Sam.', 'sam', ['nod', 'kneel', 'rise']],
    ['Vera lies down. She gets up.', 'vera', ['walk', 'lie', 'rise'], 'bedroom'],
    ['Vera drinks from the cup. Vera eats.', 'vera', ['drink', 'eat']],
    ['Sam nods. Vera hugs Sam. She kisses him.', 'sam', ['nod', 'hug', 'hug']],
    ['Sam nods. Vera slaps Sam.', 'sam', ['nod', 'startle']],
    ['Vera pushes.', 'vera', ['reach']],
    ['Vera hugs.', 'vera', []],
    ['Vera leans in. She freezes. She waits.', 'vera', []],
    ['Vera gives. Sam nods.', 'vera', ['reach']],
    ['Vera picks up. She takes.', 'vera', ['reach', 'reach']],
    ['Vera leaves the key on the table. She leaves.', 'vera', ['putDown', 'walk', 'openDoor']],
  ])('%s', (text, who, expected, kind) => {
    const done = does(plan(text, kind), who);
    const wanted = [...expected];
    for (const d of done) if (d === wanted[0]) wanted.shift();
    expect(wanted, done.join(' ')).toEqual([]);
  });

  it('comes in through the door, which opens, and goes out through it', () => {
    const scene = plan('Sam reads. Vera enters. Vera leaves.').scenes[0];
    const vera = scene?.beats.flatMap((b) => b.actions).filter((a) => a.actor === 'vera') ?? [];
    const [come, go] = vera.filter((a) => a.do === 'walk');
    expect(come).toMatchObject({ entrance: true });
    expect(go).toMatchObject({ exit: true });
    expect(come?.path?.[0]).toEqual(go?.path?.at(-1));
    expect(vera.filter((a) => a.do === 'openDoor').length).toBe(1);
    expect(scene?.cast.find((c) => c.actor === 'vera')?.start.onStage).toBe(false);
  });

  it('runs together what runs together, and the rest in order', () => {
    const [beat] =
      plan('Vera nods while Sam shrugs, then Vera laughs.').scenes[0]?.beats.filter(
        (b) => b.kind === 'action',
      ) ?? [];
    const start = (name: string) => beat?.actions.find((a) => a.do === name)?.start ?? -1;
    expect(start('shrug')).toBe(start('nod'));
    expect(start('laugh')).toBeGreaterThan(start('nod'));
  });

  it('hurries who runs, and lets a child and an elder walk slower', () => {
    const walk = (text: string) => actions(plan(text), 'vera').find((a) => a.do === 'walk');
    const [run, go] = [walk('Vera runs to the door.'), walk('Vera walks to the door.')];
    expect(run).toMatchObject({ gait: 'run', path: go?.path });
    expect(run?.frames).toBeLessThan(go?.frames ?? 0);
  });

  it('follows who leaves, and who is there', () => {
    const walks = actions(plan('Vera nods. Sam leaves. Vera follows him.'), 'vera').filter(
      (a) => a.do === 'walk',
    );
    expect(walks.at(-1)?.exit).toBe(true);
    const there = actions(plan('Sam walks to the window. Vera follows Sam. Ivo follows.'), 'vera').filter(
      (a) => a.do === 'walk',
    );
    expect(there.at(-1)?.exit).toBeUndefined();
  });

  it('steps back, turns away and turns to what was pointed at', () => {
    const vera = actions(
      plan('Sam points at the window. Vera turns. She turns away. She backs away. Vera approaches Sam.'),
      'vera',
    );
    expect(vera.filter((a) => a.do === 'turn' || a.do === 'walk').length).toBeGreaterThan(1);
    expect(vera.some((a) => a.do === 'look' && a.at && ('mark' in a.at || 'piece' in a.at))).toBe(true);
  });

  it('brings in who speaks or acts and is not there', () => {
    const blocking = plan('Sam nods. Vera enters.\n\nVera leaves.\n\nVERA\nWait!\n\nSAM\nWhat?');
    const walks = actions(blocking, 'vera').filter((a) => a.do === 'walk');
    expect(walks.map((a) => a.entrance ?? a.exit)).toEqual([true, true, true]);
  });

  it('plays a scene that goes on from another place with everybody coming in, or staying where they were', () => {
    const script = `INT. ROOM - DAY\n\nVera and Sam nod.\n\nVera sits on the sofa.\n\nSam takes out a key.\n\nSam leaves.\n\nINT. ROOM - CONTINUOUS\n\nVERA\nGone.\n\nEXT. YARD - CONTINUOUS\n\nSAM\nFresh air.\n\nSam drops the key.`;
    const made = film(script, { ...parts, kinds: { ROOM: 'living', YARD: 'yard' } });
    const { blocking } = block(made.breakdown, made.sets, made.voices, settings);
    expect(blocking.scenes[1]?.cast.find((c) => c.actor === 'vera')?.start.posture).toBe('sit');
    const yard = blocking.scenes[2];
    expect(yard?.props[0]).toMatchObject({ holder: { actor: 'sam' } });
  });
});

describe('where things and people are at first', () => {
  const start = (text: string, kind?: SetKind, heading?: string) => plan(text, kind, heading).scenes[0];
  const of = (scene: Blocking['scenes'][number] | undefined, who: string) =>
    scene?.cast.find((c) => c.actor === who)?.start;
  it.each<[string, SetKind, string]>([
    ['Vera sits on the sofa.', 'living', 'sit'],
    ['Vera lies in bed.', 'bedroom', 'lie'],
    ['Vera is asleep in bed.', 'bare', 'lie'],
    ['Vera types at the desk.', 'office', 'sit'],
    ['Vera eats at the table.', 'kitchen', 'sit'],
    ['Vera stands by the window.', 'living', 'stand'],
    ['Vera sits.', 'corridor', 'sit'],
    ['Vera kneels.', 'living', 'kneel'],
    ['Vera gets up.', 'kitchen', 'sit'],
    ['Vera sits down.', 'kitchen', 'stand'],
    ['Vera works behind the counter.', 'bar', 'stand'],
    ['Vera cooks.', 'kitchen', 'stand'],
    ['Vera drives.', 'car', 'sit'],
  ])('%s (%s): %s', (text, kind, posture) => {
    expect(of(start(text, kind), 'vera')?.posture).toBe(posture);
  });

  it('seats a partner across the table or stands them before who sits', () => {
    for (const kind of ['kitchen', 'bar', 'office', 'bare', 'living', 'park'] as const) {
      const scene = start('Vera sits at the table.\n\nVERA\nSo.\n\nSAM\nSo.\n\nIVO\nSo what?', kind);
      const [a, b] = [of(scene, 'vera'), of(scene, 'sam')];
      const d = Math.hypot(
        (a?.position[0] ?? 0) - (b?.position[0] ?? 0),
        (a?.position[1] ?? 0) - (b?.position[1] ?? 0),
      );
      expect(d, kind).toBeGreaterThan(0.5);
      expect(d, kind).toBeLessThan(4.5);
    }
  });

  it('stands two who talk in talking distance, neither before the other', () => {
    const scene = start('VERA\nSo.\n\nSAM\nSo.', 'street', 'EXT. ROOM - DAY');
    const [a, b] = [of(scene, 'vera'), of(scene, 'sam')];
    expect(
      Math.hypot(
        (a?.position[0] ?? 0) - (b?.position[0] ?? 0),
        (a?.position[1] ?? 0) - (b?.position[1] ?? 0),
      ),
    ).toBeCloseTo(1.15, 0);
    expect(Math.abs((a?.position[0] ?? 0) - (b?.position[0] ?? 0))).toBeGreaterThan(0.4);
  });

  it.each<[string, string]>([
    ['A key lies on the table. Vera picks up the key.', 'lies'],
    ['Vera holds the key.', 'vera'],
    ['Vera enters, the key in her hand.', 'vera'],
    ['Vera gives Sam the key.', 'vera'],
    ['Vera takes the key from Sam.', 'sam'],
    ['Vera picks up her key.', 'nowhere'],
    ['Vera takes out a key.', 'nowhere'],
    ['Vera sits on the sofa, the suitcase on her knees.', 'vera'],
    ['Vera waits with the suitcase.', 'vera'],
    ['Vera looks at the suitcase.', 'lies'],
    ['The phone rings. Vera looks at it.', 'lies'],
    ['Vera walks about, the phone at her ear.', 'vera'],
    ['A cup.', 'lies'],
    ['Vera reads the book.', 'vera'],
  ])('%s (%s)', (text, where) => {
    const scene = start(text);
    const [prop] = scene?.props ?? [];
    expect(prop?.holder?.actor ?? (prop?.position ? 'lies' : 'nowhere')).toBe(where);
  });

  it('lays nothing on the floor of a car', () => {
    expect(start('Vera drives. A book lies on the seat.', 'car')?.props[0]?.holder).toBeDefined();
  });

  it('keeps only voices out of the picture', () => {
    const scene = start(
      'SAM (V.O.)\nOnce upon a time.\n\nVera nods.\n\nSAM (O.S.)\nVera?\n\nVERA\n(into phone)\nYes?\n\nIVO (ON PHONE)\nIt is me.',
    );
    expect(scene?.cast.map((c) => c.actor)).toEqual(['vera']);
    expect(scene?.beats.filter((b) => b.speaker === 'sam').every((b) => b.speech?.visible === false)).toBe(
      true,
    );
    expect(scene?.beats.flatMap((b) => b.actions).some((a) => a.do === 'phoneUp')).toBe(true);
  });
});

describe('people who talk', () => {
  const long = 'one two three four five six seven eight nine ten '.repeat(6).trim();
  const scene = plan(
    `Vera stands by the door. Sam stands by the door. Ivo nods.\n\nVERA\nNo, ${long}.\n\nSAM\n(to Ivo)\nYes, ${long}.\n\nIVO\nI don't know, ${long}, Vera.`,
  ).scenes[0];
  const lines = scene?.beats.filter((b) => b.kind === 'line') ?? [];

  it('speak to whom they name or are told to, else to who spoke before', () => {
    expect(lines.map((b) => b.addressee)).toEqual(['sam', 'ivo', 'vera']);
  });

  it('look at each other, and away for a part of the time', () => {
    for (const beat of lines) {
      const own = beat.actions.filter((a) => a.actor === beat.speaker && a.do === 'look');
      expect(own.some((a) => a.at && 'actor' in a.at && a.at.actor === beat.addressee)).toBe(true);
      let away = 0;
      own.forEach((a, i) => {
        if (a.at && 'point' in a.at) away += (own[i + 1]?.start ?? beat.frames) - a.start;
      });
      expect(away / beat.frames).toBeGreaterThan(0.08);
      expect(away / beat.frames).toBeLessThan(0.45);
      for (const other of ['vera', 'sam', 'ivo'].filter((id) => id !== beat.speaker))
        expect(
          beat.actions.some(
            (a) =>
              a.actor === other && a.do === 'look' && a.at && 'actor' in a.at && a.at.actor === beat.speaker,
          ),
        ).toBe(true);
    }
  });

  it('move their hands every 2.5 to 4 seconds, never twice alike in a row, while listeners live', () => {
    for (const beat of lines) {
      const strokes = beat.actions.filter(
        (a) => a.actor === beat.speaker && ['gesture', 'nod', 'shrug', 'shakeHead'].includes(a.do),
      );
      expect(strokes.length).toBeGreaterThanOrEqual(Math.floor(beat.frames / 24 / 5));
      strokes.forEach((a, i) => {
        const next = strokes[i + 1];
        if (next) expect([next.do, next.hand]).not.toEqual([a.do, a.hand]);
      });
    }
    expect(
      lines.some((b) =>
        b.actions.some((a) => a.actor !== b.speaker && ['nod', 'think', 'sigh', 'shakeHead'].includes(a.do)),
      ),
    ).toBe(true);
  });

  it('feel what the words say, and feel it less as time goes by', () => {
    const beats =
      plan(
        'Vera nods.\n\nVERA\n(furious)\nOut.\n\nVERA\nNow please.\n\nVERA\nI am waiting.\n\nVERA\nStill here?',
      ).scenes[0]?.beats ?? [];
    const strengths = beats
      .flatMap((b) => b.actions)
      .filter((a) => a.do === 'feel')
      .map((a) => [a.feeling, a.strength]);
    expect(strengths[0]).toEqual(['angry', 1]);
    expect(strengths.at(-1)?.[0]).toBe('neutral');
  });

  it('do not speak over drinking, and act out their brackets', () => {
    const beat = plan('Vera holds a cup.\n\nVERA\n(drinks)\nGood.').scenes[0]?.beats.find(
      (b) => b.kind === 'line',
    );
    expect(beat?.speech?.start).toBeGreaterThanOrEqual(40);
    expect(beat?.actions.some((a) => a.do === 'drink' && a.prop === 'prop-cup')).toBe(true);
  });
});
