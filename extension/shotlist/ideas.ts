import { type FigureSize, sizes } from '../geometry/camera.ts';
import { closenessOf, cost } from './grammar.ts';
import type { Segment } from './segments.ts';
import type { Idea } from './view.ts';
import type { World } from './world.ts';

/** An idea for a segment: what it costs for each mean shot's length of time, and once. */
export interface Suggestion {
  idea: Idea;
  rate: number;
  once: number;
  /** Whether the script's camera words ask for it (true) or for something else (false). */
  asked?: boolean;
}

/** A face that is shown is shown nearly all the time: heads turn a little late. */
const mostlyFaced = 0.9;
/** Frame height at the far face over a shoulder, metres. */
const overHeight = 0.74;
/** How close frames of several people count on the ladder of sizes. */
const closeness = { master: 0.8, group: 1.6, two: 2.3 } as const;
const singleSizes = ['FS', 'MLS', 'MS', 'MCU', 'CU', 'ECU'] as const satisfies FigureSize[];
/** Tension from which an extreme close-up may come, once a scene. */
const extreme = 0.93;
/** Seconds into a scene within which a place may be established. */
const establishWithin = 4.5;

const single = (actor: string, size: FigureSize, partner?: string): Idea => ({
  key: `single ${actor} ${size} ${partner ?? ''}`,
  kind: 'single',
  size,
  subjects: [actor],
  ...(partner ? { partner } : {}),
  faced: mostlyFaced,
  height: sizes[size].height,
});
/** What the script asks for is shown also where the face turns away for half of the time. */
const insisted = (idea: Idea): Idea => ({ ...idea, key: `${idea.key} asked`, faced: 0.45 });
const over = (actor: string, near: string): Idea => ({
  key: `ots ${actor} ${near}`,
  kind: 'ots',
  size: 'OTS',
  subjects: [actor],
  partner: near,
  faced: mostlyFaced,
  height: overHeight,
});
const master: Idea = {
  key: 'master',
  kind: 'master',
  size: 'ESTABLISHING',
  subjects: [],
  faced: 0,
  height: 0,
};
const establish: Idea = { ...master, key: 'establish', kind: 'establish' };
/** The frame that is taken when nothing else can be. */
export const lastResort: Suggestion = { idea: { ...master, key: 'last resort' }, rate: 8, once: 60 };
const cutaway = (turn: number): Idea => ({ ...master, key: `cutaway ${turn}`, kind: 'cutaway' });
function together(actors: readonly string[]): Idea {
  const subjects = [...actors].sort();
  const [kind, size] =
    subjects.length === 2
      ? (['two', 'TWO'] as const)
      : subjects.length === 3
        ? (['three', 'THREE'] as const)
        : (['group', 'WS'] as const);
  return { key: `${kind} ${subjects.join(' ')}`, kind, size, subjects, faced: 0, height: 0 };
}
const insert = (prop: string): Idea => ({
  key: `insert ${prop}`,
  kind: 'insert',
  size: 'INSERT',
  subjects: [prop],
  faced: 0,
  height: 0,
});
const pov = (owner: string, seen: string): Idea => ({
  key: `pov ${owner} ${seen}`,
  kind: 'pov',
  size: 'MS',
  subjects: [seen],
  partner: owner,
  faced: 0,
  height: 0,
});

/** What the suggestions need to know of a whole scene. */
export interface Context {
  world: World;
  /** Prop ids of the film, so that a script's camera word can be told from a cast id. */
  props: ReadonlySet<string>;
  /** The scene shows a place for the first time, or again after time has passed. */
  newPlace: boolean;
  /** With whom an actor last spoke at a frame, or will first. */
  partnerOf(actor: string, frame: number): string | undefined;
  /** The segment of the scene's greatest tension. */
  peak: number;
}

/** All ideas for a segment, cheapest kinds of each; at least one. */
export function suggest(context: Context, segment: Segment): Suggestion[] {
  const { world } = context;
  const onStage = world.onStage(Math.floor((segment.from + segment.to) / 2));
  const found = [
    ...wides(context, segment, onStage),
    ...(segment.speaker ? speech(context, segment, onStage) : silence(context, segment, onStage)),
    ...details(context, segment),
  ];
  return directed(context, segment, found, onStage);
}

const sizeRate = (segment: Segment, at: number, slack = 0.25): number =>
  Math.min(6, cost.size * Math.max(0, Math.abs(segment.closeness - at) - slack));

