import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CutOptions, cutFilm } from '../../../extension/edit/cut.ts';
import { readMp4 } from '../../../extension/edit/ffmpeg/mp4.ts';
import { runFfmpeg } from '../../../extension/edit/ffmpeg/run.ts';
import { levelSound, measureLoudness, mixFile } from '../../../extension/edit/level.ts';
import { tileSheet } from '../../../extension/edit/sheet.ts';
import { mixRate } from '../../../extension/edit/sound/filters.ts';
import type { EditSources, Take } from '../../../extension/edit/sources.ts';
import { findFfmpeg } from '../../../extension/runtime/tools.ts';
import { castVoices } from '../../../extension/voices/cast.ts';
import { speakLines } from '../../../extension/voices/speak.ts';
import { documents, fps } from './documents.ts';

let dir = '';
let ffmpeg = '';
let sources: EditSources;
let takes: Take[];

const colours = ['red', 'lime', 'blue', 'yellow', 'magenta'];

/** Options for a film of its own in the folder. */
const options = (name: string, more: Partial<CutOptions> = {}): CutOptions => ({
  ffmpeg,
  film: join(dir, `${name}.mp4`),
  otio: join(dir, `${name}.otio`),
  poster: join(dir, `${name}.png`),
  work: join(dir, `${name}-work`),
  cache: dir,
  quality: 'draft',
  ...more,
});

