import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drop, putBack, takeBack } from '../../../extension/film/drop.ts';
import { type Film, filmPaths, newFilm } from '../../../extension/film/folder.ts';
import { stageAll } from '../../../extension/film/make.ts';
import { absorbEdits } from '../../../extension/film/overrides.ts';
import { type Plan, planFilm } from '../../../extension/film/plan.ts';
import { StageClock } from '../../../extension/film/progress.ts';
import { statusOf } from '../../../extension/film/status.ts';
import type { HandEdit } from '../../../schemas/source/wire/edits.ts';

const dir = mkdtempSync(join(tmpdir(), 'photoplay-overrides-'));
let film: Film;
let first: Plan;
const plan = () =>
  planFilm(film, {
    settings: film.settings,
    clock: new StageClock(() => undefined),
    signal: new AbortController().signal,
  });
const keys = (of: Plan) =>
  new Map(stageAll(film, of).flatMap(({ shots }) => shots.map(({ id, key }) => [id, key] as const)));
/** Shots of which no take of before serves: a shot that goes and comes again may have another id. */
const changed = (before: Plan, after: Plan): string[] => {
  const takes = new Set(keys(before).values());
  return [...keys(after)].filter(([, key]) => !takes.has(key)).map(([id]) => id);
};
const edit = (kind: HandEdit['kind'], target: string, change: HandEdit['change']): HandEdit => ({
  id: `1/${kind}/${target}/${change.what}`,
  scene: '1',
  kind,
  target,
  name: target,
  kept: true,
  change,
});
const scene = (of: Plan) => {
  const [found] = of.blocking.scenes;
  if (!found) throw new Error('no scene');
  return found;
};

beforeAll(async () => {
  film = newFilm(join(dir, 'film'), 'The Brass Key', 'the-brass-key');
  first = await plan();
}, 120_000);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const { overrides: file, dropped } = filmPaths(join(dir, 'film'));

