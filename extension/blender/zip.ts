import { deflateRawSync } from 'node:zlib';

/** 1 January 1980, midnight: the first time that a zip file can tell. */
const firstDay = 0x21;
/** Unix, version 2.0: names in UTF-8, permissions kept. */
const [madeBy, needed, utf8Names, deflated] = [0x0314, 20, 0x0800, 8];
const readable = 0o100644 << 16;

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** The checksum of a zip's entries. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (crcTable[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

/** Numbers of two or four bytes each, little end first. */
function fields(...numbers: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer {
  const buffer = Buffer.alloc(numbers.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of numbers) at = buffer.writeUIntLE(value >>> 0, at, bytes);
  return buffer;
}

/**
 * A zip archive (APPNOTE 6.3, without extensions) of files by name, with forward slashes. The same files make the
 * same bytes: they are sorted by name and carry no time.
 */
export function zip(files: ReadonlyMap<string, Uint8Array>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const name = Buffer.from(path, 'utf8');
    const packed = deflateRawSync(bytes, { level: 9 });
    const facts = fields(
      [2, needed],
      [2, utf8Names],
      [2, deflated],
      [2, 0],
      [2, firstDay],
      [4, crc32(bytes)],
      [4, packed.length],
      [4, bytes.length],
      [2, name.length],
      [2, 0],
    );
    const entry = [fields([4, 0x04034b50]), facts, name, packed];
    directory.push(
      fields([4, 0x02014b50], [2, madeBy]),
      facts,
      fields([2, 0], [2, 0], [2, 0], [4, readable], [4, offset]),
      name,
    );
    parts.push(...entry);
    offset += entry.reduce((sum, part) => sum + part.length, 0);
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = fields(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, files.size],
    [2, files.size],
    [4, size],
    [4, offset],
    [2, 0],
  );
  return Buffer.concat([...parts, ...directory, end]);
}
