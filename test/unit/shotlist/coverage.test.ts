import { describe, expect, it } from 'vitest';
import { planShots } from '../../../extension/shotlist/planShots.ts';
import type { SceneBlocking } from '../../../schemas/source/blocking.ts';
import type { CastMember } from '../../../schemas/source/breakdown.ts';
import type { FloorPlan } from '../../../schemas/source/sets.ts';
import type { Shot } from '../../../schemas/source/shotList.ts';
import { standing } from '../../fixtures/scene.ts';
import { faults } from './invariants.ts';
import { facing, filmOf, fps, person, planFor, quarrel, Script, seated } from './scenes.ts';

const settings = { fps, genre: 'drama' as const, seed: 1 };
const couple = [person('sam'), person('vera', { heightM: 1.66 })];

function shoot(plan: FloorPlan, scenes: SceneBlocking[], cast: CastMember[] = couple) {
  const film = filmOf(cast, [plan], scenes);
  const made = planShots(film, { version: 1, sets: [plan] }, { version: 1, fps, scenes }, settings);
  const wrong = scenes.flatMap((scene, i) => {
    const covered = made.shots.scenes[i];
    return covered ? faults(film, plan, scene, covered) : ['no shots'];
  });
  expect(wrong).toEqual([]);
  return { ...made, film, shots: made.shots.scenes.flatMap((scene) => scene.shots) };
}

const at = (shots: readonly Shot[], scene: SceneBlocking, id: string): Shot => {
  const beat = scene.beats.find((b) => b.id === id);
  const middle = beat ? beat.start + beat.frames / 2 : -1;
  const shot = shots.find((s) => s.in <= middle && middle < s.out);
  if (!shot) throw new Error(`nothing shows ${id}`);
  return shot;
};

const bare = planFor('bare');
const [left, right] = facing([0, 0], 1.3, 0.2);

describe('two who speak', () => {
  const kitchen = planFor('kitchen');
  const scene = quarrel('sam', 'vera').scene(kitchen, { sam: seated(kitchen, 0), vera: seated(kitchen, 1) });
  const { shots } = shoot(kitchen, [scene]);

  it('begin with a frame that shows where they are', () => {
    expect(shots[0]?.kind).toBe('establish');
    expect(shots[0]?.reason).toMatch(/^Kitchen, new to us/);
  });

  it('are shot in matched pairs: the same lens and size both ways', () => {
    const matched = shots.filter((shot) => /matches 1\.\d\d/.test(shot.reason));
    expect(matched.length).toBeGreaterThan(1);
    for (const shot of matched) {
      const other = shots.find((s) => s.id === /matches (\S+)/.exec(shot.reason)?.[1]);
      expect(other?.size).toBe(shot.size);
      expect(other?.kind).toBe(shot.kind);
      expect(Math.abs((other?.camera[0]?.lens ?? 0) - (shot.camera[0]?.lens ?? 99))).toBeLessThan(6);
    }
  });

  it('come closer as the tension rises', () => {
    const order = ['ESTABLISHING', 'TWO', 'MS', 'OTS', 'MCU', 'CU', 'ECU'];
    const size = (id: string) => order.indexOf(at(shots, scene, id).size);
    expect(size('b9')).toBeGreaterThan(size('b2'));
  });

  it('show the listener at the phrase that matters, briefly', () => {
    const reaction = shots.find((shot) => shot.kind === 'reaction');
    expect(reaction?.rule).toBe('reaction');
    expect(((reaction?.out ?? 0) - (reaction?.in ?? 0)) / fps).toBeLessThan(2.6);
  });

  it('name their axis and the side the camera keeps', () => {
    const made = planShots(
      filmOf(couple, [kitchen], [scene]),
      { version: 1, sets: [kitchen] },
      { version: 1, fps, scenes: [scene] },
      settings,
    );
    expect(made.shots.scenes[0]?.axis?.side).toSatisfy((side: number) => side === 1 || side === -1);
  });

  it('are over the shoulder without the near head taking more than its share', () => {
    const over = shots.filter((shot) => shot.kind === 'ots');
    expect(over.length).toBeGreaterThan(0);
    for (const shot of over) {
      expect(shot.foreground).toBeDefined();
      expect(shot.subjects).not.toContain(shot.foreground);
      expect(shot.camera[0]?.lens).toBeGreaterThanOrEqual(40);
    }
  });
});

