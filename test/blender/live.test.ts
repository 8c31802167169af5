import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HeadlessSession } from '../../bridge/launch.ts';
import type { LiveEvent } from '../../extension/live/events.ts';
import type { Link } from '../../extension/live/link.ts';
import { LiveFilm } from '../../extension/live/live.ts';
import { Planner } from '../../extension/live/planner.ts';
import type { Result } from '../../schemas/source/blenderProtocol.ts';
import { openSession } from './session.ts';

const script = `INT. KITCHEN - DAY

ADA (30s, red coat) sits at the table. BEN (40s, beard) stands by the door.

ADA
You are late again.

BEN
The bus did not come.

Ada picks up a cup.

EXT. STREET - NIGHT

Ada walks along the street. Ben follows her.

BEN
Wait for me!
`;

let folder: string;
let session: HeadlessSession;
let planner: Planner;
let running: Promise<void>;
const abort = new AbortController();
const told: LiveEvent[] = [];

/** The session as the one that live speaks to: it is there all the time. */
const linkTo = (to: HeadlessSession): Link => ({
  call: (method, params, options) => to.call(method, params, options),
  on: (event, handler) => to.on(event, handler),
  onState: () => () => undefined,
  state: 'connected',
  reason: 'Connected',
  hello: to.hello,
  close: () => undefined,
});

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'photoplay-live-'));
  writeFileSync(join(folder, 'screenplay.fountain'), script);
  session = await openSession();
  planner = new Planner(folder, () => undefined);
  const link = linkTo(session);
  const tell = (event: LiveEvent) => void told.push(event);
  const options = { follow: true, show: false, replace: false };
  running = new LiveFilm({ planner, link, signal: abort.signal, tell, ...options }).run();
  await heard(0, 'staged', 2);
});
afterAll(async () => {
  abort.abort();
  await running;
  await planner.close();
  await session.close();
  rmSync(folder, { recursive: true, force: true });
});

/** So many events of a kind that come after those that were told already. */
async function heard<E extends LiveEvent['event']>(
  after: number,
  kind: E,
  count = 1,
): Promise<Extract<LiveEvent, { event: E }>[]> {
  const found = () =>
    told.slice(after).filter((one): one is Extract<LiveEvent, { event: E }> => one.event === kind);
  for (let i = 0; i < 3000 && found().length < count; i++) await wait(10);
  if (found().length < count) throw new Error(`not told: ${kind}; but ${JSON.stringify(told.slice(after))}`);
  return found();
}

/** Saves the script, and what was staged for it. */
async function save(text: string, file = 'screenplay.fountain') {
  const before = told.length;
  writeFileSync(join(folder, file), text);
  const [staged] = await heard(before, 'staged');
  return staged;
}
const keys = async () =>
  new Map((await session.call('stage/staged', {})).scenes.map(({ scene, keys: all }) => [scene, all]));
const scenes = async () => (await session.call('session/status', {})).state.scenes;
const things = async (scene: string) =>
  (await session.call('scene/describe', { scene, limit: 2000 })).objects;
type Described = Result<'scene/describe'>['objects'];
const without = (all: Described, ...kinds: string[]) => all.filter(({ type }) => !kinds.includes(type));

