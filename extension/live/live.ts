import type { EventParams } from '../../schemas/source/blenderProtocol.ts';
import type { Plan } from '../film/plan.ts';
import { asKnown } from '../render/errors.ts';
import { mendable } from '../runtime/errors.ts';
import type { Change } from './diff.ts';
import type { LiveEvent } from './events.ts';
import { Hands } from './hands.ts';
import { placeOfLine } from './lines.ts';
import type { Link } from './link.ts';
import { panelOf, writeSetting } from './panel.ts';
import type { Cause, Planned, Planner } from './planner.ts';
import { followPlayhead } from './playhead.ts';
import { startRender } from './rendering.ts';
import { isBlank, showFilm } from './show.ts';
import { bringUpToDate, heldFilm, type Playhead, type Staged } from './stager.ts';
import { watchFiles } from './watch.ts';

export interface LiveOptions {
  planner: Planner;
  link: Link;
  signal: AbortSignal;
  tell: (event: LiveEvent) => void;
  /** The playhead goes to what was changed. */
  follow: boolean;
  /** The viewport shows the film through its camera, whatever it showed before. */
  show: boolean;
  /** Another film that is staged in the open file gives way. */
  replace: boolean;
}

/** What is to be done next; a wish that comes while another is carried out waits, and equal ones are one. */
type Wish = 'look' | 'stage' | 'all';

