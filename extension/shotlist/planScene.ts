import type { SceneBlocking } from '../../schemas/source/blocking.ts';
import type { Look, PropKind } from '../../schemas/source/breakdown.ts';
import type { Finding } from '../../schemas/source/common.ts';
import type { FloorPlan } from '../../schemas/source/sets.ts';
import type { SceneShots, Shot } from '../../schemas/source/shotList.ts';
import type { SpokenLine } from '../../schemas/source/voices.ts';
import { propPosition, propTrack } from '../geometry/props.ts';
import { sceneTimeline } from '../geometry/timeline.ts';
import { type Coverage, cheapestChain, type Link } from './chain.ts';
import { type Genre, meanSeconds } from './grammar.ts';
import { type Context, lastResort, partners, type Suggestion, suggest } from './ideas.ts';
import { named } from './identity.ts';
import { asSide, keptShots } from './kept.ts';
import { moved } from './moves.ts';
import { orient } from './orientation.ts';
import { leaning } from './prior.ts';
import { type Segment, segmentsOf } from './segments.ts';
import { shotOf } from './shotDocument.ts';
import { type Things, viewfinder } from './viewfinder.ts';
import { isReaction, tell } from './words.ts';
import { type World, worldOf } from './world.ts';

/** All that one scene's shots depend on. */
export interface SceneInput {
  scene: SceneBlocking;
  plan: FloorPlan;
  looks: ReadonlyMap<string, Look>;
  /** Names of cast and props by id. */
  names: ReadonlyMap<string, string>;
  props: ReadonlyMap<string, PropKind>;
  /** The place's name, and whether it is new to the film or time has passed there. */
  place: string;
  newPlace: boolean;
  /** How the film comes into the scene. */
  into: Shot['transition']['type'];
  lastOfFilm: boolean;
  spoken: ReadonlyMap<string, SpokenLine>;
  fps: number;
  genre: Genre;
  seed: number;
  previous: SceneShots | undefined;
}

export interface PlannedScene {
  shots: SceneShots;
  findings: Finding[];
}

/** Chooses the shots of one scene. */
export function planScene(input: SceneInput): PlannedScene {
  const { scene, plan, looks, fps } = input;
  const things = thingsOf(input);
  const world = worldOf(scene, plan, looks, fps, (prop, frame) => things.spot(prop, frame)?.at);
  const orientation = orient(world);
  const kept = keptShots(scene, input.previous, fps);
  const habit = leaning(input.previous);
  const windows = kept.map((shot) => [shot.in, shot.out] as const);
  const segments = habit.cuts(segmentsOf(world, input.spoken, input.seed, windows));
  const context: Context = {
    world,
    props: new Set(input.props.keys()),
    newPlace: input.newPlace,
    partnerOf: partners(segments),
    peak: peakOf(segments),
  };
  const coverage: Coverage = {
    world,
    segments,
    suggestions: segments.map((segment) => byIdea(habit.suggestions(segment, suggest(context, segment)))),
    find: viewfinder(world, orientation, things),
    mean: rhythm(world, input.genre),
    seed: input.seed,
  };
  const chosen = stretches(coverage, kept);
  const shots = finished(input, coverage, context, chosen);
  return {
    shots: {
      id: scene.id,
      number: scene.number,
      ...(orientation.axis ? { axis: orientation.axis } : {}),
      shots,
    },
    findings: findingsOf(coverage, chosen, shots),
  };
}

/** Suggestions by idea, cheapest first, so that dear ones are seldom worth looking for a camera. */
const byIdea = (found: readonly Suggestion[]): ReadonlyMap<string, Suggestion> =>
  new Map([...found].sort((a, b) => a.rate + a.once - b.rate - b.once).map((s) => [s.idea.key, s]));

/** The same, where also the frame may be taken that nobody would choose. */
const resorting = (coverage: Coverage): Coverage => ({
  ...coverage,
  suggestions: coverage.suggestions.map((all) => new Map([...all, [lastResort.idea.key, lastResort]])),
});

/** A place in the chain: chosen now, or kept from a person's hand. */
type Place = { link: Link; kept?: undefined } | { kept: Shot; link?: undefined };

/** Fills the clock between kept shots, each stretch by its cheapest chain. */
function stretches(coverage: Coverage, kept: readonly Shot[]): Place[] {
  const { segments } = coverage;
  const indexOf = (frame: number) => {
    const i = segments.findIndex((segment) => segment.from >= frame);
    return i < 0 ? segments.length : i;
  };
  const linkOf = (shot: Shot): Link => ({ ...asSide(shot), first: indexOf(shot.in), end: indexOf(shot.out) });
  const places: Place[] = [];
  let at = 0;
  let before: Link | undefined;
  for (const shot of [...kept, undefined]) {
    const after = shot && linkOf(shot);
    const end = after ? after.first : segments.length;
    if (end > at) {
      const links = cheapestChain(coverage, at, end, before, after);
      const found = links.length ? links : cheapestChain(resorting(coverage), at, end, before, after);
      places.push(...found.map((link): Place => ({ link })));
    }
    if (shot && after) {
      places.push({ kept: shot });
      at = after.end;
      before = after;
    }
  }
  return places;
}

