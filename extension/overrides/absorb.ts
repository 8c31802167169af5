import type { Blocking, SceneBlocking } from '../../schemas/source/blocking.ts';
import type { Breakdown } from '../../schemas/source/breakdown.ts';
import type { Override } from '../../schemas/source/overrides.ts';
import type { Sets } from '../../schemas/source/sets.ts';
import type { CameraKey, ShotList } from '../../schemas/source/shotList.ts';
import type { HandEdit } from '../../schemas/source/wire/edits.ts';
import { sceneTimeline } from '../geometry/timeline.ts';
import { distance2, flat, length3, sub3, wrapAngle } from '../geometry/vector.ts';
import { lookField } from './colours.ts';
import { named } from './name.ts';
import { handlings } from './props.ts';
import { stayAt, staysOf } from './stays.ts';

/** The documents that the edited scenes were staged from. */
export interface Staged {
  breakdown: Breakdown;
  sets: Sets;
  blocking: Blocking;
  shots: ShotList;
}

/** What became of edits. */
export interface Absorbed {
  overrides: Override[];
  shots: ShotList;
  /** The id under which the film holds each edit: an override's, or "shots/2.03". */
  ids: ReadonlyMap<string, string>;
  /** What added things are called from now on, by the edit's id. */
  names: ReadonlyMap<string, string>;
  /** Edits that a film cannot hold. */
  passed: HandEdit[];
}

/** One step: overrides that come, ids of those that go. */
type Step = { put?: Override; drop?: readonly string[]; name?: string };

/** Metres and radians within which a thing is back where it was planned. */
const back = 0.005;
const turnedBack = 0.01;

/**
 * Takes edits by hand into a film's overrides, and cameras into its shots. The newest of the same thing and deed wins;
 * a thing put back where it was planned is overridden no more. To absorb an edit again changes nothing. `taken` are
 * ids of overrides that the session was told of: an added thing of that name is another.
 */
export function absorb(
  staged: Staged,
  before: readonly Override[],
  edits: readonly HandEdit[],
  taken: ReadonlySet<string> = new Set(),
): Absorbed {
  const overrides = new Map(before.map((o) => [o.id, o]));
  const names = new Map<string, string>();
  const ids = new Map<string, string>();
  const passed: HandEdit[] = [];
  let { shots } = staged;
  for (const edit of edits) {
    const scene = staged.blocking.scenes.find(({ number }) => number === edit.scene);
    if (edit.kept && edit.change.what === 'camera') {
      shots = reframed(shots, edit.target, edit.change.keys);
      ids.set(edit.id, `shots/${edit.target}`);
      continue;
    }
    const step = edit.kept && scene ? stepOf(staged, scene, edit, overrides, taken) : undefined;
    if (!step) {
      passed.push(edit);
      continue;
    }
    for (const id of step.drop ?? []) overrides.delete(id);
    if (step.put) overrides.set(step.put.id, step.put);
    ids.set(edit.id, step.put?.id ?? step.drop?.[0] ?? edit.id);
    if (step.name !== undefined) names.set(edit.id, step.name);
  }
  return { overrides: [...overrides.values()], shots, ids, names, passed };
}

/** A shot through a camera that a person set: it is the person's from now on. */
function reframed(shots: ShotList, id: string, keys: readonly CameraKey[]): ShotList {
  return {
    ...shots,
    scenes: shots.scenes.map((scene) =>
      scene.shots.some((shot) => shot.id === id)
        ? {
            ...scene,
            shots: scene.shots.map((shot) =>
              shot.id === id
                ? { ...shot, camera: [...keys], origin: 'edited', reason: 'set by hand in Blender' }
                : shot,
            ),
          }
        : scene,
    ),
  };
}

type Known = ReadonlyMap<string, Override>;

