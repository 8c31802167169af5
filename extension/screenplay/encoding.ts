/** How the bytes of a file were read. */
export type Encoding = 'utf-8' | 'windows-1252';

/** What Windows-1252 has at 0x80–0x9f; the five free places stand for themselves, so that every byte comes back. */
const upper = [
  0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d,
  0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a,
  0x0153, 0x9d, 0x017e, 0x0178,
];
const byteOf = new Map(upper.map((unit, index) => [unit, 0x80 + index]));

function decode1252(bytes: Uint8Array): string {
  const units = new Uint16Array(bytes.length);
  bytes.forEach((byte, index) => {
    units[index] = upper[byte - 0x80] ?? byte;
  });
  return new TextDecoder('utf-16le', { ignoreBOM: true }).decode(units);
}

function encode1252(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const byte = byteOf.get(unit) ?? unit;
    if (byte > 0xff || (byte === unit && upper[unit - 0x80] !== undefined && upper[unit - 0x80] !== unit))
      return undefined;
    bytes[i] = byte;
  }
  return bytes;
}

/** Reads a file's bytes as UTF-8, or as Windows-1252 where they are not UTF-8. A BOM stays unit 0 of the text. */
export function decode(bytes: Uint8Array): { text: string; encoding: Encoding } {
  try {
    return {
      text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
      encoding: 'utf-8',
    };
  } catch {
    return { text: decode1252(bytes), encoding: 'windows-1252' };
  }
}

/** Writes a text in the encoding it was read in; as UTF-8 once it holds what Windows-1252 cannot say. */
export function encode(text: string, encoding: Encoding): Uint8Array {
  const bytes = encoding === 'windows-1252' ? encode1252(text) : undefined;
  return bytes ?? new TextEncoder().encode(text);
}