/** Turns the chain into documents: windows, moves, names, words, the transition into the scene. */
function finished(input: SceneInput, coverage: Coverage, context: Context, chosen: readonly Place[]): Shot[] {
  const { world, segments } = coverage;
  const drafts = chosen.map((place, i): Shot => {
    if (place.kept) return place.kept;
    const { link } = place;
    const own = segments.slice(link.first, link.end);
    const shot = shotOf(world, link, own[0]?.from ?? 0, own.at(-1)?.to ?? world.frames);
    const kind =
      shot.kind === 'single' && isReaction({ idea: link.idea, segments: own }) ? 'reaction' : shot.kind;
    return motivated(input, world, { ...shot, kind }, own, context.peak, i === chosen.length - 1);
  });
  const shots = named(drafts, input.scene.number, input.previous);
  return shots.map((shot, i): Shot => {
    const link = chosen[i]?.link;
    if (!link) return shot;
    const own = segments.slice(link.first, link.end);
    const matches = counterpart(shots, i);
    const told = tell({
      idea: link.idea,
      view: link.view,
      segments: own,
      name: (id) => spelled(input.names.get(id) ?? id),
      place: spelled(input.place),
      ...(matches ? { matches } : {}),
      position: i === 0 ? 'first' : i === shots.length - 1 ? 'last' : 'middle',
      newPlace: input.newPlace,
      moving: world.cast.some((actor) => world.moves(actor, shot.in, shot.out)),
      asked: obeys(coverage, link) === true,
    });
    return { ...shot, ...told, transition: i === 0 ? transition(input.into, input.fps) : shot.transition };
  });
}

function motivated(
  input: SceneInput,
  world: World,
  shot: Shot,
  segments: readonly Segment[],
  peak: number,
  last: boolean,
): Shot {
  const close = shot.kind === 'single' && ['MS', 'MCU', 'CU', 'ECU'].includes(shot.size);
  if (close && segments.some((s) => s.beat.feeling === 'afraid' && s.beat.tension > 0.8))
    return moved(world, shot, 'panic');
  if (close && segments.some((s) => s.index === peak && s.beat.tension >= 0.7))
    return moved(world, shot, 'turn');
  if (last && input.lastOfFilm && shot.kind === 'single') return moved(world, shot, 'farewell');
  return shot;
}

/** A name as a sentence spells it: a script's capitals are no part of it. */
const spelled = (name: string): string =>
  name === name.toUpperCase()
    ? name.toLowerCase().replace(/(^|[\s.-])\p{L}/gu, (start) => start.toUpperCase())
    : name;

/** The nearest earlier shot that is this one's counter-shot: same kind and size, the other way round. */
function counterpart(shots: readonly Shot[], i: number): string | undefined {
  const shot = shots[i];
  if (!shot || (shot.kind !== 'ots' && shot.kind !== 'single')) return undefined;
  for (let j = i - 1; j >= Math.max(0, i - 4); j--) {
    const other = shots[j];
    if (!other || other.kind !== shot.kind || other.size !== shot.size) continue;
    if (other.subjects[0] === shot.subjects[0]) continue;
    if (shot.kind === 'single' || other.foreground === shot.subjects[0]) return other.id;
  }
  return undefined;
}

const seconds: Partial<Record<Shot['transition']['type'], number>> = { dissolve: 1, fade: 0.8, wipe: 1 };
const transition = (type: Shot['transition']['type'], fps: number): Shot['transition'] => ({
  type,
  frames: Math.round((seconds[type] ?? 0) * fps),
});

function peakOf(segments: readonly Segment[]): number {
  let peak = 0;
  for (const segment of segments) {
    if (segment.beat.tension > (segments[peak]?.beat.tension ?? 0)) peak = segment.index;
  }
  return peak;
}

/** The wished length of a shot: between the genre's mean and the lines' own length around a frame, seconds. */
function rhythm(world: World, genre: Genre): Coverage['mean'] {
  const lines = world.scene.beats.filter((beat) => beat.speech);
  const around = 8 * world.fps;
  return (frame) => {
    const near = lines.filter((beat) => Math.abs(beat.start - frame) < around);
    if (near.length === 0) return meanSeconds[genre];
    const own = near.reduce((sum, beat) => sum + beat.frames, 0) / near.length / world.fps;
    return Math.sqrt(meanSeconds[genre] * Math.min(8, Math.max(1.4, own)));
  };
}

function thingsOf({ scene, plan, looks, fps, props }: SceneInput): Things {
  const timeline = sceneTimeline(scene, plan, looks, fps);
  const tracks = new Map([...props.keys()].map((prop) => [prop, propTrack(scene, prop)]));
  return {
    kind: (prop) => props.get(prop) ?? 'thing',
    spot(prop, frame) {
      const track = tracks.get(prop);
      const at = track && propPosition(scene, track, timeline, frame, props.get(prop) ?? 'thing');
      const holder = track?.filter((key) => key.frame <= frame).at(-1)?.holder?.actor;
      return at && { at, ...(holder ? { holder } : {}) };
    },
  };
}

/** Whether a shot does what the script's camera words ask for in its window; undefined where they ask for nothing. */
function obeys({ suggestions }: Coverage, link: Link): boolean | undefined {
  const said = suggestions.slice(link.first, link.end).flatMap((all) => all.get(link.idea.key)?.asked ?? []);
  return said.length === 0 ? undefined : said.includes(true);
}

/** What the camera could not do as asked, on the script's lines. */
function findingsOf(coverage: Coverage, chosen: readonly Place[], shots: readonly Shot[]): Finding[] {
  return chosen.flatMap(({ link }, i): Finding[] => {
    const shot = shots[i];
    if (!link || !shot) return [];
    const at = { line: shot.span.first, column: 0, shot: shot.id };
    if (link.idea.key === 'last resort') {
      const message = `Shot ${shot.id}: no camera has a clear view here; a wide frame plays it.`;
      return [{ ...at, rule: 'shots/no-clear-view', severity: 'warning', message }];
    }
    if (obeys(coverage, link) !== false) return [];
    const message = `Shot ${shot.id} is not the one the script asks for here: no camera could show that.`;
    return [{ ...at, rule: 'shots/direction-not-followed', severity: 'info', message }];
  });
}
