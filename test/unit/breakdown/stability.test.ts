import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { align, wordLikeness } from '../../../extension/breakdown/align.ts';
import type { Breakdown } from '../../../schemas/source/breakdown.ts';
import { breakText, firstScene, member } from './breaking.ts';

const script = [
  'INT. KITCHEN - NIGHT',
  'VERA (30s, mustard sweater) sits at the table. A brass key.',
  'VERA\nI was looking for matches.',
  'SAM\nIt is not what you think.',
  'EXT. STREET - NIGHT',
  'IVO (70s, white beard) waits on the pavement.',
  'IVO\nYou said spring.',
  'VERA\nLie about what?',
  'INT. LIVING ROOM - DAY',
  'Vera enters with the key.',
  'SAM\nI carry buckets.',
];
const text = (blocks: readonly string[]) => blocks.join('\n\n');
const sceneIds = (film: Breakdown) => film.scenes.map(({ id }) => id);
const lineIds = (film: Breakdown) => film.scenes.flatMap(({ lines }) => lines.map(({ id }) => id));
const replaced = (index: number, block: string) => script.map((each, i) => (i === index ? block : each));

describe('ids', () => {
  const before = breakText(text(script));

  it('are unique in a film', () => {
    const all = [...sceneIds(before), ...lineIds(before), ...before.cast.map(({ id }) => id)];
    expect(new Set(all).size).toBe(all.length);
  });

  it('stay when nothing changes, and the whole document with them', () => {
    expect(breakText(text(script), before)).toEqual(before);
  });

  it.each([
    ['reworded', replaced(2, 'VERA\nI was looking for a match.')],
    ['changed beyond likeness', replaced(6, 'IVO\nNever trust a man with buckets.')],
    ['given to another speaker', replaced(3, 'IVO\nIt is not what you think.')],
    ['under a changed heading', replaced(4, 'EXT. SQUARE - DUSK')],
  ])('stay when a line is %s', (_, blocks) => {
    const after = breakText(text(blocks), before);
    expect(sceneIds(after)).toEqual(sceneIds(before));
    expect(lineIds(after)).toEqual(lineIds(before));
  });

  it('stay around a new line, which gets a new one', () => {
    const after = breakText(
      text([...script.slice(0, 3), 'VERA\nI was looking for matches.', ...script.slice(3)]),
      before,
    );
    expect(lineIds(after).filter((id) => !lineIds(before).includes(id))).toHaveLength(1);
    expect(lineIds(before).every((id) => lineIds(after).includes(id))).toBe(true);
  });

  it('stay around a line that goes, and around scenes that come and go', () => {
    const shorter = breakText(text(script.filter((_, i) => i !== 2)), before);
    expect(lineIds(before).filter((id) => !lineIds(shorter).includes(id))).toHaveLength(1);
    const longer = breakText(text(['INT. KITCHEN - NIGHT', 'Nobody is here.', ...script]), before);
    expect(sceneIds(longer).slice(1)).toEqual(sceneIds(before));
    const fewer = breakText(text([...script.slice(0, 4), ...script.slice(8)]), before);
    expect(sceneIds(fewer)).toEqual([sceneIds(before)[0], sceneIds(before)[2]]);
  });

  it('tell equal scenes apart by what happens in them', () => {
    const twins = ['INT. A - DAY', 'One thing.', 'INT. A - DAY', 'Quite another.'];
    const old = breakText(text(twins));
    expect(sceneIds(old)).toEqual(['int-a-day', 'int-a-day-2']);
    expect(sceneIds(breakText(text(twins.slice(2)), old))).toEqual(['int-a-day-2']);
  });

  it('never come back for something else', () => {
    const once = breakText(text(script.slice(0, 3)), before);
    const again = breakText(text([...script.slice(0, 3), 'SAM\nCompletely new words here.']), once);
    expect(new Set(lineIds(again)).size).toBe(lineIds(again).length);
  });
});

describe('looks', () => {
  it('stay when somebody else comes into the cast', () => {
    const before = breakText(text(script));
    const after = breakText(text(['INT. BAR - DAY', 'ANNA\nHi.', 'BEN\nHi.', ...script]), before);
    for (const { id, look } of before.cast) expect(member(after, id).look).toEqual(look);
  });

  it('change when the script describes somebody otherwise', () => {
    const before = breakText(text(script));
    const after = breakText(
      text(replaced(1, 'VERA (30s, green coat) sits at the table. A brass key.')),
      before,
    );
    expect(member(after, 'vera').look).toMatchObject({ outfit: 'coat', topColour: '#3f7d46' });
    expect(member(after, 'sam').look).toEqual(member(before, 'sam').look);
  });
});

