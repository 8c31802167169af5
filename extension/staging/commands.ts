import type { SceneBlocking } from '../../schemas/source/blocking.ts';
import type { Breakdown, PropKind } from '../../schemas/source/breakdown.ts';
import type { Vec3 } from '../../schemas/source/common.ts';
import type { FloorPlan } from '../../schemas/source/sets.ts';
import type { FilmSettings } from '../../schemas/source/settings.ts';
import type { SceneShots, Shot } from '../../schemas/source/shotList.ts';
import type { LightPlan, PropTrack, StageCommand } from '../../schemas/source/stageCommand.ts';
import type { Voices } from '../../schemas/source/voices.ts';
import { propPosition, propsOf, propTrack } from '../geometry/props.ts';
import { sceneTimeline } from '../geometry/timeline.ts';
import { gradeFor, lightPlan } from './light.ts';
import { perform, type SceneSource } from './performance.ts';
import { Canonical, hashOf, takeKey, windowKey } from './takeKey.ts';

/** A scene made ready for Blender. */
export interface StagedScene {
  id: string;
  number: string;
  frames: number;
  /** Hash of the commands and the kit: the same key, the same staged scene. */
  key: string;
  commands: StageCommand[];
  grade: 'day' | 'dusk' | 'night';
  light: LightPlan;
  /** Each shot with the key of its take. */
  shots: { id: string; key: string; in: number; out: number; step: number }[];
}

/** What staging reads: the documents, the settings, and the version of the kit that will build them. */
export interface StagingInput {
  breakdown: Breakdown;
  sets: ReadonlyMap<string, FloorPlan>;
  voices: Voices;
  settings: Pick<FilmSettings, 'fps' | 'size'>;
  quality: FilmSettings['quality'];
  kitVersion: string;
  /** What a person changed on the light of a scene, by its id. */
  relight?: (light: LightPlan, scene: string) => LightPlan;
  /** Objects that a person added to a scene, by its id. */
  own?: (scene: string) => readonly OwnObject[];
}

/** An object that a person added by hand: the .blend that holds it, and that file's hash. */
export interface OwnObject {
  id: string;
  file: string;
  hash: string;
}

/** A pose every second frame in a draft: twelve drawings a second at 24, as hand-drawn films are animated on twos. */
const poseStep = (quality: FilmSettings['quality']): number => (quality === 'draft' ? 2 : 1);

/**
 * Turns one blocked and covered scene into stage commands and the keys of its takes.
 * Throws RangeError when the documents do not fit each other (a set or a scene that is not there).
 */
export function stageScene(input: StagingInput, blocked: SceneBlocking, covered: SceneShots): StagedScene {
  const { breakdown, settings, quality, kitVersion } = input;
  const scene = breakdown.scenes.find((s) => s.id === blocked.id);
  const plan = input.sets.get(blocked.set);
  if (!scene || !plan)
    throw new RangeError(
      `scene ${blocked.number}: its ${scene ? `set ${blocked.set}` : 'breakdown'} is missing`,
    );
  const looks = new Map(breakdown.cast.map((member) => [member.id, member.look]));
  const timeline = sceneTimeline(blocked, plan, looks, settings.fps);
  const tracks = new Map(propsOf(blocked).map((prop) => [prop, propTrack(blocked, prop)]));
  const source: SceneSource = {
    scene: blocked,
    plan,
    timeline,
    spoken: new Map(input.voices.lines.map((line) => [line.line, line])),
    fps: settings.fps,
    propAt: (prop, frame) => {
      const track = tracks.get(prop);
      const kind = breakdown.props.find((p) => p.id === prop)?.kind ?? 'thing';
      return track && propPosition(blocked, track, timeline, frame, kind);
    },
  };
  const planned = lightPlan(scene, plan);
  const light = input.relight?.(planned, scene.id) ?? planned;
  const own = input.own?.(scene.id) ?? [];
  const step = poseStep(quality);
  const size: [number, number] = [settings.size.width, settings.size.height];
  const base = { scene: blocked.number };
  const shots = covered.shots.map((shot) => ({ ...shot, hides: wallsInTheWay(shot, plan) }));
  const windows = shots.map((shot) => ({ start: shot.in, end: shot.out, phase: shot.in }));

  const actors = timeline.actors.map((id) => {
    const member = breakdown.cast.find((m) => m.id === id);
    if (!member) throw new RangeError(`scene ${blocked.number}: ${id} is not in the cast`);
    return { id, name: member.name, look: member.look, performance: perform(source, id) };
  });
  const props = [...tracks].flatMap(([id, track]) => {
    const item = breakdown.props.find((p) => p.id === id);
    return item ? [{ id, name: item.name, kind: item.kind, colour: item.colour, track }] : [];
  });
  const doors = doorSwings(blocked);
  const place = { plan: new Canonical({ ...plan, origin: undefined }), light: new Canonical(light) };

  const commands: StageCommand[] = [
    {
      type: 'scene.create',
      id: blocked.number,
      heading: scene.heading,
      fps: settings.fps,
      frames: blocked.frames,
      size,
    },
    { type: 'set.build', ...base, plan, light },
    ...own.map((object): StageCommand => ({ type: 'thing.bring', ...base, ...object })),
    ...actors.map(({ id, name, look }): StageCommand => ({ type: 'actor.build', ...base, id, name, look })),
    ...actors.map(({ id, performance }): StageCommand => {
      const held = heldBy(id, props);
      const keyed = windows.map((window) => ({
        ...window,
        key: windowKey({ performance, props: held }, window.start, window.end),
      }));
      return { type: 'actor.perform', ...base, id, performance, step, windows: keyed, props: held };
    }),
    ...props.map(
      ({ id, name, kind, colour, track }): StageCommand => ({
        type: 'prop.build',
        ...base,
        id,
        name,
        kind,
        ...(colour ? { colour } : {}),
        track,
      }),
    ),
    ...doors.map((door): StageCommand => ({ type: 'door.swing', ...base, ...door })),
    ...shots.map((shot): StageCommand => cameraCommand(blocked.number, shot)),
    { type: 'light.finish', ...base },
  ];
  return {
    id: blocked.id,
    number: blocked.number,
    frames: blocked.frames,
    key: hashOf({ kitVersion, commands }),
    commands,
    grade: gradeFor(scene.time),
    light,
    shots: shots.map((shot) => ({
      id: shot.id,
      in: shot.in,
      out: shot.out,
      step,
      key: takeKey({ shot, step, size, quality, kitVersion, ...place, actors, props, doors, own }),
    })),
  };
}

