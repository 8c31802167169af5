import { describe, expect, it } from 'vitest';
import { absorb, type Staged } from '../../../extension/overrides/absorb.ts';
import { waits } from '../../../extension/overrides/waiting.ts';
import type { Lamp } from '../../../schemas/source/lamps.ts';
import type { Override } from '../../../schemas/source/overrides.ts';
import type { HandEdit } from '../../../schemas/source/wire/edits.ts';
import { adult, beatOf, planOf, sceneOf, standing } from '../../fixtures/scene.ts';

const chair = {
  id: 'chair',
  type: 'chair',
  position: [1, 1, 0] as [number, number, number],
  facing: 0.5,
  size: [0.5, 0.5, 0.9] as [number, number, number],
  solid: true,
  colour: '#aa0000',
};
const shot = { id: '1.01', camera: [], reason: 'it was planned', origin: 'planned' };
const staged = {
  breakdown: {
    cast: [{ id: 'ada', look: adult }],
    props: [{ id: 'cup', colour: '#ffffff' }, { id: 'key' }],
  },
  sets: { version: 1, sets: [planOf({ pieces: [chair] })] },
  blocking: {
    version: 1,
    fps: 24,
    scenes: [
      sceneOf({
        frames: 200,
        cast: [{ actor: 'ada', start: standing(0, 0) }],
        props: [{ prop: 'cup', position: [1, 1, 0.8] }],
        beats: [
          beatOf('b1', 0, 100, [
            {
              actor: 'ada',
              do: 'walk',
              start: 10,
              frames: 24,
              path: [
                [0, 0],
                [1, 0],
              ],
            },
            { actor: 'ada', do: 'pickUp', prop: 'cup', start: 40, frames: 20 },
          ]),
          beatOf('b2', 100, 100, [
            { actor: 'ada', do: 'putDown', prop: 'cup', start: 0, frames: 20, place: [2, 1, 0.8] },
          ]),
        ],
      }),
    ],
  },
  shots: { version: 1, fps: 24, scenes: [{ id: 'scene-1', number: '1', shots: [shot] }] },
} as unknown as Staged;

const lamp: Lamp = {
  type: 'POINT',
  position: [0, 0, 2],
  direction: [0, 0, -1],
  watts: 100,
  colour: [1, 1, 1],
  size: [0, 0],
  radius: 0.1,
  angle: 0,
};
const edit = (
  kind: HandEdit['kind'],
  target: string,
  change: HandEdit['change'],
  more: Partial<HandEdit> = {},
): HandEdit => ({
  id: `1/${kind}/${target}/${change.what}`,
  scene: '1',
  kind,
  target,
  name: target,
  kept: true,
  change,
  ...more,
});
const moved = (
  to: [number, number, number],
  more: Partial<Extract<HandEdit['change'], { what: 'moved' }>> = {},
) => ({
  what: 'moved' as const,
  to,
  by: to,
  facing: 0,
  turn: 0,
  ...more,
});
const take = (edits: HandEdit[], before: readonly Override[] = [], taken?: ReadonlySet<string>) =>
  absorb(staged, before, edits, taken);
const only = (edits: HandEdit[], before?: readonly Override[]): Override | undefined => {
  const { overrides, passed } = take(edits, before);
  expect(passed).toEqual([]);
  expect(overrides.length).toBeLessThanOrEqual(1);
  return overrides[0];
};