describe('what a person edited', () => {
  const planned = breakText(text(script));
  const edited: Breakdown = {
    ...planned,
    cast: planned.cast.map((each) =>
      each.id === 'vera'
        ? { ...each, sex: 'male', look: { ...each.look, topColour: '#010203' }, origin: 'edited' }
        : each,
    ),
    places: planned.places.map((each) =>
      each.id === 'street' ? { ...each, kind: 'alley', origin: 'edited' } : each,
    ),
    props: planned.props.map((each) => ({ ...each, kind: 'lantern', origin: 'edited' })),
    scenes: planned.scenes.map((each, i) =>
      i === 0 ? { ...each, time: 'DAWN', mood: 'high', weather: 'fog', origin: 'edited' } : each,
    ),
  };

  it('stays, while lines and scenes follow the script', () => {
    const after = breakText(
      text(['INT. HALL - DAY', 'Dust.', ...replaced(2, 'VERA\nI was looking for candles.')]),
      edited,
    );
    expect(member(after, 'vera')).toMatchObject({
      sex: 'male',
      look: { topColour: '#010203' },
      origin: 'edited',
      mentions: [6, 9, 22, 26],
    });
    expect(after.places.find(({ id }) => id === 'street')).toMatchObject({ kind: 'alley', mentions: [14] });
    expect(after.props[0]).toMatchObject({ kind: 'lantern', origin: 'edited' });
    expect(after.scenes[1]).toMatchObject({ time: 'DAWN', mood: 'high', weather: 'fog', number: '2' });
    expect(after.scenes[1]?.lines[1]?.text).toBe('I was looking for candles.');
  });

  it('stays also when the script no longer has it', () => {
    const gone = breakText('INT. HALL - DAY\n\nDust.', edited);
    expect(member(gone, 'vera')).toMatchObject({ scenes: [], mentions: [], origin: 'edited' });
    expect(gone.places.map(({ id }) => id)).toEqual(['hall', 'street']);
    expect(gone.cast.map(({ id }) => id)).toEqual(['vera']);
    expect(breakText(text(script), gone).cast.find(({ id }) => id === 'vera')?.look.topColour).toBe(
      '#010203',
    );
  });
});

describe('alignment', () => {
  const key = (item: string) => item;

  it('matches equal items in order', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 20 });
    fc.assert(
      fc.property(words, words, (old, now) => {
        const matched = align(old, now, key, (a, b) => (a === b ? 1 : 0));
        let last = -1;
        matched.forEach((at, index) => {
          if (at < 0) return;
          expect(at).toBeGreaterThan(last);
          expect(old[at]).toBe(now[index]);
          last = at;
        });
      }),
    );
  });

  it('of thousands that share little is quick and in order', () => {
    const old = Array.from({ length: 3000 }, (_, i) => `old ${i}`);
    const now = old.map((item, i) => (i % 3 === 0 ? item : `new ${i}`));
    now.unshift('first');
    now.push('last');
    const matched = align(old, now, key, () => 0);
    expect(matched.filter((at) => at >= 0).length).toBe(1000);
    const kept = matched.filter((at) => at >= 0);
    expect(kept).toEqual([...kept].sort((a, b) => a - b));
  });

  it('measures likeness by shared words', () => {
    expect(wordLikeness('a b', 'a b')).toBe(1);
    expect(wordLikeness('a b', 'a c')).toBe(0.5);
    expect(wordLikeness('', '.')).toBe(0);
  });
});

describe('any script', () => {
  it('has a valid breakdown that a second reading leaves as it is', () => {
    const blocks = fc.constantFrom(
      ...script,
      'MARY AND SAM\nYes.',
      'BOTH\nNo.',
      'TWO COPS enter.',
      'A man with a red book.',
      '@林\n你好。',
      'CUT TO:',
      '> END <',
      '.LATER',
      'INT. CAR - CONTINUOUS',
      'OLD MARY\n(sighs)',
      '~la',
      "SAM'S VOICE\nHm.",
      'ALL\nOh!',
      'JOHN SMITH (40s, black suit)',
      'SMITH\nMe.',
    ); // prettier-ignore
    fc.assert(
      fc.property(fc.array(blocks, { maxLength: 14 }), (picked) => {
        const once = breakText(text(picked));
        expect(breakText(text(picked), once)).toEqual(once);
        const castIds = new Set(once.cast.map(({ id }) => id));
        for (const scene of once.scenes) {
          for (const id of scene.cast) expect(castIds.has(id)).toBe(true);
          expect(once.places.some(({ id }) => id === scene.place)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is read the same, edited and then edited back, by text', () => {
    const before = breakText(text(script));
    const changed = breakText(text(replaced(2, 'VERA\nOther words entirely, here.')), before);
    const back = breakText(text(script), changed);
    expect(firstScene(back).lines.map(({ id }) => id)).toEqual(firstScene(before).lines.map(({ id }) => id));
  });
});