describe('a film with edits by hand', () => {
  it('has no file of them before there are any, and says how it stands', () => {
    expect(existsSync(file)).toBe(false);
    const status = statusOf(film);
    expect(status.edited).toEqual([]);
    expect(status.missing).toHaveLength(status.shots);
  });

  it('keeps where an actor was put, plans the cameras for it, and does so again after the script changed', async () => {
    const actor = scene(first).cast.find(({ start }) => start.onStage);
    if (!actor) throw new Error('nobody is there');
    const [x, y] = actor.start.position;
    const moved = { what: 'moved', by: [0.4, 0.1, 0], facing: 0, turn: 0, frame: 0 } as const;
    const taken = absorbEdits(film, [
      edit('actor', actor.actor, { ...moved, by: [0.4, 0.1, 0], to: [x + 0.4, y + 0.1, 0] }),
    ]);
    expect(taken).toMatchObject({ changed: true, passed: [] });
    const place = (of: Plan) => scene(of).cast.find((entry) => entry.actor === actor.actor)?.start.position;
    const second = await plan();
    expect(place(second)).toEqual([x + 0.4, y + 0.1]);
    const shots = changed(first, second);
    expect(shots.length).toBeGreaterThan(0);
    expect(shots.every((id) => id.startsWith('1.'))).toBe(true);
    const script = readFileSync(film.screenplay, 'utf8');
    writeFileSync(film.screenplay, script.replace(/\.\n/, ' again.\n'));
    expect(place(await plan())).toEqual([x + 0.4, y + 0.1]);
    writeFileSync(film.screenplay, script);
    const again = await plan();
    expect(changed(second, again)).toEqual([]);
    expect(again.breakdown.cast.every(({ origin }) => origin === 'planned')).toBe(true);
    drop(film, taken.overrides[0]?.id ?? '');
    expect(changed(first, await plan())).toEqual([]);
  }, 120_000);

  it('keeps colours, pieces and lamps; a lamp lights every shot of its scene and no other', async () => {
    const piece = first.sets.sets.find(({ id }) => id === scene(first).set)?.pieces[0];
    const [member] = scene(first).cast;
    if (!piece || !member) throw new Error('an empty scene');
    const lamp = {
      type: 'POINT',
      position: [0, 0, 2],
      direction: [0, 0, -1],
      watts: 60,
      colour: [1, 1, 1],
      size: [0, 0],
      radius: 0.1,
      angle: 0,
    } as const;
    absorbEdits(film, [
      edit('actor', member.actor, { what: 'coloured', part: 'top', colour: '#ff0000' }),
      edit('piece', piece.id, { what: 'removed' }),
      edit('light', 'Lamp', {
        what: 'added',
        lamp: {
          ...lamp,
          position: [0, 0, 2],
          direction: [0, 0, -1],
          colour: [1, 1, 1],
          size: [0, 0],
        },
      }),
    ]);
    const second = await plan();
    expect(second.breakdown.cast.find(({ id }) => id === member.actor)?.look.topColour).toBe('#ff0000');
    const shots = new Set(changed(first, second));
    const own = second.shots.scenes[0]?.shots.map(({ id }) => id) ?? [];
    expect(own.every((id) => shots.has(id))).toBe(true);
    const status = statusOf(film);
    expect(status.overrides.map(({ id, waits }) => [id, waits])).toEqual(
      [
        [`${scene(first).id}/light.lamp/addLamp`, false],
        [`${member.actor}/top/colourActor`, false],
        [`${scene(first).set}/${piece.id}/removePiece`, false],
      ].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    );
    for (const { id } of status.overrides) drop(film, id);
    expect(changed(first, await plan())).toEqual([]);
    expect(JSON.parse(readFileSync(dropped, 'utf8'))).toHaveLength(4);
  }, 120_000);

  it('keeps a camera as the shot of a person, until that is dropped', async () => {
    const shot = first.shots.scenes[0]?.shots[0];
    if (!shot) throw new Error('no shot');
    const camera = shot.camera.map((key) => ({ ...key, lens: 33 }));
    absorbEdits(film, [edit('camera', shot.id, { what: 'camera', keys: camera })]);
    const id = `shots/${shot.id}`;
    const second = await plan();
    expect(second.shots.scenes[0]?.shots.find((own) => own.id === shot.id)?.camera).toEqual(camera);
    expect(statusOf(film).edited).toEqual([id]);
    const taken = takeBack(film, id);
    if (!taken) throw new Error('nothing was taken back');
    expect(statusOf(film).edited).toEqual([]);
    putBack(film, taken);
    expect(statusOf(film).edited).toEqual([id]);
    drop(film, id);
    expect(changed(first, await plan())).toEqual([]);
  }, 120_000);

  it('forgets what a person edited in a document, when that is dropped', async () => {
    const paths = filmPaths(film.folder);
    const text = readFileSync(paths.breakdown, 'utf8');
    const { look } = first.breakdown.cast[0] ?? {};
    writeFileSync(paths.breakdown, text.replace(look?.topColour ?? '-', '#123456'));
    const id = `cast/${first.breakdown.cast[0]?.id}`;
    await plan();
    expect(statusOf(film).edited).toEqual([id]);
    drop(film, id);
    expect(changed(first, await plan())).toEqual([]);
    expect(statusOf(film).edited).toEqual([]);
  }, 120_000);

  it('says what there is when asked to drop what is not', () => {
    expect(() => drop(film, 'cast/nobody')).toThrow(/nobody/);
  });

  it('cannot keep anything before it was planned', () => {
    const empty = newFilm(join(dir, 'empty'), 'Empty', 'the-brass-key');
    expect(() => absorbEdits(empty, [])).toThrow(/never planned/);
    expect(statusOf(empty)).toMatchObject({ shots: 0, missing: [], edited: [] });
  });
});
