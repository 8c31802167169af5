import type { Vec3 } from '../../schemas/source/common.ts';
import type { PieceKind, SeatSpot } from './pieceKind.ts';

const benchSeats =
  (height: number, y: number) =>
  (size: Vec3): SeatSpot[] => [
    { name: 'left', at: [-size[0] / 4, y], turn: 0, height, kind: 'seat' },
    { name: 'right', at: [size[0] / 4, y], turn: 0, height, kind: 'seat' },
  ];

/** The cabin's seats; its floor is 0.28 m above the road. The driver sits on the left. */
const cabinSeats = (): SeatSpot[] => [
  { name: 'driver', at: [-0.37, 0.35], turn: 0, height: 0.36, kind: 'car' },
  { name: 'passenger', at: [0.37, 0.35], turn: 0, height: 0.36, kind: 'car' },
  { name: 'back_left', at: [-0.37, -0.75], turn: 0, height: 0.36, kind: 'car' },
  { name: 'back_right', at: [0.37, -0.75], turn: 0, height: 0.36, kind: 'car' },
];

/** Pieces of streets, gardens and landscapes. A tree's box is its trunk, so that one may stand under its crown. */
export const outdoorPieces = {
  carCabin: { size: [1.5, 2.5, 1.45], solid: false, names: ['car'], seats: cabinSeats },
  car: { size: [1.82, 4.4, 1.46], solid: true, names: ['car', 'taxi', 'vehicle', 'car door'] },
  van: { size: [2, 5, 2.1], solid: true, names: ['van', 'truck'] },
  facade: { size: [7, 8, 10.5], solid: true, names: ['building'] },
  shopFront: { size: [7, 8, 10.5], solid: true, names: ['shop', 'shop window', 'shop door', 'store'] },
  house: { size: [8, 6, 5.2], solid: true, names: ['house', 'front door', 'porch', 'home'] },
  shed: { size: [2.4, 2, 2.3], solid: true, names: ['shed', 'hut'] },
  streetLamp: { size: [0.25, 0.25, 4.9], solid: true, names: ['street lamp', 'lamppost', 'streetlight'] },
  bin: { size: [0.5, 0.5, 0.95], solid: true, names: ['bin', 'trash can', 'garbage'] },
  dumpster: { size: [1.8, 1, 1.25], solid: true, names: ['dumpster', 'skip'] },
  hydrant: { size: [0.3, 0.3, 0.75], solid: true, names: ['hydrant'] },
  sign: { size: [0.9, 0.1, 2.6], solid: false, names: ['sign', 'bus stop'] },
  tree: { size: [0.6, 0.6, 7], solid: true, names: ['tree', 'oak', 'trunk'] },
  conifer: { size: [0.6, 0.6, 9], solid: true, names: ['tree', 'pine', 'fir'] },
  bush: { size: [1, 1, 0.8], solid: true, names: ['bush', 'hedge'] },
  hedge: { size: [4, 0.7, 1.2], solid: true, names: ['hedge'] },
  flowerBed: { size: [2, 0.7, 0.35], solid: true, names: ['flowers', 'flower bed'] },
  rock: { size: [0.9, 0.7, 0.5], solid: true, names: ['rock', 'stone', 'boulder'] },
  log: { size: [2.6, 0.5, 0.46], solid: true, names: ['log', 'fallen tree'], seats: benchSeats(0.45, 0) },
  campfire: { size: [1, 1, 0.5], solid: true, names: ['fire', 'campfire'] },
  parasol: { size: [0.3, 0.3, 2.3], solid: true, names: ['parasol', 'umbrella'] },
  towel: { size: [0.8, 1.7, 0.04], solid: false, names: ['towel', 'blanket'] },
  fence: { size: [4, 0.12, 1.1], solid: true, names: ['fence', 'gate'] },
  fountain: { size: [2.6, 2.6, 1.3], solid: true, names: ['fountain', 'pond'] },
  well: { size: [1.1, 1.1, 1], solid: true, names: ['well'] },
  hayBale: { size: [1.3, 1.1, 1.2], solid: true, names: ['hay', 'bale', 'hay bale'] },
  swing: { size: [2.6, 1, 2.3], solid: true, names: ['swing', 'playground'], seats: benchSeats(0.45, 0) },
  gardenTable: {
    size: [0.7, 0.7, 0.72],
    solid: true,
    names: ['table'],
    tops: (s) => [{ at: [0, 0, s[2]], size: [0.4, 0.4] }],
  },
  parapet: { size: [12, 0.3, 1.07], solid: true, names: ['parapet', 'edge', 'ledge', 'railing'] },
  stairHouse: { size: [3, 2.6, 2.6], solid: true, names: ['stair door', 'door', 'stairwell'] },
  waterTank: { size: [2, 2, 3.4], solid: true, names: ['water tank', 'tank'] },
  airUnit: { size: [1.6, 1, 0.95], solid: true, names: ['vent', 'air conditioner', 'unit'] },
  stringLights: { size: [6, 3, 2.6], solid: false, names: ['lights'] },
  fireEscape: { size: [2.4, 1, 6], solid: false, names: ['fire escape', 'ladder'] },
  platformRoof: { size: [12, 3.4, 3.4], solid: false, names: [] },
  track: { size: [60, 3, 0.2], solid: true, names: ['track', 'rails', 'tracks'] },
  train: { size: [22, 2.8, 3.4], solid: true, names: ['train', 'carriage'] },
  path: { size: [1.6, 30, 0.02], solid: false, names: ['path', 'trail'] },
  road: { size: [7, 84, 0.02], solid: false, names: ['road', 'street', 'roadway'] },
  crossing: { size: [6.6, 2.6, 0.02], solid: false, names: ['crossing', 'crosswalk'] },
  sea: { size: [80, 300, 0.1], solid: false, names: ['sea', 'water', 'ocean', 'waves'] },
  treeLine: { size: [60, 60, 8], solid: false, names: [] },
  undergrowth: { size: [18, 16, 0.4], solid: false, names: ['grass'] },
  hills: { size: [300, 300, 25], solid: false, names: ['hills', 'horizon'] },
  skyline: { size: [300, 300, 60], solid: false, names: ['city', 'skyline'] },
  crops: { size: [40, 30, 0.8], solid: false, names: ['field', 'corn', 'wheat'] },
} satisfies Record<string, PieceKind>;
