import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { block } from '../../../extension/blocking/block.ts';
import { setKind } from '../../../schemas/source/breakdown.ts';
import { film, type Parts, settings } from './film.ts';
import { checkClock, checkFurniture, checkMoves, checkProps } from './holds.ts';

const cast: Parts['cast'] = { ANNA: 'female', BEN: 'male', CARL: 'male', DORA: 'female' };
const props: Parts['props'] = {
  key: 'key',
  letter: 'letter',
  cup: 'cup',
  bag: 'bag',
  phone: 'phone',
  gun: 'gun',
};
const who = fc.constantFrom(
  'Anna',
  'Ben',
  'Carl',
  'Dora',
  'She',
  'He',
  'They',
  'Anna and Ben',
  'Carl, Dora and Ben',
);
const other = fc.constantFrom('Anna', 'Ben', 'Carl', 'Dora', 'him', 'her', 'each other');
const thing = fc.constantFrom('the key', 'a letter', 'the cup', 'her bag', 'the phone', 'the gun', 'it');
const place = fc.constantFrom(
  'the window',
  'the door',
  'the table',
  'the sofa',
  'the bar',
  'the counter',
  'the street lamp',
  'the sea',
  'the bed',
  'the desk',
  'the moon',
);
const deed = fc.oneof(
  fc.constantFrom(
    'enters',
    'leaves',
    'sits',
    'sits down',
    'stands up',
    'stands',
    'kneels',
    'lies down',
    'turns',
    'turns away',
    'nods',
    'waits',
    'laughs and cries',
    'paces',
    'looks around',
    'backs away',
    'knocks on the door',
    'opens the door',
    'closes the door',
    'hangs up',
    'answers the phone',
    'smiles',
    'wibbles',
    'does not move',
    'exits',
    'comes in',
    'gets up',
    'drinks',
    'reads',
    'types',
    'works',
    'drives',
    'falls',
    'jumps',
    'storms out',
    'runs in',
  ),
  fc
    .tuple(
      fc.constantFrom(
        'looks at',
        'hugs',
        'follows',
        'approaches',
        'points at',
        'slaps',
        'sits next to',
        'sits across from',
        'kneels beside',
        'walks to',
        'runs after',
        'chases',
        'turns to',
        'leans on',
        'waves to',
      ),
      other,
    )
    .map((p) => p.join(' ')),
  fc
    .tuple(
      fc.constantFrom(
        'picks up',
        'puts down',
        'drops',
        'takes',
        'takes out',
        'holds',
        'shows',
        'reads',
        'drinks from',
        'looks at',
        'throws',
        'hides',
        'reaches for',
        'points',
      ),
      thing,
    )
    .map((p) => p.join(' ')),
  fc
    .tuple(
      fc.constantFrom(
        'walks to',
        'crosses to',
        'runs to',
        'sits at',
        'sits on',
        'stands behind',
        'stands by',
        'leans against',
        'looks at',
        'goes to',
        'lies on',
        'waits at',
        'opens',
        'works at',
      ),
      place,
    )
    .map((p) => p.join(' ')),
  fc.tuple(fc.constantFrom('gives', 'hands'), other, thing).map((p) => p.join(' ')),
  fc.tuple(thing, place).map(([t, p]) => `puts ${t} on ${p}`),
  fc.tuple(thing, other).map(([t, o]) => `takes ${t} from ${o}`),
);
const joint = fc.constantFrom(', ', ' and ', ', then ', ' as he ', ' while she ');
const sentence = fc.oneof(
  fc.tuple(who, deed).map(([w, d]) => `${w} ${d}.`),
  fc.tuple(who, deed, joint, deed).map(([w, d, j, e]) => `${w} ${d}${j}${e}.`),
  fc.constantFrom(
    'Silence.',
    'Rain.',
    'The three sit down.',
    'Anna, holding a letter, comes in.',
    'CLOSE ON BEN',
    'INSERT - THE KEY',
    'His hands tremble.',
  ),
);
const speech = fc
  .tuple(
    fc.constantFrom('ANNA', 'BEN', 'CARL', 'DORA', 'ANNA (V.O.)', 'BEN (O.S.)', 'CARL ^'),
    fc.constantFrom(
      '',
      '(whispering)\n',
      '(beat)\n',
      '(to Ben)\n',
      '(into phone)\n',
      '(picks up the cup)\n',
      '(sits down)\n',
    ),
    fc.constantFrom(
      'No.',
      'You lied to me, Ben!',
      'Why?',
      'I was here, all along, and nobody--',
      'Well...',
      'One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen.',
    ),
  )
  .map(([cue, how, words]) => `${cue}\n${how}${words}`);
const line = fc.oneof(
  { weight: 3, arbitrary: fc.array(sentence, { minLength: 1, maxLength: 3 }).map((s) => s.join(' ')) },
  { weight: 2, arbitrary: speech },
);
const script = fc.tuple(
  fc.constantFrom(...setKind.options),
  fc.array(line, { maxLength: 9 }),
  fc.constantFrom('DAY', 'CONTINUOUS'),
  fc.array(line, { maxLength: 5 }),
);

describe('whatever is written', () => {
  it('the clock has no gaps, nobody is in two places, in furniture or without what they hand over', () => {
    fc.assert(
      fc.property(script, ([kind, first, time, second]) => {
        const outside = ['street', 'alley', 'forest', 'beach', 'field', 'rooftop', 'park', 'yard'].includes(
          kind,
        );
        const heading = (name: string, when: string) => `${outside ? 'EXT' : 'INT'}. ${name} - ${when}`;
        const text = [
          heading('PLACE', 'DAY'),
          ...first,
          heading(time === 'DAY' ? 'OTHER' : 'PLACE', time),
          ...second,
        ].join('\n\n');
        const { breakdown, sets, voices } = film(text, { cast, props, kinds: { PLACE: kind, OTHER: 'bar' } });
        const { blocking } = block(breakdown, sets, voices, settings);
        for (const scene of blocking.scenes) {
          const plan = sets.sets.find((s) => s.id === scene.set);
          if (!plan) throw new Error('no plan');
          checkClock(scene);
          checkFurniture(scene, plan);
          checkMoves(scene, plan);
          checkProps(scene, plan);
        }
        expect(blocking.scenes.length).toBe(2);
      }),
      { numRuns: 150, seed: 7 },
    );
  }, 60_000);
});
