import type { Breakdown, SceneLine } from '../../schemas/source/breakdown.ts';
import type { DialogueClip } from '../../schemas/source/edit.ts';
import type { SpokenLine, Voices } from '../../schemas/source/voices.ts';
import type { CaptionSource } from './captions.ts';
import { type Panner, roomSound } from './placement.ts';
import type { Run } from './runs.ts';
import type { EditSources } from './sources.ts';

/** A line heard in the film, with what its caption says. */
export interface Heard {
  clip: DialogueClip;
  caption: CaptionSource;
}

/**
 * The lines of a run, on the film's clock. What falls outside the run's window is cut off: a line that began before
 * the first shot is heard from where the picture comes in.
 */
export function heardLines(run: Run, sources: EditSources, pan: Panner): Heard[] {
  const { breakdown, sets, voices, settings } = sources;
  const { fps } = settings;
  const room = roomSound(sets.sets.find((set) => set.id === run.scene.set));
  const [opens, closes] = [run.start / fps, run.end / fps];
  return run.scene.beats.flatMap((beat) => {
    if (!beat.speech || beat.line === undefined) return [];
    const spoken = find(voices, beat.line);
    const line = lineOf(breakdown, beat.line);
    if (!spoken || !line) return [];
    const begins = (run.offset + beat.start + beat.speech.start) / fps;
    const from = Math.max(0, opens - begins);
    const seconds = Math.min(spoken.seconds, closes - begins) - from;
    if (seconds <= 0) return [];
    const middle = beat.start + beat.speech.start + Math.floor((from + seconds / 2) * fps);
    const clip: DialogueClip = {
      line: beat.line,
      speaker: spoken.speaker,
      file: spoken.file,
      start: begins + from,
      from,
      seconds,
      levelDb: spoken.levelDb,
      pan: beat.speech.visible ? pan(spoken.speaker, middle) : 0,
      treatment: spoken.treatment,
      room,
      estimated: spoken.estimated,
      span: line.span,
    };
    const words = spoken.words
      .map((word) => ({ text: word.text, start: begins + word.start, end: begins + word.end }))
      .filter((word) => word.end > opens && word.start < closes);
    return [{ clip, caption: { words, style: styleOf(line, spoken) } }];
  });
}

const find = (voices: Voices, id: string): SpokenLine | undefined =>
  voices.lines.find((line) => line.line === id);

function lineOf(breakdown: Breakdown, id: string): SceneLine | undefined {
  for (const scene of breakdown.scenes) {
    const line = scene.lines.find((l) => l.id === id);
    if (line) return line;
  }
  return undefined;
}

/** Voices that come from elsewhere than the picture are set in italics. */
const styleOf = (line: SceneLine, spoken: SpokenLine): CaptionSource['style'] =>
  line.kind === 'lyrics' ? 'lyrics' : spoken.treatment === 'room' ? 'plain' : 'italic';
