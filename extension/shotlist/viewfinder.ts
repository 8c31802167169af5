import type { PropKind } from '../../schemas/source/breakdown.ts';
import type { Orientation } from './orientation.ts';
import type { Idea, View, ViewDraft } from './view.ts';
import { insertView, type PropSpot, povView } from './viewDetail.ts';
import { figureView, type Stands } from './viewFigure.ts';
import { type Found, togetherView } from './viewGroup.ts';
import { overView } from './viewOver.ts';
import { cutawayView, establishView, lastResortView, masterView, wholeSceneFrame } from './viewWide.ts';
import type { World } from './world.ts';

/** The things of a scene that a camera can look at. */
export interface Things {
  spot(prop: string, frame: number): PropSpot | undefined;
  kind(prop: string): PropKind;
}

/** Finds the camera for an idea over a window [from, to) of the clock, or none. Equal pictures share one view. */
export type Viewfinder = (idea: Idea, from: number, to: number) => View | undefined;

export function viewfinder(world: World, orientation: Orientation, things: Things): Viewfinder {
  const known = new Map<string, View | undefined>();
  const finder: Finder = {
    world,
    orientation,
    things,
    whole: wholeSceneFrame(world, orientation),
    stands: new Map(),
  };
  let count = 0;
  return (idea, from, to) => {
    const [start, end] = idea.kind === 'insert' ? [from, to] : world.whole(from, to);
    const key = `${idea.key}|${pictureKey(world, idea, start, end)}`;
    if (known.has(key)) return known.get(key);
    const draft = draw(finder, idea, start, end);
    const doorless = draft?.hides.some((side) => world.passed(start, end).has(side));
    const view = draft && { ...draft, id: count++, penalty: draft.penalty + (doorless ? throughWall : 0) };
    known.set(key, view);
    return view;
  };
}

/** What it costs to show somebody walk through a wall that has been taken away. */
const throughWall = 4;

/** Windows with equal keys look alike: nobody moves between their beginnings, nor between their ends. */
const pictureKey = (world: World, idea: Idea, from: number, to: number): string =>
  idea.kind === 'insert' ? `${from} ${to}` : `${world.like(from)} ${world.like(to - 1)}`;

interface Finder {
  world: World;
  orientation: Orientation;
  things: Things;
  whole: Found | undefined;
  stands: Stands;
}

function draw(
  { world, orientation, things, whole, stands }: Finder,
  idea: Idea,
  from: number,
  to: number,
): ViewDraft | undefined {
  const [first = ''] = idea.subjects;
  switch (idea.kind) {
    case 'master':
      return idea.key === 'last resort'
        ? lastResortView(world, orientation, from, to)
        : masterView(world, orientation, whole, from, to);
    case 'establish':
      return establishView(world, orientation, from, to);
    case 'two':
    case 'three':
    case 'group':
      return togetherView(world, orientation, idea, from, to);
    case 'ots':
      return overView(world, orientation, idea, from, to);
    case 'insert':
      return insertView(
        world,
        orientation,
        (frame) => things.spot(first, frame),
        things.kind(first),
        from,
        to,
      );
    case 'pov':
      return pov(world, things, idea, from, to);
    case 'cutaway':
      return cutawayView(world, orientation, Number(idea.key.split(' ')[1]), from);
    default:
      return figureView(world, orientation, stands, idea, from, to);
  }
}

function pov(world: World, things: Things, idea: Idea, from: number, to: number): ViewDraft | undefined {
  const [seen = ''] = idea.subjects;
  if (!idea.partner) return undefined;
  if (world.cast.includes(seen)) return povView(world, idea.partner, { actor: seen }, from, to);
  const spot = things.spot(seen, from);
  return spot && povView(world, idea.partner, { at: spot.at }, from, to);
}
