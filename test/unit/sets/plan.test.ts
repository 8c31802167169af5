import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { clearance } from '../../../extension/geometry/ground.ts';
import { pieceKinds } from '../../../extension/sets/pieces.ts';
import { builtAs, planSet, planSets } from '../../../extension/sets/plan.ts';
import { floorOf } from '../../../extension/sets/reach.ts';
import type { Breakdown, Place, SetKind } from '../../../schemas/source/breakdown.ts';
import { setKind } from '../../../schemas/source/breakdown.ts';
import type { Vec2 } from '../../../schemas/source/common.ts';
import type { FloorPlan, Piece } from '../../../schemas/source/sets.ts';
import { sets as setsSchema } from '../../../schemas/source/sets.ts';

const place = (kind: SetKind, changes: Partial<Place> = {}): Place => ({
  id: `place-${kind}`,
  name: kind.toUpperCase(),
  kind,
  setting: 'INT/EXT',
  words: [],
  scenes: [],
  mentions: [],
  origin: 'planned',
  ...changes,
});
const breakdown = (places: Place[]): Breakdown => ({
  version: 1,
  title: '',
  scenes: [],
  credits: [],
  language: 'en',
  cast: [],
  places,
  props: [],
});

/** Corners of a piece seen from above. */
function corners(piece: Piece): Vec2[] {
  const [c, s] = [Math.cos(piece.facing), Math.sin(piece.facing)];
  const [w, d] = [piece.size[0] / 2 - 0.01, piece.size[1] / 2 - 0.01];
  return [
    [-w, -d],
    [w, -d],
    [w, d],
    [-w, d],
  ].map(([x, y]) => [
    piece.position[0] + (x as number) * c - (y as number) * s,
    piece.position[1] + (x as number) * s + (y as number) * c,
  ]);
}

/** Separating axes: whether two rectangles overlap. */
function overlap(a: Piece, b: Piece): boolean {
  if (a.position[2] >= b.position[2] + b.size[2] || b.position[2] >= a.position[2] + a.size[2]) return false;
  const [p, q] = [corners(a), corners(b)];
  return [a.facing, a.facing + Math.PI / 2, b.facing, b.facing + Math.PI / 2].every((angle) => {
    const along = (v: Vec2) => v[0] * Math.cos(angle) + v[1] * Math.sin(angle);
    const [pa, qa] = [p.map(along), q.map(along)];
    return Math.max(...pa) > Math.min(...qa) && Math.max(...qa) > Math.min(...pa);
  });
}

const entryOf = (plan: FloorPlan): Vec2[] =>
  plan.marks
    .filter((mark) => mark.kind === (plan.exterior ? 'outside' : 'door'))
    .map((mark) => [mark.position[0], mark.position[1]]);

const kinds = setKind.options;
const rooms = kinds.filter((kind) => kind !== 'car');
const plans = new Map(kinds.map((kind) => [kind, planSet(place(kind), 1)]));
const planOf = (kind: SetKind): FloorPlan => {
  const plan = plans.get(kind);
  if (!plan) throw new Error(kind);
  return plan;
};

describe.each(kinds)('a set of kind %s', (kind) => {
  const plan = planOf(kind);

  it('is a valid document', () => {
    expect(() => setsSchema.parse({ version: 1, sets: [plan] })).not.toThrow();
    expect(plan.pieces.length).toBeGreaterThan(6);
    for (const list of [plan.pieces, plan.openings, plan.marks, plan.seats, plan.surfaces])
      expect(new Set(list.map((item) => item.id)).size).toBe(list.length);
  });

  it('puts no solid piece into another', () => {
    const solid = plan.pieces.filter((piece) => piece.solid);
    const inside = solid.filter(
      (p) => Math.abs(p.position[0]) < plan.size[0] / 2 + 2 && Math.abs(p.position[1]) < plan.size[1] / 2 + 2,
    );
    const clashes = inside.flatMap((a, n) =>
      inside.slice(n + 1).flatMap((b) => (overlap(a, b) ? [`${a.id} × ${b.id}`] : [])),
    );
    expect(clashes).toEqual([]);
  });

  it('has seats with somewhere to stand beside them', () => {
    for (const seat of plan.seats) {
      const away = Math.hypot(seat.approach[0] - seat.position[0], seat.approach[1] - seat.position[1]);
      expect(away, seat.id).toBeLessThan(1.6);
      expect(plan.pieces.some((piece) => piece.id === seat.piece)).toBe(true);
    }
  });
});

