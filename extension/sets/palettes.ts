import type { SetKind } from '../../schemas/source/breakdown.ts';
import type { FloorPlan } from '../../schemas/source/sets.ts';
import { chance } from './draft.ts';

type Palette = FloorPlan['palette'];

const base = {
  wall: '#b9b4a6',
  wall2: '#8c8577',
  floor: '#8a6a4c',
  floor2: '#6f6a60',
  trim: '#e6dfd0',
  wood: '#6f4a2e',
  fabric: '#35606a',
  fabric2: '#c8963e',
  accent: '#d0613f',
  accent2: '#2f6d68',
  rug: '#9c4636',
  metal: '#8c9296',
  dark: '#2a2624',
  plant: '#4f7a45',
  pot: '#c9a27e',
  linen: '#e4dccb',
  ceiling: '#ddd8cc',
  cabinet: '#3f6157',
  top: '#e3dbcb',
  books: ['#7c2f2a', '#2f4d5c', '#c49a4a', '#55663f', '#e0d5bd', '#3b3330', '#9a5b3c'],
  facades: ['#a35f4b', '#cfae84', '#7d9197', '#b9b3a4', '#86705f', '#c98f6a'],
  cars: ['#8f2f2b', '#2f4a63', '#d8d3c6', '#3d4a42', '#caa04a'],
  leaf: ['#4f6f38', '#6b8440', '#8a9447', '#3f5f3c'],
  trunk: '#5b4535',
  rock: '#84837a',
  grass: '#76843c',
  earth: '#6b6038',
  asphalt: '#43454a',
  pavement: '#9a948a',
} satisfies Palette;

