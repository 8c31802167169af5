import { createHash } from 'node:crypto';
import type { FilmSettings } from '../../schemas/source/settings.ts';
import type { Shot } from '../../schemas/source/shotList.ts';
import type { Performance, PropTrack } from '../../schemas/source/stageCommand.ts';

/** A short hash of a value; the order of object keys does not matter. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex').slice(0, 24);
}

/** A value whose text is made once, for what goes into many hashes. */
export class Canonical {
  readonly text: string;

  constructor(value: unknown) {
    this.text = canonical(value);
  }
}

function canonical(value: unknown): string {
  if (value instanceof Canonical) return value.text;
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

/** What a take shows: one shot's window on the scene, with all that is on stage meanwhile. */
export interface Seen {
  shot: Shot;
  step: number;
  size: [number, number];
  quality: FilmSettings['quality'];
  kitVersion: string;
  /** The floor plan without its origin, and the light: the same for all shots of a scene. */
  plan: Canonical;
  light: Canonical;
  actors: readonly { id: string; look: unknown; performance: Performance }[];
  props: readonly { id: string; kind: string; colour: string | undefined; track: PropTrack }[];
  doors: readonly { opening: string; keys: { frame: number; angle: number }[] }[];
  /** Objects that a person added; none is the same as before there could be any. */
  own?: readonly { id: string; hash: string }[];
}

/** Frames after which a gaze, a feeling or a posture taken before the window has settled and its age no longer shows. */
const settled = 48;

/** What one actor does, and the props that are in its hands at some time. */
export interface Doing {
  performance: Performance;
  props: readonly { id: string; kind: string; track: PropTrack }[];
}

/** The key of what one actor does within [start, end), in time relative to its start: under one key poses are the same. */
export function windowKey({ performance, props }: Doing, start: number, end: number): string {
  return hashOf({
    does: windowed(performance, start, end),
    holds: props.map(({ id, kind, track }) => ({ id, kind, track: from(track, start, end, settled) })),
  });
}

/**
 * The key of a take: a hash of all that is visible in its window, in shot-relative time, and of nothing else. A line
 * that is changed elsewhere moves the window along the scene's clock and leaves the key as it was.
 */
export function takeKey(seen: Seen): string {
  const { shot } = seen;
  return hashOf({
    kit: seen.kitVersion,
    size: seen.size,
    quality: seen.quality,
    step: seen.step,
    frames: shot.out - shot.in,
    camera: shot.camera.map((key) => ({ ...key, frame: key.frame - shot.in })),
    sensor: shot.sensor,
    focus: shot.focus,
    hides: shot.hides,
    handheld: shot.move === 'handheld' ? shot.id : undefined,
    plan: seen.plan,
    light: seen.light,
    actors: seen.actors
      .filter(({ performance }) => performance.visible.some((v) => v.start < shot.out && v.end > shot.in))
      .map(({ id, look, performance }) => ({ id, look, does: windowed(performance, shot.in, shot.out) })),
    props: seen.props.map(({ id, kind, colour, track }) => ({
      id,
      kind,
      colour,
      track: from(track, shot.in, shot.out, settled),
    })),
    own: seen.own?.length ? seen.own.map(({ id, hash }) => ({ id, hash })) : undefined,
    doors: seen.doors.map(({ opening, keys }) => ({ opening, keys: from(keys, shot.in, shot.out, settled) })),
  });
}

/** Keys in force within [start, end), relative to start; the one before it counts as no older than `age`. */
function from<K extends { frame: number }>(keys: readonly K[], start: number, end: number, age: number): K[] {
  const before = keys.filter((k) => k.frame <= start).at(-1);
  const inside = keys.filter((k) => k.frame > start && k.frame < end);
  const first = before ? [{ ...before, frame: Math.max(before.frame - start, -age) }] : [];
  return [...first, ...inside.map((k) => ({ ...k, frame: k.frame - start }))];
}

/** Spans that reach into [start, end), relative to start; held ones reach on, and grow no older than settled. */
function spans<S extends { start: number; frames: number; hold?: boolean | undefined }>(
  all: readonly S[],
  start: number,
  end: number,
): S[] {
  return all
    .filter((s) => s.start < end && (s.start + s.frames > start || s.hold === true))
    .map((s) => ({ ...s, start: Math.max(s.start - start, -s.frames - settled) }));
}

/** The part of a performance that shows within [start, end), in time relative to start. */
function windowed(p: Performance, start: number, end: number): unknown {
  const lastPosture = p.postures.filter((s) => s.start <= start).at(-1);
  return {
    root: samples(p.root, start, end),
    postures: [
      ...(lastPosture
        ? [{ ...lastPosture, start: Math.max(lastPosture.start - start, -lastPosture.frames - settled) }]
        : []),
      ...p.postures
        .filter((s) => s.start > start && s.start < end)
        .map((s) => ({ ...s, start: s.start - start })),
    ],
    gaits: spans(p.gaits, start, end),
    gaze: from(p.gaze, start, end, settled),
    clips: spans(p.clips, start, end),
    speech: spans(p.speech, start, end).map((s, i) => ({
      ...s,
      at: i,
      visemes: from(s.visemes, start, end, settled),
      strokes: s.strokes.map((k) => ({ ...k, frame: k.frame - start })).filter((k) => k.frame > -settled),
    })),
    feelings: from(p.feelings, start, end, settled),
    blinks: p.blinks.map((f) => f - start).filter((f) => f > -6 && f < end - start),
    beats: spans(p.beats, start, end),
    visible: p.visible
      .filter((v) => v.start < end && v.end > start)
      .map((v) => ({ start: Math.max(0, v.start - start), end: Math.min(end - start, v.end - start) })),
  };
}

/** Where the feet are at each frame of the window: what the pictures show, whatever keys made it. */
function samples(root: Performance['root'], start: number, end: number): unknown[] {
  const out: unknown[] = [];
  let last = '';
  for (let f = start; f < end; f++) {
    const i = root.findLastIndex((k) => k.frame <= f);
    const a = root[Math.max(0, i)];
    const b = root[i + 1] ?? a;
    if (!a || !b) break;
    const t = b.frame > a.frame ? Math.min(1, Math.max(0, (f - a.frame) / (b.frame - a.frame))) : 0;
    const at = [...a.position.map((v, k) => mixed(v, b.position[k] ?? v, t)), mixed(a.facing, b.facing, t)];
    const text = at.join(',');
    if (text !== last) out.push([f - start, ...at]);
    last = text;
  }
  return out;
}

const mixed = (a: number, b: number, t: number): number => Math.round((a + (b - a) * t) * 1e4) / 1e4;
