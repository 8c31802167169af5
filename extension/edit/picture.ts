import type { Edit, PictureClip } from '../../schemas/source/edit.ts';
import type { Chain, Filter } from './ffmpeg/graph.ts';

/** Clips that follow each other by hard cuts: one input of ffmpeg. */
export interface Segment {
  clips: PictureClip[];
  frames: number;
  into: PictureClip['into'];
  fadeOut: number;
}

/** Clips as segments; a card stands alone, and so does what a fade, a dissolve or a wipe begins. */
export function segmentsOf(picture: readonly PictureClip[]): Segment[] {
  const out: Segment[] = [];
  for (const clip of picture) {
    const last = out.at(-1);
    const before = last?.clips.at(-1);
    const joins =
      before?.content.kind === 'take' &&
      clip.content.kind === 'take' &&
      clip.into.type === 'cut' &&
      before.fadeOut === 0;
    if (last && joins) {
      last.clips.push(clip);
      last.frames += clip.frames;
      last.fadeOut = clip.fadeOut;
    } else out.push({ clips: [clip], frames: clip.frames, into: clip.into, fadeOut: clip.fadeOut });
  }
  return out;
}

/** The list a segment of takes is read from (ffmpeg's concat demuxer), so that a long film opens few files at once. */
export const concatList = (files: readonly string[]): string =>
  `ffconcat version 1.0\n${files.map((file) => `file '${file.replaceAll("'", "'\\''")}'`).join('\n')}\n`;

/** xfade of ffmpeg 5 wants a frame more than it shows, and loses the last: it is given some to spare. */
const spare: Filter = { name: 'tpad', options: { stop_mode: 'clone', stop: 2 } };

/**
 * The graph of the picture: input i is segment i. Frames are counted, not timed, so that every cut falls where the
 * edit says. Ends in the pad `picture`.
 */
export function pictureGraph(edit: Edit, segments: readonly Segment[]): Chain[] {
  const { fps } = edit;
  const chains: Chain[] = segments.map((segment, i) => ({
    from: [`${i}:v`],
    filters: segmentFilters(segment, edit),
    to: `s${i}`,
  }));
  // A filter after each join keeps frame rate and time base known to the next.
  const steady: Filter[] = [{ name: 'fps', options: { fps } }];
  let [joined, length] = ['s0', segments[0]?.frames ?? 0];
  let waiting: string[] = [joined];
  const join = () => {
    if (waiting.length === 1) return;
    const to = `c${chains.length}`;
    chains.push({
      from: waiting,
      filters: [{ name: 'concat', options: { n: waiting.length, v: 1, a: 0 } }, ...steady],
      to,
    });
    joined = to;
    waiting = [joined];
  };
  segments.slice(1).forEach((segment, n) => {
    const pad = `s${n + 1}`;
    const { type, frames } = segment.into;
    if (type !== 'dissolve' && type !== 'wipe') {
      waiting.push(pad);
      length += segment.frames;
      return;
    }
    join();
    length += segment.frames - frames;
    const to = `x${n}`;
    const options = {
      transition: type === 'wipe' ? 'wipeleft' : 'fade',
      duration: frames / fps,
      offset: (length - segment.frames) / fps,
    };
    chains.push(
      { from: [joined], filters: [spare], to: `a${n}` },
      { from: [pad], filters: [spare], to: `b${n}` },
    );
    const whole = { name: 'trim', options: { end_frame: length } };
    chains.push({ from: [`a${n}`, `b${n}`], filters: [{ name: 'xfade', options }, ...steady, whole], to });
    joined = to;
    waiting = [joined];
  });
  join();
  // xfade leaves 4:4:4 behind, which players do not play.
  chains.push({
    from: [joined],
    filters: [{ name: 'format', options: { pix_fmts: 'yuv420p' } }],
    to: 'picture',
  });
  return chains;
}

function segmentFilters({ frames, into, fadeOut }: Segment, { fps, size }: Edit): Filter[] {
  const fades: Filter[] = [];
  if (into.type === 'fade')
    fades.push({ name: 'fade', options: { type: 'in', start_frame: 0, nb_frames: into.frames } });
  if (fadeOut > 0)
    fades.push({ name: 'fade', options: { type: 'out', start_frame: frames - fadeOut, nb_frames: fadeOut } });
  return [
    { name: 'settb', options: { expr: `1/${fps}` } },
    { name: 'setpts', options: { expr: 'N' } },
    { name: 'fps', options: { fps } },
    { name: 'trim', options: { end_frame: frames } },
    {
      name: 'scale',
      // Takes carry no colour matrix, which means BT.601; films are BT.709 whatever their size.
      options: { w: size.width, h: size.height, flags: 'bicubic', out_color_matrix: 'bt709' },
    },
    { name: 'setsar', options: { sar: 1 } },
    { name: 'format', options: { pix_fmts: 'yuv420p' } },
    ...fades,
  ];
}
