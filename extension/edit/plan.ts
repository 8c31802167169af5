import type { Edit, PictureClip } from '../../schemas/source/edit.ts';
import { PhotoplayError } from '../runtime/errors.ts';
import { ambienceClips } from './ambience.ts';
import { makeCaptions } from './captions.ts';
import { heardLines } from './dialogue.ts';
import { effectClips } from './effects.ts';
import { panner } from './placement.ts';
import { layRuns, type PlacedShot, type Run } from './runs.ts';
import type { EditSources, Take } from './sources.ts';
import { cardClip, endCards, titleCard } from './titles/cards.ts';

/** Sizes a poster is best taken from, the best first. */
const posterSizes = ['CU', 'MCU', 'OTS', 'TWO', 'MS', 'ECU', 'THREE', 'COWBOY', 'MLS', 'FS'];

/**
 * The cut as data: picture by the takes and the script's transitions, sound by the scenes' clocks, titles, captions.
 * Throws PhotoplayError when no shot has a take, or one is not as long as its shot.
 */
export function planEdit(sources: EditSources, takes: readonly Take[]): Edit {
  const { breakdown, settings } = sources;
  const { fps } = settings;
  const opening = settings.titles ? [cardClip(titleCard(breakdown), 0, fps)] : [];
  const first = opening.reduce((sum, clip) => sum + clip.frames, 0);
  const runs = layRuns(sources, takes, first);
  const end = runs.at(-1)?.end;
  if (end === undefined)
    throw new PhotoplayError('no-takes', 'There is nothing to cut: no shot has been rendered.', {
      hint: 'Choose scenes or shots that exist, or write a scene with a heading and some action.',
    });
  const closing: PictureClip[] = [];
  let frames = end;
  for (const card of settings.titles ? endCards(breakdown) : []) {
    const clip = cardClip(card, frames, fps);
    closing.push(clip);
    frames += clip.frames;
  }
  const picture = [
    ...opening,
    ...runs.flatMap((run) => run.shots.map((placed) => takeClip(run, placed))),
    ...closing,
  ];
  const heard = runs
    .map((run) => ({ run, pan: panner(run, sources) }))
    .map(({ run, pan }) => ({
      lines: heardLines(run, sources, pan),
      effects: effectClips(run, isOutside(run, sources), pan, fps),
    }));
  const lines = heard.flatMap((h) => h.lines);
  const poster = choosePoster(runs);
  return {
    version: 1,
    title: breakdown.title,
    language: breakdown.language,
    fps,
    size: settings.size,
    frames,
    picture,
    dialogue: lines.map((line) => line.clip),
    ambience: ambienceClips(runs, sources, frames),
    effects: heard.flatMap((h) => h.effects),
    captions: settings.captions
      ? makeCaptions(
          lines.map((line) => line.caption),
          picture.map((clip) => clip.start),
          fps,
          frames,
        )
      : [],
    ...(poster ? { poster } : {}),
  };
}

const takeClip = (run: Run, { shot, take, start, into, fadeOut }: PlacedShot): PictureClip => ({
  id: shot.id,
  start,
  frames: take.frames,
  into,
  fadeOut,
  content: {
    kind: 'take',
    shot: shot.id,
    scene: run.scene.number,
    file: take.file,
    in: shot.in,
    span: shot.span,
    lines: shot.lines,
  },
});

const isOutside = (run: Run, { sets }: EditSources): boolean =>
  sets.sets.find((set) => set.id === run.scene.set)?.exterior ?? false;

/** The tensest moment of a face that is shown close: the middle of the shot that shows it. */
function choosePoster(runs: readonly Run[]): Edit['poster'] {
  let best: { file: string; frame: number; score: number } | undefined;
  for (const run of runs)
    for (const { shot, take } of run.shots) {
      const size = posterSizes.indexOf(shot.size);
      const tension = Math.max(
        0,
        ...run.scene.beats.filter((b) => shot.beats.includes(b.id)).map((b) => b.tension),
      );
      const score =
        tension - 0.12 * (size < 0 ? posterSizes.length : size) + (shot.kind === 'single' ? 0.1 : 0);
      if (!best || score > best.score) best = { file: take.file, frame: take.frames >> 1, score };
    }
  return best && { file: best.file, frame: best.frame };
}
