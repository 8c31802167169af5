import { describe, expect, it } from 'vitest';
import { readHeading } from '../../../extension/breakdown/headings.ts';
import { kindIn, placeKind } from '../../../extension/breakdown/placeKinds.ts';
import { resolveTime, saysWhen, timeOfDayIn } from '../../../extension/breakdown/times.ts';
import { breakText, firstScene } from './breaking.ts';

describe('a heading', () => {
  it.each<[string, string | undefined, string[], string | undefined]>([
    ['INT. HOUSE - KITCHEN - NIGHT', 'INT', ['HOUSE', 'KITCHEN'], 'NIGHT'],
    ['EXT. STREET DAY', 'EXT', ['STREET'], 'DAY'],
    ['INT./EXT. CAR (MOVING) - CONTINUOUS', 'INT/EXT', ['CAR'], 'CONTINUOUS'],
    ['INT. HOUSE, KITCHEN -- LATER THAT NIGHT', 'INT', ['HOUSE', 'KITCHEN'], 'LATER THAT NIGHT'],
    ["INT. DR. SMITH'S OFFICE. DAY", 'INT', ["DR. SMITH'S OFFICE"], 'DAY'],
    ['INT. CELL (NIGHT)', 'INT', ['CELL'], 'NIGHT'],
    ['INT. BAKERY - 4 AM', 'INT', ['BAKERY'], '4 AM'],
    ['INT. DAY ROOM - NIGHT', 'INT', ['DAY ROOM'], 'NIGHT'],
    ['INT. ATTIC', 'INT', ['ATTIC'], undefined],
    ['内景 咖啡馆 夜', 'INT', ['咖啡馆'], '夜'],
    ['MOMENTS LATER', undefined, [], 'MOMENTS LATER'],
    ['BACK TO SCENE', undefined, [], undefined],
    ['SNIPER SCOPE POV', undefined, [], undefined],
    ['THE ROOF - DAWN', undefined, ['THE ROOF'], 'DAWN'],
    ['INT. HAUS - KÜCHE - NACHT', 'INT', ['HAUS', 'KÜCHE'], 'NACHT'],
  ])('%s', (text, setting, parts, timeWord) => {
    expect(readHeading(text)).toEqual({ setting, parts, timeWord });
  });
});

describe('the time of day', () => {
  it.each([
    ['NIGHT', 'NIGHT'],
    ['EARLY MORNING', 'DAWN'],
    ['THE NEXT MORNING', 'DAY'],
    ['MAGIC HOUR', 'DUSK'],
    ['5:30 AM', 'DAWN'],
    ['11 PM', 'NIGHT'],
    ['12 PM', 'DAY'],
    ['12 AM', 'NIGHT'],
    ['19:15', 'DUSK'],
    ['MATIN', 'DAY'],
    ['MITTERNACHT', 'NIGHT'],
    ['ATARDECER', 'DUSK'],
    ['夕方', 'DUSK'],
  ])('of %s is %s', (word, time) => {
    expect(timeOfDayIn(word)).toBe(time);
    expect(saysWhen(word)).toBe(true);
  });

  it('is unknown for words that only go on', () => {
    expect(timeOfDayIn('CONTINUOUS')).toBeUndefined();
    expect(saysWhen('SAME TIME')).toBe(true);
    expect(saysWhen('KITCHEN')).toBe(false);
    expect(saysWhen('')).toBe(false);
    expect(timeOfDayIn('ROOM 12')).toBeUndefined();
  });

  it('goes on from the scene before, or from the first action, or is day', () => {
    expect(resolveTime('CONTINUOUS', 'Moonlight.', { time: 'DUSK' })).toBe('DUSK');
    expect(resolveTime(undefined, 'The moon is up.', { time: 'DAY' })).toBe('NIGHT');
    expect(resolveTime(undefined, 'At sunset.', undefined)).toBe('DUSK');
    expect(resolveTime(undefined, 'At dawn.', undefined)).toBe('DAWN');
    expect(resolveTime(undefined, 'He sits.', { time: 'NIGHT' })).toBe('NIGHT');
    expect(resolveTime('LATER', 'He sits.', undefined)).toBe('DAY');
  });

  it('is resolved through a run of relative words', () => {
    const film = breakText(
      'INT. HALL - NIGHT\n\nHe waits.\n\nINT. STAIRS - CONTINUOUS\n\nHe climbs.\n\n.MOMENTS LATER\n\nHe falls.\n\nEXT. YARD - SAME\n\nA thud.',
    );
    expect(film.scenes.map(({ time, timeWord, place }) => [time, timeWord, place])).toEqual([
      ['NIGHT', 'NIGHT', 'hall'],
      ['NIGHT', 'CONTINUOUS', 'stairs'],
      ['NIGHT', 'MOMENTS LATER', 'stairs'],
      ['NIGHT', 'SAME', 'yard'],
    ]);
  });
});

