import type { MeasuredSample } from '../../schemas/source/blenderProtocol.ts';
import type { Blocking } from '../../schemas/source/blocking.ts';
import type { Breakdown } from '../../schemas/source/breakdown.ts';
import type { Finding } from '../../schemas/source/common.ts';
import type { Sets } from '../../schemas/source/sets.ts';
import type { Shot, ShotList } from '../../schemas/source/shotList.ts';
import { sceneTimeline } from '../geometry/timeline.ts';
import { captionFaults, readSrt } from './captions.ts';
import { cutFaults } from './continuity.ts';
import { coverage } from './coverage.ts';
import { countFraming, emptyCount, type FramingCount } from './framing.ts';
import type { FilmMeasure } from './sound.ts';

/** What a film is judged by. `measured` and `film` are missing when it was only planned. */
export interface Evidence {
  breakdown: Breakdown;
  sets: Sets;
  blocking: Blocking;
  shots: ShotList;
  /** Samples by scene id. */
  measured?: ReadonlyMap<string, readonly MeasuredSample[]>;
  srt?: string;
  film?: FilmMeasure;
}

export type Metrics = Record<string, number>;

const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, v) => sum + v, 0) / (values.length || 1);
const round = (value: number): number => Math.round(value * 1e4) / 1e4;

/** Measures a film by its documents, its staged scenes and the file itself; findings stand on the script's lines. */
export function report(evidence: Evidence): { metrics: Metrics; findings: Finding[] } {
  const { breakdown, blocking, shots } = evidence;
  const findings: Finding[] = [];
  const metrics: Metrics = {};
  const looks = new Map(breakdown.cast.map(({ id, look }) => [id, look]));
  const plans = new Map(evidence.sets.sets.map((plan) => [plan.id, plan]));
  const all = shots.scenes.flatMap((scene) => scene.shots);
  const on = (shot: Shot, rule: string, severity: Finding['severity'], message: string) =>
    findings.push({ line: shot.span.first, column: 0, rule, severity, message, shot: shot.id });

  const faults = { axis: 0, 'cut-angle': 0, repeat: 0 };
  const count = emptyCount();
  for (const scene of blocking.scenes) {
    const covered = shots.scenes.find(({ id }) => id === scene.id);
    const plan = plans.get(scene.set);
    if (!covered || !plan) continue;
    for (const fault of cutFaults(scene, covered, sceneTimeline(scene, plan, looks, blocking.fps))) {
      faults[fault.rule] += 1;
      on(fault.shot, fault.rule, 'warning', fault.message);
    }
    countFraming(count, evidence.measured?.get(scene.id) ?? [], covered.shots, scene.beats, looks);
  }
  const cuts = Math.max(1, all.length - shots.scenes.length);
  const lines = coverage(breakdown, shots);
  findings.push(...lines.findings);
  Object.assign(metrics, {
    scenes: shots.scenes.length,
    shots: all.length,
    meanShotSeconds: round(mean(all.map((shot) => (shot.out - shot.in) / shots.fps))),
    axisCrossings: faults.axis,
    cutAngles: faults['cut-angle'],
    repeats: round(faults.repeat / cuts),
    linesCovered: round(share(lines.covered, lines.lines)),
  });
  if (evidence.measured) Object.assign(metrics, framingMetrics(count, all, on));
  if (evidence.srt !== undefined) {
    const broken = captionFaults(readSrt(evidence.srt), shots.fps);
    metrics.captionFaults = broken.length;
    for (const { caption, rule, message } of broken) {
      findings.push({
        line: lineOf(breakdown, caption.lines.join(' ')),
        column: 0,
        rule,
        severity: 'warning',
        message,
      });
    }
  }
  if (evidence.film) Object.assign(metrics, filmMetrics(evidence.film, shots.fps, findings));
  return { metrics, findings: findings.sort((a, b) => a.line - b.line) };
}

function framingMetrics(
  count: FramingCount,
  shots: readonly Shot[],
  on: (shot: Shot, rule: string, severity: Finding['severity'], message: string) => void,
): Metrics {
  for (const [id, own] of count.perShot) {
    const shot = shots.find((s) => s.id === id);
    if (!shot) continue;
    if (own.error > 0.15)
      on(
        shot,
        'framing',
        'warning',
        `${id} is ${Math.round(own.error * 100)}% off the height of a ${shot.size}.`,
      );
    if (own.outside > 0)
      on(
        shot,
        'subject-outside',
        'warning',
        `${shot.subjects[0]} leaves the frame of ${id} (${own.outside} of ${own.samples} samples).`,
      );
    if (own.hidden > 0) {
      const by = own.hiddenBy.size > 0 ? ` behind ${[...own.hiddenBy].join(', ')}` : ', turned away';
      on(
        shot,
        'face-hidden',
        'warning',
        `${shot.subjects[0]} speaks unseen in ${id}${by} (${own.hidden} of ${own.samples} samples).`,
      );
    }
    if (own.touches > 0) on(shot, 'lens-clearance', 'warning', `The lens of ${id} nearly touches something.`);
  }
  return {
    framingError: round(mean(count.errors)),
    subjectInside: round(share(count.inside, count.frames)),
    facesHidden: round(count.speaking === 0 ? 0 : count.hidden / count.speaking),
    lensTouches: count.lensTouches,
  };
}

/** Loudness as streaming services ask for it, peaks that survive encoding, picture and sound of one length. */
function filmMetrics(film: FilmMeasure, fps: number, findings: Finding[]): Metrics {
  const difference = Math.abs(film.videoSeconds - film.audioSeconds);
  const add = (rule: string, message: string) =>
    findings.push({ line: 0, column: 0, rule, severity: 'warning', message });
  if (film.lufs > -70 && Math.abs(film.lufs + 14) > 0.5)
    add('loudness', `The film is ${film.lufs} LUFS loud; -14 ±0.5 is asked for.`);
  if (film.peakDb > -1) add('peak', `The sound peaks at ${film.peakDb} dBTP; -1 is the limit.`);
  if (difference > 1.5 / fps) add('length', `Picture and sound differ by ${difference.toFixed(2)} s.`);
  return {
    loudness: film.lufs,
    peak: film.peakDb,
    lengthDifference: round(difference),
    seconds: round(film.videoSeconds),
  };
}

/** The script line a caption's words come from; 0 when they are no one's. */
function lineOf(breakdown: Breakdown, words: string): number {
  const head = words.replace(/^[A-Z' .-]+: /, '').slice(0, 20);
  for (const scene of breakdown.scenes) {
    const line = scene.lines.find((candidate) => candidate.text.replace(/\s+/g, ' ').includes(head));
    if (line) return line.span.first;
  }
  return 0;
}