function stepOf(
  staged: Staged,
  scene: SceneBlocking,
  edit: HandEdit,
  known: Known,
  taken: ReadonlySet<string>,
): Step | undefined {
  if (edit.kind === 'piece') return pieceStep(staged, scene, edit, known);
  if (edit.kind === 'actor') return actorStep(staged, scene, edit, known);
  if (edit.kind === 'prop') return propStep(staged, scene, edit, known);
  if (edit.kind === 'light') return lampStep(scene, edit, known, taken);
  return edit.kind === 'object' ? objectStep(scene, edit, known, taken) : undefined;
}

function pieceStep(
  { sets }: Staged,
  { set }: SceneBlocking,
  { target, change }: HandEdit,
  known: Known,
): Step | undefined {
  const piece = sets.sets.find(({ id }) => id === set)?.pieces.find(({ id }) => id === target);
  const of = { set, piece: target };
  if (change.what === 'removed') {
    const others = ['movePiece', 'colourPiece'].map((deed) => `${set}/${target}/${deed}`);
    return { put: named({ do: 'removePiece', ...of }), drop: others };
  }
  if (!piece) return undefined;
  if (change.what === 'coloured') {
    const put = named({ do: 'colourPiece', ...of, colour: change.colour });
    return recoloured(put, piece.colour, known);
  }
  if (change.what !== 'moved') return undefined;
  const facing = Math.abs(change.turn) < turnedBack ? piece.facing : change.facing;
  const put = named({
    do: 'movePiece',
    ...of,
    position: change.to,
    facing,
    was: { position: piece.position, facing: piece.facing },
  });
  if (put.do !== 'movePiece') return undefined;
  const old = known.get(put.id);
  const was = old?.do === 'movePiece' ? old.was : put.was;
  const away = length3(sub3(put.position, was.position)) > back;
  const turned = Math.abs(wrapAngle(facing - was.facing)) > turnedBack;
  return away || turned ? { put: { ...put, was } } : { drop: [put.id] };
}

/** A colour, unless it is the planned one again. */
function recoloured(put: Override, planned: string | undefined, known: Known): Step {
  if (put.do !== 'colourPiece' && put.do !== 'colourProp' && put.do !== 'colourActor') return {};
  const old = known.get(put.id);
  const was = old && 'colour' in old ? old.was : planned;
  if (was === put.colour) return { drop: [put.id] };
  return { put: { ...put, ...(was === undefined ? {} : { was }) } };
}

function actorStep(
  { breakdown, sets, blocking }: Staged,
  scene: SceneBlocking,
  { target, change }: HandEdit,
  known: Known,
): Step | undefined {
  const member = breakdown.cast.find(({ id }) => id === target);
  if (!member) return undefined;
  if (change.what === 'coloured') {
    const part = partOf(change.part);
    const put = named({ do: 'colourActor', actor: target, part, colour: change.colour });
    return recoloured(put, member.look[lookField[part]], known);
  }
  const plan = sets.sets.find(({ id }) => id === scene.set);
  if (change.what !== 'moved' || !plan) return undefined;
  const frame = change.frame ?? 0;
  const stay = stayAt(staysOf(scene, target), frame);
  const looks = new Map(breakdown.cast.map(({ id, look }) => [id, look]));
  const timeline = sceneTimeline(scene, plan, looks, blocking.fps);
  if (!stay || stay.arrival?.action.exit || !timeline.actors.includes(target)) return undefined;
  const settled = Math.max(frame, stay.arrival?.end ?? 0);
  const put = named({
    do: 'moveActor',
    scene: scene.id,
    actor: target,
    ...(stay.arrival ? { after: stay.arrival.beat.id } : {}),
    position: flat(change.to),
    was: flat(timeline.state(target, settled).position),
  });
  if (put.do !== 'moveActor') return undefined;
  const old = known.get(put.id);
  const before = old?.do === 'moveActor' ? old : undefined;
  const was = before?.was ?? put.was;
  const facing = Math.abs(change.turn) > turnedBack ? change.facing : before?.facing;
  if (distance2(put.position, was) < back && facing === undefined) return { drop: [put.id] };
  return { put: { ...put, was, ...(facing === undefined ? {} : { facing }) } };
}

