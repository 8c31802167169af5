import type { Beat, SceneBlocking } from '../../schemas/source/blocking.ts';
import type { SpokenLine } from '../../schemas/source/voices.ts';
import { seeded } from '../geometry/random.ts';

/** A frame at which the picture may change, and what a cut there costs. */
export interface CutPoint {
  frame: number;
  cost: number;
}

/** Cut points closer than this are one, seconds. */
const apart = 0.35;
/** Lines from this length on may be cut inside, seconds. */
const longLine = 3.2;
/** Stretches without a natural place to cut are opened at a word every so often, seconds. */
const openEvery = 4.5;

const costs = { between: 0, action: 0, sentence: 0.25, phrase: 0.5, word: 2, stretch: 1 } as const;

/** A word's end on the scene's clock and what it closes. */
export interface WordEnd {
  frame: number;
  closes: 'sentence' | 'phrase' | 'word';
}

/** Where the picture may change in a scene: in time order, the first at 0, the last at the scene's end. */
export function cutPoints(
  scene: SceneBlocking,
  spoken: ReadonlyMap<string, SpokenLine>,
  fps: number,
  seed: number,
): CutPoint[] {
  const found: CutPoint[] = [];
  const speech = scene.beats.flatMap((beat) => (beat.speech ? [soundOf(beat)] : []));
  const silent = (frame: number) => !speech.some(([start, end]) => frame > start && frame < end);
  scene.beats.forEach((beat, i) => {
    const before = scene.beats[i - 1];
    if (before) found.push({ frame: beatCut(before, beat, fps, seed), cost: costs.between });
    if (beat.speech) found.push(...innerCuts(beat, spoken.get(beat.line ?? beat.id), fps));
    else found.push(...actionCuts(beat, fps));
  });
  for (const beat of scene.beats) {
    for (const action of beat.actions) {
      if (action.do !== 'walk') continue;
      const start = beat.start + action.start;
      for (const frame of [start - Math.round(0.35 * fps), start + action.frames + Math.round(0.35 * fps)]) {
        if (silent(frame)) found.push({ frame, cost: costs.action });
      }
    }
  }
  return thinned(found, scene.frames, fps);
}

const soundOf = (beat: Beat): readonly [number, number] => {
  const start = beat.start + (beat.speech?.start ?? 0);
  return [start, start + (beat.speech?.frames ?? 0)];
};

/** The cut between two beats: in the pause, or 4–8 film frames (at 24) into a reply, so that sound leads the picture. */
function beatCut(before: Beat, beat: Beat, fps: number, seed: number): number {
  const replies = beat.speech?.visible && before.speech?.visible && beat.speaker !== before.speaker;
  if (!replies || !beat.speech) return beat.start;
  const [start] = soundOf(beat);
  const [, ended] = soundOf(before);
  const random = seeded(`${seed} ${beat.id} lead`);
  if (beat.speech.frames < 1.5 * fps || random() < 0.55)
    return Math.max(beat.start, Math.min(start, ended + 2));
  return start + Math.round(((4 + 4 * random()) / 24) * fps);
}

/** Words' ends of a line on the scene's clock: measured, or in proportion to their letters. */
export function wordEnds(beat: Beat, line: SpokenLine | undefined, fps: number): WordEnd[] {
  if (!beat.speech) return [];
  const [start, end] = soundOf(beat);
  const written = beat.text.split(/\s+/).filter(Boolean);
  const closes = (word: string): WordEnd['closes'] =>
    /[.!?…]["')\]]*$/.test(word) ? 'sentence' : /[,;:—–-]["')\]]*$/.test(word) ? 'phrase' : 'word';
  if (line && line.words.length === written.length) {
    return line.words.map((word, i) => ({
      frame: Math.min(end, start + Math.round(word.end * fps)),
      closes: closes(written[i] ?? ''),
    }));
  }
  const letters = written.reduce((sum, word) => sum + word.length + 1, 0) || 1;
  let said = 0;
  return written.map((word) => {
    said += word.length + 1;
    return { frame: Math.round(start + ((end - start) * said) / letters), closes: closes(word) };
  });
}

function innerCuts(beat: Beat, line: SpokenLine | undefined, fps: number): CutPoint[] {
  if (!beat.speech || beat.speech.frames < longLine * fps) return [];
  const [start, end] = soundOf(beat);
  const margin = Math.round(0.8 * fps);
  const inside = wordEnds(beat, line, fps).filter(
    ({ frame }) => frame >= start + margin && frame <= end - margin,
  );
  const cuts: CutPoint[] = [];
  let last = start;
  inside.forEach(({ frame, closes }, i) => {
    if (closes !== 'word') cuts.push({ frame, cost: costs[closes] });
    const next = inside.slice(i + 1).find((word) => word.closes !== 'word')?.frame ?? end;
    const open = closes === 'word' && frame - last >= (openEvery / 2) * fps && next - last > openEvery * fps;
    if (open) cuts.push({ frame, cost: costs.word });
    if (open || closes !== 'word') last = frame;
  });
  return cuts;
}

/** Inside an action one cuts where something begins, or every so often where nothing does. */
function actionCuts(beat: Beat, fps: number): CutPoint[] {
  const end = beat.start + beat.frames;
  const cuts = beat.actions.flatMap((action): CutPoint[] => {
    const start = beat.start + action.start;
    const at = start + Math.round(Math.min(action.frames / 3, 0.3 * fps));
    return [{ frame: at, cost: costs.action }];
  });
  for (let frame = beat.start + Math.round(2.5 * fps); frame < end - fps; frame += Math.round(2.5 * fps)) {
    cuts.push({ frame, cost: costs.stretch });
  }
  return cuts.filter(({ frame }) => frame > beat.start + 0.5 * fps && frame < end - 0.5 * fps);
}

/** In order, within the scene, and of two that are nearly one the cheaper (then the earlier). */
function thinned(points: readonly CutPoint[], frames: number, fps: number): CutPoint[] {
  const gap = Math.max(1, Math.round(apart * fps));
  const kept: CutPoint[] = [{ frame: 0, cost: 0 }];
  for (const point of [...points].sort((a, b) => a.frame - b.frame || a.cost - b.cost)) {
    if (point.frame < gap || point.frame > frames - gap) continue;
    const last = kept.at(-1) as CutPoint;
    if (point.frame - last.frame >= gap) kept.push(point);
    else if (point.cost < last.cost && last.frame > 0) kept[kept.length - 1] = point;
  }
  kept.push({ frame: frames, cost: 0 });
  return kept;
}
