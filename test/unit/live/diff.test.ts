import { describe, expect, it } from 'vitest';
import { type Change, diff, type StagedEntry } from '../../../extension/live/diff.ts';
import type { Part, WantedScene } from '../../../extension/live/parts.ts';
import { summaryOf } from '../../../extension/live/words.ts';
import type { StageCommand } from '../../../schemas/source/stageCommand.ts';

const film = { film: 'ours' };

/** A part whose command tells no more than its name. */
const part = (name: string, key = `${name} 1`, needs: string[] = []): Part => ({
  name,
  key,
  needs,
  command: { type: 'light.finish', scene: name } as StageCommand,
});

/** Mary, who holds a key, and John, in a room with a door. */
const parts = (changed: Record<string, string> = {}): Part[] =>
  [
    part('scene'),
    part('set'),
    part('actor/mary'),
    part('actor/john'),
    part('perform/mary', undefined, ['set', 'actor/mary']),
    part('perform/john', undefined, ['set', 'actor/john']),
    part('prop/key', undefined, ['set', 'perform/mary']),
    part('door/d1', undefined, ['set']),
    part('camera/1.01'),
    part('camera/1.02'),
  ].map((one) => ({ ...one, key: changed[one.name] ?? one.key }));

const scene = (number: string, id = `s${number}`, all = parts()): WantedScene => ({ id, number, parts: all });
const staged = ({ id, number, parts: all }: WantedScene, mark = film.film): StagedEntry => ({
  scene: number,
  keys: { id, film: mark, ...Object.fromEntries(all.map(({ name, key }) => [name, key])) },
});
const made = (change: Change) => change.scenes.map((one) => one.made);

describe('what is sent to Blender', () => {
  it('is nothing when all is as it is wanted', () => {
    const one = scene('1');
    expect(diff([staged(one)], [one], film)).toEqual({ first: [], gone: [], scenes: [] });
  });

  it('is all of a scene that is not there', () => {
    expect(made(diff([], [scene('1')], film))).toEqual([parts().map(({ name }) => name)]);
  });

  it('is one performance when one changed, and what is in its hands', () => {
    const now = scene('1', 's1', parts({ 'perform/mary': 'new' }));
    expect(made(diff([staged(scene('1'))], [now], film))).toEqual([['perform/mary', 'prop/key']]);
    const other = scene('1', 's1', parts({ 'perform/john': 'new' }));
    expect(made(diff([staged(scene('1'))], [other], film))).toEqual([['perform/john']]);
  });

  it('is a body with its performance and what it holds', () => {
    const now = scene('1', 's1', parts({ 'actor/mary': 'new' }));
    expect(made(diff([staged(scene('1'))], [now], film))).toEqual([
      ['actor/mary', 'perform/mary', 'prop/key'],
    ]);
  });

  it('is all that is fitted to a set when that is built anew, but no body and no camera', () => {
    const now = scene('1', 's1', parts({ set: 'new' }));
    expect(made(diff([staged(scene('1'))], [now], film))).toEqual([
      ['set', 'perform/mary', 'perform/john', 'prop/key', 'door/d1'],
    ]);
  });

  it('takes away what is wanted no more, after the set and before the actors', () => {
    const fewer = parts({ set: 'new', 'perform/mary': 'new' }).filter(
      ({ name }) => !/john|1\.02|door|key/.test(name),
    );
    const change = diff([staged(scene('1'))], [scene('1', 's1', fewer)], film);
    expect(change.scenes[0]?.commands).toEqual([
      { type: 'light.finish', scene: 'set' },
      { type: 'thing.remove', scene: '1', id: 'john', kind: 'actor' },
      { type: 'thing.remove', scene: '1', id: 'key', kind: 'prop' },
      { type: 'thing.remove', scene: '1', id: '1.02', kind: 'camera' },
      { type: 'light.finish', scene: 'perform/mary' },
    ]);
    const kept = diff(
      [staged(scene('1'))],
      [
        scene(
          '1',
          's1',
          parts().filter(({ name }) => name !== 'door/d1'),
        ),
      ],
      film,
    );
    expect(kept.scenes[0]?.commands).toEqual([{ type: 'thing.remove', scene: '1', id: 'd1', kind: 'door' }]);
  });

  it('keeps with each scene what is staged in it afterwards', () => {
    const now = scene('1', 's1', parts({ 'camera/1.01': 'new' }));
    const [change] = diff([staged(scene('1'))], [now], film).scenes;
    expect(change?.entry).toEqual(staged(now));
    expect(diff([change?.entry ?? staged(scene('1'))], [now], film).scenes).toEqual([]);
  });

  it('takes over scenes that another folder staged, and keeps what is the same', () => {
    const change = diff([staged(scene('1'), 'another')], [scene('1')], film);
    expect(change.scenes).toMatchObject([{ commands: [], entry: { keys: { film: 'ours' } } }]);
  });
});

describe('scenes that move', () => {
  const before = ['1', '2', '3'].map((number) => scene(number));
  const entries = before.map((one) => staged(one));

  it('get their new numbers, in an order in which none is taken, and are not staged again', () => {
    const now = [scene('1'), scene('2', 'put-in'), scene('3', 's2'), scene('4', 's3')];
    const change = diff(entries, now, film);
    expect(change.first).toEqual([
      { type: 'scene.rename', scene: '3', id: '4' },
      { type: 'scene.rename', scene: '2', id: '3' },
    ]);
    expect(change.scenes.map(({ number, made: parts }) => [number, parts.length])).toEqual([
      ['2', 10],
      ['3', 0],
      ['4', 0],
    ]);
  });

  it('change places by way of a name for the moment', () => {
    const change = diff(entries, [scene('1', 's2'), scene('2', 's1'), scene('3')], film);
    const names = new Set(['1', '2', '3']);
    for (const command of change.first) {
      if (command.type !== 'scene.rename') throw new Error('only renames were expected');
      expect(names.delete(command.scene)).toBe(true);
      expect(names.has(command.id)).toBe(false);
      names.add(command.id);
    }
    expect(names).toEqual(new Set(['1', '2', '3']));
    expect(change.first).toHaveLength(3);
  });

  it('go when they are in the script no more', () => {
    const change = diff(entries, [scene('1'), scene('2', 's3')], film);
    expect(change.first).toEqual([
      { type: 'scene.remove', scene: '2' },
      { type: 'scene.rename', scene: '3', id: '2' },
    ]);
    expect(change.gone).toEqual(['2']);
    expect(summaryOf(change)).toBe('scene 2 removed; scene 2: its number');
  });

  it('are known by their number when their id is new', () => {
    const change = diff([staged(scene('1'))], [scene('1', 'rewritten')], film);
    expect(change.first).toEqual([]);
    expect(change.scenes).toEqual([]);
  });
});
