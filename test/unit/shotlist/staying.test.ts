import { describe, expect, it } from 'vitest';
import { named } from '../../../extension/shotlist/identity.ts';
import { planShots } from '../../../extension/shotlist/planShots.ts';
import type { SceneBlocking } from '../../../schemas/source/blocking.ts';
import type { SceneShots, Shot, ShotList } from '../../../schemas/source/shotList.ts';
import { facing, filmOf, fps, person, planFor, quarrel, Script } from './scenes.ts';

const bare = planFor('bare');
const [left, right] = facing([0, 0], 1.3, 0.2);
const couple = [person('sam'), person('vera')];
const settings = { fps, genre: 'drama' as const, seed: 1 };

const shoot = (scene: SceneBlocking, previous?: ShotList): ShotList =>
  planShots(
    filmOf(couple, [bare], [scene]),
    { version: 1, sets: [bare] },
    { version: 1, fps, scenes: [scene] },
    settings,
    previous,
  ).shots;
const shotsOf = (list: ShotList): Shot[] => list.scenes.flatMap((scene) => scene.shots);

const before = quarrel('sam', 'vera').scene(bare, { sam: left, vera: right });

/** The same quarrel with the words of one line changed: everything after it comes later or earlier. */
function changed(id: string, text: string): SceneBlocking {
  const script = new Script();
  for (const beat of before.beats) {
    const { kind, frames, start: _start, line: _line, span: _span, ...rest } = beat;
    if (beat.id === id && beat.speaker) script.say(beat.speaker, beat.addressee, text, beat.tension, { id });
    else script.add(kind, { ...rest, seconds: frames / fps });
  }
  return script.scene(bare, { sam: left, vera: right });
}

describe('a line that changes', () => {
  const first = shoot(before);
  const later = shoot(changed('b3', 'I was looking for matches, and for your good gloves.'), first);

  it('leaves the shots of all other lines as they were, apart from their time', () => {
    const look = (shot: Shot) =>
      JSON.stringify({
        id: shot.id,
        camera: shot.camera.map((key) => ({ ...key, frame: key.frame - shot.in })),
        length: shot.out - shot.in,
        beats: shot.beats,
      });
    const old = new Set(shotsOf(first).map(look));
    const other = shotsOf(later).filter((shot) => !shot.beats.includes('b3'));
    expect(other.length).toBeGreaterThan(3);
    expect(other.filter((shot) => !old.has(look(shot)))).toEqual([]);
  });

  it('renames nothing', () => {
    expect(shotsOf(later).map((shot) => shot.id)).toEqual(shotsOf(first).map((shot) => shot.id));
  });
});

describe('a shot that a person edited', () => {
  const first = shoot(before);
  const target = shotsOf(first).find((shot) => shot.beats.includes('b8')) as Shot;
  const edited: Shot = {
    ...target,
    size: 'FS',
    kind: 'single',
    camera: [{ frame: target.in, position: [1, -2, 1.5], target: [0, 0, 1.3], lens: 35 }],
    rule: 'mine',
    reason: 'I want it so',
    origin: 'edited',
  };
  const withEdit: ShotList = {
    ...first,
    scenes: first.scenes.map((scene) => ({
      ...scene,
      shots: scene.shots.map((shot) => (shot === target ? edited : shot)),
    })),
  };

  it('stays as it is, and its neighbours close up to it', () => {
    const again = shotsOf(shoot(before, withEdit));
    expect(again.find((shot) => shot.rule === 'mine')).toEqual(edited);
    let at = 0;
    for (const shot of again) {
      expect(shot.in).toBe(at);
      at = shot.out;
    }
    expect(at).toBe(before.frames);
  });

  it('moves with its beats when the text before it grows', () => {
    const scene = changed(
      'b3',
      'I was looking for matches, all over the house, in every coat and every drawer.',
    );
    const shots = shotsOf(shoot(scene, withEdit));
    const kept = shots.find((shot) => shot.rule === 'mine');
    const beat = scene.beats.find((b) => b.id === 'b8');
    expect(kept?.in).toBeGreaterThan(edited.in);
    expect(kept && beat && kept.in < beat.start + beat.frames && kept.out > beat.start).toBe(true);
    expect(kept?.camera[0]?.frame).toBe(kept?.in);
    expect(kept?.camera[0]?.position).toEqual([1, -2, 1.5]);
  });

  it('goes when its beats are gone', () => {
    const script = new Script().open().say('sam', 'vera', 'Nothing is left.', 0.4, { id: 'new' }).close();
    const shots = shotsOf(shoot(script.scene(bare, { sam: left, vera: right }), withEdit));
    expect(shots.some((shot) => shot.rule === 'mine')).toBe(false);
  });

  it('may be the first or the last of its scene', () => {
    for (const index of [0, -1]) {
      const all = shotsOf(first);
      const chosen = all.at(index) as Shot;
      const list: ShotList = {
        ...first,
        scenes: first.scenes.map((scene) => ({
          ...scene,
          shots: scene.shots.map((shot) => (shot === chosen ? { ...shot, origin: 'edited' as const } : shot)),
        })),
      };
      const kept = shotsOf(shoot(before, list)).at(index);
      expect(kept).toEqual({ ...chosen, origin: 'edited' });
    }
  });
});

describe('names of shots', () => {
  const shot = (id: string, subject: string, beats: string[]): Shot => ({
    ...(shotsOf(shoot(before))[1] as Shot),
    id,
    kind: 'single',
    size: 'CU',
    subjects: [subject],
    beats,
  });
  const scene = (shots: Shot[]): SceneShots => ({ id: 'scene-1', number: '1', shots });
  const ids = (shots: Shot[]) => shots.map(({ id }) => id);
  const old = [shot('1.01', 'sam', ['a']), shot('1.02', 'vera', ['b']), shot('1.03', 'sam', ['c'])];

  it('count up the first time', () => {
    expect(ids(named(old, '4', undefined))).toEqual(['4.01', '4.02', '4.03']);
    expect(ids(named(old, '4', scene([])))).toEqual(['4.01', '4.02', '4.03']);
  });

  it('stay, and what is new between them takes letters', () => {
    const more = [
      shot('', 'dog', ['a']),
      old[0] as Shot,
      shot('', 'vera', ['x']),
      shot('', 'sam', ['y']),
      old[1] as Shot,
      old[2] as Shot,
    ];
    expect(ids(named(more, '1', scene(old)))).toEqual(['1.00A', '1.01', '1.01A', '1.01B', '1.02', '1.03']);
  });

  it('are not taken twice, and go on past Z', () => {
    const lettered = [shot('1.01', 'sam', ['a']), shot('1.01A', 'vera', ['b'])];
    const between = [lettered[0] as Shot, shot('', 'dog', ['q']), lettered[1] as Shot];
    expect(ids(named(between, '1', scene(lettered)))).toEqual(['1.01', '1.01B', '1.01A']);
    const many = Array.from({ length: 30 }, (_, i) => shot('', 'dog', [`n${i}`]));
    const names = ids(named([old[0] as Shot, ...many], '1', scene(old)));
    expect(new Set(names).size).toBe(31);
    expect(names.at(-1)).toBe('1.01ZD');
  });

  it('follow the scene when its number changes', () => {
    expect(ids(named(old, '7', scene(old)))).toEqual(['7.01', '7.02', '7.03']);
  });
});