/** A film that an open Blender shows as it is written: planned at each save, and staged where it differs. */
export class LiveFilm {
  readonly #options: LiveOptions;
  readonly #wishes = new Set<Wish>();
  readonly #hands: Hands;
  #working: Promise<void> | undefined;
  #planning: AbortController | undefined;
  #planned: Planned | undefined;
  /** Whether the session is ours to stage into: not, when a person opened something else in it meanwhile. */
  #welcome = true;
  #met = false;
  /** Blender is busy with what we asked of it: no news. */
  #staging = false;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#hands = new Hands(options.link, options.tell);
  }

  /** Goes on until the signal fires. No fault of the film's files or of Blender ends it. */
  async run(): Promise<void> {
    const { link, planner, signal, tell } = this.#options;
    const ends = [
      watchFiles(planner.files, () => this.#changed()),
      link.onState((state, reason) => this.#heard(state, reason)),
      link.on('session/changed', ({ why }) => void this.#opened(why)),
      link.on(
        'edits/changed',
        (told) => void this.#guarded(() => this.#edited(told)).then(() => this.#changed()),
      ),
      link.on('film/asked', (asked) => void this.#asked(asked)),
      followPlayhead(link, () => this.#planned?.plan, tell),
    ];
    this.#wish('look');
    this.#heard(link.state, link.reason);
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true });
    });
    for (const end of ends) end();
    this.#planning?.abort();
    await this.#working;
    await link.call('film/leave', {}, { deadlineMs: 1000 }).catch(() => undefined);
  }

  /** Moves Blender to where a line of the script (from 0) is played. */
  async cursor(line: number): Promise<void> {
    const place = this.#planned && placeOfLine(this.#planned.plan, line);
    if (place) await this.#guarded(() => this.#options.link.call('playhead/set', place));
  }

  #changed(): void {
    if (!this.#options.planner.stale) return;
    this.#planning?.abort();
    this.#wish('look');
  }

  #heard(state: Link['state'], reason: string): void {
    const { tell, link } = this.#options;
    if (state === 'connected' && !this.#met) {
      this.#met = true;
      tell({ event: 'connected', blender: link.hello?.blender.join('.') ?? '' });
      void this.#arrived();
    } else if (state === 'lost') {
      this.#met = false;
      tell({ event: 'lost', reason });
    } else if (state === 'busy' && !this.#staging) tell({ event: 'busy', reason });
  }

  /** A session was met: it shows which film it serves, and gets it. */
  async #arrived(): Promise<void> {
    const { link, planner } = this.#options;
    await this.#guarded(() => link.call('film/show', panelOf(planner.film)));
    this.#wish('stage');
  }

  /** Another file is open: it is staged into when it holds this film, or nothing yet. */
  async #opened(why: EventParams<'session/changed'>['why']): Promise<void> {
    if (why !== 'loaded' && why !== 'new') return;
    const { link, planner, tell } = this.#options;
    await this.#guarded(async () => {
      this.#welcome = (await heldFilm(link, planner.film.folder)) === 'this' || (await isBlank(link));
      await link.call('film/show', panelOf(planner.film));
      if (this.#welcome) this.#wish('stage');
      else
        tell({
          event: 'problem',
          code: 'another-file',
          message: 'Another file is open in Blender; it is left alone.',
          hint: 'To stage the film into it, press Re-apply in its Photoplay panel.',
        });
    });
  }

  async #asked(asked: EventParams<'film/asked'>): Promise<void> {
    const { link, planner, tell } = this.#options;
    await this.#guarded(async () => {
      if (asked.what === 'set') writeSetting(planner.film, asked);
      else if (asked.what === 'restage') {
        this.#welcome = true;
        this.#wish('all');
      } else if (asked.what === 'renderShot' && this.#planned) {
        await startRender(link, this.#planned, asked, tell);
      } else if (asked.what === 'freeze') await this.#edited();
    });
  }

  /** What a person did by hand goes into the documents, from where it is staged like any other change. */
  async #edited(told?: EventParams<'edits/changed'>): Promise<void> {
    if (!this.#planned || !this.#met || !this.#welcome) return;
    await (told ? this.#hands.heard(this.#planned, told) : this.#hands.look(this.#planned));
  }

  #wish(wish: Wish): void {
    this.#wishes.add(wish);
    this.#start();
  }

  #start(): void {
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
      if (this.#wishes.size > 0 && !this.#options.signal.aborted) this.#start();
    });
  }

  async #work(): Promise<void> {
    while (this.#wishes.size > 0 && !this.#options.signal.aborted) {
      const wishes = new Set(this.#wishes);
      this.#wishes.clear();
      await this.#guarded(() => this.#once(wishes));
    }
  }

  /** Plans when a file says something new, stages what differs, and writes the documents last. */
  async #once(wishes: ReadonlySet<Wish>): Promise<void> {
    const { planner, link, tell } = this.#options;
    const began = performance.now();
    const looked = this.#guarded(() => this.#edited());
    const replans = planner.stale;
    const planned = replans ? await this.#plan(looked) : this.#planned;
    await looked;
    if (!planned) return;
    const planning = performance.now() - began;
    const first = this.#planned === undefined;
    this.#planned = planned;
    if (first) tell({ event: 'planned', ...sizeOf(planned), milliseconds: Math.round(planning) });
    try {
      if (this.#met && this.#welcome) {
        if (replans && !first) await link.call('film/show', panelOf(planned.film));
        this.#staging = true;
        await this.#stage(planned, wishes, began, planning);
      }
    } finally {
      this.#staging = false;
      if (replans) planner.save(planned);
    }
    if (planner.stale) this.#wishes.add('look');
  }

  /** Plans while Blender is looked at; undefined when that, or a person, changed a file meanwhile. */
  async #plan(looked: Promise<void>): Promise<Planned | undefined> {
    const { planner } = this.#options;
    this.#planning = new AbortController();
    try {
      const planned = await planner.plan(this.#planning.signal);
      await looked;
      if (!planner.stale) return planned;
      planner.discard();
      this.#wishes.add('look');
      return undefined;
    } catch (error) {
      if (this.#planning.signal.aborted) return undefined;
      throw error;
    } finally {
      this.#planning = undefined;
    }
  }

  async #stage(planned: Planned, wishes: ReadonlySet<Wish>, began: number, planning: number): Promise<void> {
    const { link, tell, show, replace, follow } = this.#options;
    const all = wishes.has('all');
    const cause = all || wishes.has('stage') ? undefined : planned.cause;
    const blank = cause === undefined && (await isBlank(link));
    let since = performance.now();
    let shown = !(show || blank);
    const told = ({ label, summary }: Staged) => {
      const now = performance.now();
      const times = cause
        ? { milliseconds: now - began, planning, staging: now - began - planning }
        : { milliseconds: now - since, planning: 0, staging: now - since };
      since = now;
      tell({ event: 'staged', label, summary, ...rounded(times) });
    };
    const step = async (done: Staged) => {
      told(done);
      if (shown) return;
      shown = true;
      await showFilm(link, planned);
    };
    const bySteps = cause === undefined && !all;
    const staged = await bringUpToDate(link, planned, {
      cause,
      all,
      replace,
      ...(bySteps && { step }),
      ...(follow && cause && { follow: (change: Change) => changedPlace(planned.plan, cause, change) }),
    });
    if (staged && !bySteps) told(staged);
    if (!staged && cause) tell({ event: 'unchanged', milliseconds: Math.round(performance.now() - began) });
  }

  /** Does it; what goes wrong is told, and ends nothing. */
  async #guarded(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#options.tell(problemOf(error));
    }
  }
}

function problemOf(error: unknown): LiveEvent {
  const known = mendable(asKnown(error));
  const { code = 'internal', file, line, hint } = known ?? {};
  return {
    event: 'problem',
    code,
    message: error instanceof Error ? error.message : String(error),
    ...(file !== undefined && { file }),
    ...(line !== undefined && { line }),
    ...(hint !== undefined && { hint }),
  };
}

/** The line that was changed, else the first shot that is filmed anew. */
function changedPlace(plan: Plan, cause: Cause, { scenes }: Change): Playhead | undefined {
  if ('line' in cause) return placeOfLine(plan, cause.line);
  const [scene] = scenes;
  const camera = scene?.made.find((name) => name.startsWith('camera/'))?.slice('camera/'.length);
  return scene && camera !== undefined ? { scene: scene.number, shot: camera } : undefined;
}

const sizeOf = ({ plan }: Planned) => ({
  scenes: plan.shots.scenes.length,
  shots: plan.shots.scenes.reduce((sum, { shots }) => sum + shots.length, 0),
});

const rounded = <T extends Record<string, number>>(times: T): T =>
  Object.fromEntries(Object.entries(times).map(([name, ms]) => [name, Math.round(ms)])) as T;
