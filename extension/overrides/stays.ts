import type { Action, Beat, SceneBlocking } from '../../schemas/source/blocking.ts';

/** An action where it lies in a scene. */
export interface Placed {
  beat: Beat;
  action: Action;
  /** Frames on the scene's clock. */
  start: number;
  end: number;
}

/** One actor's time at a place: from the walk that leads there, or the scene's start, to the next walk. */
export interface Stay {
  /** The walk that leads there; undefined from the scene's start. */
  arrival: Placed | undefined;
  /** What the actor does there, in order. */
  within: Placed[];
  /** The walk that leads away. */
  departure: Placed | undefined;
}

/** All actions that fulfil a condition, in the order of the clock. */
export function actionsOf({ beats }: SceneBlocking, wanted: (action: Action) => boolean): Placed[] {
  return beats
    .flatMap((beat) =>
      beat.actions.filter(wanted).map((action) => {
        const start = beat.start + action.start;
        return { beat, action, start, end: start + action.frames };
      }),
    )
    .sort((a, b) => a.start - b.start);
}

/** Everywhere an actor is in a scene, in the order of the clock. */
export function staysOf(scene: SceneBlocking, actor: string): Stay[] {
  const stays: Stay[] = [{ arrival: undefined, within: [], departure: undefined }];
  for (const placed of actionsOf(scene, (action) => action.actor === actor)) {
    const last = stays.at(-1);
    if (placed.action.do === 'walk') {
      if (last) last.departure = placed;
      stays.push({ arrival: placed, within: [], departure: undefined });
    } else last?.within.push(placed);
  }
  return stays;
}

/** The stay at a frame; while walking the one that the walk leads to. */
export const stayAt = (stays: readonly Stay[], frame: number): Stay | undefined =>
  stays.filter(({ arrival }) => !arrival || arrival.start <= frame).at(-1);

/** The stay that begins with the last walk in a beat, or with the scene. */
export const stayAfter = (stays: readonly Stay[], beat: string | undefined): Stay | undefined =>
  stays.filter(({ arrival }) => arrival?.beat.id === beat).at(-1);

/** A scene in which some actions are others, or are gone. */
export function withActions(
  scene: SceneBlocking,
  change: (action: Action) => Action | undefined,
): SceneBlocking {
  return {
    ...scene,
    beats: scene.beats.map((beat) => ({ ...beat, actions: beat.actions.flatMap((a) => change(a) ?? []) })),
  };
}
