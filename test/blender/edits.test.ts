import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HeadlessSession } from '../../bridge/launch.ts';
import { type Film, filmPaths, newFilm } from '../../extension/film/folder.ts';
import { loadOverrides } from '../../extension/film/overrides.ts';
import { statusOf } from '../../extension/film/status.ts';
import { Hands } from '../../extension/live/hands.ts';
import type { Link } from '../../extension/live/link.ts';
import { type Planned, Planner } from '../../extension/live/planner.ts';
import { bringUpToDate } from '../../extension/live/stager.ts';
import { openSession } from './session.ts';

const home = mkdtempSync(join(tmpdir(), 'photoplay-hands-'));
const { signal } = new AbortController();
let film: Film;
let session: HeadlessSession;
let planner: Planner;
let hands: Hands;
let now: Planned;
const link = () => ({ call: session.call.bind(session) }) as unknown as Link;

beforeAll(async () => {
  film = newFilm(join(home, 'film'), 'The Brass Key', 'the-brass-key');
  writeFileSync(film.screenplay, firstScene(readFileSync(film.screenplay, 'utf8')));
  session = await openSession();
  planner = new Planner(film.folder, () => undefined);
  hands = new Hands(link(), () => undefined);
  await restage();
}, 240_000);
afterAll(async () => {
  await planner.close();
  await session.close();
  rmSync(home, { recursive: true, force: true });
});

const firstScene = (script: string): string => {
  const second = script.indexOf('EXT.');
  return script.slice(0, second);
};
async function restage(): Promise<void> {
  now = await planner.plan(signal);
  await bringUpToDate(link(), now);
  planner.save(now);
}
/** Somebody's own commands: no film's batch. */
const byHand = (...commands: { type: string; [key: string]: unknown }[]) =>
  session.call('stage/apply', { label: 'by hand', commands });
const edits = async () => (await session.call('edits/list', {})).edits.map(({ id }) => id);
const ids = () => loadOverrides(filmPaths(film.folder)).map(({ id }) => id);
const at = async (object: string) =>
  (await session.call('scene/describe', { scene: '1' })).objects.find(({ name }) => name === object)
    ?.position;
const scene = 'int-kitchen-night';

test('a film as it is staged has no edits', async () => {
  expect(await edits()).toEqual([]);
});

test('what was done by hand is told, kept, staged from the documents, and told no more', async () => {
  const [x = 0, y = 0, z = 0] = (await at('kitchen table')) ?? [];
  await byHand(
    { type: 'object.transform', object: 'kitchen table', position: [x + 0.3, y, z] },
    { type: 'object.delete', object: 'brass key' },
    { type: 'light.set', scene: '1', object: 'Torch', kind: 'POINT', energy: 80, position: [0, 0, 2] },
  );
  expect(await edits()).toEqual(['1/light/Torch/added', '1/piece/table/moved', '1/prop/brass-key/removed']);
  await hands.look(now);
  expect(ids()).toEqual([
    `${scene}/brass-key/removeProp`,
    `${scene}/light.torch/addLamp`,
    'kitchen/table/movePiece',
  ]);
  await restage();
  expect(await edits()).toEqual([]);
  expect((await at('kitchen table'))?.[0]).toBeCloseTo(x + 0.3, 3);
  expect(await at('brass key')).toBeUndefined();
}, 120_000);

test('it is there after the script was changed, and in the status', async () => {
  const before = ids();
  const text = readFileSync(film.screenplay, 'utf8');
  writeFileSync(film.screenplay, text.replace(/\n([A-Z][a-z]+ [a-z ]+)\./, '\n$1 again.'));
  await restage();
  expect(ids()).toEqual(before);
  expect(await edits()).toEqual([]);
  expect(statusOf(film).overrides.map(({ waits }) => waits)).toEqual([false, false, false]);
}, 120_000);

test('a camera that was set by hand, an object that was added and a body that was coloured are kept as well', async () => {
  await byHand(
    { type: 'camera.set', scene: '1', object: '1.01', lens: 41.5 },
    { type: 'object.create', scene: '1', name: 'Post', shape: 'cube', position: [0, 1.5, 0.5] },
    { type: 'object.colour', scene: '1', object: 'SAM', colour: '#00ff00' },
  );
  await hands.look(now);
  expect(statusOf(film).edited).toEqual(['shots/1.01']);
  expect(ids()).toEqual(expect.arrayContaining([`${scene}/own.post/addObject`]));
  await restage();
  expect(ids()).toContain('sam/top/colourActor');
  expect(await edits()).toEqual([]);
  expect((await at('Post'))?.[1]).toBeCloseTo(1.5, 3);
}, 120_000);