/** What each kind of place changes in the base palette; where there are several, a place's seed picks one. */
const changes: Record<SetKind, readonly Palette[]> = {
  living: [
    {
      wall: '#9db0a3',
      wall2: '#c9825c',
      floor: '#a27449',
      fabric: '#2c5f68',
      fabric2: '#d6a13f',
      rug: '#a54a38',
      accent: '#dd7a52',
      accent2: '#23555a',
      wood: '#71492c',
    },
    {
      wall: '#d9c5a3',
      wall2: '#8a5a44',
      floor: '#8f6845',
      fabric: '#7a3f3a',
      fabric2: '#4f6f6a',
      rug: '#3f5a66',
      accent: '#d9a441',
      accent2: '#41605a',
      wood: '#5e3d28',
    },
    {
      wall: '#a9b4c2',
      wall2: '#5d7288',
      floor: '#9a7650',
      fabric: '#c27a4a',
      fabric2: '#3d5a74',
      rug: '#5a6f54',
      accent: '#d6a24a',
      accent2: '#7d3f36',
      wood: '#7a5434',
    },
  ],
  kitchen: [
    {
      wall: '#ead9b4',
      wall2: '#b9d0c8',
      floor: '#d8c9aa',
      floor2: '#6f8a80',
      wood: '#b07c48',
      cabinet: '#3d6a5e',
      top: '#ece4d4',
      accent: '#cf4b43',
      accent2: '#e0a63a',
      fabric: '#cf6a4a',
      fabric2: '#d39b4a',
    },
    {
      wall: '#dfe3d6',
      wall2: '#d9b9a0',
      floor: '#cfc4b0',
      floor2: '#9a5d4a',
      wood: '#8f6238',
      cabinet: '#45617e',
      top: '#e9e2d6',
      accent: '#d98a3a',
      accent2: '#b5493f',
      fabric: '#3f6a7a',
      fabric2: '#b5603f',
    },
  ],
  bedroom: [
    {
      wall: '#5f7496',
      wall2: '#3f5474',
      floor: '#8f6b4e',
      fabric: '#384b68',
      fabric2: '#b8676a',
      accent: '#e4b33f',
      accent2: '#c98a76',
      wood: '#5d3e2a',
      rug: '#c9b79c',
      linen: '#ebe3d6',
    },
    {
      wall: '#b9a58f',
      wall2: '#8d6f5f',
      floor: '#7f5f45',
      fabric: '#6d4a44',
      fabric2: '#4f7a74',
      accent: '#d98a5a',
      accent2: '#c9b08a',
      wood: '#4f3524',
      rug: '#7d8f86',
      linen: '#efe7d9',
    },
  ],
  office: [
    {
      wall: '#c6cdcf',
      wall2: '#31506a',
      floor: '#56606a',
      wood: '#b58a5c',
      fabric: '#2d3e4e',
      fabric2: '#e07a4c',
      accent: '#e07a4c',
      accent2: '#3d7ea6',
      rug: '#3c4852',
      metal: '#7b858c',
    },
    {
      wall: '#cfc6b4',
      wall2: '#4f4438',
      floor: '#5d5248',
      wood: '#7a5030',
      fabric: '#3a2f2a',
      fabric2: '#7d3f30',
      accent: '#b5533a',
      accent2: '#3f6a5a',
      rug: '#4a3a32',
      metal: '#857c72',
    },
  ],
  bar: [
    {
      wall: '#4d2327',
      wall2: '#3f281a',
      floor: '#4a3324',
      wood: '#713f22',
      fabric: '#7f2c2c',
      fabric2: '#86352f',
      accent: '#c9953f',
      accent2: '#1f5248',
      metal: '#b08a45',
      trim: '#5a3a24',
      ceiling: '#2c2220',
      cabinet: '#3d2717',
      top: '#6f452a',
      dark: '#1d1512',
      linen: '#d9c7a0',
    },
    {
      wall: '#24434a',
      wall2: '#3a2a20',
      floor: '#4c382a',
      wood: '#6b4529',
      fabric: '#a5633a',
      fabric2: '#8f5430',
      accent: '#d0a04a',
      accent2: '#7d2f2a',
      metal: '#a58b58',
      trim: '#4f3826',
      ceiling: '#22282a',
      cabinet: '#33261c',
      top: '#7a5233',
      dark: '#171615',
      linen: '#dccaa4',
    },
  ],
  bare: [
    {
      wall: '#8c9a8f',
      wall2: '#5f6f68',
      floor: '#6b6f6c',
      wood: '#7c8184',
      fabric: '#4b5257',
      fabric2: '#4b5257',
      accent: '#b4462f',
      metal: '#90979a',
      trim: '#4e5653',
      ceiling: '#7d847f',
      dark: '#26292a',
    },
  ],
  corridor: [
    {
      wall: '#cdd2c8',
      wall2: '#7f998f',
      floor: '#8f968f',
      accent: '#c9713f',
      fabric: '#5d6f6a',
      trim: '#5c6a66',
      wood: '#7a5c40',
    },
    {
      wall: '#d3c9b6',
      wall2: '#9a7a62',
      floor: '#857a6a',
      accent: '#3f6a7a',
      fabric: '#7a4f3f',
      trim: '#5d4c3f',
      wood: '#65452c',
    },
  ],
  shop: [
    {
      wall: '#e0d6bd',
      wall2: '#5f8a86',
      floor: '#c2b79f',
      floor2: '#8f8672',
      fabric: '#3f6a66',
      fabric2: '#c9713f',
      accent: '#cf5a3f',
      accent2: '#e0a63a',
      wood: '#96683c',
      cabinet: '#3f5f66',
    },
    {
      wall: '#d9d4cc',
      wall2: '#8f4f3f',
      floor: '#a89a86',
      floor2: '#7a6d5c',
      fabric: '#7a3f34',
      fabric2: '#3f5f74',
      accent: '#d99a3a',
      accent2: '#3f6f5a',
      wood: '#7c5333',
      cabinet: '#5f3f33',
    },
  ],
  hospital: [
    {
      wall: '#d9e2dd',
      wall2: '#8fb5ae',
      floor: '#aebcb8',
      fabric: '#6fa0a6',
      fabric2: '#7f95b0',
      accent: '#d98a5a',
      accent2: '#5f98a0',
      trim: '#e9eeea',
      wood: '#b39a7c',
      linen: '#eef0ec',
      rug: '#8fa8a8',
      metal: '#a9b2b5',
    },
  ],
  classroom: [
    {
      wall: '#e6dcc0',
      wall2: '#7f9a78',
      floor: '#a5794c',
      fabric: '#4f6f8a',
      fabric2: '#c9713f',
      accent: '#d9a03f',
      accent2: '#4a7a8a',
      wood: '#b5854f',
      trim: '#f0e8d6',
    },
  ],
  garage: [
    {
      wall: '#a3a097',
      wall2: '#6d7478',
      floor: '#72716c',
      wood: '#7d5d3c',
      fabric: '#4d5459',
      fabric2: '#5f5a4f',
      accent: '#c94f33',
      accent2: '#3f6f8a',
      trim: '#555a5c',
      ceiling: '#8f8f8a',
      metal: '#8a9195',
      dark: '#232526',
      cars: ['#9a3328', '#2f5a70', '#c9a04a', '#4f6a58', '#d5d0c4'],
    },
  ],
  hall: [
    {
      wall: '#d2c3a3',
      wall2: '#6b452c',
      floor: '#8a5d38',
      wood: '#6a432a',
      fabric: '#7c2f2f',
      fabric2: '#7c2f2f',
      accent: '#c99a4a',
      accent2: '#2f5a55',
      trim: '#8a6440',
      ceiling: '#c5b596',
      linen: '#e9dfc8',
    },
  ],
  car: [
    {
      fabric: '#3a3431',
      fabric2: '#57493f',
      dark: '#26282b',
      metal: '#9aa0a4',
      trim: '#1b1c1e',
      accent: '#b34a34',
    },
    {
      fabric: '#6b4a35',
      fabric2: '#7d5a40',
      dark: '#2a2725',
      metal: '#9aa0a4',
      trim: '#1d1b1a',
      accent: '#2f4f63',
    },
  ],
  street: [{}],
  alley: [
    {
      pavement: '#6f6a66',
      asphalt: '#3d3e42',
      facades: ['#7d4a3d', '#8a7660', '#5f6d72', '#8d867a', '#66564a', '#94684f'],
    },
  ],
  forest: [{ earth: '#6b6038', grass: '#76843c', wood: '#5b4535' }],
  beach: [
    {
      sand: '#e0c899',
      wet: '#b39a70',
      sea: '#2c7f8f',
      foam: '#eef0e6',
      grass: '#8d9a55',
      wood: '#8a7560',
      accent: '#d4573f',
      accent2: '#f0e6d2',
      rock: '#6f6a62',
    },
  ],
  field: [
    {
      grass: '#8a8f42',
      earth: '#8a7040',
      crops: '#c9a24a',
      leaf: ['#5f7a38', '#7d8a40', '#94984a', '#4f6a3c'],
    },
  ],
  rooftop: [
    {
      floor: '#6a6a6b',
      wall: '#8a7263',
      metal: '#8f9698',
      wood: '#7c5a3f',
      skyline: ['#39434f', '#46505a', '#2f3946', '#524d50'],
      accent: '#c9573a',
    },
  ],
  park: [{ grass: '#6f8a3f', earth: '#b59f78', wood: '#7a5738', accent: '#d4573f', accent2: '#e0b03f' }],
  yard: [
    {
      grass: '#7a8f42',
      earth: '#b09a76',
      wall: '#d9cdb0',
      trim: '#f0e9da',
      wood: '#8a6238',
      accent: '#c9573f',
      accent2: '#e0b85a',
      roof: '#7a4436',
    },
  ],
  station: [
    {
      platform: '#8d8a83',
      accent: '#b5402f',
      accent2: '#2f5a55',
      metal: '#7f888c',
      train: '#2f5560',
      facades: ['#9a5d48', '#b58a68', '#7d9197', '#b9b3a4', '#86705f', '#c98f6a'],
    },
  ],
};

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
  const variants = changes[kind];
  const variant = variants[Math.floor(chance('palette', id, String(seed)) * variants.length)] ?? {};
  const tint = tints.find(([names]) => names.some((name) => words.has(name)));
  const palette: Palette = { ...base, ...variant };
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
