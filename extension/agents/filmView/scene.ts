import type { Beat } from '../../../schemas/source/blocking.ts';
import type { SceneLine } from '../../../schemas/source/breakdown.ts';
import type { LineSpan } from '../../../schemas/source/common.ts';
import type { Shot } from '../../../schemas/source/shotList.ts';
import { estimateText } from '../../llm/context/tokens.ts';
import { clock, counted, linesLabel } from './places.ts';
import { numbered, plainId, quoted } from './safeText.ts';
import type { Film, Section } from './sections.ts';

/** Characters of a beat, a synopsis or a reason that are shown. */
const longest = { heading: 90, beat: 64, synopsis: 140, reason: 80 };

/** One line that says what a scene is, how long, with whom. */
export function headingOf({ lines, fps }: Film, section: Section): string {
  const { number, span, scene, blocking, shots, findings } = section;
  const place = linesLabel(span, lines.length);
  if (lines.length === 0 && !scene) return `SCENE ${number}: nothing is written yet`;
  if (!scene) return `SCENE ${number}${place} what stands before the first scene`;
  const facts = [
    quoted(scene.heading, longest.heading),
    blocking && clock(blocking.frames, fps),
    shots.length > 0 && counted(shots.length, 'shot'),
    scene.cast.slice(0, 8).map(plainId).join(', '),
    findings.length > 0 && counted(findings.length, 'problem'),
    scene.synopsis && quoted(scene.synopsis, longest.synopsis),
  ];
  return `SCENE ${number}${place} ${facts.filter(Boolean).join(' · ')}`;
}

/** The scene's paragraphs, each by who speaks and its first words. */
export const beatsOf = ({ lines }: Film, { scene }: Section): string[] =>
  (scene?.lines ?? []).map((line) => `  ${paragraph(line, lines.length)}`);

function paragraph({ kind, text, span, speaker, parenthetical }: SceneLine, count: number): string {
  const how = parenthetical ? ` (${quoted(parenthetical, 30)})` : '';
  const who = speaker ? `${plainId(speaker)}${how}` : kind;
  return `${linesLabel(span, count).trimStart()} ${who}: ${quoted(text, longest.beat)}`;
}

/** The script's own lines in a span, without the empty ones: numbers tell where they were. */
export const linesIn = ({ lines }: Film, { first, last }: LineSpan): string[] =>
  lines
    .slice(first, last + 1)
    .flatMap((line, at) => (line.trim() === '' ? [] : [numbered(line, first + at + 1)]));

/** The lines of a section nearest to a focus that take at most so many tokens, the focus's first line in any case. */
export function excerpt(film: Film, { span }: Section, focus: LineSpan, tokens: number): LineSpan {
  const sizeOf = (at: number): number =>
    linesIn(film, { first: at, last: at }).reduce((sum, line) => sum + estimateText(`${line}\n`), 0);
  const end = Math.min(span.last, film.lines.length - 1);
  let first = Math.min(end, Math.max(span.first, focus.first));
  let last = first;
  let left = tokens - sizeOf(first);
  const take = (at: number): boolean => {
    const size = at < span.first || at > end ? Number.POSITIVE_INFINITY : sizeOf(at);
    if (size > left) return false;
    left -= size;
    return true;
  };
  while (last < focus.last && take(last + 1)) last++;
  for (let [up, down] = [true, true]; up || down; ) {
    down = down && take(last + 1);
    if (down) last++;
    up = up && take(first - 1);
    if (up) first--;
  }
  return { first, last };
}

/** Light, entrances, pauses, songs, the script's own camera words, transitions: each on its lines. */
export function cuesOf({ lines, fps }: Film, { scene, blocking }: Section): string[] {
  if (!scene) return [];
  const weather = scene.weather === 'clear' ? [] : [scene.weather];
  const light = [scene.setting, scene.time.toLowerCase(), `${scene.mood}-key`, ...weather].join(', ');
  const songs = scene.lines
    .filter(({ kind }) => kind === 'lyrics')
    .map(
      ({ span, speaker }) =>
        `${linesLabel(span, lines.length)} song${speaker ? ` of ${plainId(speaker)}` : ''}`,
    );
  const beats = (blocking?.beats ?? []).flatMap((beat) =>
    beatCues(beat, fps).map((cue) => `${linesLabel(beat.span, lines.length)} ${cue}`),
  );
  const cut = blocking && blocking.transitionOut !== 'cut' ? [` ends with: ${blocking.transitionOut}`] : [];
  return [` light: ${light}`, ...songs, ...beats, ...cut].map((cue) => `  cue${cue}`);
}

function beatCues({ kind, frames, direction, actions }: Beat, fps: number): string[] {
  return [
    ...(kind === 'pause' ? [`pause of ${(frames / fps).toFixed(1)} s`] : []),
    ...(direction
      ? [`camera: ${[direction.kind, ...[direction.on ?? []].flat().map(plainId)].join(' ')}`]
      : []),
    ...actions
      .filter(({ entrance, exit }) => entrance || exit)
      .map(({ actor, exit }) => `${plainId(actor)} ${exit ? 'goes' : 'comes'}`),
  ];
}

/** The scene's shots: where on its clock, what they show, and why. */
export const shotsOf = ({ lines, fps }: Film, { shots }: Section): string[] =>
  shots.map((shot) => `  shot ${shotLine(shot, lines.length, fps)}`);

function shotLine(shot: Shot, count: number, fps: number): string {
  const { id, span, size, angle, move, subjects, reason } = shot;
  const how = [size, ...(angle === 'eye' ? [] : [angle]), ...(move === 'static' ? [] : [move])].join(' ');
  const when = `${clock(shot.in, fps)}-${clock(shot.out, fps)}`;
  const who = subjects.map(plainId).join(', ');
  return `${plainId(id)}${linesLabel(span, count)} ${when} ${how} · ${who} · ${quoted(reason, longest.reason)}`;
}