describe('edits by hand become overrides', () => {
  it('a piece that was moved keeps its facing, and knows where it was', () => {
    const override = only([edit('piece', 'chair', moved([2, 1, 0], { facing: 9 }))]);
    expect(override).toMatchObject({
      id: 'room/chair/movePiece',
      origin: 'edited',
      position: [2, 1, 0],
      facing: 0.5,
      was: { position: [1, 1, 0], facing: 0.5 },
    });
  });

  it('the newest wins, an edit told twice changes nothing, and one back where it was planned goes', () => {
    const first = only([edit('piece', 'chair', moved([2, 1, 0]))]) as Override;
    const again = only([edit('piece', 'chair', moved([2, 1, 0]))], [first]);
    expect(again).toEqual(first);
    const second = only([edit('piece', 'chair', moved([3, 1, 0]))], [first]);
    expect(second).toMatchObject({ position: [3, 1, 0], was: { position: [1, 1, 0] } });
    expect(only([edit('piece', 'chair', moved([1.001, 1, 0]))], [first])).toBeUndefined();
  });

  it('a piece that was deleted is moved and coloured no more', () => {
    const before = take([
      edit('piece', 'chair', moved([2, 1, 0])),
      edit('piece', 'chair', { what: 'coloured', part: '', colour: '#00ff00' }),
    ]).overrides;
    expect(before).toHaveLength(2);
    expect(only([edit('piece', 'chair', { what: 'removed' })], before)).toMatchObject({ do: 'removePiece' });
  });

  it('an actor is moved for the stay at that frame, named by the beat that led there', () => {
    expect(only([edit('actor', 'ada', moved([0.5, 2, 0], { frame: 5 }))])).toMatchObject({
      id: 'scene-1/ada/moveActor',
      position: [0.5, 2],
      was: [0, 0],
    });
    const later = only([edit('actor', 'ada', moved([0.5, 2, 0], { frame: 80, turn: 1, facing: 1 }))]);
    expect(later).toMatchObject({ after: 'b1', was: [1, 0], facing: 1 });
    const slid = only([edit('actor', 'ada', moved([0.5, 3, 0], { frame: 80 }))], [later as Override]);
    expect(slid).toMatchObject({ position: [0.5, 3], was: [1, 0], facing: 1 });
    expect(only([edit('actor', 'ada', moved([0, 0, 0]))])).toBeUndefined();
  });

  it('colours go to the part that was named, to the top when none was, and back when they are the planned ones', () => {
    const red = only([edit('actor', 'ada', { what: 'coloured', part: 'hair', colour: '#ff0000' })]);
    expect(red).toMatchObject({ part: 'hair', colour: '#ff0000', was: adult.hairColour });
    const whole = only([edit('actor', 'ada', { what: 'coloured', part: '', colour: '#ff0000' })]);
    expect(whole).toMatchObject({ part: 'top' });
    const back = edit('actor', 'ada', { what: 'coloured', part: 'hair', colour: adult.hairColour });
    expect(only([back], [red as Override])).toBeUndefined();
    expect(only([edit('prop', 'key', { what: 'coloured', part: '', colour: '#ff0000' })])).not.toHaveProperty(
      'was',
    );
  });

  it('a prop is moved where it lies, and is passed over while it is in a hand', () => {
    expect(only([edit('prop', 'cup', moved([3, 3, 0.8], { frame: 0 }))])).not.toHaveProperty('after');
    expect(only([edit('prop', 'cup', moved([3, 3, 0.8], { frame: 150, turn: 1, facing: 1 }))])).toMatchObject(
      {
        after: 'b2',
        was: [2, 1, 0.8],
        facing: 1,
      },
    );
    expect(take([edit('prop', 'cup', moved([3, 3, 0.8], { frame: 60 }))]).passed).toHaveLength(1);
    const first = take([edit('prop', 'cup', moved([3, 3, 0.8]))]).overrides;
    expect(only([edit('prop', 'cup', moved([1, 1, 0.8]))], first)).toBeUndefined();
    expect(only([edit('prop', 'cup', { what: 'removed' })], first)).toMatchObject({ do: 'removeProp' });
  });

  it('a lamp that was added gets a name; changed or deleted later it is still that lamp', () => {
    const added = edit('light', 'Key Lamp', { what: 'added', lamp });
    const { overrides, names } = take([added]);
    expect(names.get(added.id)).toBe('light.key-lamp');
    expect(take([added], overrides).overrides).toEqual(overrides);
    const brighter = edit('light', 'light.key-lamp', { what: 'lit', lamp: { ...lamp, watts: 200 } });
    expect(only([brighter], overrides)).toMatchObject({ do: 'addLamp', as: { watts: 200 } });
    expect(only([edit('light', 'light.key-lamp', { what: 'removed' })], overrides)).toBeUndefined();
    const second = take([added], overrides, new Set(overrides.map(({ id }) => id)));
    expect(second.names.get(added.id)).toBe('light.key-lamp-2');
    expect(second.overrides).toHaveLength(2);
  });

  it('a lamp of the set is changed, and deleted', () => {
    const changed = only([edit('light', 'light.fire', { what: 'lit', lamp })]);
    expect(changed).toMatchObject({ do: 'changeLamp', lamp: 'light.fire' });
    const off = only([edit('light', 'light.fire', { what: 'removed' })], [changed as Override]);
    expect(off).toMatchObject({ do: 'removeLamp' });
  });

  it('an object is kept by its file', () => {
    const added = edit('object', 'Lamp Post', { what: 'added', type: 'MESH', file: '1-lamp-post.blend' });
    const { overrides, names } = take([added]);
    expect(overrides[0]).toMatchObject({
      do: 'addObject',
      object: 'own.lamp-post',
      file: '1-lamp-post.blend',
    });
    expect(names.get(added.id)).toBe('own.lamp-post');
    expect(only([edit('object', 'own.lamp-post', { what: 'removed' })], overrides)).toBeUndefined();
  });

  it('a camera makes its shot a person’s', () => {
    const keys = [
      {
        frame: 0,
        position: [1, 1, 1] as [number, number, number],
        target: [0, 0, 1] as [number, number, number],
        lens: 35,
      },
    ];
    const { shots, overrides } = take([edit('camera', '1.01', { what: 'camera', keys })]);
    expect(shots.scenes[0]?.shots[0]).toMatchObject({ camera: keys, origin: 'edited' });
    expect(overrides).toEqual([]);
  });

  it.each([
    ['a wall', edit('set', 'room', moved([0, 0, 1]), { kept: false })],
    ['a scene that is not ours', edit('piece', 'chair', moved([2, 1, 0]), { scene: '9' })],
    ['a piece that is not there', edit('piece', 'piano', moved([2, 1, 0]))],
    ['a person who is not there', edit('actor', 'cy', moved([2, 1, 0]))],
    ['a prop that is not there', edit('prop', 'gun', moved([2, 1, 0]))],
    ['an actor who was deleted', edit('actor', 'ada', { what: 'removed' })],
    ['an object without a file', edit('object', 'x', { what: 'added', type: 'MESH' })],
    ['an object that never was kept', edit('object', 'x', { what: 'removed' })],
    ['a piece that shines', edit('piece', 'chair', { what: 'lit', lamp })],
    ['a prop that shines', edit('prop', 'cup', { what: 'lit', lamp })],
    ['a light that changes colour as a thing', edit('light', 'l', moved([0, 0, 0]))],
  ])('%s is passed over', (_, passed) => {
    const result = take([passed]);
    expect(result.passed).toEqual([passed]);
    expect(result.overrides).toEqual([]);
    expect(result.shots).toBe(staged.shots);
  });
});

