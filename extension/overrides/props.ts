import type { Action, Beat, SceneBlocking } from '../../schemas/source/blocking.ts';
import type { Override } from '../../schemas/source/overrides.ts';
import { actionsOf, type Placed, withActions } from './stays.ts';

type Move = Extract<Override, { do: 'moveProp' }>;

/** Handlings of a prop after which it is in a hand, or lies somewhere, in the order of the clock. */
export const handlings = (scene: SceneBlocking, prop: string): Placed[] =>
  actionsOf(
    scene,
    (action) =>
      action.prop === prop &&
      (action.do === 'pickUp' || action.do === 'take' || action.do === 'give' || action.do === 'putDown'),
  );

/** A scene in which a prop lies elsewhere: from its start, or from where it is put down in a beat. */
export function moveProp(scene: SceneBlocking, { prop, after, position, facing }: Move): SceneBlocking {
  const all = handlings(scene, prop);
  const down = all.filter(({ beat, action }) => beat.id === after && action.do === 'putDown').at(-1);
  const lies = scene.props.find((item) => item.prop === prop);
  if (after === undefined ? !lies?.position : !down) return scene;
  const next = all[down ? all.indexOf(down) + 1 : 0]?.action;
  const turn = facing === undefined ? {} : { facing };
  const moved = withActions(scene, (action) => {
    if (action === down?.action) return { ...action, place: position, ...turn };
    if (action === next && action.do === 'pickUp' && action.place) return { ...action, place: position };
    return action;
  });
  if (after !== undefined) return moved;
  return {
    ...moved,
    props: moved.props.map((item) => (item === lies ? { ...item, position, ...turn } : item)),
  };
}

/** What is done with a prop alone, and is not done without it. */
const handled = new Set<Action['do']>(['pickUp', 'putDown', 'give', 'take']);

/** A scene without a prop: nobody handles it, looks at it or shows it. */
export function removeProp(scene: SceneBlocking, prop: string): SceneBlocking {
  const isIt = (id: string | undefined) => id === prop;
  const without = withActions(scene, (action) => {
    const { prop: held, at, ...rest } = action;
    const looks = at && 'prop' in at && isIt(at.prop);
    if (!isIt(held) && !looks) return action;
    if ((isIt(held) && handled.has(action.do)) || (looks && action.do === 'look')) return undefined;
    return { ...rest, ...(held && !isIt(held) ? { prop: held } : {}), ...(at && !looks ? { at } : {}) };
  });
  return {
    ...without,
    props: without.props.filter((item) => !isIt(item.prop)),
    beats: without.beats.map((beat) => unshown(beat, prop)),
  };
}

function unshown(beat: Beat, id: string): Beat {
  const { prop, direction, ...rest } = beat;
  const on = direction?.on === id;
  if (prop !== id && !on && !beat.subjects.includes(id)) return beat;
  return {
    ...rest,
    subjects: beat.subjects.filter((subject) => subject !== id),
    ...(prop && prop !== id ? { prop } : {}),
    ...(direction && !on ? { direction } : {}),
  };
}