function wides({ world, newPlace }: Context, segment: Segment, onStage: readonly string[]): Suggestion[] {
  const settled =
    segment.beat.kind === 'open' || segment.beat.kind === 'close' || segment.beat.kind === 'action';
  // However short, a tense line is not played from afar.
  const aloof = segment.opensLine ? 0.6 * Math.max(0, segment.closeness - 3.4) : 0;
  const rate = (settled ? 0.4 : 0.7) * sizeRate(segment, closeness.master, 0.8);
  const out: Suggestion[] = [{ idea: master, rate, once: 1.5 * aloof }];
  if (onStage.length === 0) for (const turn of [50, -50]) out.push({ idea: cutaway(turn), rate: 0, once: 0 });
  if (newPlace && segment.from < establishWithin * world.fps) {
    out.push({ idea: establish, rate: 0, once: segment.from === 0 ? -3 : 0 });
  }
  if (onStage.length === 2 || onStage.length === 3) {
    const at = onStage.length === 2 ? closeness.two : closeness.group;
    out.push({ idea: together(onStage), rate: sizeRate(segment, at, 0.7), once: aloof });
  }
  if (onStage.length > 3) {
    out.push({ idea: together(onStage), rate: 0.8 * sizeRate(segment, closeness.group, 0.8), once: aloof });
  }
  return out;
}

function faces(context: Context, segment: Segment, actor: string, partner: string | undefined): Suggestion[] {
  return singleSizes.flatMap((size) => {
    if (size === 'ECU' && !(segment.index === context.peak && segment.beat.tension >= extreme)) return [];
    const gap = Math.abs(closenessOf(sizes[size].height) - segment.closeness);
    if (gap > 1.4) return [];
    return [
      {
        idea: single(actor, size, partner),
        rate: sizeRate(segment, closenessOf(sizes[size].height)),
        once: 0,
      },
    ];
  });
}

function speech(context: Context, segment: Segment, onStage: readonly string[]): Suggestion[] {
  const { speaker, listener } = segment;
  if (!speaker) return [];
  const out = faces(context, segment, speaker, listener);
  if (!listener || !onStage.includes(listener)) return out;
  // Shoulders come before faces: a conversation that is still calm shows both people.
  const calm = segment.closeness < 4.3 ? -0.6 : 0;
  out.push({
    idea: over(speaker, listener),
    rate: sizeRate(segment, closenessOf(overHeight), 0.7),
    once: calm,
  });
  if (segment.reaction) {
    for (const face of faces(context, segment, listener, speaker)) {
      out.push({ idea: face.idea, rate: face.rate * 0.5, once: cost.wanted });
    }
    out.push({ idea: over(listener, speaker), rate: 0.5, once: cost.wanted });
  }
  if (onStage.length > 2) {
    out.push({ idea: together([speaker, listener]), rate: sizeRate(segment, closeness.two, 0.7), once: 0.3 });
  }
  return out;
}

function silence(context: Context, segment: Segment, onStage: readonly string[]): Suggestion[] {
  const { world } = context;
  const { beat } = segment;
  const about = beat.subjects.filter((actor) => onStage.includes(actor));
  const movers = about.filter((actor) => world.moves(actor, segment.from, segment.to));
  const watched = movers.length ? movers : about.length ? about : onStage.slice(0, 3);
  return watched.flatMap((actor): Suggestion[] => {
    const central = about.length ? 0 : 1.2;
    const moving = world.moves(actor, segment.from, segment.to) || bends(segment, actor);
    const partner = context.partnerOf(actor, segment.from);
    const opening = beat.kind === 'open' ? 1.5 : 0;
    return faces(
      context,
      moving ? { ...segment, closeness: Math.min(segment.closeness, 2.4) } : segment,
      actor,
      partner,
    ).map(({ idea, rate }) => ({
      idea,
      rate: rate * 0.7 + central + opening + (moving ? cost.move : 0),
      once: 0,
    }));
  });
}

/** Whether somebody leans down for a thing: a close frame would lose the head. */
const bends = ({ beat, from, to }: Segment, actor: string): boolean =>
  beat.actions.some(
    (action) =>
      action.actor === actor &&
      (action.do === 'pickUp' || action.do === 'putDown') &&
      beat.start + action.start < to &&
      beat.start + action.start + action.frames > from,
  );

