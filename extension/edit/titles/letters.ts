import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import opentype from 'opentype.js';
import type { Outline } from './raster.ts';

/** The letters of all titles: EB Garamond (SIL Open Font License), for Latin, Greek and Cyrillic. */
const file = '@expo-google-fonts/eb-garamond/500Medium/EBGaramond_500Medium.ttf';

/** Height of its capitals, ems. */
export const capitalHeight = 0.656;

type Font = ReturnType<typeof opentype.parse>;
let loaded: Font | undefined;

function font(): Font {
  if (!loaded) {
    const bytes = readFileSync(createRequire(import.meta.url).resolve(file));
    loaded = opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  }
  return loaded;
}

/** A text as outlines from x 0 on a baseline at y 0, `em` pixels to the em, with `spacing` ems between letters. */
export function setText(text: string, em: number, spacing: number): { width: number; glyphs: Outline[] } {
  const letters = [...text.normalize('NFC')]
    .map((c) => font().charToGlyph(c))
    .filter((glyph) => glyph.index !== 0);
  const scale = em / font().unitsPerEm;
  const glyphs: Outline[] = [];
  let x = 0;
  letters.forEach((glyph, i) => {
    const next = letters[i + 1];
    glyphs.push(glyph.getPath(x, 0, em).commands);
    x += (glyph.advanceWidth ?? 0) * scale;
    if (next) x += font().getKerningValue(glyph, next) * scale + spacing * em;
  });
  return { width: x, glyphs };
}

/** The characters of a text that the font has no letters for. */
export const missingLetters = (text: string): string[] => [
  ...new Set([...text.normalize('NFC')].filter((c) => c.trim() !== '' && font().charToGlyph(c).index === 0)),
];
