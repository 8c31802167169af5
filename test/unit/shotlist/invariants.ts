import { headHeight } from '../../../extension/geometry/body.ts';
import {
  cameraAt,
  type FigureSize,
  frameHeightAt,
  project,
  sizes,
} from '../../../extension/geometry/camera.ts';
import { sceneTimeline } from '../../../extension/geometry/timeline.ts';
import type { SceneBlocking } from '../../../schemas/source/blocking.ts';
import type { Breakdown } from '../../../schemas/source/breakdown.ts';
import type { Vec3 } from '../../../schemas/source/common.ts';
import type { FloorPlan } from '../../../schemas/source/sets.ts';
import type { SceneShots, Shot } from '../../../schemas/source/shotList.ts';
import { fps } from './scenes.ts';

/** Measures a scene's shots from the documents alone, in its own way, and lists what breaks a rule. */
export function faults(
  film: Breakdown,
  plan: FloorPlan,
  scene: SceneBlocking,
  planned: SceneShots,
): string[] {
  const looks = new Map(film.cast.map(({ id, look }) => [id, look]));
  const timeline = sceneTimeline(scene, plan, looks, fps);
  const { shots } = planned;
  const out: string[] = [];
  const framesOf = (shot: Shot, step = 3) => {
    const frames: number[] = [];
    for (let f = shot.in; f < shot.out; f += step) frames.push(f);
    return frames;
  };

  let at = 0;
  for (const shot of shots) {
    if (shot.in !== at) out.push(`${shot.id} begins at ${shot.in}, not ${at}`);
    if (shot.out <= shot.in) out.push(`${shot.id} has no length`);
    at = shot.out;
  }
  if (at !== scene.frames) out.push(`the last shot ends at ${at} of ${scene.frames}`);

  const heard = new Set(shots.flatMap((shot) => shot.lines));
  for (const beat of scene.beats) {
    if (beat.speech && beat.line && !heard.has(beat.line)) out.push(`line ${beat.line} is in no shot`);
  }

  for (let i = 1; i < shots.length; i++) {
    const [before, after] = [shots[i - 1] as Shot, shots[i] as Shot];
    const a = cameraAt(before.camera, before.out - 1);
    const b = cameraAt(after.camera, after.in);
    const subject = before.subjects[0];
    if (subject && subject === after.subjects[0] && looks.has(subject)) {
      const head = timeline.state(subject, after.in).eye;
      const angle = angleAt(head, a.position, b.position);
      const ratio = height(a, head) / height(b, head);
      if (angle < 29.5 && Math.max(ratio, 1 / ratio) < 2) {
        out.push(`${before.id} → ${after.id}: ${angle.toFixed(0)}° and ×${ratio.toFixed(2)} on ${subject}`);
      }
    }
    for (const [p, q] of pairs(before, after)) {
      if (!looks.has(p) || !looks.has(q)) continue;
      const s = timeline.state(p, after.in).position;
      const t = timeline.state(q, after.in).position;
      if (side(s, t, a.position) * side(s, t, b.position) < 0)
        out.push(`${before.id} → ${after.id} cross ${p}-${q}`);
    }
  }

  let spoken = 0;
  let hidden = 0;
  for (const shot of shots) {
    const about = shot.subjects.filter((id) => looks.has(id));
    let outside = 0;
    let frames = 0;
    for (const frame of framesOf(shot)) {
      const camera = cameraAt(shot.camera, frame);
      for (const piece of plan.pieces.filter((p) => p.solid && !(p.wall && shot.hides.includes(p.wall)))) {
        if (clearance(piece, camera.position) < 0.25) out.push(`${shot.id}: lens in ${piece.id} at ${frame}`);
      }
      for (const actor of about) {
        frames++;
        const { x, y, depth } = project(camera, timeline.state(actor, frame).eye);
        if (depth <= 0 || x < 0 || x > 1 || y < 0 || y > 1) outside++;
      }
      const speaker = scene.beats.find(
        (b) =>
          b.speech?.visible &&
          frame >= b.start + b.speech.start &&
          frame < b.start + b.speech.start + b.speech.frames,
      )?.speaker;
      if (speaker && about.includes(speaker)) {
        spoken++;
        const { eye } = timeline.state(speaker, frame);
        const others = timeline.actors.filter((o) => o !== speaker && timeline.state(o, frame).onStage);
        const blocked =
          others.some((o) => {
            const { crown } = timeline.state(o, frame);
            const skull = headHeight(looks.get(o) ?? (undefined as never));
            return offLine([crown[0], crown[1], crown[2] - skull / 2], camera.position, eye) < skull * 0.5;
          }) ||
          plan.pieces.some(
            (p) => p.solid && !(p.wall && shot.hides.includes(p.wall)) && pierces(p, camera.position, eye),
          );
        if (blocked) hidden++;
      }
    }
    if (outside > 0.01 * frames)
      out.push(`${shot.id} ${shot.kind}: a subject is out of frame ${outside}/${frames}`);
    const named = sizes[shot.size as FigureSize];
    const subject = about[0];
    if (named && subject && shot.move !== 'push' && shot.move !== 'pull') {
      const look = looks.get(subject);
      const scale = !look ? 1 : named.height <= 0.6 ? headHeight(look) / (0.176 * 1.75) : look.heightM / 1.75;
      for (const frame of framesOf(shot)) {
        const { eye, crown } = timeline.state(subject, frame);
        const head: Vec3 = [(eye[0] + crown[0]) / 2, (eye[1] + crown[1]) / 2, eye[2]];
        const error = height(cameraAt(shot.camera, frame), head) / (named.height * scale) - 1;
        if (Math.abs(error) > 0.06) {
          out.push(
            `${shot.id} ${shot.kind} ${shot.size}: height off by ${(error * 100).toFixed(0)}% at ${frame}`,
          );
          break;
        }
      }
    }
    for (const hide of shot.hides) if (!plan.wildWalls.includes(hide)) out.push(`${shot.id} hides ${hide}`);
  }
  if (hidden > 0.02 * spoken) out.push(`faces hidden while speaking: ${hidden}/${spoken}`);
  return out;
}

