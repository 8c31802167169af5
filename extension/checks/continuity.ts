import type { Beat, SceneBlocking } from '../../schemas/source/blocking.ts';
import type { Vec2, Vec3 } from '../../schemas/source/common.ts';
import type { SceneShots, Shot, ShotSize } from '../../schemas/source/shotList.ts';
import { cameraAt } from '../geometry/camera.ts';
import type { SceneTimeline } from '../geometry/timeline.ts';
import { dot3, flat, normalize3, sub2, sub3 } from '../geometry/vector.ts';

/** A cut that breaks a rule. */
export interface CutFault {
  shot: Shot;
  before: Shot;
  rule: 'axis' | 'cut-angle' | 'repeat';
  message: string;
}

/** Sizes by tightness; shots named for their arrangement count as what a viewer reads them as. */
const tightness: Record<ShotSize, number> = {
  ECU: 8,
  CU: 7,
  MCU: 6,
  MS: 5,
  OTS: 5,
  COWBOY: 4,
  MLS: 3,
  TWO: 3,
  THREE: 2,
  FS: 2,
  WS: 1,
  EWS: 0,
  ESTABLISHING: 0,
  INSERT: 9,
};

/** Shots after which the camera may be on either side again: they hold no screen direction between two people. */
const neutral = new Set<Shot['kind']>(['establish', 'insert', 'pov', 'cutaway']);

/** Degrees; below it a cut on one subject looks like a mistake (the 30° rule). */
const leastAngle = 30;
/** Radians; a camera this close to the axis takes no side. */
const onTheLine = 0.14;

/** Every cut of a scene that crosses the axis, or comes back to the same subject from nearly the same place. */
export function cutFaults(scene: SceneBlocking, covered: SceneShots, timeline: SceneTimeline): CutFault[] {
  return covered.shots.flatMap((shot, i): CutFault[] => {
    const before = covered.shots[i - 1];
    if (!before) return [];
    const faults = [
      axisFault(scene, before, shot, timeline),
      angleFault(before, shot, timeline),
      repeatFault(covered.shots, i),
    ];
    return faults.filter((fault) => fault !== undefined);
  });
}

function axisFault(
  scene: SceneBlocking,
  before: Shot,
  shot: Shot,
  timeline: SceneTimeline,
): CutFault | undefined {
  if (neutral.has(before.kind) || neutral.has(shot.kind)) return undefined;
  const pair = pairAt(scene.beats, shot.in, timeline);
  if (!pair) return undefined;
  const shows = (s: Shot) =>
    [...s.subjects, s.foreground].some((id) => id !== undefined && pair.includes(id));
  if (!shows(before) || !shows(shot)) return undefined;
  const [a, b] = pair.map((id) => flat(timeline.state(id, shot.in).eye)) as [Vec2, Vec2];
  const from = side(flat(cameraAt(before.camera, shot.in - 1).position), a, b);
  const to = side(flat(cameraAt(shot.camera, shot.in).position), a, b);
  if (from === 0 || to === 0 || from === to) return undefined;
  return {
    shot,
    before,
    rule: 'axis',
    message: `The cut from ${before.id} to ${shot.id} crosses the line between ${pair[0]} and ${pair[1]}.`,
  };
}

/** Who speaks to whom at a frame; undefined when nobody does, or either is off stage. */
function pairAt(
  beats: readonly Beat[],
  frame: number,
  timeline: SceneTimeline,
): [string, string] | undefined {
  const beat = beats.find((b) => b.start <= frame && frame < b.start + b.frames);
  const { speaker, addressee } = beat ?? {};
  if (!speaker || !addressee || speaker === addressee) return undefined;
  const here = (id: string) => timeline.actors.includes(id) && timeline.state(id, frame).onStage;
  return here(speaker) && here(addressee) ? [speaker, addressee] : undefined;
}

/** +1 left of a→b, -1 right of it, 0 as good as on it. */
function side(point: Vec2, a: Vec2, b: Vec2): number {
  const ab = sub2(b, a);
  const ap = sub2(point, a);
  const cross = ab[0] * ap[1] - ab[1] * ap[0];
  const angle = Math.abs(cross) / (Math.hypot(...ab) * Math.hypot(...ap) || 1);
  return angle < onTheLine ? 0 : Math.sign(cross);
}

function angleFault(before: Shot, shot: Shot, timeline: SceneTimeline): CutFault | undefined {
  const subject = shot.subjects[0];
  if (subject === undefined || subject !== before.subjects[0] || shot.kind === 'insert') return undefined;
  if (shot.subjects.length !== before.subjects.length || !timeline.actors.includes(subject)) return undefined;
  if (Math.abs(tightness[before.size] - tightness[shot.size]) >= 2) return undefined;
  const eye = timeline.state(subject, shot.in).eye;
  const toward = (position: Vec3) => normalize3(sub3(position, eye));
  const dot = dot3(
    toward(cameraAt(before.camera, shot.in - 1).position),
    toward(cameraAt(shot.camera, shot.in).position),
  );
  const angle = (Math.acos(Math.min(1, Math.max(-1, dot))) * 180) / Math.PI;
  if (angle >= leastAngle) return undefined;
  return {
    shot,
    before,
    rule: 'cut-angle',
    message: `The cut from ${before.id} to ${shot.id} stays on ${subject}, moves ${Math.round(angle)}° and changes the size too little: it looks like a jump.`,
  };
}

/** The very picture that the shot before it showed. */
function repeatFault(shots: readonly Shot[], i: number): CutFault | undefined {
  const [shot, before] = [shots[i], shots[i - 1]];
  if (!shot || !before) return undefined;
  const look = (s: Shot) =>
    `${s.kind} ${s.size} ${s.subjects.join()} ${s.camera[0]?.position.map((v) => v.toFixed(1)).join()}`;
  if (look(shot) !== look(before)) return undefined;
  return { shot, before, rule: 'repeat', message: `${shot.id} shows again what ${before.id} shows.` };
}
