import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filmView } from '../../extension/agents/filmView/filmView.ts';
import { newFilm } from '../../extension/film/folder.ts';
import { planFilm } from '../../extension/film/plan.ts';
import { StageClock } from '../../extension/film/progress.ts';

describe('the view of the demo film for a model', () => {
  it('is as it was: an outline at 600 tokens, a scene with its shots at 1500', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'photoplay-golden-'));
    try {
      const film = newFilm(join(dir, 'film'), 'The Brass Key', 'the-brass-key');
      const clock = new StageClock(() => undefined);
      const plan = await planFilm(film, {
        settings: film.settings,
        clock,
        signal: new AbortController().signal,
      });
      const documents = { script: readFileSync(film.screenplay, 'utf8'), ...plan };
      const outline = filmView(documents, { budget: 600 });
      const scene = filmView(documents, { budget: 1500, focus: { scene: '2' } });
      await expect(`${outline.text}\n`).toMatchFileSnapshot('./the-brass-key.view-600.txt');
      await expect(`${scene.text}\n`).toMatchFileSnapshot('./the-brass-key.view-1500.txt');
      expect(outline.tokens).toBeLessThanOrEqual(600);
      expect(scene.tokens).toBeLessThanOrEqual(1500);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  }, 120_000);
});