describe("the script's own camera words", () => {
  const directed = (
    direction: NonNullable<SceneBlocking['beats'][number]['direction']>,
    subjects: string[] = [],
  ) => {
    const script = new Script()
      .open()
      .say('sam', 'vera', 'I have something to show you.', 0.3)
      .say('vera', 'sam', 'Then show me, please.', 0.35)
      .add('action', { id: 'shot', seconds: 1.8, direction, subjects, tension: 0.4 })
      .say('sam', 'vera', 'That was it, and there is no more.', 0.4)
      .close();
    const scene = script.scene(
      bare,
      { sam: left, vera: right },
      { props: [{ prop: 'key', position: [0.2, 0.4, 0.75] }] },
    );
    const made = shoot(bare, [scene]);
    return { shot: at(made.shots, scene, 'shot'), findings: made.findings };
  };

  it.each([
    ['closeOn', 'vera', 'single', 'vera'],
    ['closeOn', 'key', 'insert', 'key'],
    ['angleOn', 'sam', 'single', 'sam'],
    ['angleOn', 'key', 'insert', 'key'],
    ['insert', 'key', 'insert', 'key'],
    ['pov', 'sam', 'pov', 'vera'],
    ['pov', ['sam', 'key'], 'pov', 'key'],
    ['over', 'sam', 'ots', 'vera'],
    ['tracking', 'sam', 'single', 'sam'],
    ['two', ['sam', 'vera'], 'two', 'sam'],
    ['two', undefined, 'two', 'sam'],
  ] as const)('%s on %s is a shot of kind %s', (kind, on, expected, subject) => {
    const { shot, findings } = directed({
      kind,
      ...(on ? { on: typeof on === 'string' ? on : [...on] } : {}),
    });
    expect(shot.kind).toBe(expected);
    expect(shot.subjects[0]).toBe(subject);
    expect(shot.rule).toBe('script-words');
    expect(shot.reason).toMatch(/^The script asks for it/);
    expect(findings).toEqual([]);
  });

  it.each([
    ['wide', 'master'],
    ['establishing', 'establish'],
  ] as const)('%s takes a wide frame', (kind, expected) => {
    expect(directed({ kind }).shot.kind).toBe(expected);
  });

  it.each(['closeOn', 'angleOn', 'insert', 'pov', 'over', 'tracking', 'back'] as const)(
    '%s on nothing that is there changes nothing',
    (kind) => {
      const { shot, findings } = directed({ kind, on: 'nobody' });
      expect(shot.rule).not.toBe('script-words');
      expect(findings).toEqual([]);
    },
  );

  it('says so when no camera can do as asked', () => {
    const lying = new Script()
      .open()
      .add('action', { id: 'shot', seconds: 2, direction: { kind: 'insert', on: 'key' } })
      .close();
    const hidden = lying.scene(bare, { sam: left, vera: right });
    const made = shoot(bare, [hidden]);
    expect(made.findings.map((finding) => finding.rule)).toContain('shots/direction-not-followed');
  });
});

