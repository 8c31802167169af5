import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Film, filmPaths, openFilm } from '../film/folder.ts';
import { lockFilm } from '../film/lock.ts';
import { stageAll } from '../film/make.ts';
import { draftFilm, type Plan, savePlan } from '../film/plan.ts';
import { type OnProgress, StageClock } from '../film/progress.ts';
import { PhotoplayError } from '../runtime/errors.ts';
import { kitVersion } from '../runtime/folders.ts';
import type { StagedScene } from '../staging/commands.ts';
import { fliteEngine } from '../voices/flite/fliteEngine.ts';
import { firstChange } from './lines.ts';
import { type WantedScene, wantedScene } from './parts.ts';

/** What was changed: a line of the script (from 0), or another of the film's files. */
export type Cause = { line: number } | { file: string };

/** A film as it is meant to be now. */
export interface Planned {
  film: Film;
  plan: Plan;
  staged: readonly StagedScene[];
  wanted: readonly WantedScene[];
  /** What has changed since the last one; undefined for the first. */
  cause: Cause | undefined;
}

/** Milliseconds after which a script that was empty all of a sudden is read again: it may be half saved. */
const secondLook = 250;

/** Plans a film again and again from its files, with voices that stay warm; remembers what it read. */
export class Planner {
  readonly #path: string;
  readonly #progress: OnProgress;
  readonly #flite = fliteEngine();
  #film: Film;
  /** Files and what they said when they were read for the last plan; undefined for one that is not there. */
  #read = new Map<string, string | undefined>();
  /** What they said for the plan before that. */
  #before = this.#read;

  /** Throws PhotoplayError when there is no film. */
  constructor(path: string, progress: OnProgress) {
    this.#path = path;
    this.#progress = progress;
    this.#film = openFilm(path);
  }

  /** The files that a film is planned from: the script first. */
  get files(): string[] {
    const { folder, screenplay } = this.#film;
    const { settings, breakdown, sets, blocking, shots, overrides } = filmPaths(folder);
    return [screenplay, settings, breakdown, sets, blocking, shots, overrides];
  }

  get film(): Film {
    return this.#film;
  }

  /** Whether a file says something else than what the last plan was made from. */
  get stale(): boolean {
    return this.files.some((file) => textOf(file) !== this.#read.get(file));
  }

  /**
   * Plans from the files as they are. Throws PhotoplayError (a file that cannot be read) and the signal's reason; the
   * files then count as read, so that the same fault is told once.
   */
  async plan(signal: AbortSignal): Promise<Planned> {
    const before = this.#read;
    this.#before = before;
    const [script = ''] = this.files;
    if (before.get(script)?.trim() && !textOf(script)?.trim()) await wait(secondLook, undefined, { signal });
    this.#read = new Map(this.files.map((file) => [file, textOf(file)]));
    try {
      this.#film = openFilm(this.#path);
      const clock = new StageClock(this.#progress);
      const { settings } = this.#film;
      const plan = await draftFilm(this.#film, { settings, clock, signal, flite: this.#flite });
      const staged = stageAll(this.#film, plan);
      const wanted = staged.map((scene) => wantedScene(scene, kitVersion()));
      return { film: this.#film, plan, staged, wanted, cause: causeOf(before, this.#read, script) };
    } catch (error) {
      if (signal.aborted) this.discard();
      throw error;
    }
  }

  /** The last plan is not used: its files count as unread, and the next one's cause is whatever changed since. */
  discard(): void {
    this.#read = this.#before;
  }

  /**
   * Writes a plan's documents, unless a file was changed since it was read (then it is stale, and planned again) or
   * the film is being made by somebody else (then they are written with a later plan).
   */
  save({ film, plan }: Planned): void {
    if (this.stale) return;
    let release: () => void;
    try {
      release = lockFilm(filmPaths(film.folder).work);
    } catch (error) {
      if (error instanceof PhotoplayError && error.code === 'busy') return;
      throw error;
    }
    try {
      savePlan(film, plan);
      this.#read = new Map(this.files.map((file) => [file, textOf(file)]));
    } finally {
      release();
    }
  }

  async close(): Promise<void> {
    await this.#flite.close();
  }
}

function textOf(file: string): string | undefined {
  try {
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  } catch {
    // a folder in its place, or no right to read it: planning says so
    return undefined;
  }
}

function causeOf(
  before: ReadonlyMap<string, string | undefined>,
  now: ReadonlyMap<string, string | undefined>,
  script: string,
): Cause | undefined {
  if (before.size === 0) return undefined;
  const line = firstChange(before.get(script) ?? '', now.get(script) ?? '');
  if (line !== undefined) return { line };
  const file = [...now.keys()].find((name) => before.get(name) !== now.get(name));
  return { file: basename(file ?? script) };
}
