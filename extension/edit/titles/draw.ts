import type { TitleLine } from '../../../schemas/source/edit.ts';
import { capitalHeight, setText } from './letters.ts';
import { Canvas, type Grey, moved, type Outline } from './raster.ts';

/** Widest a line may be, as a share of the frame; what is wider wraps, and one long word is made smaller. */
const widest = 0.82;
/** Space between the rows of a wrapped line, in heights of its capitals. */
const rowGap = 0.9;
/** The optical middle of a frame lies a little above its middle. */
const middle = 0.485;

interface Row {
  glyphs: Outline[];
  width: number;
  capitals: number;
  gap: number;
  opacity: number;
}

/** A card as a grey picture: its lines centred on black. */
export function drawCard(lines: readonly TitleLine[], size: { width: number; height: number }): Grey {
  const rows = lines.flatMap((line) => rowsOf(line, size));
  const height = rows.reduce((sum, row) => sum + row.gap + row.capitals, 0);
  const canvas = new Canvas(size.width, size.height);
  let y = middle * size.height - height / 2;
  for (const row of rows) {
    y += row.gap + row.capitals;
    const left = (size.width - row.width) / 2;
    for (const glyph of row.glyphs) canvas.fill(moved(glyph, left, y), row.opacity);
  }
  return canvas.toGrey();
}

function rowsOf(line: TitleLine, size: { width: number; height: number }): Row[] {
  const limit = widest * size.width;
  const em = (line.size * size.height) / capitalHeight;
  const words = line.text.split(' ').filter(Boolean);
  const texts: string[] = [];
  for (const word of words) {
    const longer = texts.length > 0 ? `${texts.at(-1)} ${word}` : word;
    if (texts.length > 0 && setText(longer, em, line.spacing).width <= limit)
      texts[texts.length - 1] = longer;
    else texts.push(word);
  }
  return texts.map((text, i): Row => {
    const full = setText(text, em, line.spacing);
    const shrink = Math.min(1, limit / (full.width || 1));
    const { glyphs, width } = shrink < 1 ? setText(text, em * shrink, line.spacing) : full;
    const capitals = line.size * size.height * shrink;
    return {
      glyphs,
      width,
      capitals,
      gap: i === 0 ? line.gapBefore * size.height : rowGap * line.size * size.height,
      opacity: line.opacity,
    };
  });
}