describe('what moves and what matters', () => {
  it('a prop that is picked up gets its insert, with hands', () => {
    const scene = new Script()
      .open()
      .say('sam', 'vera', 'Take it, it was always yours.', 0.4)
      .act([{ actor: 'vera', do: 'pickUp', start: 0, frames: 22, prop: 'key', hand: 'right' }], 1.6, {
        id: 'pick',
        prop: 'key',
      })
      .say('vera', 'sam', 'It opens nothing any more.', 0.5)
      .close()
      .scene(bare, { sam: left, vera: right }, { props: [{ prop: 'key', position: [0.45, 0.2, 1] }] });
    const shot = at(shoot(bare, [scene]).shots, scene, 'pick');
    expect(shot.kind).toBe('insert');
    expect(shot.size).toBe('INSERT');
    expect(shot.subjects).toEqual(['key']);
  });

  it('a walk is held by a wide frame or by a camera that keeps the size', () => {
    const hall = planFor('hall');
    const stand = hall.marks.find((mark) => mark.kind === 'stand')?.position ?? [0, 0, 0];
    const scene = new Script()
      .open()
      .walk('sam', [
        [stand[0] - 1.5, stand[1]],
        [stand[0] + 1.8, stand[1]],
      ])
      .close()
      .scene(hall, { sam: standing(stand[0] - 1.5, stand[1], -Math.PI / 2) });
    const { shots } = shoot(hall, [scene], [person('sam')]);
    const walk = at(shots, scene, 'b2');
    expect(['follow', 'master', 'establish']).toContain(walk.kind);
    if (walk.kind === 'follow') expect(walk.camera.length).toBeGreaterThan(2);
  });

  it('a child is framed by its own size', () => {
    const [a, b] = facing([0, 0], 1.1, 0);
    const scene = quarrel('sam', 'kim').scene(bare, { sam: a, kim: b });
    const kim = person('kim', { age: 'child', heightM: 1.2 });
    const { shots } = shoot(bare, [scene], [person('sam'), kim]);
    expect(shots.some((shot) => shot.subjects[0] === 'kim' && shot.kind === 'single')).toBe(true);
  });

  it('the turn of a scene is pushed in on, fear is held in the hand, the last face of a film is left', () => {
    const first = new Script()
      .open()
      .say('sam', 'vera', 'Where have you been?', 0.4)
      .say('vera', 'sam', 'I went back to the house and nobody there remembered my name at all.', 0.8)
      .close()
      .scene(bare, { sam: left, vera: right });
    expect(shoot(bare, [first]).shots.some((shot) => shot.move === 'push' && shot.camera.length === 2)).toBe(
      true,
    );
    const afraid = new Script()
      .open()
      .say('sam', 'vera', 'Somebody is in the house with us, I heard the door.', 0.9, { feeling: 'afraid' })
      .say('vera', 'sam', 'Do not go down there, please, stay here with me.', 0.92, { feeling: 'afraid' })
      .close()
      .scene(bare, { sam: left, vera: right });
    expect(shoot(bare, [afraid]).shots.some((shot) => shot.move === 'handheld')).toBe(true);
    const alone = new Script()
      .open(2)
      .say('sam', undefined, 'I should have told her all of it when there was still time for telling.', 0.5)
      .add('pause', { seconds: 3, tension: 0.5 })
      .close(2)
      .scene(bare, { sam: left });
    expect(shoot(bare, [alone], [person('sam')]).shots.at(-1)?.move).toMatch(/pull|static/);
  });

  it('a voice without a body is heard over whoever is there', () => {
    const scene = new Script()
      .open()
      .say('mother', 'sam', 'You have reached the end of this tape, my boy.', 0.4, {
        speech: { start: 4, frames: 70, visible: false },
      })
      .say('sam', undefined, 'Play it again.', 0.5)
      .close()
      .scene(bare, { sam: left });
    const { shots } = shoot(bare, [scene], [person('sam')]);
    expect(shots.flatMap((shot) => shot.lines)).toContain('line-b2');
  });

  it('a place without people is looked at from more than one side', () => {
    const scene = new Script().open(2).act([], 9).close(2).scene(bare, {});
    const { shots } = shoot(bare, [scene], []);
    expect(shots.length).toBeGreaterThan(1);
    expect(shots.some((shot) => shot.kind === 'cutaway')).toBe(true);
    expect(shots.every((shot) => shot.subjects.length === 0)).toBe(true);
  });

  it('four in a car are all seen from where the car lets a camera stand', () => {
    const car = planFor('car');
    const ids = ['ada', 'ben', 'cleo', 'dan'].slice(0, car.seats.length);
    const cast = Object.fromEntries(ids.map((id, i) => [id, seated(car, i)]));
    const script = new Script().open();
    for (const [i, id] of ids.entries())
      script.say(id, ids[(i + 1) % ids.length], 'Are we there yet, or is it far?', 0.4);
    const { shots } = shoot(
      car,
      [script.close().scene(car, cast)],
      ids.map((id) => person(id)),
    );
    expect(new Set(shots.flatMap((shot) => shot.subjects))).toEqual(new Set(ids));
  });
});

