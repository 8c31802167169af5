import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeWav } from '../../../extension/runtime/sound/wav.ts';
import { castVoices } from '../../../extension/voices/cast.ts';
import { type SpeakOptions, speakLines } from '../../../extension/voices/speak.ts';
import { voices as voicesSchema } from '../../../schemas/source/voices.ts';
import { part, script } from '../../fixtures/script.ts';

const auto = { engine: 'auto' } as const;
const missing = { espeak: '/nowhere/espeak-ng' };
const sam = part('sam', { sex: 'male' });
const vera = part('vera', { sex: 'female' });

describe('speaking with the embedded Flite', () => {
  let cache = '';
  beforeEach(() => {
    cache = mkdtempSync(join(tmpdir(), 'photoplay-voices-'));
  });
  afterEach(() => rmSync(cache, { recursive: true, force: true }));

  const speak = (breakdown: ReturnType<typeof script>, options: SpeakOptions = missing) =>
    speakLines(castVoices(breakdown, auto), auto, cache, options);
  const sound = (file: string) => decodeWav(readFileSync(join(cache, file)));
  const rms = (samples: Int16Array) =>
    Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length) / 32768;

  it('gives each line a sound of the length it states, with phonemes and words inside it, in order', async () => {
    const result = await speak(
      script(
        [sam, vera],
        [
          { text: "It isn't what you think... Dr. Lee came at 7:45." },
          { text: 'Then *tell* me!', speaker: 'vera' },
        ],
      ),
    );
    expect(voicesSchema.parse(result).warnings).toEqual([]);
    expect(result.lines.map((line) => line.line)).toEqual(['l1', 'l2']);
    for (const line of result.lines) {
      const { samples, sampleRate } = sound(line.file);
      expect(samples.length / sampleRate).toBeCloseTo(line.seconds, 3);
      expect(rms(samples)).toBeGreaterThan(0.03);
      for (const spans of [line.words, line.phonemes])
        for (const [i, span] of spans.entries()) {
          expect(span.start).toBeGreaterThanOrEqual((spans[i - 1]?.end ?? 0) - 1e-6);
          expect(span.end).toBeLessThanOrEqual(line.seconds + 1e-3);
        }
      expect(line).toMatchObject({ engine: 'flite', estimated: false });
    }
    expect(result.lines[0]?.words.map((word) => word.text).join(' ')).toBe(
      "It isn't what you think... Dr. Lee came at 7:45.",
    );
    expect(result.lines[1]?.words.map((word) => word.text)).toEqual(['Then', 'tell', 'me!']);
  });

  it('starts and ends each line with its first and last sound, within three frames', async () => {
    const [line] = (await speak(script([vera], [{ text: 'Lie about what?' }]))).lines;
    const { samples, sampleRate } = sound(line?.file ?? '');
    const loud = [...samples.keys()].filter((i) => Math.abs(samples[i] ?? 0) > 700);
    expect((loud[0] ?? sampleRate) / sampleRate).toBeLessThan(3 / 24);
    expect((samples.length - (loud.at(-1) ?? 0)) / sampleRate).toBeLessThan(3 / 24);
    expect(line?.words[0]?.start).toBeLessThan(0.06);
  });

  it('says the same words in the same voice once, and nothing a second time', async () => {
    const twice = script([sam], [{ text: 'Get your coat.' }, { text: 'Get your coat.' }, { text: 'Now.' }]);
    const first = await speak(twice);
    expect(first.lines[0]?.key).toBe(first.lines[1]?.key);
    expect(readdirSync(join(cache, 'voices')).filter((name) => name.endsWith('.wav'))).toHaveLength(2);
    const file = join(cache, first.lines[0]?.file ?? '');
    const made = statSync(file).mtimeMs;
    expect(await speak(twice)).toEqual(first);
    expect(statSync(file).mtimeMs).toBe(made);
  });

  it('says again what lies damaged in the cache', async () => {
    const one = script([sam], [{ text: 'Get your coat.' }]);
    const [line] = (await speak(one)).lines;
    const file = join(cache, line?.file ?? '');
    const whole = readFileSync(file);
    truncateSync(file, 100);
    await speak(one);
    expect(readFileSync(file).equals(whole)).toBe(true);
    writeFileSync(file.replace('.wav', '.json'), '{"seconds":');
    expect((await speak(one)).lines[0]).toEqual(line);
  });

  it('whispers without a voice and lower, shouts louder', async () => {
    const [plain, whisper, shout] = (
      await speak(
        script(
          [vera],
          ['', 'whispering', 'shouting'].map((parenthetical) => ({
            text: 'Go away from here.',
            parenthetical,
          })),
        ),
      )
    ).lines;
    expect(whisper?.levelDb).toBeLessThan(plain?.levelDb ?? 0);
    expect(shout?.levelDb).toBeGreaterThan(plain?.levelDb ?? 0);
    expect(periodicity(sound(plain?.file ?? ''))).toBeGreaterThan(0.7);
    expect(periodicity(sound(whisper?.file ?? ''))).toBeLessThan(0.45);
  });

  it('keeps the length of a line that no engine can say, in silence, and says so', async () => {
    const result = await speak(
      script(
        [sam],
        [{ text: '你好，世界。' }, { text: 'Где ключ от дома?' }, { text: 'Here.' }, { text: '...' }],
      ),
    );
    expect(result.lines.map((line) => line.estimated)).toEqual([true, true, false, true]);
    expect(result.lines[0]?.seconds).toBeGreaterThan(0.7);
    expect(result.lines[1]?.phonemes.length).toBeGreaterThan(8);
    expect(result.lines[3]?.seconds).toBe(0.75);
    expect(result.warnings).toHaveLength(2);
    expect(result.warnings.join()).toMatch(/"zh".*espeak-ng/);
  });

  it('names the voice that is not there and speaks all the same', async () => {
    const voice = { engine: 'flite', name: 'nobody', pitch: 1, rate: 1 };
    const result = await speak(script([part('sam', { voice, origin: 'edited' })], [{ text: 'Here.' }]));
    expect(result.warnings.join()).toContain('nobody');
    expect(result.lines[0]?.estimated).toBe(false);
  });

  it('stops when it is told to, and leaves nothing half-written', async () => {
    const controller = new AbortController();
    const long = script(
      [sam],
      Array.from({ length: 30 }, (_, i) => ({ text: `This is line number ${i} of many.` })),
    );
    const work = speak(long, {
      ...missing,
      signal: controller.signal,
      onProgress: (done) => done === 3 && controller.abort(),
    });
    await expect(work).rejects.toThrow(/abort/i);
    expect(readdirSync(join(cache, 'voices')).filter((name) => name.endsWith('.part'))).toEqual([]);
    expect((await speak(long)).lines).toHaveLength(30);
  });

  it('says a speech of four hundred words', async () => {
    const text = Array.from({ length: 40 }, (_, i) => `I have told you ${i} times about the old house.`).join(
      ' ',
    );
    const [line] = (await speak(script([sam], [{ text }]))).lines;
    expect(line?.words).toHaveLength(400);
    expect(line?.seconds).toBeGreaterThan(60);
  });

  it('fails with the reason when the cache cannot be written', async () => {
    writeFileSync(join(cache, 'voices'), 'a file where the folder should be');
    await expect(speak(script([sam], [{ text: 'Here.' }]))).rejects.toThrow(/EEXIST|ENOTDIR/);
    expect(existsSync(join(cache, 'voices'))).toBe(true);
  });
});

/** How periodic a sound is at its loudest tenth of a second: 1 for a sung note, 0 for noise. */
function periodicity({ samples, sampleRate }: { samples: Int16Array; sampleRate: number }): number {
  const size = Math.round(sampleRate * 0.05);
  const correlate = (at: number, lag: number) => {
    let sum = 0;
    for (let i = at; i < at + size; i++) sum += (samples[i] ?? 0) * (samples[i + lag] ?? 0);
    return sum;
  };
  let loudest = 0;
  for (let at = 0; at + 2 * size < samples.length; at += size)
    if (correlate(at, 0) > correlate(loudest, 0)) loudest = at;
  let best = 0;
  for (let lag = Math.round(sampleRate / 300); lag < sampleRate / 80; lag++)
    best = Math.max(
      best,
      correlate(loudest, lag) / Math.sqrt(correlate(loudest, 0) * correlate(loudest + lag, 0)),
    );
  return best;
}
