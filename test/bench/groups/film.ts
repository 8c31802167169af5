import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkFilm } from '../../../extension/film/check.ts';
import { newFilm, openFilm } from '../../../extension/film/folder.ts';
import { type Made, makeFilm, stageAll } from '../../../extension/film/make.ts';
import { planFilm } from '../../../extension/film/plan.ts';
import { StageClock } from '../../../extension/film/progress.ts';
import { everything } from '../../../extension/film/select.ts';
import { openSession } from '../../../extension/film/session.ts';
import { Worker } from '../../../extension/render/worker.ts';
import { requireTools } from '../../../extension/runtime/tools.ts';
import { reparse } from '../../../extension/screenplay/reparse.ts';
import { parseScreenplay } from '../../../extension/screenplay/screenplay.ts';
import { medianMs, type Take } from '../measure.ts';
import { benchPlan } from '../paper.ts';
import { halfMinute, longScript } from '../scripts.ts';

const silent = { signal: new AbortController().signal, progress: () => undefined };
const make = (path: string): Promise<Made> => makeFilm(openFilm(path), { ...silent, selection: everything });

/** The figures of a film from a screenplay, in one command. */
export async function bench(take: Take): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'photoplay-bench-'));
  try {
    benchParse(take);
    benchPlan(take);
    await benchHalfMinute(take, dir);
    await benchDemo(take, dir);
    await benchStaging(take, dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function benchParse(take: Take): void {
  const text = longScript(120);
  const parse = medianMs(50, () => parseScreenplay(text, 'long.fountain'));
  take('parse-120-pages', parse, 'ms', '≤ 5', parse <= 5);
  const parsed = parseScreenplay(text, 'long.fountain');
  const offset = text.indexOf('not after it', text.length / 2);
  const key = medianMs(200, () => reparse(parsed, { from: offset, to: offset, text: 'x' }));
  take('keystroke', key, 'ms', '≤ 1', key <= 1);
}

async function benchHalfMinute(take: Take, dir: string): Promise<void> {
  const folder = join(dir, 'half-minute');
  mkdirSync(folder);
  writeFileSync(join(folder, 'screenplay.fountain'), halfMinute);
  const made = await make(folder);
  take('film-30-s', made.seconds, 's', '≤ 45', made.seconds <= 45);
  take('film-30-s-length', made.length, 's', '30 ± 5', Math.abs(made.length - 30) <= 5);
}

async function benchDemo(take: Take, dir: string): Promise<void> {
  const folder = join(dir, 'demo');
  newFilm(folder, 'The Brass Key', 'the-brass-key');
  const full = await make(folder);
  take('demo', full.seconds / full.length, '× length', '≤ 2', full.seconds <= 2 * full.length);
  const again = await make(folder);
  take(
    'nothing-changed',
    again.seconds,
    's',
    '≤ 2, nothing rendered',
    again.seconds <= 2 && again.rendered.length === 0,
  );
  const changed = join(dir, 'changed');
  cpSync(folder, changed, { recursive: true });
  const script = join(changed, 'screenplay.fountain');
  writeFileSync(
    script,
    readFileSync(script, 'utf8').replace('She found the key.', 'She has found the key, Ivo.'),
  );
  const one = await make(changed);
  const allowed = one.rendered.length / one.shots + 0.1;
  take(
    'one-line-changed',
    one.seconds / full.seconds,
    '× full',
    `≤ ${allowed.toFixed(2)} (${one.rendered.length} of ${one.shots} shots)`,
    one.seconds / full.seconds <= allowed,
  );
  const { metrics } = await checkFilm(openFilm(folder), silent);
  const metric = (name: string, unit: string, goal: string, holds: (value: number) => boolean) => {
    const value = metrics[name] ?? Number.NaN;
    take(`check-${name}`, value, unit, goal, holds(value));
  };
  metric('framingError', 'share', '≤ 0.05', (v) => v <= 0.05);
  metric('subjectInside', 'share', '≥ 0.99', (v) => v >= 0.99);
  metric('axisCrossings', 'cuts', '0', (v) => v === 0);
  metric('cutAngles', 'cuts', '0', (v) => v === 0);
  metric('linesCovered', 'share', '1', (v) => v === 1);
  metric('facesHidden', 'share', '≤ 0.02', (v) => v <= 0.02);
  metric('captionFaults', 'captions', '0', (v) => v === 0);
  metric('loudness', 'LUFS', '-14 ± 0.5', (v) => Math.abs(v + 14) <= 0.5);
  metric('peak', 'dBTP', '≤ -1', (v) => v <= -1);
  metric('lengthDifference', 's', '≤ 0.042', (v) => v <= 0.042);
}

async function benchStaging(take: Take, dir: string): Promise<void> {
  const film = openFilm(join(dir, 'demo'));
  const plan = await planFilm(film, {
    settings: film.settings,
    clock: new StageClock(() => undefined),
    signal: silent.signal,
  });
  const scene = stageAll(film, plan).find(
    ({ commands }) => commands.filter(({ type }) => type === 'actor.build').length === 3,
  );
  if (!scene) throw new Error('the demo has no scene of three');
  const tools = await requireTools();
  const worker = new Worker(
    await openSession(tools.blender)(silent.signal),
    join(dir, 'staging'),
    silent.signal,
  );
  try {
    await worker.stage({ ...scene, key: 'warm-up', shots: [] });
    const started = performance.now();
    await worker.stage({ ...scene, shots: [] });
    const seconds = (performance.now() - started) / 1000;
    take('stage-a-scene', seconds, 's', '≤ 2 (3 characters, a set)', seconds <= 2);
  } finally {
    await worker.close();
  }
}
