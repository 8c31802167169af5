import type { SetKind } from '../../schemas/source/breakdown.ts';
import { chance } from './draft.ts';
import { baseColours, kindColours, type Palette } from './paletteColours.ts';

/** Words that age, dirty, brighten or cool every colour: brightness, saturation, warmth (added to red, taken from blue). */
const tints: readonly (readonly [readonly string[], number, number, number])[] = [
  [
    ['old', 'shabby', 'cheap', 'dingy', 'dirty', 'run-down', 'abandoned', 'dusty', 'grimy', 'derelict'],
    0.86,
    0.72,
    0.02,
  ],
  [['modern', 'bright', 'white', 'clean', 'new', 'minimal'], 1.08, 0.82, -0.01],
  [['cosy', 'cozy', 'warm', 'rustic', 'candlelit'], 1, 1.08, 0.03],
  [['cold', 'bleak', 'sterile', 'grey', 'gray', 'winter'], 0.96, 0.7, -0.03],
  [['elegant', 'luxurious', 'luxury', 'grand', 'posh'], 0.96, 1.12, 0.01],
];

function tinted(hex: string, [brightness, saturation, warmth]: readonly [number, number, number]): string {
  const [r, g, b] = [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255) as [
    number,
    number,
    number,
  ];
  const grey = 0.3 * r + 0.59 * g + 0.11 * b;
  const channel = (value: number, shift: number) => {
    const out = (grey + (value - grey) * saturation) * brightness + shift;
    return Math.round(255 * Math.min(1, Math.max(0, out)))
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(r, warmth)}${channel(g, 0)}${channel(b, -warmth)}`;
}

/** The colours of a place: its kind's, one of the variants by seed, tinted by the script's words for it. */
export function paletteFor(kind: SetKind, id: string, seed: number, words: ReadonlySet<string>): Palette {
  const variants = kindColours[kind];
  const variant = variants[Math.floor(chance('palette', id, String(seed)) * variants.length)] ?? {};
  const tint = tints.find(([names]) => names.some((name) => words.has(name)));
  const palette: Palette = { ...baseColours, ...variant };
  if (!tint) return palette;
  const [, ...how] = tint;
  const change = (colour: string) => tinted(colour, how);
  return Object.fromEntries(
    Object.entries(palette).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(change) : change(value),
    ]),
  );
}

/** A hex colour, or a palette's by name (a digit at the end picks from a list); undefined when there is none. */
export function colourOf(palette: Palette, name: string | undefined): string | undefined {
  if (name === undefined || name.startsWith('#')) return name;
  const whole = palette[name];
  if (typeof whole === 'string') return whole;
  const list = palette[`${name.slice(0, -1)}s`];
  return Array.isArray(list) ? list[Number(name.slice(-1)) % list.length] : undefined;
}
