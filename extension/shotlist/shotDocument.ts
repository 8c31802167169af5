import type { Beat } from '../../schemas/source/blocking.ts';
import type { Vec3 } from '../../schemas/source/common.ts';
import type { Shot, ShotSize } from '../../schemas/source/shotList.ts';
import { frameScale } from '../geometry/body.ts';
import { cameraAt, sensor, sizes } from '../geometry/camera.ts';
import { round4 } from '../geometry/vector.ts';
import type { Link } from './chain.ts';
import { fstopFor } from './grammar.ts';
import { heightAt, inFrame } from './sight.ts';
import type { World } from './world.ts';

/** A beat counts as covered by a window that holds this much of it: seconds, or the half. */
const covered = 0.6;

/** Beats of a scene that a window plays, at least the one it shows most of. */
function beatsIn(beats: readonly Beat[], from: number, to: number, fps: number): Beat[] {
  const shares = beats.map((beat) => ({
    beat,
    shared: Math.min(to, beat.start + beat.frames) - Math.max(from, beat.start),
  }));
  const most = Math.max(...shares.map(({ shared }) => shared));
  return shares
    .filter(
      ({ beat, shared }) =>
        shared > 0 && (shared === most || shared >= Math.min(covered * fps, beat.frames / 2)),
    )
    .map(({ beat }) => beat);
}

/** Script lines that are seen or heard within a window. */
function linesIn(beats: readonly Beat[], from: number, to: number): string[] {
  const lines = beats.flatMap((beat) => {
    const start = beat.speech ? beat.start + beat.speech.start : beat.start;
    const end = beat.speech ? start + beat.speech.frames : beat.start + beat.frames;
    return beat.line && start < to && end > from ? [beat.line] : [];
  });
  return [...new Set(lines)];
}

/** The part of a shot that follows from its window: beats, lines, script span. */
export function windowOf(
  beats: readonly Beat[],
  from: number,
  to: number,
  fps: number,
): Pick<Shot, 'in' | 'out' | 'beats' | 'lines' | 'span'> {
  const played = beatsIn(beats, from, to, fps);
  return {
    in: from,
    out: to,
    beats: played.map((beat) => beat.id),
    lines: linesIn(beats, from, to),
    span: {
      first: Math.min(...played.map((beat) => beat.span.first)),
      last: Math.max(...played.map((beat) => beat.span.last)),
    },
  };
}

/** A chosen shot as the document holds it, yet without a name, words and a transition of its own. */
export function shotOf(world: World, link: Link, from: number, to: number): Shot {
  const { idea, view } = link;
  const subjects = idea.subjects.length ? [...idea.subjects] : inView(world, link, from, to);
  const keys = view.keys.length === 1 ? view.keys.map((key) => ({ ...key, frame: from })) : view.keys;
  return {
    id: '',
    kind: view.move === 'follow' ? 'follow' : idea.kind,
    size: view.size ?? wideSize(world, link, subjects, from, to),
    angle: view.angle,
    move: view.move,
    subjects,
    ...(idea.kind === 'ots' && idea.partner ? { foreground: idea.partner } : {}),
    camera: keys,
    sensor: { ...sensor },
    ...(focusOf(world, link, subjects, from) ?? {}),
    ...windowOf(world.scene.beats, from, to, world.fps),
    transition: { type: 'cut', frames: 0 },
    hides: view.hides,
    rule: '',
    reason: '',
    origin: 'planned',
  };
}

/** Who is in a wide frame all the time. */
function inView(world: World, { view }: Link, from: number, to: number): string[] {
  const frames = world.samples(from, to);
  return world
    .onStage(from)
    .filter((actor) =>
      frames.every(
        (frame) =>
          world.state(actor, frame).onStage && inFrame(cameraAt(view.keys, frame), world.head(actor, frame)),
      ),
    );
}

/** A wide frame is called by a figure size only where it holds that size, else by how many it shows. */
function wideSize(
  world: World,
  { idea, view }: Link,
  subjects: readonly string[],
  from: number,
  to: number,
): ShotSize {
  if (idea.height > 0 || !['master', 'group'].includes(idea.kind)) return idea.size;
  const [first] = subjects;
  const heights = first
    ? world.samples(from, to).map((frame) => {
        const camera = cameraAt(view.keys, frame);
        const height = heightAt(camera, world.head(first, frame));
        return height / frameScale(world.look(first), height);
      })
    : [];
  const exact = (['MS', 'COWBOY', 'MLS', 'FS', 'WS', 'EWS'] as const).find(
    (size) =>
      heights.length > 0 && heights.every((height) => Math.abs(height / sizes[size].height - 1) < 0.03),
  );
  return exact ?? (subjects.length === 2 ? 'TWO' : subjects.length === 3 ? 'THREE' : 'ESTABLISHING');
}

function focusOf(
  world: World,
  { view }: Link,
  subjects: readonly string[],
  from: number,
): Pick<Shot, 'focus'> | undefined {
  const [first] = subjects;
  const near: Vec3 | undefined =
    first && world.cast.includes(first) ? world.state(first, from).eye : view.keys[0]?.target;
  if (!near) return undefined;
  return {
    focus: { at: [round4(near[0]), round4(near[1]), round4(near[2])], fstop: fstopFor(view.height || 4) },
  };
}
