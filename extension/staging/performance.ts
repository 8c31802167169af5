import type { Action, Beat, SceneBlocking } from '../../schemas/source/blocking.ts';
import type { Vec3 } from '../../schemas/source/common.ts';
import type { FloorPlan } from '../../schemas/source/sets.ts';
import type { Clip, Performance } from '../../schemas/source/stageCommand.ts';
import type { SpokenLine } from '../../schemas/source/voices.ts';
import { seeded } from '../geometry/random.ts';
import { looksOf, type TargetSource, targetPoint } from '../geometry/targets.ts';
import { direction, distance2, length3, round4, sub3 } from '../geometry/vector.ts';
import { strokes, visemes } from './visemes.ts';

/** What a performance is made from: one scene, blocked, with its sounds. */
export interface SceneSource extends TargetSource {
  scene: SceneBlocking;
  spoken: ReadonlyMap<string, SpokenLine>;
  fps: number;
}

const roots = new Set<Action['do']>(['walk', 'turn', 'sit', 'rise', 'kneel', 'lie']);
const point = ([x, y, z]: Vec3): Vec3 => [round4(x), round4(y), round4(z)];

/** All that one actor does in a scene, resolved to frames and points. */
export function perform(source: SceneSource, actor: string): Performance {
  return {
    root: rootKeys(source, actor),
    postures: postures(source, actor),
    gaits: gaits(source, actor),
    gaze: gaze(source, actor),
    clips: clips(source, actor),
    speech: speech(source, actor),
    feelings: own(source, actor)
      .filter(({ action }) => action.do === 'feel')
      .map(({ action, start }) => ({
        frame: start,
        feeling: action.feeling ?? 'neutral',
        strength: action.strength ?? 0.6,
      })),
    blinks: blinks(source, actor),
    beats: source.scene.beats.map((beat) => ({
      start: beat.start,
      frames: beat.frames,
      seed: `${beat.id}:${actor}`,
      role: role(beat, actor),
    })),
    visible: visible(source, actor),
  };
}

/** An actor's actions on the scene's clock, in order. */
function own(
  source: SceneSource,
  actor: string,
): { beat: Beat; action: Action; start: number; index: number }[] {
  return source.scene.beats
    .flatMap((beat) =>
      beat.actions.map((action, index) => ({ beat, action, start: beat.start + action.start, index })),
    )
    .filter(({ action }) => action.actor === actor)
    .sort((a, b) => a.start - b.start);
}

function role(beat: Beat, actor: string): Performance['beats'][number]['role'] {
  if (beat.speaker === actor) return 'speaks';
  if (beat.kind === 'line') return 'listens';
  return beat.subjects.includes(actor) ? 'acts' : 'idle';
}

function rootKeys({ timeline }: SceneSource, actor: string): Performance['root'] {
  const keys: Performance['root'] = [];
  const add = (frame: number) => {
    const { position, facing } = timeline.state(actor, frame);
    const key = { frame, position: point(position), facing: round4(facing) };
    const last = keys.at(-1);
    if (last && last.frame >= frame) return;
    keys.push(key);
  };
  add(0);
  for (const segment of timeline.segments(actor)) {
    if (!segment.action) continue;
    for (let f = segment.start; f <= segment.end; f++) add(f);
  }
  return keys.filter((key, i) => {
    const before = keys[i - 1];
    const next = keys[i + 1];
    return !before || !next || !same(before, key) || !same(key, next);
  });
}

const same = (a: Performance['root'][number], b: Performance['root'][number]): boolean =>
  a.facing === b.facing && a.position.every((v, i) => v === b.position[i]);

function postures({ timeline }: SceneSource, actor: string): Performance['postures'] {
  return timeline.segments(actor).flatMap((segment, i): Performance['postures'] => {
    const { from, to } = segment;
    const seated = to.seatHeight > 0 ? to : from;
    const seat =
      seated.seatHeight > 0 ? { seat: point([seated.position[0], seated.position[1], seated.floor]) } : {};
    const common = { from: from.posture, to: to.posture, seatHeight: round4(seated.seatHeight), ...seat };
    if (i === 0) return [{ start: 0, frames: 1, ...common }];
    return from.posture === to.posture
      ? []
      : [{ start: segment.start, frames: segment.end - segment.start, ...common }];
  });
}

function gaits({ timeline, fps }: SceneSource, actor: string): Performance['gaits'] {
  return timeline.segments(actor).flatMap((segment): Performance['gaits'] => {
    const { action } = segment;
    if (action?.do !== 'walk' || !action.path) return [];
    let metres = 0;
    for (let i = 1; i < action.path.length; i++)
      metres += distance2(action.path[i - 1] ?? [0, 0], action.path[i] ?? [0, 0]);
    return [
      {
        start: segment.start,
        frames: action.frames,
        speed: round4((metres * fps) / action.frames),
        style: action.gait ?? 'walk',
      },
    ];
  });
}

/** Straight ahead at eye height, three metres off. */
function ahead(source: SceneSource, actor: string, frame: number): Vec3 {
  const { eye, facing } = source.timeline.state(actor, frame);
  const [dx, dy] = direction(facing);
  return [eye[0] + 3 * dx, eye[1] + 3 * dy, eye[2]];
}

/** Someone's eyes follow a target that moves; a new key every second frame while it does. */
function gaze(source: SceneSource, actor: string): Performance['gaze'] {
  const looks = looksOf(source.scene, actor);
  const keys: Performance['gaze'] = [];
  const put = (frame: number, at: Vec3, glance: boolean) => {
    const last = keys.at(-1);
    if (last && length3(sub3(last.point, at)) < 0.02 && last.glance === glance) return;
    if (last && last.frame === frame) keys.pop();
    keys.push({ frame, point: point(at), glance });
  };
  put(0, ahead(source, actor, 0), false);
  looks.forEach(({ at: target, start, glance }, i) => {
    const end = looks[i + 1]?.start ?? source.scene.frames;
    for (let f = Math.max(0, start); f < end; f += 2) {
      const at = (target && targetPoint(source, target, f)) ?? ahead(source, actor, f);
      put(f, at, glance);
    }
  });
  return keys;
}

