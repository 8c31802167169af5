import { basename } from 'node:path';
import type { Breakdown } from '../../schemas/source/breakdown.ts';
import type { Finding } from '../../schemas/source/common.ts';
import type { Override } from '../../schemas/source/overrides.ts';
import type { FilmSettings } from '../../schemas/source/settings.ts';
import type { Voices } from '../../schemas/source/voices.ts';
import { block } from '../blocking/block.ts';
import { breakDown } from '../breakdown/breakDown.ts';
import { overrideBlocking } from '../overrides/blocking.ts';
import { overrideBreakdown } from '../overrides/colours.ts';
import { overrideSets } from '../overrides/pieces.ts';
import { readScreenplay, toScreenplay } from '../screenplay/screenplay.ts';
import { planSets } from '../sets/plan.ts';
import { planShots } from '../shotlist/planShots.ts';
import { castVoices } from '../voices/cast.ts';
import type { SpeechEngine } from '../voices/engine.ts';
import { speakLines } from '../voices/speak.ts';
import { saveDocument } from './documents.ts';
import { type Film, filmPaths } from './folder.ts';
import { loadOverrides } from './overrides.ts';
import { type Documents, loadPrevious, saveDocuments } from './previous.ts';
import type { StageClock } from './progress.ts';
import { demandBlocking, demandBreakdown, demandShots } from './references.ts';
import { readScript } from './script.ts';

/** A film on paper: every document before Blender. */
export interface Plan extends Documents {
  voices: Voices;
  overrides: Override[];
  /** The breakdown without the colours that a person gave by hand: so it is kept, and a dropped colour leaves no trace. */
  unpainted: Breakdown;
  findings: Finding[];
  warnings: string[];
}

export interface PlanOptions {
  settings: FilmSettings;
  clock: StageClock;
  signal: AbortSignal;
  /** The embedded voices, kept warm by who plans again and again. */
  flite?: SpeechEngine;
}

/** Plans a film from its screenplay and writes the documents. Throws as `draftFilm` does, and when it cannot write. */
export async function planFilm(film: Film, options: PlanOptions): Promise<Plan> {
  const plan = await draftFilm(film, options);
  savePlan(film, plan);
  return plan;
}

/** Writes a plan's documents. Throws PhotoplayError when the folder cannot be written. */
export function savePlan(film: Film, plan: Plan): void {
  const paths = filmPaths(film.folder);
  const { unpainted, sets, blocking, shots } = plan;
  saveDocuments(paths, { breakdown: unpainted, sets, blocking, shots });
  saveDocument(paths.voices, plan.voices);
}

/**
 * Plans a film from its screenplay and the documents in its folder, and writes nothing but new sounds. What a person
 * edited in the documents stays; what the script did not change keeps its ids. Throws PhotoplayError (a document that
 * cannot be read) and AbortError.
 */
export async function draftFilm(film: Film, options: PlanOptions): Promise<Plan> {
  const { settings, clock, signal, flite } = options;
  const paths = filmPaths(film.folder);
  const previous = loadPrevious(paths);
  const screenplay = await clock.run('parse', () =>
    toScreenplay(readScreenplay(readScript(film.screenplay), basename(film.screenplay))),
  );
  const overrides = loadOverrides(paths);
  const described = await clock.run('breakdown', () =>
    breakDown(screenplay, previous.breakdown, { title: settings.title, seed: settings.seed }),
  );
  demandBreakdown(paths.breakdown, described);
  const unpainted = castVoices(described, settings.voices);
  const breakdown = overrideBreakdown(unpainted, overrides);
  const { seed, fps, genre } = settings;
  const voices = await clock.run('voices', (report) =>
    speakLines(breakdown, settings.voices, paths.cache, {
      signal,
      onProgress: report,
      ...(flite && { flite }),
    }),
  );
  signal.throwIfAborted();
  const sets = await clock.run('sets', () =>
    overrideSets(planSets(breakdown, previous.sets, { seed }), overrides),
  );
  const blocked = await clock.run('blocking', () =>
    block(breakdown, sets, voices, { fps, seed }, previous.blocking),
  );
  const blocking = overrideBlocking(blocked.blocking, sets, breakdown, overrides);
  demandBlocking(paths.blocking, blocking, breakdown, sets);
  const shots = await clock.run('shots', () =>
    planShots(breakdown, sets, blocking, { fps, genre, seed }, previous.shots, voices),
  );
  demandShots(paths.shots, shots.shots, breakdown);
  return {
    breakdown,
    sets,
    blocking,
    shots: shots.shots,
    overrides,
    unpainted,
    voices,
    findings: [...screenplay.findings, ...blocked.findings, ...shots.findings],
    warnings: voices.warnings,
  };
}