/** The mean colour of frames of a film, each as [red, green, blue]. */
async function colourOf(film: string, frames: number[]): Promise<[number, number, number][]> {
  const select = frames.map((n) => `eq(n\\,${n})`).join('+');
  await runFfmpeg(
    ffmpeg,
    [
      '-y',
      '-loglevel',
      'error',
      '-i',
      film,
      '-vf',
      `select=${select},scale=2:2:flags=area:in_color_matrix=bt709,format=rgb24`,
      '-fps_mode',
      'passthrough',
      '-f',
      'rawvideo',
      'colours.rgb',
    ],
    { cwd: dir },
  );
  const raw = readFileSync(join(dir, 'colours.rgb'));
  return frames.map((_, i) => [raw[12 * i] ?? -1, raw[12 * i + 1] ?? -1, raw[12 * i + 2] ?? -1]);
}

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "photoplay cut's "));
  ffmpeg = (await findFfmpeg()) ?? '';
  expect(ffmpeg, 'ffmpeg is needed: run "photoplay doctor"').not.toBe('');
  const spoken = documents(
    [
      {
        lines: [
          { text: 'Every Sunday you say you go running. Whose door is this, Sam?', at: 20 },
          { text: 'It is not what you think.', at: 130, speaker: 'sam' },
        ],
        shots: [
          [0, 60],
          [60, 125],
          [125, 200],
        ],
      },
      {
        place: { setting: 'EXT', kind: 'street' },
        lines: [{ text: 'They sold it. I was nine.', at: 24, extensions: ['V.O.'] }],
        shots: [
          [0, 70],
          [70, 110],
        ],
        into: { type: 'dissolve', frames: 12 },
        blocking: { transitionOut: 'fade' },
      },
    ],
    { titles: true },
  );
  const breakdown = castVoices(spoken.breakdown, { engine: 'auto' });
  const voices = await speakLines(breakdown, { engine: 'auto' }, dir);
  sources = { ...spoken, breakdown, voices };
  mkdirSync(join(dir, 'takes'));
  takes = [];
  for (const [i, shot] of sources.shots.scenes.flatMap((scene) => scene.shots).entries()) {
    const file = join(dir, 'takes', `${shot.id}.mp4`);
    const frames = shot.out - shot.in;
    const source = `color=c=${colours[i]}:s=320x180:r=${fps}`;
    await runFfmpeg(
      ffmpeg,
      [
        '-y',
        '-loglevel',
        'error',
        '-f',
        'lavfi',
        '-i',
        source,
        '-frames:v',
        String(frames),
        '-c:v',
        'libx264',
        '-preset',
        'veryfast',
        '-pix_fmt',
        'yuv420p',
        file,
      ],
      { cwd: dir },
    );
    takes.push({ shotId: shot.id, file, frames });
  }
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('a film cut from takes and voices', () => {
  it('is as long in sound as in picture, levelled, captioned, ready to stream, and leaves nothing beside', async () => {
    const seen: number[] = [];
    const cut = await cutFilm(sources, takes, options('whole', { onProgress: (done) => seen.push(done) }));
    const { edit } = cut;
    expect(cut.warnings).toEqual([]);
    expect(cut.seconds).toBeCloseTo(edit.frames / fps, 6);
    const facts = readMp4(join(dir, 'whole.mp4'));
    expect(facts.faststart).toBe(true);
    expect(facts.tracks.map((track) => track.kind)).toEqual(['video', 'audio', 'text']);
    for (const track of facts.tracks.slice(0, 2))
      expect(Math.abs(track.seconds - cut.seconds)).toBeLessThan(1 / fps);
    const loud = await measureLoudness({ ffmpeg, work: dir }, ['-i', 'whole.mp4']);
    expect(Math.abs(loud.lufs + 14)).toBeLessThanOrEqual(0.5);
    expect(loud.peak).toBeLessThanOrEqual(-1);
    const { log } = await runFfmpeg(
      ffmpeg,
      ['-i', 'whole.mp4', '-map', '0', '-c', 'copy', '-f', 'null', '-'],
      { cwd: dir },
    );
    expect(log).toMatch(/Video: h264.*yuv420p.*320x180.*24 fps/);
    expect(log).toMatch(/Audio: aac.*48000 Hz, stereo/);
    expect(log).toMatch(/Subtitle: mov_text/);
    expect(readFileSync(join(dir, 'whole.srt'), 'utf8')).toContain('<i>They sold it.');
    expect(JSON.parse(readFileSync(join(dir, 'whole.otio'), 'utf8'))).toMatchObject({
      OTIO_SCHEMA: 'Timeline.1',
    });
    expect(readFileSync(join(dir, 'whole.png')).subarray(1, 4).toString()).toBe('PNG');
    expect(seen.at(-1)).toBe(edit.frames);
    expect(readdirSync(dir).filter((name) => /part|work/.test(name))).toEqual([]);
  });

  it('shows each take from its first frame to its last, and black, title and dissolve where they belong', async () => {
    const { edit } = await cutFilm(sources, takes, options('frames'));
    const shots = edit.picture.filter((clip) => clip.content.kind === 'take');
    const [red, green, blue, yellow, magenta] = shots.map((clip) => clip.start) as [
      number,
      number,
      number,
      number,
      number,
    ];
    const at = await colourOf(join(dir, 'frames.mp4'), [
      0,
      red - 1,
      red,
      green - 1,
      green,
      blue - 1,
      blue,
      yellow - 1,
      yellow + 6,
      yellow + 13,
      magenta - 1,
      magenta,
      magenta + 39,
      edit.frames - 1,
    ]);
    const names = at.map((rgb) => rgb.map((value) => (value > 150 ? '#' : value > 60 ? '+' : '.')).join(''));
    expect(names).toEqual([
      '...',
      '...',
      '#..',
      '#..',
      '.#.',
      '.#.',
      '..#',
      '..#',
      '+++',
      '##.',
      '##.',
      '#.#',
      '...',
      '...',
    ]);
    const pure = [at[2], at[4], at[6], at[9]].map((rgb) => rgb?.map((value) => Math.round(value / 255)));
    const off = [at[2], at[4], at[6], at[9]].flatMap((rgb, n) =>
      (rgb ?? []).map((value, c) => Math.abs(value - 255 * (pure[n]?.[c] ?? 0))),
    );
    expect(Math.max(...off)).toBeLessThan(8);
  });

  it('speaks when its captions show: sound in the caption, near silence before the first', async () => {
    const { edit } = await cutFilm(sources, takes, options('heard'));
    await runFfmpeg(
      ffmpeg,
      [
        '-y',
        '-loglevel',
        'error',
        '-i',
        'heard.mp4',
        '-map',
        '0:a',
        '-ac',
        '1',
        '-ar',
        '8000',
        '-f',
        's16le',
        'heard.pcm',
      ],
      { cwd: dir },
    );
    const pcm = readFileSync(join(dir, 'heard.pcm'));
    const samples = new Int16Array(pcm.buffer, pcm.byteOffset, pcm.length >> 1);
    const level = (from: number, to: number) => {
      const part = samples.subarray(Math.round(from * 8000), Math.round(to * 8000));
      return Math.sqrt(part.reduce((sum, x) => sum + x * x, 0) / part.length);
    };
    const first = edit.captions[0];
    const starts = (first?.start ?? 0) / fps;
    expect(level(starts + 0.05, starts + 0.6)).toBeGreaterThan(1500);
    expect(level(starts - 0.6, starts - 0.05)).toBeLessThan(500);
  });

  it('stops when it is told to, keeps the film that was there, and leaves nothing', async () => {
    const film = join(dir, 'kept.mp4');
    writeFileSync(film, 'the film of yesterday');
    const controller = new AbortController();
    const work = cutFilm(sources, takes, options('kept', { signal: controller.signal }));
    setTimeout(() => controller.abort(), 250);
    await expect(work).rejects.toThrow(/abort/i);
    expect(readFileSync(film, 'utf8')).toBe('the film of yesterday');
    expect(readdirSync(dir).filter((name) => name.startsWith('kept'))).toEqual(['kept.mp4']);
    const already = cutFilm(sources, takes, options('never', { signal: controller.signal }));
    await expect(already).rejects.toThrow(/abort/i);
  });

  it('says which take is too short, and which is damaged', async () => {
    const [first, ...rest] = takes as [Take, ...Take[]];
    await expect(cutFilm(sources, [{ ...first, frames: 59 }, ...rest], options('short'))).rejects.toThrow(
      /1\.01 is 59 frames long/,
    );
    const damaged = join(dir, 'takes', 'damaged.mp4');
    copyFileSync(takes[2]?.file ?? '', damaged);
    await expect(
      cutFilm(sources, [{ ...first, file: damaged, frames: 60 }, ...rest], options('long')),
    ).resolves.toBeDefined();
    writeFileSync(damaged, 'no movie');
    await expect(cutFilm(sources, [{ ...first, file: damaged }, ...rest], options('broken'))).rejects.toThrow(
      /ffmpeg failed|frames long/,
    );
    expect(existsSync(join(dir, 'broken-work'))).toBe(false);
  });

  it('says so when ffmpeg is not there', async () => {
    await expect(cutFilm(sources, takes, options('none', { ffmpeg: '/nowhere/ffmpeg' }))).rejects.toThrow(
      /could not be started/,
    );
  });
});

