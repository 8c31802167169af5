import { describe, expect, test } from 'vitest';
import { chooseSession, PickNeeded, sameAgain } from '../../../extension/blender/choose.ts';
import { AnnouncedSession } from '../../../extension/blender/discovery.ts';

const session = (pid: number, file = '', id = `session-${pid}`): AnnouncedSession =>
  new AnnouncedSession(
    {
      pid,
      port: 1,
      token: '0'.repeat(64),
      session: id,
      addon: '0.1.0',
      blender: [5, 2, 2],
      file,
      background: false,
    },
    `/sessions/${pid}.json`,
  );
const [one, film, other] = [session(1), session(2, '/a/film.blend'), session(3, '/b/film.blend')];
const failure = (choose: () => unknown): Error => {
  try {
    choose();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('it was chosen');
};

describe('choosing among open Blenders', () => {
  test('the only one is meant when none is named', () => {
    expect(chooseSession([film])).toBe(film);
  });

  test('one is named by its process, by its file, or by both', () => {
    expect(chooseSession([one, film, other], { pid: 3 })).toBe(other);
    expect(chooseSession([one, film, other], { file: '/a/film.blend' })).toBe(film);
    expect(chooseSession([one, film, other], { pid: 2, file: '/a/film.blend' })).toBe(film);
  });

  test('one that is named and not there is never replaced by another', () => {
    for (const asked of [{ pid: 9 }, { file: '/c.blend' }, { pid: 1, file: '/a/film.blend' }])
      expect(failure(() => chooseSession([one], asked, { pid: 1 }))).toMatchObject({
        code: 'blender-closed',
        hint: expect.stringContaining('1  Blender 5.2.2'),
      });
    expect(failure(() => chooseSession([], { pid: 9 }))).toMatchObject({ hint: /launch/ });
  });

  test('the remembered one is meant among several, by its process and then by its file', () => {
    expect(chooseSession([one, film, other], {}, { pid: 1, file: '/a/film.blend' })).toBe(one);
    expect(chooseSession([one, film, other], {}, { pid: 9, file: '/a/film.blend' })).toBe(film);
  });

  test('an unsaved file does not stand for another unsaved one', () => {
    expect(failure(() => chooseSession([one, session(4)], {}, { pid: 9, file: '' }))).toBeInstanceOf(
      PickNeeded,
    );
  });

  test('several with none remembered are a list to pick from', () => {
    const error = failure(() => chooseSession([one, film]));
    expect(error).toMatchObject({ code: 'blender-pick', sessions: [one, film] });
    expect(error.message).toContain('2  Blender 5.2.2  /a/film.blend');
    expect(error.message).toContain('1  Blender 5.2.2  not saved yet');
  });

  test('none at all says how to open one', () => {
    expect(failure(() => chooseSession([]))).toMatchObject({
      code: 'blender-closed',
      hint: /blender launch/,
    });
  });
});

describe('a session that was lost', () => {
  test('is itself again, before any other', () => {
    expect(sameAgain([film, session(7, '/a/film.blend', 'session-1')], one, new Set())).toMatchObject({
      pid: 7,
    });
  });

  test('comes back with its file, also among strangers', () => {
    expect(sameAgain([other, session(7, '/a/film.blend')], film, new Set(['session-3']))).toMatchObject({
      pid: 7,
    });
  });

  test('comes back as the one that was opened since', () => {
    expect(sameAgain([other, session(7)], film, new Set(['session-3']))).toMatchObject({ pid: 7 });
  });

  test('is not a stranger that was open all the time', () => {
    expect(failure(() => sameAgain([other], film, new Set(['session-3'])))).toBeInstanceOf(PickNeeded);
  });

  test('may be any of two that were opened since: a person picks', () => {
    expect(failure(() => sameAgain([session(7), session(8)], film, new Set()))).toBeInstanceOf(PickNeeded);
  });
});
