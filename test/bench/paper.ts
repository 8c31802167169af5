import { block } from '../../extension/blocking/block.ts';
import { breakDown } from '../../extension/breakdown/breakDown.ts';
import { parseScreenplay, toScreenplay } from '../../extension/screenplay/screenplay.ts';
import { planSets } from '../../extension/sets/plan.ts';
import { planShots } from '../../extension/shotlist/planShots.ts';
import type { Breakdown } from '../../schemas/source/breakdown.ts';
import type { Voices } from '../../schemas/source/voices.ts';
import type { Take } from './measure.ts';
import { longScript } from './scripts.ts';

/** Lengths by counting words: a plan without sound. */
function unspoken(breakdown: Breakdown): Voices {
  const lines = breakdown.scenes.flatMap((scene) =>
    scene.lines.flatMap((line): Voices['lines'] => {
      if (line.kind !== 'dialogue' || line.speaker === undefined) return [];
      const texts = line.text.split(/\s+/);
      const words = texts.map((text, i) => ({ text, start: i * 0.35, end: (i + 1) * 0.35 }));
      const seconds = texts.length * 0.35;
      return [
        {
          line: line.id,
          speaker: line.speaker,
          key: line.id,
          file: '',
          seconds,
          levelDb: 0,
          treatment: 'room',
          engine: 'none',
          estimated: true,
          words,
          phonemes: [],
        },
      ];
    }),
  );
  return { version: 1, lines, warnings: [] };
}

function planOnPaper(text: string) {
  const breakdown = breakDown(toScreenplay(parseScreenplay(text, 'long.fountain')), undefined, {
    title: 'Long',
    seed: 1,
  });
  const sets = planSets(breakdown, undefined, { seed: 1 });
  const voices = unspoken(breakdown);
  const { blocking } = block(breakdown, sets, voices, { fps: 24, seed: 1 });
  return planShots(breakdown, sets, blocking, { fps: 24, genre: 'drama', seed: 1 }, undefined, voices);
}

/** A 120-page script on paper, and again with one scene changed. */
export function benchPlan(take: Take): void {
  const text = longScript(120);
  const timed = (script: string) => {
    const started = performance.now();
    planOnPaper(script);
    return performance.now() - started;
  };
  const first = timed(text) / 1000;
  take('plan-120-pages', first, 's', '≤ 2', first <= 2);
  const middle = text.indexOf('Nobody asked you to stay.', text.length / 2);
  const changes = ['Somebody', 'Everybody', 'Anybody'].map((word) =>
    timed(`${text.slice(0, middle)}${word}${text.slice(middle + 'Nobody'.length)}`),
  );
  const again = changes.sort((a, b) => a - b)[1] ?? Number.NaN;
  take('plan-again-one-scene', again, 'ms', '≤ 100', again <= 100);
}
