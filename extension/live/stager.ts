import { BlenderError } from '../../bridge/errors.ts';
import { errorCodes, type Params } from '../../schemas/source/blenderProtocol.ts';
import { PhotoplayError } from '../runtime/errors.ts';
import { hashOf } from '../staging/takeKey.ts';
import { type Change, diff, type StagedEntry } from './diff.ts';
import type { Link } from './link.ts';
import type { Cause, Planned } from './planner.ts';
import { labelOf, summaryOf } from './words.ts';

/** Milliseconds that a batch may take: a long film that is staged whole. */
const patience = 30 * 60_000;

/** What was brought up to date. */
export interface Staged {
  label: string;
  summary: string;
  change: Change;
}

export interface StageOptions {
  cause?: Cause | undefined;
  /** Everything again, whatever is staged there. */
  all?: boolean;
  /** Another film that is staged there gives way. */
  replace?: boolean;
  /** Makes each scene a step of its own and hears of it, for a film that is new to a session. */
  step?: (done: Staged) => Promise<void>;
  /** Where the playhead goes with a change, before anything is drawn. */
  follow?: (change: Change) => Playhead | undefined;
}

/** A place for Blender's playhead. */
export type Playhead = Params<'playhead/set'>;

/** Which film a scene was staged from, as it is kept among the scene's keys. */
const markOf = (folder: string): string => hashOf(folder);

/** Whether the open file holds scenes of this film, of another one, or of none. */
export async function heldFilm(
  link: Pick<Link, 'call'>,
  folder: string,
): Promise<'this' | 'another' | 'none'> {
  const { scenes } = await link.call('stage/staged', {});
  if (scenes.some(({ keys }) => keys.film === markOf(folder))) return 'this';
  return scenes.length > 0 ? 'another' : 'none';
}

/**
 * Brings an open Blender up to what is planned: only what differs is sent, as one undo step. What is staged there is
 * read from Blender itself, so that undo, another file and another Blender are seen; when it turns out that a person
 * took away what is to be changed, the scene is staged whole. Undefined when nothing differs. Throws PhotoplayError
 * `another-film`, and BlenderError.
 */
export async function bringUpToDate(
  link: Link,
  planned: Planned,
  options: StageOptions = {},
): Promise<Staged | undefined> {
  const read = async () => (await link.call('stage/staged', {})).scenes;
  const entries = await read();
  const mark = markOf(planned.film.folder);
  if (!options.replace && entries.some(({ keys }) => keys.film !== mark)) {
    throw new PhotoplayError('another-film', 'Another film is staged in the file that is open in Blender.', {
      hint: 'Open a new file there (File > New), or run photoplay live with --replace.',
    });
  }
  const change = diff(options.all ? entries.map(outdated) : entries, planned.wanted, { film: mark });
  try {
    return await send(link, change, options);
  } catch (error) {
    if (!isMissing(error)) throw error;
    const numbers = new Set(change.scenes.map(({ number }) => number));
    const bare = (await read()).map((entry) => (numbers.has(entry.scene) ? outdated(entry) : entry));
    return send(link, diff(bare, planned.wanted, { film: mark }), options);
  }
}

/** All that is staged counts as old. */
const outdated = ({ scene, keys: { id = '', ...keys } }: StagedEntry): StagedEntry => ({
  scene,
  keys: { ...Object.fromEntries(Object.keys(keys).map((name) => [name, ''])), id },
});

const isMissing = (error: unknown): boolean =>
  error instanceof BlenderError && error.kind === 'rolledBack' && error.data.why === errorCodes.notFound;

async function send(
  link: Link,
  change: Change,
  { cause, step, follow }: StageOptions,
): Promise<Staged | undefined> {
  if (change.first.length === 0 && change.scenes.length === 0) return undefined;
  for (const part of step ? split(change) : [change]) {
    const commands = [...part.first, ...part.scenes.flatMap((scene) => scene.commands)];
    const label = labelOf(part, cause);
    const staged = part.scenes.map(({ entry }) => entry);
    const playhead = follow?.(part);
    await link.call(
      'stage/apply',
      { label, commands, staged, ...(playhead && { playhead }) },
      { deadlineMs: patience },
    );
    await step?.({ label, summary: summaryOf(part), change: part });
  }
  return { label: labelOf(change, cause), summary: summaryOf(change), change };
}

/** A change scene by scene; what comes first goes with the first. */
function split({ first, gone, scenes }: Change): Change[] {
  const [head, ...rest] = scenes;
  return [
    { first, gone, scenes: head ? [head] : [] },
    ...rest.map((scene) => ({ first: [], gone: [], scenes: [scene] })),
  ];
}