function clips(source: SceneSource, actor: string): Clip[] {
  return own(source, actor)
    .filter(({ action }) => !roots.has(action.do) && action.do !== 'look' && action.do !== 'feel')
    .map(({ beat, action, start, index }) => {
      const half = start + Math.round(action.frames / 2);
      const at = clipPoint(source, action, half);
      return {
        do: action.do,
        start,
        frames: action.frames,
        seed: `${beat.id}:${actor}:${index}`,
        ...(at ? { point: point(at) } : {}),
        ...(action.hand ? { hand: action.hand } : {}),
        ...(action.prop ? { prop: action.prop } : {}),
        ...(action.feeling ? { feeling: action.feeling } : {}),
        ...(action.strength === undefined ? {} : { strength: action.strength }),
        ...(action.hold === undefined ? {} : { hold: action.hold }),
      };
    });
}

/** Where the hand goes: the prop, the place to put it, the other's chest, a door's handle, what is pointed at. */
function clipPoint(source: SceneSource, action: Action, frame: number): Vec3 | undefined {
  if (action.place) return action.place;
  if (
    (action.do === 'give' || action.do === 'take' || action.do === 'hug' || action.do === 'push') &&
    action.to
  ) {
    if (!source.timeline.actors.includes(action.to)) return undefined;
    const me = source.timeline.state(action.actor, frame);
    const other = source.timeline.state(action.to, frame);
    const half = (a: number, b: number) => (a + b) / 2;
    return [
      half(me.position[0], other.position[0]),
      half(me.position[1], other.position[1]),
      Math.min(me.eye[2], other.eye[2]) - 0.42,
    ];
  }
  if (action.opening) {
    const opening = source.plan.openings.find(({ id }) => id === action.opening);
    return (
      opening &&
      withinReach(doorHandle(opening, source.plan.size), source.timeline.state(action.actor, frame).position)
    );
  }
  if (action.at) return targetPoint(source, action.at, frame);
  // a prop changes hands in the middle of the action: the hand goes to where it still lies
  const lies = action.do === 'pickUp' ? frame - 1 : frame;
  return action.prop ? source.propAt(action.prop, lies) : undefined;
}

/** Metres from the middle of a body to what its hand gets to without a step. */
const reach = 0.6;

/** The point, or as far towards it as an arm goes. */
function withinReach([x, y, z]: Vec3, [bx, by]: Vec3): Vec3 {
  const k = Math.min(1, reach / (Math.hypot(x - bx, y - by) || 1));
  return [bx + (x - bx) * k, by + (y - by) * k, z];
}

/** A door's handle: a metre up, near the edge that is on the right seen from inside. */
function doorHandle({ side, at, width }: FloorPlan['openings'][number], [w, d]: Vec3): Vec3 {
  const along = at + width / 2 - 0.09;
  if (side === 'N') return [along, d / 2, 1];
  if (side === 'S') return [-along, -d / 2, 1];
  return side === 'E' ? [w / 2, -along, 1] : [-w / 2, along, 1];
}

function speech(source: SceneSource, actor: string): Performance['speech'] {
  return source.scene.beats.flatMap((beat): Performance['speech'] => {
    const line = beat.line === undefined ? undefined : source.spoken.get(beat.line);
    if (!line || !beat.speech?.visible || beat.speaker !== actor) return [];
    const start = beat.start + beat.speech.start;
    return [
      {
        start,
        frames: beat.speech.frames,
        seed: `${beat.id}:${actor}`,
        loudness: round4(Math.min(2, Math.max(0.4, 10 ** (line.levelDb / 20)))),
        visemes: visemes(line, start, source.fps),
        strokes: strokes(line, start, source.fps),
      },
    ];
  });
}

/** Frames that a blink takes, and the least between two. */
const blinkFrames = 6;

/**
 * Fifteen to twenty blinks a minute, and one at the end of a line; seeded by beat, counted from its start, and over
 * before its end, so that no blink reaches from one beat into the next.
 */
function blinks(source: SceneSource, actor: string): number[] {
  return source.scene.beats.flatMap((beat) => {
    const random = seeded(`${beat.id}:${actor}:blink`);
    const speaks = beat.speaker === actor;
    const rate = speaks ? 20 / 60 : 16 / 60;
    const last = beat.frames - blinkFrames;
    const own: number[] =
      speaks && beat.speech ? [Math.min(last, beat.speech.start + beat.speech.frames + 1)] : [];
    for (let t = random() / rate; t * source.fps <= last; t += (0.55 + 0.9 * random()) / rate)
      own.push(Math.round(t * source.fps));
    return own
      .filter((f) => f >= 0)
      .sort((a, b) => a - b)
      .filter((f, i, all) => i === 0 || f - (all[i - 1] ?? 0) > blinkFrames)
      .map((f) => beat.start + f);
  });
}

function visible({ timeline, scene }: SceneSource, actor: string): Performance['visible'] {
  const spans: Performance['visible'] = [];
  let since: number | undefined;
  for (let f = 0; f <= scene.frames; f++) {
    const on = f < scene.frames && timeline.state(actor, f).onStage;
    if (on && since === undefined) since = f;
    if (!on && since !== undefined) {
      spans.push({ start: since, end: f });
      since = undefined;
    }
  }
  return spans;
}
