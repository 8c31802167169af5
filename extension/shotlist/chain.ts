import { cameraAt } from '../geometry/camera.ts';
import { seeded } from '../geometry/random.ts';
import { cutCost } from './continuity.ts';
import { cost, isWide, limits } from './grammar.ts';
import type { Suggestion } from './ideas.ts';
import type { Segment } from './segments.ts';
import { seesHead } from './sight.ts';
import type { Idea, View } from './view.ts';
import type { Viewfinder } from './viewfinder.ts';
import { facesCamera, type World } from './world.ts';

/** A shot as the chain chooses it: an idea and its view over segments [first, end). */
export interface Link {
  idea: Idea;
  view: View;
  first: number;
  end: number;
}

/** What the chain is found over. */
export interface Coverage {
  world: World;
  segments: readonly Segment[];
  /** By idea, cheapest first. */
  suggestions: readonly ReadonlyMap<string, Suggestion>[];
  find: Viewfinder;
  /** Wished shot length around a frame, seconds. */
  mean(frame: number): number;
  seed: number;
}

interface Node extends Link {
  total: number;
  before: Node | undefined;
}

/** A shot before the best by more than this cannot be on the cheapest chain in practice. */
const beam = 16;

/**
 * The cheapest chain of shots over a stretch [start, end) of segments (dynamic programming over the last shot; after
 * Galvane et al. 2015). `before` is the shot the stretch follows, `after` the one that follows it.
 */
export function cheapestChain(
  coverage: Coverage,
  start: number,
  end: number,
  before?: Link,
  after?: Link,
): Link[] {
  const arrivals: Node[][] = Array.from({ length: end + 1 }, () => []);
  const cuts = new Map<number, number>();
  for (let first = start; first < end; first++) {
    const previous = first === start ? [] : (arrivals[first] ?? []);
    if (first > start && previous.length === 0) continue;
    const least = first === start ? 0 : lowest(previous);
    const entries = new Map<View, { total: number; node: Node | undefined }>();
    for (const suggestion of coverage.suggestions[first]?.values() ?? []) {
      const hopeless = (cost: number, at: number) => least + cost > bound(arrivals[at]);
      for (const shot of spans(coverage, suggestion.idea, first, end, hopeless)) {
        let entry = entries.get(shot.view);
        if (!entry) {
          entry =
            first === start ? opening(coverage, shot, before) : bestEntry(coverage, previous, shot, cuts);
          entries.set(shot.view, entry);
        }
        const total = entry.total + shot.cost;
        if (!Number.isFinite(total)) continue;
        keep(arrivals[shot.end] ?? [], { ...shot, total, before: entry.node });
      }
    }
    prune(arrivals, first + 1);
  }
  return trace(coverage, arrivals[end] ?? [], after);
}

const lowest = (nodes: readonly Node[]): number => Math.min(...nodes.map((node) => node.total));
/** What a way to arrive somewhere may cost at most to be worth looking for its camera. */
const bound = (nodes: readonly Node[] | undefined): number =>
  nodes && nodes.length > 3 ? lowest(nodes) + beam : Number.POSITIVE_INFINITY;

/** Keeps the cheaper of two ways to arrive with the same picture. */
function keep(nodes: Node[], node: Node): void {
  const at = nodes.findIndex((n) => n.view === node.view);
  const known = nodes[at];
  if (!known) nodes.push(node);
  else if (node.total < known.total) nodes[at] = node;
}

function prune(arrivals: Node[][], at: number): void {
  const nodes = arrivals[at];
  if (!nodes || nodes.length < 2) return;
  const best = lowest(nodes);
  arrivals[at] = nodes.filter((n) => n.total <= best + beam || n.idea.key === 'last resort');
}

function bestEntry(
  { world, segments }: Coverage,
  previous: readonly Node[],
  shot: Link,
  cuts: Map<number, number>,
): { total: number; node: Node | undefined } {
  const segment = segments[shot.first];
  let best: { total: number; node: Node | undefined } = { total: Number.POSITIVE_INFINITY, node: undefined };
  if (!segment) return best;
  for (const node of previous) {
    if (node.total >= best.total) continue;
    const key = (node.view.id * 4096 + shot.view.id) * 4096 + shot.first;
    let change = cuts.get(key);
    if (change === undefined) {
      change = cutCost(world, node, shot, segment.from);
      cuts.set(key, change);
    }
    const total = node.total + change + segment.cutCost + returning(node, shot);
    if (total < best.total) best = { total, node };
  }
  return best;
}

/** Coming back to the shot before last is right for a pair and dull otherwise. */
function returning(node: Node, shot: Link): number {
  if (node.before?.idea.key !== shot.idea.key) return 0;
  const pair =
    node.idea.subjects[0] !== shot.idea.subjects[0] && !isWide(node.idea.kind) && !isWide(shot.idea.kind);
  return pair ? 0 : cost.repeat;
}