describe.each(rooms)('one can walk in a set of kind %s', (kind) => {
  const plan = planOf(kind);
  const floor = floorOf(plan.size, plan.pieces, entryOf(plan));

  it('from the way in to every mark', () => {
    expect(entryOf(plan).length).toBeGreaterThan(0);
    const lost = plan.marks
      .filter((mark) => mark.kind !== 'outside' || plan.exterior)
      .filter((mark) => !floor.reachable([mark.position[0], mark.position[1]]));
    expect(lost.map((mark) => mark.id)).toEqual([]);
  });

  it('between all doors, not only from each of them', () => {
    const [first, ...others] = entryOf(plan);
    const fromFirst = floorOf(plan.size, plan.pieces, first ? [first] : []);
    for (const other of others) expect(fromFirst.reachable(other)).toBe(true);
  });

  it('to the side of every seat', () => {
    const seats = plan.seats.filter((seat) => !floor.reachable([seat.approach[0], seat.approach[1]]));
    expect(seats.map((seat) => seat.id)).toEqual([]);
  });

  it('and stand in six places at least a metre apart and clear of furniture', () => {
    const stands = plan.marks.filter((mark) => mark.kind === 'stand');
    expect(stands.length).toBeGreaterThanOrEqual(6);
    for (const mark of stands)
      for (const piece of plan.pieces.filter((p) => p.solid && p.position[2] < 2))
        expect(
          clearance([mark.position[0], mark.position[1]], piece),
          `${mark.id} ${piece.id}`,
        ).toBeGreaterThan(0.29);
  });
});

describe('rooms', () => {
  it.each(rooms.filter((kind) => !planOf(kind).exterior))(
    '%s has a door with a place before and behind it',
    (kind) => {
      const plan = planOf(kind);
      const door = plan.openings.find((opening) => opening.id === 'door');
      expect(door).toBeDefined();
      expect(plan.marks.find((mark) => mark.id === 'door')).toMatchObject({ kind: 'door', opening: 'door' });
      expect(plan.marks.find((mark) => mark.id === 'outside')).toMatchObject({
        kind: 'outside',
        opening: 'door',
      });
    },
  );

  it.each(rooms.filter((kind) => planOf(kind).exterior))('%s is entered from its edges', (kind) => {
    const ids = planOf(kind).marks.map((mark) => mark.id);
    expect(ids).toEqual(expect.arrayContaining(['enter_left', 'enter_right']));
  });

  it('leave no furniture across a doorway or a wall', () => {
    for (const kind of rooms) {
      const plan = planOf(kind);
      if (plan.exterior) continue;
      for (const piece of plan.pieces.filter((p) => p.solid))
        for (const [x, y] of corners(piece)) {
          expect(Math.abs(x), `${kind} ${piece.id}`).toBeLessThan(plan.size[0] / 2 + 0.02);
          expect(Math.abs(y), `${kind} ${piece.id}`).toBeLessThan(plan.size[1] / 2 + 0.02);
        }
    }
  });
});

