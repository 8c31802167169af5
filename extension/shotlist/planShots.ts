import type { Blocking, SceneBlocking } from '../../schemas/source/blocking.ts';
import type { Breakdown, Scene } from '../../schemas/source/breakdown.ts';
import type { Finding } from '../../schemas/source/common.ts';
import type { Sets } from '../../schemas/source/sets.ts';
import type { FilmSettings } from '../../schemas/source/settings.ts';
import type { SceneShots, Shot, ShotList } from '../../schemas/source/shotList.ts';
import type { Voices } from '../../schemas/source/voices.ts';
import { planScene, type SceneInput } from './planScene.ts';
import { remembered } from './remembered.ts';

export type ShotSettings = Pick<FilmSettings, 'fps' | 'genre' | 'seed'>;

/**
 * Chooses the film's shots: for each scene the cheapest chain of frames over its clock, each with the rule and the
 * reason it was chosen for. Shots of a scene follow each other from frame 0 to its end without gap or overlap. With
 * `previous`, shots that go on keep their ids and edited ones stay as they are; with `voices`, cuts inside a line fall
 * between its words as they were measured. The same arguments give the same list. Scenes whose set is unknown are left
 * out, with a finding.
 */
export function planShots(
  breakdown: Breakdown,
  sets: Sets,
  blocking: Blocking,
  settings: ShotSettings,
  previous?: ShotList,
  voices?: Voices,
): { shots: ShotList; findings: Finding[] } {
  const shared = {
    ...settings,
    looks: new Map(breakdown.cast.map(({ id, look }) => [id, look])),
    names: new Map([...breakdown.cast, ...breakdown.props].map(({ id, name }) => [id, name])),
    props: new Map(breakdown.props.map(({ id, kind }) => [id, kind])),
    spoken: new Map(voices?.lines.map((line) => [line.line, line])),
  };
  const plans = new Map(sets.sets.map((plan) => [plan.id, plan]));
  const scenes = new Map(breakdown.scenes.map((scene) => [scene.id, scene]));
  const places = new Map(breakdown.places.map(({ id, name }) => [id, name]));
  const before = new Map(previous?.scenes.map((scene) => [scene.id, scene]));
  const visited = new Map<string, Scene>();
  const findings: Finding[] = [];
  const planned = blocking.scenes.flatMap((scene, i): SceneShots[] => {
    const plan = plans.get(scene.set);
    if (!plan) {
      findings.push(withoutSet(scene));
      return [];
    }
    const written = scenes.get(scene.id);
    const input: SceneInput = {
      ...shared,
      scene,
      plan,
      place: places.get(scene.set) ?? scene.set,
      newPlace: isNew(written, visited.get(scene.set)),
      into: comingIn(scene, blocking.scenes[i - 1]),
      lastOfFilm: i === blocking.scenes.length - 1,
      previous: before.get(scene.id),
    };
    if (written) visited.set(scene.set, written);
    const result = remembered(input, planScene);
    findings.push(...result.findings);
    return [result.shots];
  });
  return { shots: { version: 1, fps: settings.fps, scenes: planned }, findings };
}

/** A place is shown whole the first time, and again when the time of day has changed or time has passed. */
function isNew(scene: Scene | undefined, last: Scene | undefined): boolean {
  if (!last || !scene) return true;
  if (/CONTINUOUS|SAME/i.test(scene.timeWord ?? '')) return false;
  return scene.time !== last.time || /LATER|NEXT|FOLLOWING/i.test(scene.timeWord ?? '');
}

/** The script's transition out of the scene before wins over the scene's own way in. */
function comingIn(scene: SceneBlocking, before: SceneBlocking | undefined): Shot['transition']['type'] {
  const out = before?.transitionOut ?? 'cut';
  return out === 'cut' ? scene.transitionIn : out;
}

const withoutSet = (scene: SceneBlocking): Finding => ({
  line: scene.beats[0]?.span.first ?? 0,
  column: 0,
  rule: 'shots/no-set',
  severity: 'error',
  message: `Scene ${scene.number} has no floor plan "${scene.set}", so it has no shots.`,
});
