/** Width and height in pixels. */
type Size = readonly [width: number, height: number];

/** Pixels a token, the longest edge that is looked at, and the dearest picture (published rule of Anthropic, 2025). */
const pixelsAToken = 750;
const longestEdge = 1568;
const dearest = 1600;

/** Tokens of a picture, from the size its first bytes tell (PNG, JPEG); of others the dearest. Opens no pixels. */
export function imageTokens(base64: string): number {
  // Cameras put previews of up to 64 kB before a JPEG's size: past that nothing is worth the search.
  const size = imageSize(Buffer.from(base64.slice(0, 120_000), 'base64'));
  if (!size) return dearest;
  const [width, height] = size;
  const scale = Math.min(1, longestEdge / Math.max(width, height, 1));
  return Math.min(dearest, Math.max(1, Math.ceil((width * height * scale * scale) / pixelsAToken)));
}

function imageSize(bytes: Buffer): Size | undefined {
  if (bytes.length >= 24 && bytes.readUInt32BE(0) === 0x89504e47)
    return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  return bytes.length > 2 && bytes.readUInt16BE(0) === 0xffd8 ? jpegSize(bytes) : undefined;
}

/** Goes from marker to marker up to the frame's header (ITU T.81, B.2.2). */
function jpegSize(bytes: Buffer): Size | undefined {
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes.readUInt8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return [bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5)];
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}