describe('planSets', () => {
  it('says the same for the same breakdown and seed', () => {
    const book = breakdown(kinds.map((kind) => place(kind)));
    expect(JSON.stringify(planSets(book, undefined, { seed: 4 }))).toBe(
      JSON.stringify(planSets(book, undefined, { seed: 4 })),
    );
  });

  it('does not depend on the order of places', () => {
    const [a, b] = [place('kitchen'), place('bar')];
    const forth = planSets(breakdown([a, b]), undefined, { seed: 1 }).sets;
    const back = planSets(breakdown([b, a]), undefined, { seed: 1 }).sets;
    expect(back).toEqual([...forth].reverse());
  });

  it('keeps an edited plan whole and plans the others again', () => {
    const book = breakdown([place('kitchen'), place('bar')]);
    const planned = planSets(book, undefined, { seed: 1 });
    const previous = {
      ...planned,
      sets: planned.sets.map((plan) => ({
        ...plan,
        pieces: [],
        origin: plan.kind === 'bar' ? ('edited' as const) : plan.origin,
      })),
    };
    const again = planSets(book, previous, { seed: 1 });
    expect(again.sets[1]).toEqual(previous.sets[1]);
    expect(again.sets[0]).toEqual(planned.sets[0]);
  });

  it('builds a home from outside as its yard and a bar as its street', () => {
    expect(builtAs(place('living', { setting: 'EXT' }))).toBe('yard');
    expect(builtAs(place('bar', { setting: 'EXT' }))).toBe('street');
    expect(builtAs(place('station', { setting: 'INT' }))).toBe('hall');
    expect(builtAs(place('station', { setting: 'EXT' }))).toBe('station');
    expect(planSet(place('bar', { setting: 'EXT' }), 1).exterior).toBe(true);
  });

  it('lets the words of the script colour and dress a place', () => {
    const plain = planSet(place('bar'), 1);
    const old = planSet(place('bar', { words: ['old', 'neon', 'piano'] }), 1);
    expect(old.palette.wall).not.toBe(plain.palette.wall);
    expect(old.pieces.map((piece) => piece.type)).toEqual(expect.arrayContaining(['neonSign', 'piano']));
    expect(plain.pieces.map((piece) => piece.type)).not.toContain('neonSign');
  });

  it('gives two kitchens different colours for some seed', () => {
    const walls = [1, 2, 3, 4, 5, 6].map((seed) => planSet(place('kitchen'), seed).palette.wall);
    expect(new Set(walls).size).toBeGreaterThan(1);
  });
});

/** Every word that adds or changes a piece somewhere. */
const dressingWords = [
  'neon',
  'piano',
  'fireplace',
  'tv',
  'swing',
  'van',
  'garden',
  'farm',
  'locker',
  'church',
  'country',
  'waiting',
];

describe.each(kinds)('a %s dressed by every word at once', (kind) => {
  const dressed = planSet(place(kind, { words: dressingWords }), 1);

  it('still has nothing in anything else and a way to each seat', () => {
    const solid = dressed.pieces.filter(
      (p) =>
        p.solid &&
        Math.abs(p.position[0]) < dressed.size[0] / 2 + 2 &&
        Math.abs(p.position[1]) < dressed.size[1] / 2 + 2,
    );
    const clashes = solid.flatMap((a, n) =>
      solid.slice(n + 1).flatMap((b) => (overlap(a, b) ? [`${a.id} × ${b.id}`] : [])),
    );
    expect(clashes).toEqual([]);
    expect(dressed.seats.length).toBeGreaterThanOrEqual(planOf(kind).seats.length);
    expect(() => setsSchema.parse({ version: 1, sets: [dressed] })).not.toThrow();
  });
});

describe('findings of free space', () => {
  it('take a mark beside a piece when its front is walled off', () => {
    const plan = planOf('bar');
    const backBar = plan.marks.find((mark) => mark.id === 'at_backBar');
    expect(backBar).toBeDefined();
  });

  it('give a hall of a station its board, and a church its candles', () => {
    const types = (words: string[]) => planSet(place('hall', { words }), 1).pieces.map((piece) => piece.id);
    expect(types(['church'])).toContain('candlestick_1');
    expect(types(['station'])).toContain('noticeBoard');
    expect(planSet(place('station', { setting: 'INT' }), 1).pieces.map((p) => p.type)).toContain(
      'noticeBoard',
    );
  });
});

describe('the two sides of a floor plan', () => {
  it('agree on the names of pieces: the kit has a builder for each', () => {
    const kit = readFileSync(
      new URL('../../../blender-addon/photoplay/kit/set/catalogue.py', import.meta.url),
      'utf8',
    );
    expect(Object.keys(pieceKinds).filter((type) => !kit.includes(`"${type}":`))).toEqual([]);
  });

  it('agree on the plans the kit is tested with', async () => {
    const book = breakdown(kinds.map((kind) => place(kind)));
    const text = `${JSON.stringify(planSets(book, undefined, { seed: 1 }))}\n`;
    await expect(text).toMatchFileSnapshot('../../fixtures/floor-plans.json');
  });
});
