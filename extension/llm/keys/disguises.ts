/** What stands where a key stood. */
export const mask = '[key]';

/** A secret is found by any piece of it as long as this, so that one cut into two fields is found too. */
export const pieceLength = 8;

/** Shorter than this a secret cannot be told from a word: it is not looked for. */
export const shortestSecret = 4;

/** Every way in which a secret may be written: as it is, in JSON, in a URL, in Base64 at any offset, in hexadecimal. */
export function disguisesOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const percent = encodeURIComponent(secret);
  const every = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  const hex = bytes.toString('hex');
  const plain = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    percent,
    lowerEscapes(percent),
    percent.replaceAll('%20', '+'),
    every,
    every.toUpperCase(),
    hex,
    hex.toUpperCase(),
  ];
  return [...new Set([...plain, ...[0, 1, 2].flatMap((offset) => base64At(bytes, offset))])].filter(
    (text) => text.length >= shortestSecret,
  );
}

const lowerEscapes = (text: string): string => text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());

/** The characters that the bytes alone decide in the Base64 of a longer text that holds them at this offset. */
function base64At(bytes: Uint8Array, offset: number): string[] {
  const text = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  const from = Math.ceil((offset * 8) / 6);
  const to = Math.floor(((offset + bytes.length) * 8) / 6);
  const own = text.slice(from, to);
  return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
}
