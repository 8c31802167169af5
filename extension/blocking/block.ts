import type { Blocking } from '../../schemas/source/blocking.ts';
import type { Breakdown } from '../../schemas/source/breakdown.ts';
import type { Finding } from '../../schemas/source/common.ts';
import type { Sets } from '../../schemas/source/sets.ts';
import type { Voices } from '../../schemas/source/voices.ts';
import { filmKey, remembering } from './memo.ts';
import { indexNames } from './reading/tokens.ts';
import { blockScene, type Ending } from './scene.ts';

/**
 * Blocks a film: who is where, does what and when, on each scene's own clock (integer frames at `fps`). Scenes and
 * beats that a person edited in `previous` stay. A scene whose place has no floor plan is left out with a finding.
 */
export function block(
  breakdown: Breakdown,
  sets: Sets,
  voices: Voices,
  settings: { fps: number; seed: number },
  previous?: Blocking,
): { blocking: Blocking; findings: Finding[] } {
  const plans = new Map(sets.sets.map((plan) => [plan.id, plan]));
  const cast = new Map(breakdown.cast.map((member) => [member.id, member]));
  const spoken = new Map(voices.lines.map((line) => [line.line, line]));
  const old = new Map(previous?.scenes.map((scene) => [scene.id, scene]));
  const names = indexNames(breakdown);
  const memory = remembering(filmKey(breakdown, settings.fps, settings.seed), blockScene);
  const findings: Finding[] = [];
  const scenes: Blocking['scenes'] = [];
  let before: Ending | undefined;
  for (const scene of breakdown.scenes) {
    const kept = old.get(scene.id);
    if (kept?.origin === 'edited') {
      scenes.push({ ...kept, number: scene.number });
      before = undefined;
      continue;
    }
    const plan = plans.get(scene.place);
    if (!plan) {
      findings.push({
        line: scene.span.first,
        column: 0,
        rule: 'no-floor-plan',
        severity: 'error',
        message: `The place of scene ${scene.number} has no floor plan.`,
      });
      before = undefined;
      continue;
    }
    const done = memory.block({
      scene,
      plan,
      breakdown,
      cast,
      names,
      spoken,
      fps: settings.fps,
      seed: settings.seed,
      previous: kept,
      before,
    });
    scenes.push(done.blocked);
    findings.push(...done.findings);
    before = done.ending;
  }
  memory.finish();
  return { blocking: { version: 1, fps: settings.fps, scenes }, findings };
}
