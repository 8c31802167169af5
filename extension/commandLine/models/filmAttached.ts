import { filmView } from '../../agents/filmView/filmView.ts';
import { type Focus, parseFocus } from '../../agents/filmView/focus.ts';
import { openFilm } from '../../film/folder.ts';
import { draftFilm } from '../../film/plan.ts';
import { StageClock } from '../../film/progress.ts';
import { readScript } from '../../film/script.ts';
import type { Part } from '../../llm/types.ts';
import { decode } from '../../screenplay/encoding.ts';
import { type Io, text, UsageError, type Values } from '../command.ts';

/** Tokens in which a film is shown to a model: a scene in full, and the others in outline. */
const viewBudget = 8000;

/** A film as a part of a question, and its folder, by which its costs are told. */
export interface FilmPart {
  part: Part;
  folder: string;
}

/**
 * The film of `--film` as it would be planned now, with what is nearest to `--focus` in most detail; none of
 * its documents is written. Undefined without `--film`. Throws UsageError and PhotoplayError.
 */
export async function filmPart(values: Values, io: Io): Promise<FilmPart | undefined> {
  const path = text(values, 'film');
  const focus = focusOf(values);
  if (path === undefined) {
    if (focus) throw new UsageError('--focus needs --film: the film whose scene or lines are meant.');
    return undefined;
  }
  const film = openFilm(path);
  const { settings, folder, screenplay } = film;
  const plan = await draftFilm(film, { settings, clock: new StageClock(io.progress), signal: io.signal });
  const documents = { script: decode(readScript(screenplay)).text, ...plan };
  const view = filmView(documents, { budget: viewBudget, ...(focus && { focus }) });
  return { part: { type: 'text', text: view.text }, folder };
}

function focusOf(values: Values): Focus | undefined {
  const wanted = text(values, 'focus');
  if (wanted === undefined) return undefined;
  const focus = parseFocus(wanted);
  if (!focus) throw new UsageError(`--focus is like "scene 4" or L12-18; not "${wanted}".`);
  return focus;
}
