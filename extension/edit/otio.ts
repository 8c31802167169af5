import { join, relative, sep } from 'node:path';
import type { Edit, PictureClip } from '../../schemas/source/edit.ts';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/**
 * The cut as an OpenTimelineIO timeline (versioned JSON): a picture track with transitions, dialogue tracks, and the
 * script's lines as markers on the shots. Paths are relative to `folder`, so that the film can be moved; spoken lines lie
 * in `cache`.
 */
export function toOtio(edit: Edit, folder: string, cache: string): Json {
  const time = (value: number): Json => ({ OTIO_SCHEMA: 'RationalTime.1', rate: edit.fps, value });
  const range = (start: number, duration: number): Json => ({
    OTIO_SCHEMA: 'TimeRange.1',
    start_time: time(start),
    duration: time(duration),
  });
  const item = (schema: string, name: string, more: { [key: string]: Json }): Json => ({
    OTIO_SCHEMA: schema,
    metadata: {},
    name,
    effects: [],
    markers: [],
    enabled: true,
    ...more,
  });
  const gap = (frames: number): Json => item('Gap.1', '', { source_range: range(0, frames) });
  const file = (path: string): string => relative(folder, path).split(sep).join('/');

  const clip = (c: PictureClip, head: number, tail: number): Json => {
    const source_range = range(head, c.frames - head - tail);
    const { content } = c;
    if (content.kind === 'title')
      return item('Clip.2', c.id, {
        source_range,
        metadata: { photoplay: { title: content.lines.map((line) => line.text) } },
        media_references: {
          DEFAULT_MEDIA: {
            OTIO_SCHEMA: 'GeneratorReference.1',
            metadata: {},
            name: c.id,
            available_range: range(0, c.frames),
            generator_kind: 'Title',
            parameters: { lines: content.lines.map((line) => line.text) },
          },
        },
        active_media_reference_key: 'DEFAULT_MEDIA',
      });
    return item('Clip.2', c.id, {
      source_range,
      metadata: { photoplay: { shot: content.shot, scene: content.scene, lines: content.lines } },
      markers: [
        {
          OTIO_SCHEMA: 'Marker.2',
          metadata: { photoplay: { first: content.span.first, last: content.span.last } },
          name: `script ${content.span.first + 1}–${content.span.last + 1}`,
          color: 'GREEN',
          marked_range: range(head, 1),
        },
      ],
      media_references: {
        DEFAULT_MEDIA: {
          OTIO_SCHEMA: 'ExternalReference.1',
          metadata: {},
          name: content.shot,
          available_range: range(0, c.frames),
          target_url: file(content.file),
        },
      },
      active_media_reference_key: 'DEFAULT_MEDIA',
    });
  };

  const overlap = (c: PictureClip | undefined): number =>
    c && (c.into.type === 'dissolve' || c.into.type === 'wipe') ? c.into.frames : 0;
  const picture: Json[] = [];
  edit.picture.forEach((c, i) => {
    // A transition is centred on its cut: half of the overlap is trimmed from either clip and becomes its handle.
    const [before, after] = [overlap(c), overlap(edit.picture[i + 1])];
    const head = before >> 1;
    if (before > 0)
      picture.push({
        OTIO_SCHEMA: 'Transition.1',
        metadata: {},
        name: c.into.type,
        transition_type: c.into.type === 'dissolve' ? 'SMPTE_Dissolve' : 'Custom_Transition',
        in_offset: time(head),
        out_offset: time(before - head),
      });
    picture.push(clip(c, head, after - (after >> 1)));
  });

  const tracks: Json[] = [
    { ...track('Picture', 'Video', picture) },
    ...dialogueTracks(edit).map((lines, n) => {
      const children: Json[] = [];
      let at = 0;
      for (const line of lines) {
        if (line.start > at) children.push(gap(line.start - at));
        children.push(
          item('Clip.2', line.name, {
            source_range: range(line.from, line.frames),
            metadata: { photoplay: { line: line.line, speaker: line.name, first: line.first } },
            media_references: {
              DEFAULT_MEDIA: {
                OTIO_SCHEMA: 'ExternalReference.1',
                metadata: {},
                name: line.line,
                available_range: range(0, line.from + line.frames),
                target_url: file(join(cache, line.file)),
              },
            },
            active_media_reference_key: 'DEFAULT_MEDIA',
          }),
        );
        at = line.start + line.frames;
      }
      return track(`Dialogue ${n + 1}`, 'Audio', children);
    }),
  ];

  return {
    OTIO_SCHEMA: 'Timeline.1',
    metadata: { photoplay: { version: edit.version, size: [edit.size.width, edit.size.height] } },
    name: edit.title,
    global_start_time: time(0),
    tracks: item('Stack.1', 'tracks', { source_range: null, children: tracks }),
  };

  function track(name: string, kind: string, children: Json[]): { [key: string]: Json } {
    return item('Track.1', name, { source_range: null, kind, children }) as { [key: string]: Json };
  }
}

interface OtioLine {
  name: string;
  line: string;
  file: string;
  first: number;
  start: number;
  from: number;
  frames: number;
}

/** Lines in whole frames, on as many tracks as speak at once. */
function dialogueTracks(edit: Edit): OtioLine[][] {
  const tracks: OtioLine[][] = [];
  for (const clip of [...edit.dialogue].sort((a, b) => a.start - b.start)) {
    const start = Math.round(clip.start * edit.fps);
    const line: OtioLine = {
      name: clip.speaker,
      line: clip.line,
      file: clip.file,
      first: clip.span.first,
      start,
      from: Math.round(clip.from * edit.fps),
      frames: Math.max(1, Math.round(clip.seconds * edit.fps)),
    };
    const free = tracks.find((track) => {
      const last = track.at(-1);
      return !last || last.start + last.frames <= start;
    });
    if (free) free.push(line);
    else tracks.push([line]);
  }
  return tracks;
}