describe('a film in which nobody speaks', () => {
  it('keeps its quiet, has no captions, and clears away those of before', async () => {
    const mute = {
      ...sources,
      breakdown: { ...sources.breakdown, title: '世界', credits: [], language: 'tlh' },
      voices: { ...sources.voices, lines: [] },
    };
    writeFileSync(join(dir, 'mute.srt'), 'old captions');
    const cut = await cutFilm(mute, takes, options('mute'));
    expect(cut.loudness.lufs).toBeLessThan(-25);
    expect(cut.warnings).toEqual(["The titles' font has no letters for: 世 界"]);
    expect(existsSync(join(dir, 'mute.srt'))).toBe(false);
    expect(readMp4(join(dir, 'mute.mp4')).tracks.map((track) => track.kind)).toEqual(['video', 'audio']);
  });

  it('keeps the length of lines that could only be estimated', async () => {
    const lines = sources.voices.lines.map((line) => ({ ...line, estimated: true }));
    const cut = await cutFilm(
      { ...sources, voices: { ...sources.voices, lines } },
      takes,
      options('estimated'),
    );
    expect(cut.edit.captions.length).toBeGreaterThan(2);
    expect(cut.warnings).toEqual([]);
  });
});

describe('levelling', () => {
  /** A mix of short loud bursts over next to nothing: what is hardest to make loud without passing the peak. */
  const mix = (seconds: number, sample: (t: number, i: number) => number) => {
    const out = new Float32Array(2 * mixRate * seconds);
    for (let i = 0; i < out.length / 2; i++) out[2 * i] = out[2 * i + 1] = sample(i / mixRate, i);
    writeFileSync(mixFile(dir), new Uint8Array(out.buffer));
  };

  it('reaches the loudness and holds the peak also where the limiter has to work hard', async () => {
    mix(12, (t, i) => (t % 0.5 < 0.06 ? Math.sign(Math.sin(2 * Math.PI * 997 * t)) : 0.01 * Math.sin(i)));
    const { lufs, peak } = await levelSound({ ffmpeg, work: dir, speech: true });
    expect(Math.abs(lufs + 14)).toBeLessThanOrEqual(0.5);
    expect(peak).toBeLessThanOrEqual(-1);
  });

  it('leaves silence silent', async () => {
    mix(2, () => 0);
    const { lufs, peak } = await levelSound({ ffmpeg, work: dir, speech: true });
    expect(lufs).toBe(-70);
    expect(peak).toBeLessThan(-90);
  });
});

describe('a contact sheet', () => {
  const picture = async (name: string, size: string) => {
    const file = join(dir, name);
    await runFfmpeg(
      ffmpeg,
      ['-y', '-loglevel', 'error', '-f', 'lavfi', '-i', `color=red:s=${size}`, '-frames:v', '1', file],
      { cwd: dir },
    );
    return file;
  };

  it('shows every picture with its label, whatever its shape', async () => {
    const files = [await picture('a.png', '480x270'), await picture('b.png', '200x400')];
    const sheet = join(dir, 'sheet.png');
    await tileSheet(
      ffmpeg,
      Array.from({ length: 5 }, (_, i) => ({ file: files[i % 2] ?? '', label: `1.0${i}` })),
      sheet,
    );
    const { log } = await runFfmpeg(ffmpeg, ['-i', sheet, '-f', 'null', '-'], { cwd: dir });
    expect(log).toMatch(/png, rgb24.* 1340x444/);
  });

  it('is an empty sheet without pictures, and an error with one that cannot be read', async () => {
    const sheet = join(dir, 'empty.png');
    await tileSheet(ffmpeg, [], sheet);
    expect(existsSync(sheet)).toBe(true);
    const broken = join(dir, 'broken.png');
    writeFileSync(broken, 'no picture');
    const controller = new AbortController();
    const pictures = [
      { file: await picture('c.png', '320x180'), label: '1' },
      { file: broken, label: '2' },
    ];
    await expect(tileSheet(ffmpeg, pictures, sheet, controller.signal)).rejects.toThrow(
      /could not be read|ffmpeg failed/,
    );
  });
});
