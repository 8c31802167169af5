import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measureFilm } from '../../../extension/checks/sound.ts';
import { run } from '../../../extension/runtime/process.ts';
import { requireTools } from '../../../extension/runtime/tools.ts';

const folder = mkdtempSync(join(tmpdir(), 'photoplay-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let ffmpeg: string;
beforeAll(async () => {
  ({ ffmpeg } = await requireTools());
});

/** Three seconds of picture with four of sound from a source of ffmpeg's. */
async function filmWith(name: string, sound: string): Promise<string> {
  const file = join(folder, name);
  const picture = 'testsrc=size=160x90:rate=24:duration=3';
  const inputs = ['-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', sound, '-ac', '2', '-t', '4'];
  const { code, stderr } = await run(ffmpeg, ['-loglevel', 'error', ...inputs, '-c:a', 'aac', file]);
  if (code !== 0) throw new Error(stderr);
  return file;
}

describe('a finished film', () => {
  it('is as loud as its sound, and each stream as long as it is', async () => {
    // By EBU R 128 a sine of 1 kHz in both channels is as many LUFS as its peak is dBFS.
    const tone = 'aevalsrc=0.125893*sin(2*PI*1000*t)|0.125893*sin(2*PI*1000*t):s=48000';
    const measured = await measureFilm(ffmpeg, await filmWith('tone.mp4', tone));
    expect(Math.abs(measured.lufs + 18)).toBeLessThan(0.3);
    expect(Math.abs(measured.peakDb + 18)).toBeLessThan(0.5);
    expect(measured.videoSeconds).toBeCloseTo(3, 2);
    expect(Math.abs(measured.audioSeconds - 4)).toBeLessThan(0.03);
  });

  it('may be silent', async () => {
    const measured = await measureFilm(ffmpeg, await filmWith('silent.mp4', 'anullsrc=r=48000'));
    expect(measured.lufs).toBeLessThanOrEqual(-70);
    expect(measured.peakDb).toBeLessThan(-70);
  });

  it('that is broken is told by name', async () => {
    const file = join(folder, 'broken.mp4');
    writeFileSync(file, 'this is no film');
    await expect(measureFilm(ffmpeg, file)).rejects.toMatchObject({ code: 'unreadable-film', file });
  });
});