describe('an override waits', () => {
  const all = take([
    edit('piece', 'chair', moved([2, 1, 0])),
    edit('piece', 'chair', { what: 'coloured', part: '', colour: '#00ff00' }),
    edit('actor', 'ada', moved([0.5, 2, 0], { frame: 80 })),
    edit('actor', 'ada', { what: 'coloured', part: 'hair', colour: '#ff0000' }),
    edit('prop', 'cup', moved([3, 3, 0.8])),
    edit('prop', 'cup', moved([3, 3, 0.8], { frame: 150 })),
    edit('prop', 'key', { what: 'coloured', part: '', colour: '#ff0000' }),
    edit('prop', 'key', { what: 'removed' }),
    edit('light', 'light.fire', { what: 'lit', lamp }),
  ]).overrides;

  it('never while what it speaks of is there', () => {
    expect(all).toHaveLength(9);
    expect(all.filter((o) => waits(o, staged))).toEqual([]);
  });

  it('while its scene, place, person or prop is gone', () => {
    const bare = {
      breakdown: { ...staged.breakdown, cast: [], props: [] },
      sets: { ...staged.sets, sets: [planOf()] },
      blocking: { ...staged.blocking, scenes: [sceneOf({})] },
    };
    expect(all.filter((o) => !waits(o, bare)).map(({ id }) => id)).toEqual(['scene-1/light.fire/changeLamp']);
    expect(
      all.filter((o) => 'scene' in o && waits(o, { ...bare, blocking: { ...bare.blocking, scenes: [] } })),
    ).toHaveLength(5);
  });
});
