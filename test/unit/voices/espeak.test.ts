import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeWav } from '../../../extension/runtime/sound/wav.ts';
import { castVoices } from '../../../extension/voices/cast.ts';
import { layPhonemes, parseIpa, soundingSpans } from '../../../extension/voices/espeak/phonemes.ts';
import { speakLines } from '../../../extension/voices/speak.ts';
import { part, script } from '../../fixtures/script.ts';

const espeak = fileURLToPath(new URL('../../fakes/espeak-ng.mjs', import.meta.url));

describe('phonemes of espeak-ng', () => {
  it('are read from its IPA as mouth shapes know them, with the stress on the vowel', () => {
    expect(parseIpa('b_ɔ̃_ʒ_ˈu_ʁ k_iː').map((s) => s.symbol + (s.stress ? '*' : ''))).toEqual([
      'b',
      'ao',
      'zh',
      'uw*',
      'r',
      'k',
      'iy',
    ]);
    expect(parseIpa('(en)_h_ˌeɪ_(de)').map((s) => s.symbol)).toEqual(['hh', 'ey']);
  });

  it('fill the sounding stretches and rest in the pauses', () => {
    const laid = layPhonemes(parseIpa('m_a m_a'), [
      { start: 0.1, end: 0.5 },
      { start: 0.9, end: 1.3 },
    ]);
    expect(laid.map((p) => p.symbol)).toEqual(['m', 'aa', 'pau', 'm', 'aa']);
    expect(laid[2]?.start).toBeCloseTo(0.5);
    expect(laid[2]?.end).toBeCloseTo(0.9);
    expect(laid.at(-1)?.end).toBeCloseTo(1.3);
  });

  it('count as one stretch across a stop consonant', () => {
    const samples = Int16Array.from({ length: 16000 }, (_, i) => (i > 4000 && i < 5000 ? 0 : 8000));
    expect(soundingSpans(samples, 16000)).toHaveLength(1);
  });
});

describe('speaking another language', () => {
  let cache = '';
  beforeEach(() => {
    cache = mkdtempSync(join(tmpdir(), 'photoplay-voices-'));
  });
  afterEach(() => rmSync(cache, { recursive: true, force: true }));
  const settings = (engine: 'auto' | 'flite' | 'espeak-ng') => ({ engine });
  const speak = (text: string, language: string, engine: 'auto' | 'flite' | 'espeak-ng' = 'auto') =>
    speakLines(
      castVoices(script([part('anne', { sex: 'female' })], [{ text }], language), settings(engine)),
      settings(engine),
      cache,
      { espeak },
    );

  it('goes to espeak-ng by process, with times for words and phonemes', async () => {
    const result = await speak('Bonjour, comment allez-vous?', 'fr');
    const [line] = result.lines;
    expect(result.warnings).toEqual([]);
    expect(line).toMatchObject({ engine: 'espeak-ng', estimated: false });
    const { samples, sampleRate } = decodeWav(readFileSync(join(cache, line?.file ?? '')));
    expect(samples.length / sampleRate).toBeCloseTo(line?.seconds ?? 0, 3);
    expect(line?.seconds).toBeCloseTo(1.76, 1);
    expect(line?.words.map((word) => word.text)).toEqual(['Bonjour,', 'comment', 'allez-vous?']);
    expect(line?.words[2]?.end).toBeCloseTo(1.73, 1);
  });

  it('says English too when the film asks for it', async () => {
    expect((await speak('Guten Tag.', 'de-AT', 'espeak-ng')).lines[0]?.engine).toBe('espeak-ng');
    expect((await speak('Hello.', 'en', 'espeak-ng')).lines[0]?.engine).toBe('flite');
  });

  it('is left silent when the film asks for Flite, or for a language nobody has', async () => {
    expect((await speak('Bonjour.', 'fr', 'flite')).warnings.join()).toContain('film.json asks for Flite');
    expect((await speak('Dia duit.', 'ga')).lines[0]).toMatchObject({ engine: 'none', estimated: true });
  });

  it('is left silent, with the reason and the line, when the process fails', async () => {
    const result = await speak('Es bleibt stumm.', 'de');
    expect(result.lines[0]?.estimated).toBe(true);
    expect(result.warnings.join()).toMatch(/Line 1 .*ended with 3/);
  });
});
