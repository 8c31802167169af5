import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** A track of a movie file: what it carries and how long it plays, seconds. */
interface Mp4Track {
  kind: 'video' | 'audio' | 'text' | 'other';
  seconds: number;
}

interface Mp4Facts {
  tracks: Mp4Track[];
  /** The index comes before the data: the file plays while it is still being fetched. */
  faststart: boolean;
}

const kinds: Record<string, Mp4Track['kind']> = { vide: 'video', soun: 'audio', sbtl: 'text', text: 'text' };

/** Reads the index of an MP4 file (ISO/IEC 14496-12). Throws RangeError when there is none. */
export function readMp4(file: string): Mp4Facts {
  const fd = openSync(file, 'r');
  try {
    const size = fstatSync(fd).size;
    const head = Buffer.alloc(16);
    let dataSeen = false;
    for (let at = 0; at + 8 <= size; ) {
      readSync(fd, head, 0, 16, at);
      const short = head.readUInt32BE(0);
      const length = short === 1 ? Number(head.readBigUInt64BE(8)) : short === 0 ? size - at : short;
      const type = head.toString('latin1', 4, 8);
      if (type === 'mdat') dataSeen = true;
      if (type === 'moov') {
        const moov = Buffer.alloc(length - 8);
        readSync(fd, moov, 0, moov.length, at + 8);
        return { tracks: tracksOf(moov), faststart: !dataSeen };
      }
      at += Math.max(8, length);
    }
  } finally {
    closeSync(fd);
  }
  throw new RangeError(`${file} has no index: it was not finished`);
}

/** The boxes inside a box. */
function* boxes(data: Buffer): Generator<{ type: string; body: Buffer }> {
  for (let at = 0; at + 8 <= data.length; ) {
    const length = Math.max(8, data.readUInt32BE(at));
    yield { type: data.toString('latin1', at + 4, at + 8), body: data.subarray(at + 8, at + length) };
    at += length;
  }
}

const find = (data: Buffer, type: string): Buffer | undefined => {
  for (const box of boxes(data)) if (box.type === type) return box.body;
  return undefined;
};

function tracksOf(moov: Buffer): Mp4Track[] {
  const movie = find(moov, 'mvhd');
  if (!movie) throw new RangeError('a movie without a header');
  const timescale = movie.readUInt32BE(movie[0] === 1 ? 20 : 12);
  const out: Mp4Track[] = [];
  for (const { type, body } of boxes(moov)) {
    if (type !== 'trak') continue;
    const header = find(body, 'tkhd');
    const handler = find(find(body, 'mdia') ?? Buffer.alloc(0), 'hdlr');
    if (!header || !handler) continue;
    const duration = header[0] === 1 ? Number(header.readBigUInt64BE(28)) : header.readUInt32BE(20);
    out.push({ kind: kinds[handler.toString('latin1', 8, 12)] ?? 'other', seconds: duration / timescale });
  }
  return out;
}
