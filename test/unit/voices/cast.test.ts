import { describe, expect, it } from 'vitest';
import { castVoices, voiceDistance } from '../../../extension/voices/cast.ts';
import { fliteSettings } from '../../../extension/voices/flite/voices.ts';
import type { Breakdown } from '../../../schemas/source/breakdown.ts';
import { part, script } from '../../fixtures/script.ts';

const auto = { engine: 'auto' } as const;
const voiceOf = (breakdown: Breakdown, id: string) => {
  const voice = castVoices(breakdown, auto).cast.find((member) => member.id === id)?.voice;
  if (!voice) throw new Error(`${id} has no voice`);
  return voice;
};
const hertz = (breakdown: Breakdown, id: string) => {
  const settings = fliteSettings(voiceOf(breakdown, id), 1);
  return (settings.f0 || 103) * settings.playback;
};

describe('casting voices', () => {
  const ensemble = script(
    [
      part('vera', { sex: 'female' }),
      part('sam', { sex: 'male' }),
      part('ivo', { sex: 'male', age: 'elder' }),
      part('nora', { sex: 'female', age: 'elder' }),
      part('kit', { age: 'child' }),
      part('tess', { sex: 'female', age: 'teen' }),
      part('bob', { sex: 'male' }),
      part('waiter', { speaking: false }),
    ],
    [],
  );

  it('gives each speaking part a voice that is apart from all others', () => {
    const voices = castVoices(ensemble, auto).cast.flatMap((member) => member.voice ?? []);
    expect(voices).toHaveLength(7);
    for (const [i, a] of voices.entries())
      for (const b of voices.slice(i + 1)) expect(voiceDistance(a, b)).toBeGreaterThan(0.25);
  });

  it('fits the voice to age and sex', () => {
    expect(hertz(ensemble, 'sam')).toBeLessThan(150);
    expect(hertz(ensemble, 'vera')).toBeGreaterThan(150);
    expect(hertz(ensemble, 'kit')).toBeGreaterThan(200);
    expect(voiceOf(ensemble, 'ivo').rate).toBeLessThan(0.95);
  });

  it('follows the body where the sex is unknown', () => {
    const look = { ...part('x').look, figure: 0.9 };
    expect(hertz(script([part('x', { look })], []), 'x')).toBeGreaterThan(150);
  });

  it('leaves everybody else alone when a part comes after them', () => {
    const more = { ...ensemble, cast: [...ensemble.cast, part('late', { sex: 'male' })] };
    for (const member of ensemble.cast.filter((m) => m.speaking))
      expect(voiceOf(more, member.id)).toEqual(voiceOf(ensemble, member.id));
  });

  it('keeps a voice that a person chose, and keeps away from it', () => {
    const chosen = { engine: 'flite', name: 'rms', pitch: 1, rate: 1 };
    const edited = script(
      [part('sam', { sex: 'male' }), part('bob', { sex: 'male', origin: 'edited', voice: chosen })],
      [],
    );
    expect(voiceOf(edited, 'bob')).toEqual(chosen);
    expect(voiceOf(edited, 'sam').name).not.toBe('rms');
  });

  it('finds a different voice for each of sixty men', () => {
    const crowd = script(
      Array.from({ length: 60 }, (_, i) => part(`man${i}`, { sex: 'male' })),
      [],
    );
    const voices = castVoices(crowd, auto).cast.map((member) => JSON.stringify(member.voice));
    expect(new Set(voices).size).toBe(60);
  });
});