type Camera = ReturnType<typeof cameraAt>;
const height = (camera: Camera, at: Vec3) => frameHeightAt(project(camera, at).depth, camera.lens);

function angleAt(at: Vec3, a: Vec3, b: Vec3): number {
  const u = Math.atan2(a[1] - at[1], a[0] - at[0]);
  const v = Math.atan2(b[1] - at[1], b[0] - at[0]);
  const d = Math.abs(u - v) % (2 * Math.PI);
  return (Math.min(d, 2 * Math.PI - d) * 180) / Math.PI;
}

/** People whose line both of two shots are about: a pair in each of them, by subjects and foregrounds. */
function pairs(before: Shot, after: Shot): [string, string][] {
  const neutral = ['insert', 'pov', 'establish', 'cutaway'];
  if (neutral.includes(before.kind) || neutral.includes(after.kind)) return [];
  const about = (shot: Shot) => [...shot.subjects, ...(shot.foreground ? [shot.foreground] : [])];
  const [a, b] = [about(before), about(after)];
  const both = a.filter((actor) => b.includes(actor));
  const counter = a.length === 1 && b.length === 1 && a[0] !== b[0] ? [[a[0], b[0]] as [string, string]] : [];
  return [...counter, ...both.flatMap((p, i) => both.slice(i + 1).map((q): [string, string] => [p, q]))];
}

function side(a: Vec3, b: Vec3, p: Vec3): number {
  const off =
    ((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])) /
    (Math.hypot(b[0] - a[0], b[1] - a[1]) || 1);
  return Math.abs(off) < 0.25 ? 0 : Math.sign(off);
}

function offLine(p: Vec3, a: Vec3, b: Vec3): number {
  const d = [b[0] - a[0], b[1] - a[1], b[2] - a[2]] as const;
  const v = [p[0] - a[0], p[1] - a[1], p[2] - a[2]] as const;
  const t = Math.max(
    0,
    Math.min(1, (v[0] * d[0] + v[1] * d[1] + v[2] * d[2]) / (d[0] ** 2 + d[1] ** 2 + d[2] ** 2)),
  );
  return Math.hypot(v[0] - d[0] * t, v[1] - d[1] * t, v[2] - d[2] * t);
}

type PieceBox = FloorPlan['pieces'][number];

function clearance(piece: PieceBox, p: Vec3): number {
  const dx = p[0] - piece.position[0];
  const dy = p[1] - piece.position[1];
  const [c, s] = [Math.cos(piece.facing), Math.sin(piece.facing)];
  const x = Math.abs(dx * c + dy * s) - piece.size[0] / 2;
  const y = Math.abs(dy * c - dx * s) - piece.size[1] / 2;
  const z = Math.abs(p[2] - piece.position[2] - piece.size[2] / 2) - piece.size[2] / 2;
  return Math.hypot(Math.max(0, x), Math.max(0, y), Math.max(0, z));
}

/** Walks along a line of sight in centimetres and asks whether it is ever inside a piece that does not hold its end. */
function pierces(piece: PieceBox, a: Vec3, b: Vec3): boolean {
  if (clearance(piece, b) === 0) return false;
  for (let i = 1; i < 100; i++) {
    const t = i / 100;
    const p: Vec3 = [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
    if (clearance(piece, p) === 0) return true;
  }
  return false;
}