describe('how scenes meet', () => {
  const scene = (id: string, more: Partial<SceneBlocking>) =>
    quarrel('sam', 'vera').scene(bare, { sam: left, vera: right }, { id, number: id, ...more });

  it("the script's transition out of a scene leads into the next", () => {
    const { shots } = shoot(bare, [
      scene('1', { transitionIn: 'fade', transitionOut: 'dissolve' }),
      scene('2', { transitionOut: 'smash' }),
      scene('3', { transitionOut: 'wipe' }),
      scene('4', {}),
      scene('5', {}),
    ]);
    const firsts = shots.filter((shot) => shot.in === 0).map((shot) => shot.transition);
    expect(firsts).toEqual([
      { type: 'fade', frames: 19 },
      { type: 'dissolve', frames: 24 },
      { type: 'smash', frames: 0 },
      { type: 'wipe', frames: 24 },
      { type: 'cut', frames: 0 },
    ]);
  });

  it('a place is shown whole the first time, and again when time has passed', () => {
    const scenes = ['1', '2', '3', '4'].map((id) => scene(id, {}));
    const film = filmOf(couple, [bare], scenes);
    const [, second, third, fourth] = film.scenes;
    if (second) second.timeWord = 'CONTINUOUS';
    if (third) third.timeWord = 'MOMENTS LATER';
    if (fourth) fourth.time = 'NIGHT';
    const made = planShots(film, { version: 1, sets: [bare] }, { version: 1, fps, scenes }, settings);
    const opens = made.shots.scenes.map((s) => s.shots[0]?.kind === 'establish');
    expect(opens).toEqual([true, false, true, true]);
  });

  it('a scene without a floor plan is left out and reported', () => {
    const lost = scene('1', { set: 'nowhere' });
    const made = planShots(
      filmOf(couple, [bare], [lost]),
      { version: 1, sets: [bare] },
      { version: 1, fps, scenes: [lost] },
      settings,
    );
    expect(made.shots.scenes).toEqual([]);
    expect(made.findings).toMatchObject([{ rule: 'shots/no-set', severity: 'error' }]);
  });

  it('where no camera fits at all, a wide frame plays the scene, and the report says so', () => {
    const cupboard: FloorPlan = { ...bare, size: [1.2, 1.2, 2.2], pieces: [], wildWalls: [] };
    const lines = new Script().open().say('sam', undefined, 'Nobody can see me in here at all.', 0.5).close();
    const scene = lines.scene(cupboard, { sam: standing(0, 0) });
    const made = planShots(
      filmOf(couple, [cupboard], [scene]),
      { version: 1, sets: [cupboard] },
      { version: 1, fps, scenes: [scene] },
      settings,
    );
    const [shot, ...rest] = made.shots.scenes[0]?.shots ?? [];
    expect(rest).toEqual([]);
    expect(shot).toMatchObject({ in: 0, out: scene.frames, rule: 'no-clear-view' });
    expect(made.findings).toMatchObject([{ rule: 'shots/no-clear-view', severity: 'warning', shot: '1.01' }]);
  });
});
