import type { Vec3 } from '../../schemas/source/common.ts';
import { cameraAt, frameHeightAt, project } from '../geometry/camera.ts';
import { dot3, flat, length3, radians, sub3 } from '../geometry/vector.ts';
import { alike, cost, farApart } from './grammar.ts';
import type { Idea, View } from './view.ts';
import { sideOf, type World } from './world.ts';

/** One side of a cut: what is shown and from where. */
export interface Side {
  idea: Idea;
  view: View;
}

/** Metres from the line between two people within which a camera counts as on it. */
const onLine = 0.2;
const thirty = Math.cos(radians(30));

/**
 * What a cut from one shot to another costs at a frame: Infinity for what continuity forbids (the same picture, under
 * 30° and two sizes on one subject, over the line between two who face each other).
 */
export function cutCost(world: World, before: Side, after: Side, frame: number): number {
  if (before.view === after.view || before.idea.key === after.idea.key) return Number.POSITIVE_INFINITY;
  if (crossesAxis(world, before, after, frame)) return Number.POSITIVE_INFINITY;
  return jump(world, before, after, frame) + pairing(before.idea, after.idea);
}

function jump(world: World, before: Side, after: Side, frame: number): number {
  const from = cameraAt(before.view.keys, frame - 1);
  const to = cameraAt(after.view.keys, frame);
  const [mainBefore, mainAfter] = [before.idea.subjects[0], after.idea.subjects[0]];
  let worst = 0;
  for (const actor of shown(world, before, frame)) {
    if (!shown(world, after, frame).includes(actor)) continue;
    const head = world.head(actor, frame);
    const near = within30(from.position, to.position, head);
    const sizes = [from, to].map((camera) =>
      frameHeightAt(Math.max(0.05, project(camera, head).depth), camera.lens),
    );
    const [a, b] = sizes as [number, number];
    const main = actor === mainBefore && actor === mainAfter;
    if (near && !farApart(a, b)) {
      if (main) return Number.POSITIVE_INFINITY;
      worst = Math.max(worst, cost.nearJump);
    }
    if (main && alike(a, b)) worst = Math.max(worst, cost.idleCut);
  }
  return worst;
}

/** Everybody a shot is about at a frame; a wide one is about all who are there. */
function shown(world: World, { idea }: Side, frame: number): readonly string[] {
  if (idea.kind === 'insert' || idea.kind === 'cutaway') return [];
  if (idea.subjects.length === 0) return world.onStage(frame);
  return idea.subjects.filter((actor) => world.cast.includes(actor));
}

function within30(a: Vec3, b: Vec3, subject: Vec3): boolean {
  const u = sub3(a, subject);
  const v = sub3(b, subject);
  return dot3(u, v) > thirty * length3(u) * length3(v);
}

/** Shots after which the camera may be anywhere: they show the place, a thing, or what somebody sees. */
export const isNeutral = (idea: Idea): boolean =>
  idea.kind === 'establish' || idea.kind === 'insert' || idea.kind === 'pov' || idea.kind === 'cutaway';

/** Whether a cut jumps over the line between two people who both shots are about. */
export function crossesAxis(world: World, before: Side, after: Side, frame: number): boolean {
  if (isNeutral(before.idea) || isNeutral(after.idea)) return false;
  const eye = cameraAt(before.view.keys, frame - 1).position;
  const next = cameraAt(after.view.keys, frame).position;
  return lines(world, before, after, frame).some(([p, q]) => {
    const a = flat(world.state(p, frame).position);
    const b = flat(world.state(q, frame).position);
    if (Math.hypot(a[0] - b[0], a[1] - b[1]) < 0.3) return false;
    return sideOf(a, b, eye, onLine) * sideOf(a, b, next, onLine) < 0;
  });
}

/** The lines between people that both shots are about. */
function lines(world: World, before: Side, after: Side, frame: number): (readonly [string, string])[] {
  const held = (side: Side): ((p: string, q: string) => boolean) => {
    const { idea } = side;
    const people =
      idea.partner && idea.subjects.length === 1
        ? [...idea.subjects, idea.partner]
        : shown(world, side, frame);
    return (p, q) => people.includes(p) && people.includes(q);
  };
  const [first, second] = [held(before), held(after)];
  const there = world.onStage(frame);
  const specific = [before, after].some(
    ({ idea }) => idea.partner !== undefined || idea.subjects.length === 2,
  );
  if (!specific && there.length > 2) return [];
  return there.flatMap((p, i) =>
    there
      .slice(i + 1)
      .flatMap((q): (readonly [string, string])[] => (first(p, q) && second(p, q) ? [[p, q]] : [])),
  );
}

/** Counter-shots match in kind and size. */
function pairing(before: Idea, after: Idea): number {
  const counter =
    before.partner && before.partner === after.subjects[0] && after.partner === before.subjects[0];
  if (!counter || before.kind === 'insert' || after.kind === 'insert') return 0;
  return before.kind === after.kind && before.size === after.size ? 0 : cost.unmatched;
}
