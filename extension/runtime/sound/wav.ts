import { sampleAt } from './samples.ts';
/** Sound as 16-bit samples of one channel. */
export interface Sound {
  sampleRate: number;
  samples: Int16Array<ArrayBuffer>;
}

/** A RIFF/WAVE file of 16-bit PCM, mono (Microsoft "Multimedia Programming Interface", 1991). */
export function encodeWav({ sampleRate, samples }: Sound): Uint8Array {
  const out = new Uint8Array(44 + samples.length * 2);
  const view = new DataView(out.buffer);
  const text = (at: number, word: string) => {
    for (let i = 0; i < word.length; i++) view.setUint8(at + i, word.charCodeAt(i));
  };
  text(0, 'RIFF');
  view.setUint32(4, 36 + samples.length * 2, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  for (const [i, sample] of samples.entries()) view.setInt16(44 + i * 2, sample, true);
  return out;
}

/** Reads a 16-bit mono WAVE file. Throws RangeError when it is something else; a cut-off data chunk is read as far as it goes. */
export function decodeWav(file: Uint8Array): Sound {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const text = (at: number) => String.fromCharCode(...file.subarray(at, at + 4));
  if (file.length < 12 || text(0) !== 'RIFF' || text(8) !== 'WAVE') throw new RangeError('not a WAVE file');
  let sampleRate = 0;
  for (let at = 12; at + 8 <= file.length; ) {
    const size = view.getUint32(at + 4, true);
    if (text(at) === 'fmt ') {
      if (view.getUint16(at + 10, true) !== 1 || view.getUint16(at + 22, true) !== 16)
        throw new RangeError('not 16-bit mono');
      sampleRate = view.getUint32(at + 12, true);
    } else if (text(at) === 'data') {
      // Programs that write to a pipe leave the size at its maximum.
      const end = Math.min(at + 8 + size, file.length);
      const samples = new Int16Array((end - at - 8) >> 1);
      for (let i = 0; i < samples.length; i++) samples[i] = view.getInt16(at + 8 + 2 * i, true);
      return { sampleRate, samples };
    }
    at += 8 + size + (size & 1);
  }
  throw new RangeError('a WAVE file without samples');
}

/** Signed 16-bit samples as fractions of full scale. */
export function toFloat(samples: Int16Array): Float32Array {
  const out = new Float32Array(samples.length);
  for (let i = 0; i < out.length; i++) out[i] = sampleAt(samples, i) / 32768;
  return out;
}

/** Fractions of full scale as signed 16-bit samples; what is beyond is held at the limits. */
export function toInt(samples: Float32Array): Int16Array<ArrayBuffer> {
  const out = new Int16Array(samples.length);
  for (let i = 0; i < out.length; i++)
    out[i] = Math.max(-32768, Math.min(32767, Math.round(sampleAt(samples, i) * 32768)));
  return out;
}