/** The props that are in an actor's hands at some time. */
const heldBy = (
  actor: string,
  props: readonly { id: string; kind: PropKind; track: PropTrack }[],
): { id: string; kind: PropKind; track: PropTrack }[] =>
  props
    .filter(({ track }) => track.some(({ holder }) => holder?.actor === actor))
    .map(({ id, kind, track }) => ({ id, kind, track }));

/**
 * Walls that go for a shot: those it names, and every wild wall that a camera stands behind. A car seen from outside
 * stays whole.
 */
function wallsInTheWay(shot: Shot, { kind, wildWalls, size }: FloorPlan): Shot['hides'] {
  if (kind === 'car') return shot.hides;
  const [width, depth, height] = size;
  const behind = {
    N: ([, y]: Vec3) => y > depth / 2,
    S: ([, y]: Vec3) => y < -depth / 2,
    E: ([x]: Vec3) => x > width / 2,
    W: ([x]: Vec3) => x < -width / 2,
    C: ([, , z]: Vec3) => z > height,
  };
  return wildWalls.filter(
    (wall) => shot.hides.includes(wall) || shot.camera.some((key) => behind[wall](key.position)),
  );
}

/** Whether the camera breathes: a handheld shot, about 0.4° of sway. */
const handheldAmount = 0.007;

function cameraCommand(scene: string, shot: Shot): StageCommand {
  return {
    type: 'camera.add',
    scene,
    id: shot.id,
    size: shot.size,
    subjects: shot.subjects,
    in: shot.in,
    out: shot.out,
    keys: shot.camera,
    sensor: [shot.sensor.width, shot.sensor.height],
    ...(shot.focus ? { focus: shot.focus } : {}),
    hides: shot.hides,
    ...(shot.move === 'handheld' ? { handheld: { seed: shot.id, amount: handheldAmount } } : {}),
    marker: `${shot.id} ${shot.size}`,
  };
}

/** Radians a door stands open: into the room when someone comes in, out of it when someone leaves, as one pushes it. */
const openAngle = 1.4;

/** Doors that are opened or closed, with the angle of the leaf over time. */
function doorSwings(scene: SceneBlocking): { opening: string; keys: { frame: number; angle: number }[] }[] {
  const doors = new Map<string, { frame: number; angle: number }[]>();
  const actions = scene.beats
    .flatMap((beat) => beat.actions.map((action) => ({ action, start: beat.start + action.start })))
    .sort((a, b) => a.start - b.start);
  actions.forEach(({ action, start }, i) => {
    if (action.opening === undefined || (action.do !== 'openDoor' && action.do !== 'closeDoor')) return;
    const walk = actions
      .slice(i + 1)
      .find(({ action: next }) => next.actor === action.actor && next.do === 'walk')?.action;
    const keys = doors.get(action.opening) ?? [];
    const wide = walk?.exit ? -openAngle : openAngle;
    const to = action.do === 'openDoor' ? wide : 0;
    const from = keys.at(-1)?.angle ?? (to === 0 ? wide : 0);
    keys.push(
      { frame: start + Math.round(action.frames * 0.3), angle: from },
      { frame: start + action.frames, angle: to },
    );
    doors.set(action.opening, keys);
  });
  return [...doors].map(([opening, keys]) => ({ opening, keys }));
}
