import { describe, expect, it } from 'vitest';
import { frameHeightAt, project } from '../../../extension/geometry/camera.ts';
import { cutPoints, wordEnds } from '../../../extension/shotlist/cuts.ts';
import { figurePose, groupPose, overShoulder } from '../../../extension/shotlist/framing.ts';
import { closenessFor, closenessOf } from '../../../extension/shotlist/grammar.ts';
import {
  type Box,
  ballBetween,
  boxBetween,
  boxesOf,
  isNearBox,
  postBetween,
} from '../../../extension/shotlist/obstacles.ts';
import {
  distanceToWalls,
  isInside,
  type Room,
  roomOf,
  wallsBetween,
} from '../../../extension/shotlist/room.ts';
import type { Vec3 } from '../../../schemas/source/common.ts';
import type { SpokenLine } from '../../../schemas/source/voices.ts';
import { planOf } from '../../fixtures/scene.ts';
import { facing, fps, planFor, Script } from './scenes.ts';

describe('a frame of one figure', () => {
  const head: Vec3 = [1, 2, 1.6];

  it('has its eyes on the upper third, at the named height, from the eyes', () => {
    const pose = figurePose({ head, ground: 0, toward: [0, -1], height: 0.6, lens: 75, raise: 0 });
    const seen = project(pose, head);
    expect(seen.y).toBeCloseTo(2 / 3, 2);
    expect(seen.x).toBeCloseTo(0.5, 6);
    expect(frameHeightAt(seen.depth, 75)).toBeCloseTo(0.6, 3);
    expect(pose.position[2]).toBeCloseTo(1.6, 6);
  });

  it('leaves room where the face looks', () => {
    const gaze = (x: number) =>
      project(
        figurePose({ head, ground: 0, toward: [0, -1], height: 0.6, lens: 75, raise: 0, gaze: [x, 0] }),
        head,
      ).x;
    expect(gaze(1)).toBeCloseTo(0.42, 2);
    expect(gaze(-1)).toBeCloseTo(0.58, 2);
  });

  it('holds head and feet of a full figure with a margin', () => {
    const pose = figurePose({ head, ground: 0, toward: [1, 1], height: 2.05, lens: 35, raise: 0 });
    expect(project(pose, [1, 2, 0]).y).toBeGreaterThan(0.04);
    expect(project(pose, [1, 2, 1.75]).y).toBeLessThan(0.96);
    expect(pose.position[2]).toBeLessThan(1.6);
  });
});

describe('a frame of several points', () => {
  it('is the nearest that holds them all within its margins', () => {
    const points: Vec3[] = [
      [-1, 0, 0],
      [1, 1, 0],
      [0, 0.5, 1.9],
    ];
    const margin = { side: 0.05, above: 0.05, below: 0.05 };
    const pose = groupPose({ points, forward: [0.3, 1], tilt: 0.1, lens: 28, margin });
    const seen = points.map((point) => project(pose, point));
    for (const { x, y } of seen) {
      expect(x).toBeGreaterThan(0.049);
      expect(x).toBeLessThan(0.951);
      expect(y).toBeGreaterThan(0.049);
      expect(y).toBeLessThan(0.951);
    }
    const edge = Math.min(...seen.flatMap(({ x, y }) => [x, 1 - x, y, 1 - y]));
    expect(edge).toBeCloseTo(0.05, 3);
  });

  it('keeps a least height, and cannot be of nothing', () => {
    const margin = { side: 0, above: 0, below: 0 };
    const pose = groupPose({ points: [[0, 0, 1]], forward: [0, 1], tilt: 0, lens: 50, margin, least: 2 });
    expect(frameHeightAt(project(pose, [0, 0, 1]).depth, 50)).toBeCloseTo(2, 6);
    expect(() => groupPose({ points: [], forward: [0, 1], tilt: 0, lens: 50, margin })).toThrow(RangeError);
  });

  it('over a shoulder stands behind the near one, on the given side', () => {
    const [x, y] = overShoulder([0, 0, 1.6], [0, 1.2, 1.6], 1, 1.1, 0.45);
    expect([x, y]).toEqual([-0.45, -1.1]);
    expect(overShoulder([0, 0, 1.6], [0, 1.2, 1.6], -1, 1.1, 0.45)[0]).toBe(0.45);
  });
});

