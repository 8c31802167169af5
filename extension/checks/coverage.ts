import type { Breakdown } from '../../schemas/source/breakdown.ts';
import type { Finding } from '../../schemas/source/common.ts';
import type { ShotList } from '../../schemas/source/shotList.ts';

/** Lines of dialogue and action, how many a shot covers, and a finding for each that none does. */
export function coverage(
  breakdown: Breakdown,
  shots: ShotList,
): { lines: number; covered: number; findings: Finding[] } {
  const shown = new Set(shots.scenes.flatMap((scene) => scene.shots.flatMap((shot) => shot.lines)));
  const lines = breakdown.scenes.flatMap((scene) =>
    scene.lines.filter(({ kind }) => kind === 'dialogue' || kind === 'lyrics' || kind === 'action'),
  );
  const missing = lines.filter((line) => !shown.has(line.id));
  return {
    lines: lines.length,
    covered: lines.length - missing.length,
    findings: missing.map((line) => ({
      line: line.span.first,
      column: 0,
      rule: 'coverage',
      severity: 'error',
      message: `No shot covers: ${line.text.slice(0, 60)}`,
    })),
  };
}