describe('a film in an open Blender', () => {
  test('is staged scene by scene when it is new there', async () => {
    expect((await scenes()).map(({ name, shots }) => [name, shots.length > 0])).toEqual([
      ['1', true],
      ['2', true],
    ]);
    expect(told.filter(({ event }) => event === 'problem')).toEqual([]);
  });

  test('is restaged where a line changed, and nowhere else', async () => {
    const [before, street] = [await keys(), await things('2')];
    const staged = await save(script.replace('late again', 'late again, and you know it'));
    expect(staged?.label).toBe('Photoplay: scene 1 · line 6');
    expect(staged?.summary).not.toMatch(/set|bod/);
    const after = await keys();
    expect(after.get('2')).toEqual(before.get('2'));
    expect(after.get('1')?.['perform/ada']).not.toBe(before.get('1')?.['perform/ada']);
    expect(after.get('1')?.set).toBe(before.get('1')?.set);
    expect(await things('2')).toEqual(street);
  });

  test('is then what it would be if it were staged from the start', async () => {
    const measured = async (of: HeadlessSession) => {
      const [first] = (await of.call('session/status', {})).state.scenes;
      await of.call('playhead/set', { scene: '1', frame: 7 });
      const samples = (first?.shots ?? []).flatMap((shot) => [
        { shot, frame: 40 },
        { shot, frame: 100 },
      ]);
      return {
        scene: first,
        objects: without((await of.call('scene/describe', { scene: '1', limit: 2000 })).objects),
        samples: (await of.call('scene/measure', { scene: '1', samples })).samples,
      };
    };
    const fresh = await openSession();
    try {
      for (const { wanted } of [await planner.plan(abort.signal)])
        for (const { parts } of wanted)
          await fresh.call('stage/apply', { label: 'anew', commands: parts.map(({ command }) => command) });
      expect(await measured(session)).toEqual(await measured(fresh));
    } finally {
      await fresh.close();
    }
  });

  test('gets a scene in the middle without staging the later ones again', async () => {
    const street = without(await things('2'), 'CAMERA').length;
    const text = script.replace('EXT. STREET', 'INT. HALL - DAY\n\nBen waits in the hall.\n\nEXT. STREET');
    const staged = await save(text);
    expect(staged?.summary).toMatch(/scene 2: set.*; scene 3: /);
    expect(staged?.summary.split('scene 3')[1]).not.toMatch(/set|bod|perf/);
    expect((await scenes()).map(({ name }) => name).sort()).toEqual(['1', '2', '3']);
    expect(without(await things('3'), 'CAMERA')).toHaveLength(street);
    expect((await things('3')).filter(({ type }) => type === 'CAMERA')[0]?.name).toMatch(/^3\./);
  });

  test('loses a scene that was cut, and what was in it', async () => {
    const staged = await save(script);
    expect(staged?.summary).toMatch(/^scene 2 removed/);
    expect((await scenes()).map(({ name }) => name).sort()).toEqual(['1', '2']);
  });

  test('keeps what a person added when its set is built anew', async () => {
    const command = { type: 'object.create' as const, scene: '1', name: 'My vase', shape: 'cube' as const };
    await session.call('stage/apply', { label: 'A vase', commands: [command] });
    const before = (await things('1')).length;
    await save(script.replace('INT. KITCHEN - DAY', 'INT. KITCHEN - NIGHT'));
    const after = await things('1');
    expect(after.map(({ name }) => name)).toContain('My vase');
    expect(Math.abs(after.length - before)).toBeLessThan(10);
    await save(script);
    expect((await things('1')).length).toBe(before);
  });

  test('is staged whole where a person took something away', async () => {
    const ada = (await things('1')).find(({ type, id }) => type === 'ARMATURE' && id === 'ada');
    await session.call('stage/apply', {
      label: 'Ada goes',
      commands: [{ type: 'thing.remove', scene: '1', id: 'ada', kind: 'actor' }],
    });
    expect((await things('1')).map(({ name }) => name)).not.toContain(ada?.name);
    await save(script.replace('You are late again.', 'You are late.'));
    expect((await things('1')).map(({ name }) => name)).toContain(ada?.name);
  });
});

describe('a fault in the film', () => {
  test('is told with its line, and leaves what is staged', async () => {
    const [before, count] = [await keys(), told.length];
    const shots = readFileSync(join(folder, 'shots.json'), 'utf8');
    writeFileSync(join(folder, 'shots.json'), shots.slice(0, 300));
    const [problem] = await heard(count, 'problem');
    expect(problem).toMatchObject({ code: 'document', file: join(folder, 'shots.json') });
    expect(await keys()).toEqual(before);
    const again = told.length;
    writeFileSync(join(folder, 'shots.json'), shots);
    await heard(again, 'unchanged');
  });

  test('in a document that is mended is over', async () => {
    await save(script);
    const staged = await save(script.replace('Wait for me!', 'Wait! Wait for me, Ada!'));
    expect(staged?.label).toBe('Photoplay: scene 2 · line 18');
  });
});

describe('another film', () => {
  test('is not mixed with the one that is staged', async () => {
    const other = mkdtempSync(join(tmpdir(), 'photoplay-other-'));
    writeFileSync(join(other, 'screenplay.fountain'), script);
    const ends = new AbortController();
    const heardThere: LiveEvent[] = [];
    const its = new Planner(other, () => undefined);
    const tell = (event: LiveEvent) => void heardThere.push(event);
    const options = { follow: false, show: false, replace: false };
    const before = await keys();
    const live = new LiveFilm({
      planner: its,
      link: linkTo(session),
      signal: ends.signal,
      tell,
      ...options,
    }).run();
    for (let i = 0; i < 1000 && !heardThere.some(({ event }) => event === 'problem'); i++) await wait(10);
    ends.abort();
    await live;
    await its.close();
    rmSync(other, { recursive: true, force: true });
    expect(heardThere).toContainEqual(expect.objectContaining({ event: 'problem', code: 'another-film' }));
    expect(await keys()).toEqual(before);
  });
});