describe('the kind of a place', () => {
  it.each([
    ['POLICE STATION LOBBY', 'corridor'],
    ['COFFEE SHOP', 'bar'],
    ['Schlafzimmer', 'bedroom'],
    ['CUISINE', 'kitchen'],
    ['BOSQUE', 'forest'],
    ['GAME ROOM', 'living'],
    ['咖啡馆', 'bar'],
    ['老咖啡馆', 'bar'],
    ["VERA'S KITCHENS", 'kitchen'],
  ])('%s is %s', (name, kind) => {
    expect(kindIn(name)).toBe(kind);
  });

  it('depends on the side one is on', () => {
    expect(placeKind(['HOUSE'], 'EXT', '')).toBe('yard');
    expect(placeKind(['BAR'], 'EXT', '')).toBe('street');
    expect(placeKind(['TRAIN STATION'], 'INT', '')).toBe('hall');
    expect(placeKind(['HOUSE', 'KITCHEN'], 'INT', '')).toBe('kitchen');
  });

  it('is told by the first action where the name says nothing', () => {
    expect(placeKind(['XANADU'], 'INT', 'A desk, a computer.')).toBe('office');
    expect(placeKind(['XANADU'], 'INT', '')).toBe('living');
    expect(placeKind(['XANADU'], 'EXT', '')).toBe('street');
  });
});

describe('places', () => {
  it('are one for each name and side, with their parents and scenes', () => {
    const film = breakText(
      'INT. HOUSE - KITCHEN - DAY\n\nA.\n\nEXT. HOUSE - DAY\n\nB.\n\nINT. HOUSE - KITCHEN - NIGHT\n\nC.\n\nINT. CAR - DAY\n\nD.\n\nINT./EXT. CAR - DAY\n\nE.',
    );
    expect(
      film.places.map(({ id, parent, kind, setting, scenes }) => [id, parent, kind, setting, scenes.length]),
    ).toEqual([
      ['house-kitchen', 'HOUSE', 'kitchen', 'INT', 2],
      ['house-ext', undefined, 'yard', 'EXT', 1],
      ['car', undefined, 'car', 'INT/EXT', 2],
    ]);
  });

  it('take words from their names and first actions, but none that describe people', () => {
    const film = breakText('INT. OLD BARN - DAY\n\nMARA, 60s, grey coat, waits under neon light. Dust.');
    expect(film.places[0]?.words).toEqual(['old', 'barn', 'waits', 'neon', 'light', 'dust']);
  });

  it('are found in the action of a script without headings', () => {
    const inside = breakText('A man walks into a bar. He sits.');
    expect(inside.places.map(({ name, kind, setting }) => [name, kind, setting])).toEqual([
      ['BAR', 'bar', 'INT'],
    ]);
    const outside = breakText('They walk through the forest.');
    expect(outside.places[0]).toMatchObject({ kind: 'forest', setting: 'EXT' });
    expect(breakText('Nothing.').places[0]).toMatchObject({ name: 'ROOM', kind: 'living' });
    expect(breakText('EXT. - DAY\n\nNothing.').places[0]).toMatchObject({ name: 'OUTSIDE', kind: 'street' });
  });

  it('light and weather come from words', () => {
    const film = breakText(
      'EXT. ROAD - DUSK\n\nRain. A dark shadow.\n\nEXT. FIELD - CONTINUOUS\n\nShe runs.\n\nEXT. SEA - DAY\n\nIt stops raining. A birthday party.',
    );
    expect(film.scenes.map(({ weather, mood }) => [weather, mood])).toEqual([
      ['rain', 'low'],
      ['rain', 'high'],
      ['clear', 'high'],
    ]);
    expect(firstScene(breakText('EXT. SEA - DAY\n\nFog over the water.')).weather).toBe('fog');
  });
});