/** The part of a look; a colour for all of somebody is the top's. */
const partOf = (part: string): keyof typeof lookField =>
  (Object.keys(lookField) as (keyof typeof lookField)[]).find((name) => name === part) ?? 'top';

function propStep(
  { breakdown }: Staged,
  scene: SceneBlocking,
  { target, change }: HandEdit,
  known: Known,
): Step | undefined {
  const of = { scene: scene.id, prop: target };
  if (change.what === 'removed') {
    const moves = [...known.values()].filter(
      (o) => o.do === 'moveProp' && o.scene === scene.id && o.prop === target,
    );
    return { put: named({ do: 'removeProp', ...of }), drop: moves.map(({ id }) => id) };
  }
  const item = breakdown.props.find(({ id }) => id === target);
  if (!item) return undefined;
  if (change.what === 'coloured')
    return recoloured(named({ do: 'colourProp', prop: target, colour: change.colour }), item.colour, known);
  if (change.what !== 'moved') return undefined;
  const frame = change.frame ?? 0;
  const last = handlings(scene, target)
    .filter(({ start, action }) => start + action.frames / 2 <= frame)
    .at(-1);
  const lies = last
    ? last.action.do === 'putDown' && last.action.place
    : scene.props.find(({ prop }) => prop === target)?.position;
  if (!lies) return undefined;
  const put = named({
    do: 'moveProp',
    ...of,
    ...(last ? { after: last.beat.id } : {}),
    position: change.to,
    was: lies,
  });
  if (put.do !== 'moveProp') return undefined;
  const old = known.get(put.id);
  const before = old?.do === 'moveProp' ? old : undefined;
  const was = before?.was ?? put.was;
  const facing = Math.abs(change.turn) > turnedBack ? change.facing : before?.facing;
  if (length3(sub3(put.position, was)) < back && facing === undefined) return { drop: [put.id] };
  return { put: { ...put, was, ...(facing === undefined ? {} : { facing }) } };
}

function lampStep(
  { id: scene }: SceneBlocking,
  { target, change }: HandEdit,
  known: Known,
  taken: ReadonlySet<string>,
): Step | undefined {
  const lampId = (lamp: string, deed: string) => `${scene}/${lamp}/${deed}`;
  if (change.what === 'added' && 'lamp' in change) {
    const lamp = free(`light.${slug(target)}`, (name) => lampId(name, 'addLamp'), taken);
    return { put: named({ do: 'addLamp', scene, lamp, as: change.lamp }), name: lamp };
  }
  const own = known.has(lampId(target, 'addLamp'));
  if (change.what === 'lit')
    return { put: named({ do: own ? 'addLamp' : 'changeLamp', scene, lamp: target, as: change.lamp }) };
  if (change.what !== 'removed') return undefined;
  return own
    ? { drop: [lampId(target, 'addLamp')] }
    : { put: named({ do: 'removeLamp', scene, lamp: target }), drop: [lampId(target, 'changeLamp')] };
}

function objectStep(
  { id: scene }: SceneBlocking,
  { target, change }: HandEdit,
  known: Known,
  taken: ReadonlySet<string>,
): Step | undefined {
  const objectId = (name: string) => `${scene}/${name}/addObject`;
  if (change.what === 'removed')
    return known.has(objectId(target)) ? { drop: [objectId(target)] } : undefined;
  if (change.what !== 'added' || !('file' in change) || change.file === undefined) return undefined;
  const object = known.has(objectId(target)) ? target : free(`own.${slug(target)}`, objectId, taken);
  return { put: named({ do: 'addObject', scene, object, file: change.file }), name: object };
}

/** The first name whose override the session does not have yet. */
function free(name: string, idOf: (name: string) => string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n++) {
    const tried = n === 1 ? name : `${name}-${n}`;
    if (!taken.has(idOf(tried))) return tried;
  }
}

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '') || 'thing';
