import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newFilm, sampleNames } from '../../extension/film/folder.ts';
import { planFilm } from '../../extension/film/plan.ts';
import { planTable } from '../../extension/film/planTable.ts';
import { StageClock } from '../../extension/film/progress.ts';

const plan = async (sample: string) => {
  const dir = mkdtempSync(join(tmpdir(), 'photoplay-golden-'));
  try {
    const film = newFilm(join(dir, 'film'), sample, sample);
    const clock = new StageClock(() => undefined);
    const options = { settings: film.settings, clock, signal: new AbortController().signal };
    const first = planTable(await planFilm(film, options));
    return { first, again: planTable(await planFilm(film, options)) };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
};

describe('the plans of the samples', () => {
  it.each(sampleNames())(
    '%s is planned as it was, every shot with its reason, and the same again',
    async (sample) => {
      const { first, again } = await plan(sample);
      await expect(`${first}\n`).toMatchFileSnapshot(`./${sample}.plan.txt`);
      expect(again).toBe(first);
    },
    120_000,
  );
});
