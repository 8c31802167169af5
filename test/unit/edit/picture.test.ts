import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filterText, graphText } from '../../../extension/edit/ffmpeg/graph.ts';
import { readMp4 } from '../../../extension/edit/ffmpeg/mp4.ts';
import { toOtio } from '../../../extension/edit/otio.ts';
import { concatList, pictureGraph, segmentsOf } from '../../../extension/edit/picture.ts';
import { planEdit } from '../../../extension/edit/plan.ts';
import { drawCard } from '../../../extension/edit/titles/draw.ts';
import { missingLetters, setText } from '../../../extension/edit/titles/letters.ts';
import { Canvas, encodePgm } from '../../../extension/edit/titles/raster.ts';
import { documents, type SceneSketch, takesFor } from './documents.ts';

const shots = (into?: SceneSketch['into']): SceneSketch => ({
  lines: [{ text: 'One two three.', at: 10 }],
  shots: [
    [0, 40],
    [40, 90],
  ],
  ...(into ? { into } : {}),
});
const plan = (sketches: SceneSketch[], titles = false) => {
  const sources = documents(sketches, { titles });
  return planEdit(sources, takesFor(sources));
};

describe('the filtergraph', () => {
  it('escapes what would end an option or a filter', () => {
    expect(filterText({ name: 'x', options: { a: "it's a:b,c", b: 0.5 } })).toBe(
      "x=a=it\\\\\\'s a\\\\:b\\,c:b=0.5",
    );
    expect(filterText({ name: 'setsar' })).toBe('setsar');
    expect(
      graphText([
        { from: ['0:v', 'b'], filters: [{ name: 'f' }, { name: 'g', options: { n: 2 } }], to: 'o' },
      ]),
    ).toBe('[0:v][b]f,g=n=2[o]');
  });

  it('reads hard cuts as one input, and begins another at titles, fades, dissolves and wipes', () => {
    const edit = plan(
      [
        shots(),
        shots(),
        shots({ type: 'dissolve', frames: 10 }),
        shots({ type: 'fade', frames: 8 }),
        shots({ type: 'wipe', frames: 6 }),
      ],
      true,
    );
    const segments = segmentsOf(edit.picture);
    expect(segments.map((s) => [s.clips.length, s.into.type])).toEqual([
      [1, 'fade'],
      [4, 'cut'],
      [2, 'dissolve'],
      [2, 'fade'],
      [2, 'wipe'],
      [1, 'fade'],
      [1, 'fade'],
    ]);
    const text = graphText(pictureGraph(edit, segments));
    expect(text).toMatch(/xfade=transition=fade:duration=0\.416667:offset=[\d.]+/);
    expect(text).toMatch(/xfade=transition=wipeleft/);
    expect(text).toMatch(/format=pix_fmts=yuv420p\[picture\]$/);
    expect(text).toContain(`,trim=end_frame=${edit.picture[7]?.start}[x`);
  });

  it('ends in one pad, also for a single take', () => {
    const edit = plan([{ ...shots(), shots: [[0, 40]] }]);
    expect(graphText(pictureGraph(edit, segmentsOf(edit.picture)))).toMatch(
      /\[s0\];\[s0\]format=pix_fmts=yuv420p\[picture\]$/,
    );
  });

  it('lists takes with quotes in their names', () => {
    expect(concatList(["/a/it's.mp4"])).toBe("ffconcat version 1.0\nfile '/a/it'\\''s.mp4'\n");
  });
});