/** Frames of a thing, where the beat is about one that is taken, given or read, and of what somebody looks at. */
function details({ world }: Context, segment: Segment): Suggestion[] {
  const { beat } = segment;
  const { prop } = beat;
  if (!prop || segment.speaker) return [];
  const here = beat.actions.filter(({ start, frames }) => {
    const middle = beat.start + start + frames / 2;
    return middle >= segment.from && middle < segment.to;
  });
  const handled = here.some((action) => action.prop === prop);
  const seen = here.some(({ at }) => at && 'prop' in at && at.prop === prop);
  // The first word of a thing shows it, once the beat has begun on people.
  const first = world.scene.beats.find((b) => b.prop === prop) === beat;
  const shown =
    first && segment.to >= beat.start + beat.frames && segment.to - segment.from >= 0.8 * world.fps;
  if (!handled && !seen && !shown) return [];
  return [{ idea: insert(prop), rate: 0.5, once: handled ? cost.wanted : shown ? cost.wanted / 3 : 0 }];
}

/** The script's own camera words win over everything: what they ask for costs nothing, all else dearly. */
function directed(
  context: Context,
  segment: Segment,
  found: readonly Suggestion[],
  onStage: readonly string[],
): Suggestion[] {
  const asked = obedient(context, segment, onStage);
  if (asked.length === 0) return merged(found);
  const keys = new Set(asked.map((idea) => idea.key));
  return merged([
    ...asked.map((idea) => ({ idea, rate: 0, once: -2, asked: true })),
    ...found
      .filter(({ idea }) => !keys.has(idea.key))
      .map((s) => ({ ...s, once: s.once + cost.disobeys, asked: false })),
  ]);
}

/** Ideas that are what a beat's camera words say; none where they say nothing that can be shown. */
function obedient(context: Context, segment: Segment, onStage: readonly string[]): Idea[] {
  const { beat } = segment;
  const { direction } = beat;
  if (!direction) return [];
  const named = direction.on === undefined ? [] : [direction.on].flat();
  const who = [...named, ...beat.subjects].filter((id) => onStage.includes(id));
  const things = [...named, ...(beat.prop ? [beat.prop] : [])].filter((id) => context.props.has(id));
  const [actor] = who;
  const [thing] = things;
  const partner = actor ? context.partnerOf(actor, segment.from) : undefined;
  switch (direction.kind) {
    case 'closeOn':
      if (thing && !named.some((id) => onStage.includes(id))) return [insert(thing)];
      return actor ? [single(actor, 'CU', partner), single(actor, 'MCU', partner)].map(insisted) : [];
    case 'angleOn':
      if (thing && !named.some((id) => onStage.includes(id))) return [insert(thing)];
      return actor
        ? [single(actor, 'MS', partner), single(actor, 'MCU', partner), single(actor, 'FS', partner)]
        : [];
    case 'insert':
      return thing ? [insert(thing)] : [];
    case 'pov':
      return povs(actor, [...who.slice(1), ...things, ...(partner ? [partner] : [])]);
    case 'wide':
      return [master];
    case 'over':
      return actor ? onStage.filter((other) => other !== actor).map((other) => over(other, actor)) : [];
    case 'tracking':
      return actor
        ? [single(actor, 'MLS', partner), single(actor, 'FS', partner), single(actor, 'MS', partner)]
        : [];
    case 'two':
      return who.length > 1 ? [together(who.slice(0, 2))] : onStage.length === 2 ? [together(onStage)] : [];
    case 'establishing':
      return [establish];
    default:
      return [];
  }
}

const povs = (owner: string | undefined, seen: readonly string[]): Idea[] =>
  owner ? seen.filter((id) => id !== owner).map((id) => pov(owner, id)) : [];

/** One suggestion an idea: the cheaper where two agree. */
function merged(all: readonly Suggestion[]): Suggestion[] {
  const best = new Map<string, Suggestion>();
  for (const s of all) {
    const known = best.get(s.idea.key);
    if (!known || s.rate + s.once < known.rate + known.once) best.set(s.idea.key, s);
  }
  return [...best.values()];
}

/** With whom each actor speaks: who was last at the other end of a line, else who will be first. */
export function partners(segments: readonly Segment[]): Context['partnerOf'] {
  const talks = segments.flatMap(({ from, speaker, listener }) =>
    speaker && listener ? [{ from, pair: [speaker, listener] as const }] : [],
  );
  return (actor, frame) => {
    const own = talks.filter(({ pair }) => pair.includes(actor));
    const talk = own.filter(({ from }) => from <= frame).at(-1) ?? own[0];
    return talk && (talk.pair[0] === actor ? talk.pair[1] : talk.pair[0]);
  };
}