/** The first shot of a scene tells where; the first of a stretch follows the shot that is kept before it. */
function opening(
  { world, segments }: Coverage,
  shot: Link,
  before: Link | undefined,
): { total: number; node: undefined } {
  const segment = segments[shot.first];
  if (before && segment) {
    const change = cutCost(world, before, shot, segment.from);
    return { total: Number.isFinite(change) ? change : 50, node: undefined };
  }
  const alone = segment && world.onStage(segment.from).length < 2 && shot.view.height >= 1.4;
  const tells = isWide(shot.idea.kind) || (alone && shot.view.height >= 1.9);
  return {
    total: tells ? 0 : shot.idea.kind === 'two' || shot.idea.kind === 'three' || alone ? 2 : cost.notWhere,
    node: undefined,
  };
}

/** An idea held over ever more segments, as far as it plays and can be seen. */
function* spans(
  coverage: Coverage,
  idea: Idea,
  first: number,
  limit: number,
  hopeless: (cost: number, at: number) => boolean,
): Generator<Link & { cost: number }> {
  const { world, segments, suggestions, find } = coverage;
  const start = segments[first];
  if (!start) return;
  // A place is shown whole at the beginning or not at all, unless the script asks.
  if (idea.kind === 'establish' && first > 0 && !suggestions[first]?.get(idea.key)?.asked) return;
  const mean = coverage.mean(start.from) * world.fps;
  const shy = seeded(`${coverage.seed} ${start.beat.id} ${idea.key}`)() * 0.3;
  let played = 0;
  let listens = false;
  let speaks = false;
  let checked = first;
  for (let last = first; last < limit; last++) {
    const segment = segments[last];
    const suggestion = suggestions[last]?.get(idea.key);
    if (!segment || !suggestion) return;
    const seconds = (segment.to - start.from) / world.fps;
    if (last > first && seconds > limits.longest && idea.key !== 'last resort') return;
    played += (suggestion.rate * (segment.to - segment.from)) / mean + suggestion.once;
    listens ||= segment.speaker !== undefined && segment.speaker !== idea.subjects[0];
    speaks ||= segment.speaker === idea.subjects[0];
    const listener = listens && !speaks;
    if (hopeless(played + lengthCost(idea, 'follow', seconds, listener, mean / world.fps), last + 1))
      continue;
    const view = find(idea, start.from, segment.to);
    if (!view) return;
    while (checked <= last) {
      const passed = segments[checked++];
      if (!passed) continue;
      const hidden = hiddenShare(world, idea, view, passed);
      played += (hidden * cost.hiddenFace * (passed.to - passed.from)) / mean;
    }
    yield {
      idea,
      view,
      first,
      end: last + 1,
      cost: played + lengthCost(idea, view.move, seconds, listener, mean / world.fps) + view.penalty + shy,
    };
  }
}

/** Parts of a segment at which its speaker is looked for. */
const moments = [0.2, 0.5, 0.8] as const;

/** The share of a segment in which the one who speaks should be seen and is not. */
function hiddenShare(world: World, idea: Idea, view: View, segment: Segment): number {
  const { speaker, listener } = segment;
  const about = idea.subjects.length === 0 || (speaker !== undefined && idea.subjects.includes(speaker));
  if (!speaker || !about) return 0;
  let hidden = 0;
  for (const share of moments) {
    const frame = Math.floor(segment.from + (segment.to - segment.from) * share);
    const { position } = cameraAt(view.keys, frame);
    const open =
      facesCamera(world, speaker, frame, position, listener) &&
      seesHead(world, position, speaker, frame, view.hides);
    if (!open) hidden++;
  }
  return hidden / moments.length;
}

/** How far a shot's length is from what the eye wants. */
function lengthCost(idea: Idea, move: View['move'], seconds: number, listens: boolean, mean: number): number {
  const brief = briefly(idea, listens);
  const least = idea.kind === 'insert' ? limits.insert : limits.shot;
  const rhythm = cost.rhythm * Math.abs(Math.log2(seconds / (brief?.wished ?? mean)));
  const short = seconds < least ? cost.tooShort * (1 + (2 * (least - seconds)) / least) : 0;
  const over = seconds - (brief?.most ?? limits.still);
  const long = over > 0 && (brief || move === 'static') ? cost.tooLong * (0.5 + over / 3) : 0;
  return rhythm + short + long;
}

/** Seconds wished and at most for frames that only say one thing. */
function briefly(idea: Idea, listens: boolean): { wished: number; most: number } | undefined {
  if (idea.kind === 'insert') return { wished: 1.4, most: 2.2 };
  if (idea.kind === 'establish') return { wished: 3.2, most: 4.2 };
  return idea.kind === 'single' && listens ? { wished: 1.6, most: 2.4 } : undefined;
}

/** A scene ends on a face or wide; a stretch ends well for the shot that is kept after it. */
function ending({ world, segments }: Coverage, node: Node, after: Link | undefined): number {
  if (after) {
    const frame = segments[after.first]?.from ?? world.frames;
    const change = cutCost(world, node, after, frame);
    return Number.isFinite(change) ? change : 50;
  }
  return isWide(node.idea.kind) || node.idea.kind === 'single' ? 0 : cost.weakEnd;
}

function trace(coverage: Coverage, last: readonly Node[], after: Link | undefined): Link[] {
  let best: Node | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const node of last) {
    const total = node.total + ending(coverage, node, after);
    if (total < least) [least, best] = [total, node];
  }
  const links: Link[] = [];
  for (let node = best; node; node = node.before) {
    links.unshift({ idea: node.idea, view: node.view, first: node.first, end: node.end });
  }
  return links;
}