describe('title cards', () => {
  const line = { text: 'THE BRASS KEY', size: 0.07, spacing: 0.2, gapBefore: 0, opacity: 1 };
  const size = { width: 480, height: 270 };
  const box = ({ width, pixels }: { width: number; pixels: Uint8Array }) => {
    const lit = [...pixels.keys()].filter((i) => (pixels[i] ?? 0) > 60);
    const xs = lit.map((i) => i % width);
    const ys = lit.map((i) => Math.floor(i / width));
    return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
  };

  it('stand in the middle, with capitals of the asked height', () => {
    const { left, right, top, bottom } = box(drawCard([line], size));
    expect(Math.abs((left + right) / 2 - 240)).toBeLessThan(3);
    expect(Math.abs((top + bottom) / 2 - 131)).toBeLessThan(4);
    expect(bottom - top).toBeGreaterThan(0.06 * 270);
    expect(bottom - top).toBeLessThan(0.085 * 270);
  });

  it('wrap what is too wide, and make one long word smaller', () => {
    const long = box(
      drawCard([{ ...line, text: 'A VERY LONG TITLE ABOUT THE SEA AND ALL ITS SHIPS' }], size),
    );
    expect(long.left).toBeGreaterThan(20);
    expect(long.bottom - long.top).toBeGreaterThan(40);
    const word = box(drawCard([{ ...line, text: 'X'.repeat(60) }], size));
    expect(word.left).toBeGreaterThan(20);
    expect(word.right).toBeLessThan(460);
  });

  it('leave out letters the font has not, and tell which', () => {
    expect(missingLetters('Ωmega Жук 世界')).toEqual(['世', '界']);
    expect(setText('世', 20, 0).glyphs).toEqual([]);
    expect(drawCard([{ ...line, text: '' }], size).pixels.every((p) => p === 0)).toBe(true);
  });

  it('fill shapes by coverage', () => {
    const canvas = new Canvas(8, 6);
    const square = [
      { type: 'M', x: 1.5, y: 1 },
      { type: 'L', x: 5, y: 1 },
      { type: 'L', x: 5, y: 4 },
      { type: 'L', x: 1.5, y: 4 },
      { type: 'Z' },
    ] as const;
    canvas.fill(square, 1);
    const { pixels } = canvas.toGrey();
    expect([...pixels.subarray(8, 16)]).toEqual([0, 128, 255, 255, 255, 0, 0, 0]);
    expect([...pixels.subarray(32, 40)]).toEqual(Array(8).fill(0));
    const curved = new Canvas(20, 20);
    const k = 0.5523 * 8;
    curved.fill(
      [
        { type: 'M', x: 18, y: 10 },
        { type: 'C', x1: 18, y1: 10 + k, x2: 10 + k, y2: 18, x: 10, y: 18 },
        { type: 'C', x1: 10 - k, y1: 18, x2: 2, y2: 10 + k, x: 2, y: 10 },
        { type: 'C', x1: 2, y1: 10 - k, x2: 10 - k, y2: 2, x: 10, y: 2 },
        { type: 'C', x1: 10 + k, y1: 2, x2: 18, y2: 10 - k, x: 18, y: 10 },
        { type: 'Z' },
      ],
      1,
    );
    const area = curved.toGrey().pixels.reduce((sum, p) => sum + p / 255, 0);
    expect(Math.abs(area - Math.PI * 64)).toBeLessThan(2);
  });

  it('keep to the canvas when a shape reaches beyond it', () => {
    const canvas = new Canvas(4, 4);
    canvas.fill(
      [
        { type: 'M', x: -5, y: -5 },
        { type: 'L', x: 9, y: -5 },
        { type: 'L', x: 9, y: 9 },
        { type: 'L', x: -5, y: 9 },
        { type: 'Z' },
      ],
      0.5,
    );
    expect(new Set(canvas.toGrey().pixels)).toEqual(new Set([128]));
  });

  it('are written as portable graymaps', () => {
    const file = encodePgm({ width: 2, height: 1, pixels: Uint8Array.from([7, 9]) });
    expect(new TextDecoder().decode(file.subarray(0, 11))).toBe('P5\n2 1\n255\n');
    expect([...file.subarray(11)]).toEqual([7, 9]);
  });
});