describe('things in the way', () => {
  const box: Box = { id: 'box', centre: [0, 0, 0.5], half: [1, 0.25, 0.5], reach: 1.15, cos: 1, sin: 0 };

  it('boxes stop a line of sight, unless they hold what is looked at', () => {
    expect(boxBetween(box, [0, -2, 0.5], [0, 2, 0.5])).toBe(true);
    expect(boxBetween(box, [0, -2, 1.2], [0, 2, 1.2])).toBe(false);
    expect(boxBetween(box, [0, -2, 0.5], [0, 0, 0.5])).toBe(false);
    expect(boxBetween(box, [0.9, -2, 0.5], [1.2, 2, 0.5])).toBe(false);
    expect(boxBetween(box, [1.05, -2, 0.5], [1.05, 2, 0.5])).toBe(false);
    expect(boxBetween({ ...box, cos: 0, sin: 1 }, [0, -2, 0.5], [0, -0.9, 0.5])).toBe(false);
  });

  it('nearness is measured to the faces of the turned box', () => {
    expect(isNearBox(box, [0, 0.5, 0.5], 0.3)).toBe(true);
    expect(isNearBox(box, [0, 0.6, 0.5], 0.3)).toBe(false);
    expect(isNearBox({ ...box, cos: 0, sin: 1 }, [0, 0.6, 0.5], 0.3)).toBe(true);
    expect(isNearBox(box, [9, 0, 0.5], 0.3)).toBe(false);
    expect(isNearBox(box, [0, 9, 0.5], 0.3)).toBe(false);
  });

  it('balls and posts stop what passes through them', () => {
    expect(ballBetween([0, 0.1, 1], 0.2, [-1, 0, 1], [1, 0, 1])).toBe(true);
    expect(ballBetween([0, 0.3, 1], 0.2, [-1, 0, 1], [1, 0, 1])).toBe(false);
    expect(postBetween([0, 0], 0, 1, 0.2, [-1, 0.1, 0.5], [1, 0.1, 0.5])).toBe(true);
    expect(postBetween([0, 0], 0, 1, 0.2, [-1, 0.1, 1.5], [1, 0.1, 1.5])).toBe(false);
    expect(postBetween([0, 0], 0, 1, 0.2, [-1, 0.4, 0.5], [1, 0.4, 0.5])).toBe(false);
  });

  it('hanging lamps count, rugs and pictures do not', () => {
    const ids = boxesOf(planFor('kitchen')).map(({ id }) => id);
    expect(ids).toContain('pendant');
    expect(ids.some((id) => id.startsWith('picture') || id.startsWith('rug'))).toBe(false);
  });
});

describe('a room', () => {
  const window = { id: 'w', type: 'window', side: 'E', at: 0, width: 1, height: 1, sill: 1 } as const;
  const room = roomOf(planOf({ openings: [window] })) as Room;

  it('has no walls outdoors', () => {
    expect(roomOf(planOf({ exterior: true }))).toBeUndefined();
  });

  it('tells which walls stand between a camera outside and a point inside', () => {
    expect(wallsBetween(room, [0, -4, 1.5], [0, 0, 1.5])).toEqual(['S']);
    expect(wallsBetween(room, [0, 0, 1.5], [0, 2, 1.5])).toEqual([]);
    expect(wallsBetween(room, [0, -4, 3.5], [0, -2.3, 1.5])).toEqual(['S', 'C']);
    expect(wallsBetween(room, [0, -1, 4], [0, 0, 1])).toEqual(['C']);
  });

  it('has walls that run on past its corners where the next wall has no window', () => {
    expect(wallsBetween(room, [-3.2, -4, 1.5], [-2, -1, 1.5])).toEqual(['S', 'W']);
    expect(wallsBetween(room, [4, 2.6, 1.5], [2.2, 2.4, 1.5])).toEqual(['E']);
  });

  it('keeps the lens off walls that stay', () => {
    expect(distanceToWalls(room, [], [2.3, 0, 1.5])).toBeCloseTo(0.2);
    expect(distanceToWalls(room, ['E'], [2.3, 0, 1.5])).toBeCloseTo(1.2);
    expect(isInside(room, [2.3, 0, 1.5])).toBe(true);
    expect(isInside(room, [2.6, 0, 1.5])).toBe(false);
  });
});

