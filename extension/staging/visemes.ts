import type { Performance } from '../../schemas/source/stageCommand.ts';
import type { SpokenLine } from '../../schemas/source/voices.ts';

type Viseme = Performance['speech'][number]['visemes'][number];
type Shape = Viseme['shape'];

/** Mouth shapes by phoneme (CMU set, as Flite names them), with how far the jaw drops, 0–1. */
const shapes: Record<string, readonly [Shape, number]> = {
  aa: ['AA', 1],
  ao: ['AA', 0.8],
  ah: ['AA', 0.6],
  ae: ['AA', 0.85],
  aw: ['AA', 0.9],
  ay: ['AA', 0.9],
  ax: ['AA', 0.35],
  eh: ['EE', 0.55],
  ey: ['EE', 0.5],
  ih: ['EE', 0.35],
  iy: ['EE', 0.4],
  y: ['EE', 0.3],
  ow: ['OO', 0.7],
  oy: ['OO', 0.75],
  uh: ['OO', 0.45],
  uw: ['OO', 0.55],
  w: ['OO', 0.5],
  er: ['OO', 0.35],
  r: ['OO', 0.3],
  sh: ['OO', 0.3],
  ch: ['OO', 0.3],
  jh: ['OO', 0.3],
  zh: ['OO', 0.3],
  m: ['MBP', 0],
  b: ['MBP', 0],
  p: ['MBP', 0],
  f: ['FV', 0.1],
  v: ['FV', 0.1],
  l: ['LTH', 0.35],
  th: ['LTH', 0.35],
  dh: ['LTH', 0.3],
  n: ['LTH', 0.25],
  t: ['LTH', 0.22],
  d: ['LTH', 0.25],
  s: ['EE', 0.18],
  z: ['EE', 0.18],
  k: ['AA', 0.22],
  g: ['AA', 0.22],
  ng: ['AA', 0.2],
  hh: ['AA', 0.3],
  pau: ['rest', 0],
  sil: ['rest', 0],
  h: ['AA', 0.3],
};

/** Lips lead the sound by one frame; a closure lasts at least one drawn frame (two frames on twos). */
const lead = 1;
const closureFrames = 2;

/**
 * Mouth shapes of a line on the scene's clock. What is shorter than a frame is dropped, closures last; the mouth is
 * at rest after the last sound.
 */
export function visemes(spoken: SpokenLine, start: number, fps: number): Viseme[] {
  const out: Viseme[] = [];
  let free = Number.NEGATIVE_INFINITY;
  for (const phoneme of spoken.phonemes) {
    const [shape, open] =
      shapes[phoneme.symbol.toLowerCase().replace(/[0-9]/g, '')] ?? (['AA', 0.4] as const);
    const frame = Math.max(start + Math.round(phoneme.start * fps) - lead, free);
    const last = out.at(-1);
    if (last && last.frame === frame) {
      if (last.shape === 'MBP') continue;
      out.pop();
    }
    if (frame > start + Math.round(phoneme.end * fps)) continue;
    out.push({ frame, shape, open });
    free = shape === 'MBP' ? frame + closureFrames : frame;
  }
  const end = start + Math.round(spoken.seconds * fps);
  if (out.at(-1)?.shape !== 'rest') out.push({ frame: Math.max(end, free), shape: 'rest', open: 0 });
  return out;
}

/** Words that carry no stress of their own. */
const light = new Set(
  'that this with from have what when your their there they them then than will would could should about into just been were'.split(
    ' ',
  ),
);

/** Frames of the words that are stressed, where a nod or a gesture may fall: at most one a second. */
export function strokes(
  spoken: SpokenLine,
  start: number,
  fps: number,
): { frame: number; strength: number }[] {
  const out: { frame: number; strength: number }[] = [];
  for (const word of spoken.words) {
    const letters = word.text.replace(/[^\p{L}]/gu, '');
    if (letters.length < 4 || light.has(letters.toLowerCase())) continue;
    const frame = start + Math.round(word.start * fps);
    const last = out.at(-1);
    if (last && frame - last.frame < fps) continue;
    out.push({ frame, strength: /[!]/.test(word.text) ? 1 : Math.min(0.9, 0.4 + 0.07 * letters.length) });
  }
  return out;
}
