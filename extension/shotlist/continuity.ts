import type { Vec3 } from '../../schemas/source/common.ts';
import type { CameraKey } from '../../schemas/source/shotList.ts';
import { cameraAt } from '../geometry/camera.ts';
import { dot3, flat, length3, radians, sub3 } from '../geometry/vector.ts';
import { alike, cost, farApart } from './grammar.ts';
import { heightAt } from './sight.ts';
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

/** A view's camera at a frame; a still one is the same at all. */
const cameraOf = ({ keys }: View, frame: number): CameraKey =>
  keys.length === 1 && keys[0] ? keys[0] : cameraAt(keys, frame);

function jump(world: World, before: Side, after: Side, frame: number): number {
  const from = cameraOf(before.view, frame - 1);
  const to = cameraOf(after.view, frame);
  const [first, second] = [shown(world, before, frame), shown(world, after, frame)];
  const bothSeveral = first.length > 1 && second.length > 1;
  let worst = 0;
  for (const actor of first) {
    if (!second.includes(actor)) continue;
    const head = world.head(actor, frame);
    const near = within30(from.position, to.position, head);
    const [a, b] = [heightAt(from, head), heightAt(to, head)];
    const main = bothSeveral || (actor === first[0] && actor === second[0]);
    if (near && (!farApart(a, b) || (bothSeveral && !opens(before) && !opens(after)))) {
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

/** Frames of a whole place are two sizes from any other of several people. */
const opens = ({ idea }: Side): boolean => idea.kind === 'establish';

function within30(a: Vec3, b: Vec3, subject: Vec3): boolean {
  const u = sub3(a, subject);
  const v = sub3(b, subject);
  return dot3(u, v) > thirty * length3(u) * length3(v);
}

/** Shots after which the camera may be anywhere: they show the place, a thing, or what somebody sees. */
const isNeutral = (idea: Idea): boolean =>
  idea.kind === 'establish' || idea.kind === 'insert' || idea.kind === 'pov' || idea.kind === 'cutaway';

/** Whether a cut jumps over the line between two people who both shots are about. */
function crossesAxis(world: World, before: Side, after: Side, frame: number): boolean {
  if (isNeutral(before.idea) || isNeutral(after.idea)) return false;
  const eye = cameraOf(before.view, frame - 1).position;
  const next = cameraOf(after.view, frame).position;
  return lines(world, before, after, frame).some(([p, q]) => {
    const a = flat(world.state(p, frame).position);
    const b = flat(world.state(q, frame).position);
    if (Math.hypot(a[0] - b[0], a[1] - b[1]) < 0.3) return false;
    return sideOf(a, b, eye, onLine) * sideOf(a, b, next, onLine) < 0;
  });
}

/** The lines between people that a cut must not jump over: between those both shots are about, and from one to the other. */
function lines(world: World, before: Side, after: Side, frame: number): (readonly [string, string])[] {
  const [first, second] = [about(world, before, frame), about(world, after, frame)];
  const [x, y] = [before.idea.subjects, after.idea.subjects];
  const found: (readonly [string, string])[] = [];
  if (x.length === 1 && y.length === 1 && x[0] && y[0] && x[0] !== y[0]) found.push([x[0], y[0]]);
  const talk = world.beatAt(frame);
  const [p, q] = [talk.speaker, talk.addressee];
  const there = world.onStage(frame);
  if (p && q && p !== q && there.includes(p) && there.includes(q)) {
    const either = (actors: readonly string[]) => actors.includes(p) || actors.includes(q);
    if (either(first) && either(second)) found.push([p, q]);
  }
  if (first.length > 2 && second.length > 2) return found;
  const both = first.filter((actor) => second.includes(actor));
  for (const [i, p] of both.entries()) for (const q of both.slice(i + 1)) found.push([p, q]);
  return found;
}

/** Everybody a shot's screen directions depend on: those it shows and the one who is looked at. */
function about(world: World, side: Side, frame: number): readonly string[] {
  const { idea } = side;
  return idea.partner && idea.subjects.length === 1
    ? [...idea.subjects, idea.partner]
    : shown(world, side, frame);
}

/** Counter-shots match in kind and size. */
function pairing(before: Idea, after: Idea): number {
  const counter =
    before.partner && before.partner === after.subjects[0] && after.partner === before.subjects[0];
  if (!counter || before.kind === 'insert' || after.kind === 'insert') return 0;
  return before.kind === after.kind && before.size === after.size ? 0 : cost.unmatched;
}