describe('where the picture may change', () => {
  const [a, b] = facing([0, 0], 1.2, 0);
  const long = 'I kept the letter, the one you sent from Lisbon. I never opened it; I never will.';
  const script = new Script().open().say('a', 'b', 'Why did you come back?').say('b', 'a', long).close();
  const scene = script.scene(planOf(), { a, b });
  const line = scene.beats[2];

  it('is between beats, at phrases of long lines, and never inside a short one', () => {
    const points = cutPoints(scene, new Map(), fps, 1);
    expect(points[0]).toEqual({ frame: 0, cost: 0 });
    expect(points.at(-1)?.frame).toBe(scene.frames);
    const ends = line ? wordEnds(line, undefined, fps) : [];
    const phrases = new Set(ends.filter(({ closes }) => closes !== 'word').map(({ frame }) => frame));
    const inside = points.filter(
      ({ frame }) => line && frame > line.start + 14 && frame < line.start + line.frames - 5,
    );
    expect(inside.length).toBeGreaterThan(0);
    for (const { frame } of inside) expect(phrases.has(frame)).toBe(true);
    const short = scene.beats[1];
    expect(
      points.some(({ frame }) => short && frame > short.start + 14 && frame < short.start + short.frames),
    ).toBe(false);
  });

  it('goes by measured words where there are', () => {
    const words = long.split(' ').map((text, i) => ({ text, start: i * 0.3, end: i * 0.3 + 0.25 }));
    const spoken = { line: 'line-b3', words } as SpokenLine;
    const ends = line ? wordEnds(line, spoken, fps) : [];
    const start = (line?.start ?? 0) + (line?.speech?.start ?? 0);
    expect(ends[3]).toEqual({ frame: start + Math.round(1.15 * fps), closes: 'phrase' });
    const points = cutPoints(scene, new Map([['line-b3', spoken]]), fps, 1).map(({ frame }) => frame);
    expect(points).toContain(start + Math.round((9 * 0.3 + 0.25) * fps));
  });

  it('opens long stretches without a pause at a word, and long actions every few seconds', () => {
    const breathless = 'and then we went on and on over hills and rivers and roads '.repeat(4).trim();
    const talk = new Script().open().say('a', 'b', breathless).act([], 9).close().scene(planOf(), { a, b });
    const points = cutPoints(talk, new Map(), fps, 1);
    const gaps = points.slice(1).map(({ frame }, i) => frame - (points[i]?.frame ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(6 * fps);
  });

  it('lets the sound of some replies lead the picture by a few frames', () => {
    const leads = Array.from({ length: 40 }, (_, seed) => {
      const reply = cutPoints(scene, new Map(), fps, seed).find(
        ({ frame }) => line && frame >= line.start && frame <= line.start + 20,
      );
      return (reply?.frame ?? 0) - (line?.start ?? 0) - (line?.speech?.start ?? 0);
    });
    expect(leads.some((lead) => lead >= 4 && lead <= 8)).toBe(true);
    expect(leads.some((lead) => lead <= 0)).toBe(true);
    expect(leads.every((lead) => lead <= 8)).toBe(true);
  });
});

describe('closeness', () => {
  it('grows with tension and falls with the height of the frame', () => {
    const steps = [0, 0.2, 0.3, 0.5, 0.75, 0.9, 1].map(closenessFor);
    expect(steps).toEqual([...steps].sort((x, y) => x - y));
    expect(closenessFor(2)).toBe(closenessFor(1));
    expect(closenessOf(0.38)).toBeCloseTo(5);
    expect(closenessOf(0.95)).toBeCloseTo(3);
    expect(closenessOf(9)).toBe(0);
    expect(closenessOf(0.1)).toBe(6);
  });
});
