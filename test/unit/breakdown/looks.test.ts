import { describe, expect, it } from 'vitest';
import { colourDistance } from '../../../extension/breakdown/colours.ts';
import { lookDistance } from '../../../extension/breakdown/looks.ts';
import { ageGroup, readTraits } from '../../../extension/breakdown/traits.ts';
import { breakText, member } from './breaking.ts';

describe('a description', () => {
  it.each<[string, object]>([
    ['red hair', { hairColour: '#a5482a' }],
    ['white beard', { hairColour: '#e6e3dc', beard: 'full' }],
    ['a thick moustache', { beard: 'moustache' }],
    ['clean-shaven', { beard: 'none' }],
    ['bald', { hairStyle: 'bald' }],
    ['hair in a bun', { hairStyle: 'bun' }],
    ['long dark hair', { hairStyle: 'long', hairColour: '#1d1814' }],
    ['a burly man', { build: 'stocky' }],
    ['thin', { build: 'slim' }],
    ['dark-skinned', { skin: '#6b4530' }],
    ['baseball cap', { hat: 'cap' }],
    ['straw hat', { hat: 'brim' }],
    ['woolly hat', { hat: 'beanie' }],
    ['headscarf', { hat: 'scarf' }],
    ['long brown coat', { outfit: 'coat', topColour: '#6d4a33' }],
    [
      'navy suit, red tie, blue shirt',
      { outfit: 'suit', topColour: '#24324f', tieColour: '#b3262e', shirtColour: '#2f5fa8' },
    ],
    [
      'striped t-shirt, black shorts, white shoes',
      { outfit: 'tshirt', shorts: true, bottomColour: '#1e1f24', shoesColour: '#f0efe9', stripe: '#f0efe9' },
    ],
    ['jeans', { bottomColour: '#3a4f74' }],
    ['manteau rouge', { outfit: 'coat', topColour: '#b3262e' }],
    ['rotes Kleid', { outfit: 'dress', topColour: '#b3262e' }],
    ['elderly', { age: 'elder' }],
    ['teenage', { age: 'teen' }],
    ['a little girl', { age: 'child' }],
    ['middle-aged', { age: 'adult' }],
    ['old, tired', { age: 'elder' }],
    ['nothing of note', {}],
  ])('%s', (text, look) => {
    expect(readTraits(text).look).toEqual(look);
  });

  it.each([
    ['60s', 65],
    ['early 20s', 22],
    ['late forties', 48],
    ['mid-30s', 35],
    ['8-year-old boy', 8],
    ['six years old', 6],
    ['45', 45],
    ['60 ans', 60],
    ['aged 33', 33],
  ])('%s is %i years', (text, years) => {
    expect(readTraits(text).years).toBe(years);
  });

  it('tells tall from short, and whom it speaks of', () => {
    expect(readTraits('very tall').taller).toBeGreaterThan(readTraits('tall').taller ?? 1);
    expect(readTraits('short').taller).toBeLessThan(0);
    expect(readTraits('tiny').taller).toBeLessThan(-0.1);
    expect(readTraits('short hair').taller).toBeUndefined();
    expect(readTraits('her brother').sex).toBe('male');
    expect(readTraits('in her 60s').sex).toBe('female');
    expect(readTraits('his coat').sex).toBe('male');
    expect(readTraits('red dress').sex).toBe('female');
  });

  it('groups ages', () => {
    expect([5, 15, 40, 70].map(ageGroup)).toEqual(['child', 'teen', 'adult', 'elder']);
  });
});

describe('looks', () => {
  const names = ['ANNA', 'BEN', 'CLARA', 'DAVID', 'EVA', 'FRANK', 'GRETA', 'HUGO'];
  const script = (cast: string[]) => `INT. A - DAY\n\n${cast.map((name) => `${name}\nHello.\n\n`).join('')}`;

  it('are told apart at a distance', () => {
    for (const seed of [1, 2, 3]) {
      const { cast } = breakText(script(names), undefined, seed);
      for (const a of cast)
        for (const b of cast) if (a !== b) expect(lookDistance(a.look, b.look)).toBeGreaterThan(45);
    }
  });

  it('have tops of different colours', () => {
    const { cast } = breakText(script(names));
    for (const a of cast)
      for (const b of cast)
        if (a !== b) expect(colourDistance(a.look.topColour, b.look.topColour)).toBeGreaterThan(10);
  });

  it('come from the seed', () => {
    expect(breakText(script(names))).toEqual(breakText(script(names)));
    expect(breakText(script(names), undefined, 2).cast).not.toEqual(breakText(script(names)).cast);
  });

  it('fit age and sex', () => {
    const film = breakText(
      'INT. A - DAY\n\nTOMMY (5), LILY (15), GRANDMA (80s) and GREG (40s) sit.\n\nTOMMY\nA.\n\nLILY\nB.\n\nGRANDMA\nC.\n\nGREG\nD.',
    );
    const [tommy, lily, grandma, greg] = ['tommy', 'lily', 'grandma', 'greg'].map(
      (id) => member(film, id).look,
    );
    expect(tommy?.heightM).toBeLessThan(1.2);
    expect(lily?.age).toBe('teen');
    expect(grandma).toMatchObject({ age: 'elder', beard: 'none' });
    expect(greg?.figure).toBeLessThan(0.2);
    expect(greg?.heightM).toBeGreaterThan(1.6);
  });

  it('dress people for their work, unless the script says otherwise', () => {
    const film = breakText(
      'INT. A - DAY\n\nNURSE\nA.\n\nWAITER (40s)\nB.\n\nBRIDE\nC.\n\nA doctor in a red sweater enters.\n\nDOCTOR\nD.',
    );
    expect(member(film, 'nurse').look.outfit).toBe('uniform');
    expect(member(film, 'waiter').look).toMatchObject({ outfit: 'suit', shirtColour: '#f0efe9' });
    expect(member(film, 'bride').look.outfit).toBe('dress');
    expect(member(film, 'doctor').look).toMatchObject({ outfit: 'shirt', topColour: '#b3262e' });
  });

  it('serve a crowd of hundreds', () => {
    const many = Array.from({ length: 200 }, (_, i) => `NAME${i} K${i}`);
    expect(breakText(script(many)).cast).toHaveLength(200);
  });
});