describe('the OpenTimelineIO document', () => {
  const edit = plan(
    [shots(), shots({ type: 'dissolve', frames: 11 }), shots({ type: 'wipe', frames: 6 })],
    true,
  );
  const json = JSON.parse(JSON.stringify(toOtio(edit, '/film', '/film/.photoplay/cache')));
  const [picture, dialogue] = json.tracks.children;

  it('lasts as long as the film, each transition within the clips beside it', () => {
    const items = picture.children.filter((item: { OTIO_SCHEMA: string }) => item.OTIO_SCHEMA === 'Clip.2');
    const sum = items.reduce(
      (n: number, item: { source_range: { duration: { value: number } } }) =>
        n + item.source_range.duration.value,
      0,
    );
    expect(sum).toBe(edit.frames);
    const transitions = picture.children.filter(
      (item: { OTIO_SCHEMA: string }) => item.OTIO_SCHEMA === 'Transition.1',
    );
    expect(
      transitions.map((t: { in_offset: { value: number }; out_offset: { value: number } }) => [
        t.in_offset.value,
        t.out_offset.value,
      ]),
    ).toEqual([
      [5, 6],
      [3, 3],
    ]);
  });

  it('points at takes and voices beside it, and marks the lines of the script', () => {
    const text = JSON.stringify(json);
    expect(text).toContain('"target_url":"../takes/1.01.mp4"');
    expect(text).toContain('"target_url":".photoplay/cache/voices/k00.wav"');
    expect(text).toContain('"name":"script 2–3"');
    expect(dialogue.children[0].OTIO_SCHEMA).toBe('Gap.1');
  });

  it('puts lines that are said at once on tracks of their own', () => {
    const both = plan([
      {
        ...shots(),
        lines: [
          { text: 'Now.', at: 10 },
          { text: 'No.', at: 12, speaker: 'sam' },
        ],
      },
    ]);
    const document = JSON.parse(JSON.stringify(toOtio(both, '/film', '/cache')));
    expect(document.tracks.children.map((track: { name: string }) => track.name)).toEqual([
      'Picture',
      'Dialogue 1',
      'Dialogue 2',
    ]);
  });
});

describe('reading a movie file', () => {
  it('is refused when it was not finished, and read with headers of either version', () => {
    const dir = mkdtempSync(join(tmpdir(), 'photoplay-mp4-'));
    const file = join(dir, 'x.mp4');
    writeFileSync(file, Buffer.from('\0\0\0\x10ftypisom\0\0\0\0\0\0\0\x01mdat\0\0\0\0\0\0\0\x10', 'latin1'));
    expect(() => readMp4(file)).toThrow(/not finished/);
    writeFileSync(file, Buffer.from('\0\0\0\0mdat', 'latin1'));
    expect(() => readMp4(file)).toThrow(/not finished/);
    writeFileSync(file, Buffer.from('\0\0\0\x10moov\0\0\0\x08free', 'latin1'));
    expect(() => readMp4(file)).toThrow(/without a header/);
    const box = (type: string, body: Buffer) => {
      const head = Buffer.alloc(8);
      head.writeUInt32BE(8 + body.length, 0);
      head.write(type, 4, 'latin1');
      return Buffer.concat([head, body]);
    };
    const long = (timescaleAt: number, durationAt: number) => {
      const body = Buffer.alloc(40);
      body[0] = 1;
      if (timescaleAt > 0) body.writeUInt32BE(600, timescaleAt);
      body.writeBigUInt64BE(1500n, durationAt);
      return body;
    };
    const handler = box('hdlr', Buffer.from('\0\0\0\0\0\0\0\0tmcd\0\0\0\0', 'latin1'));
    const tracks = [
      box('trak', Buffer.concat([box('tkhd', long(0, 28)), box('mdia', handler)])),
      box('trak', Buffer.alloc(0)),
    ];
    writeFileSync(file, box('moov', Buffer.concat([box('mvhd', long(20, 24)), ...tracks])));
    expect(readMp4(file)).toEqual({ faststart: true, tracks: [{ kind: 'other', seconds: 2.5 }] });
    rmSync(dir, { recursive: true });
  });
});
