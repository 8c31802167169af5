import type { Vec3 } from '../../schemas/source/common.ts';
import type { Seat } from '../../schemas/source/sets.ts';
import { outdoorPieces } from './outdoorPieces.ts';
import type { PieceKind, SeatSpot, Top } from './pieceKind.ts';

const flatTop = (size: Vec3): Top[] => [{ at: [0, 0, size[2]], size: [size[0] - 0.2, size[1] - 0.2] }];
/** The strip nearest to who stands before it: the back of a counter carries dressing. */
const frontTop = (size: Vec3): Top[] => [
  { at: [0, size[1] * 0.2, size[2]], size: [size[0] - 0.3, size[1] * 0.4] },
];
const oneSeat =
  (height: number, kind: Seat['kind'] = 'seat', y = 0) =>
  (): SeatSpot[] => [{ name: '', at: [0, y], turn: 0, height, kind }];
const pair =
  (height: number, y: number) =>
  (size: Vec3): SeatSpot[] => [
    { name: 'left', at: [-size[0] / 4, y], turn: 0, height, kind: 'seat' },
    { name: 'right', at: [size[0] / 4, y], turn: 0, height, kind: 'seat' },
  ];
/** A bed's head is at its back: one sits on either edge, and lies with the feet to its front. */
const bedSeats = (size: Vec3): SeatSpot[] => [
  { name: 'edge_right', at: [size[0] / 2 - 0.2, 0.1], turn: -Math.PI / 2, height: 0.5, kind: 'seat' },
  { name: 'edge_left', at: [-size[0] / 2 + 0.2, 0.1], turn: Math.PI / 2, height: 0.5, kind: 'seat' },
  { name: 'lie', at: [0, -0.1], turn: 0, height: 0.5, kind: 'bed' },
];

const indoorPieces = {
  chair: { size: [0.44, 0.46, 0.9], solid: true, names: ['chair', 'seat'], seats: oneSeat(0.45) },
  stool: {
    size: [0.38, 0.38, 0.76],
    solid: true,
    names: ['stool', 'barstool'],
    seats: oneSeat(0.76, 'stool'),
  },
  sofa: { size: [2.1, 0.9, 0.82], solid: true, names: ['sofa', 'couch', 'settee'], seats: pair(0.43, 0.1) },
  armchair: {
    size: [0.8, 0.8, 0.87],
    solid: true,
    names: ['armchair', 'chair'],
    seats: oneSeat(0.43, 'seat', 0.08),
  },
  officeChair: {
    size: [0.56, 0.56, 1.15],
    solid: true,
    names: ['office chair', 'chair'],
    seats: oneSeat(0.5),
  },
  booth: {
    size: [2.2, 0.6, 1.2],
    solid: true,
    names: ['booth', 'bench', 'banquette'],
    seats: pair(0.46, 0.08),
  },
  bench: { size: [1.5, 0.45, 0.85], solid: true, names: ['bench'], seats: pair(0.45, 0.05) },
  bed: { size: [1.72, 2.15, 1.1], solid: true, names: ['bed', 'mattress'], seats: bedSeats },
  hospitalBed: { size: [1, 2.1, 1.05], solid: true, names: ['bed', 'hospital bed'], seats: bedSeats },
  table: { size: [1.4, 0.85, 0.75], solid: true, names: ['table'], tops: flatTop },
  roundTable: {
    size: [0.8, 0.8, 0.74],
    solid: true,
    names: ['table'],
    tops: (s) => [{ at: [0, 0, s[2]], size: [0.45, 0.45] }],
  },
  coffeeTable: { size: [1.1, 0.6, 0.4], solid: true, names: ['coffee table', 'table'], tops: flatTop },
  sideTable: {
    size: [0.44, 0.44, 0.5],
    solid: true,
    names: ['side table'],
    tops: (s) => [{ at: [0, 0.12, s[2]], size: [0.3, 0.15] }],
  },
  desk: { size: [1.8, 0.85, 0.75], solid: true, names: ['desk', 'table'], tops: flatTop },
  schoolDesk: { size: [1.2, 0.5, 0.72], solid: true, names: ['desk', 'school desk'], tops: flatTop },
  counter: {
    size: [3.6, 0.62, 0.9],
    solid: true,
    names: ['counter', 'worktop', 'kitchen counter'],
    tops: frontTop,
  },
  shopCounter: {
    size: [2, 0.6, 1],
    solid: true,
    names: ['counter', 'till', 'register', 'reception'],
    tops: flatTop,
  },
  barCounter: {
    size: [4.6, 0.8, 1.1],
    solid: true,
    names: ['bar', 'counter', 'bar counter'],
    tops: frontTop,
  },
  backBar: { size: [4.4, 0.36, 2.4], solid: true, names: ['bottles', 'back bar'] },
  wallCabinet: { size: [1.1, 0.34, 0.72], solid: false, names: ['cupboard', 'cabinet'] },
  wallShelf: { size: [1.2, 0.22, 0.4], solid: false, names: ['shelf'] },
  fridge: { size: [0.66, 0.66, 1.85], solid: true, names: ['fridge', 'refrigerator', 'icebox'] },
  sideboard: {
    size: [1.5, 0.42, 0.62],
    solid: true,
    names: ['sideboard', 'cabinet', 'drawer'],
    tops: frontTop,
  },
  dresser: {
    size: [1.3, 0.45, 0.8],
    solid: true,
    names: ['dresser', 'drawer', 'chest of drawers'],
    tops: frontTop,
  },
  shelf: { size: [1.2, 0.32, 2], solid: true, names: ['bookshelf', 'shelf', 'bookcase', 'shelves', 'books'] },
  shopShelf: { size: [2, 0.5, 1.65], solid: true, names: ['shelf', 'shelves', 'aisle', 'rack'] },
  wardrobe: { size: [1.4, 0.62, 2.1], solid: true, names: ['wardrobe', 'closet', 'cupboard'] },
  nightstand: {
    size: [0.48, 0.42, 0.52],
    solid: true,
    names: ['nightstand', 'bedside table', 'drawer'],
    tops: frontTop,
  },
  filingCabinet: {
    size: [0.96, 0.5, 1.32],
    solid: true,
    names: ['filing cabinet', 'cabinet', 'files', 'drawer'],
  },
  lockers: { size: [1.6, 0.45, 1.9], solid: true, names: ['lockers', 'locker'] },
  workbench: { size: [2.2, 0.65, 0.9], solid: true, names: ['workbench', 'bench', 'tools'], tops: frontTop },
  crates: {
    size: [1, 0.9, 1.1],
    solid: true,
    names: ['crates', 'boxes', 'box'],
    tops: (s) => [{ at: [-0.2, 0.15, s[2] * 0.5], size: [0.3, 0.3] }],
  },
  tyres: { size: [0.7, 0.7, 0.8], solid: true, names: ['tyres', 'tires'] },
  screen: { size: [1.8, 0.35, 1.85], solid: true, names: ['screen', 'curtain'] },
  monitor: { size: [0.5, 0.5, 1.5], solid: true, names: ['monitor', 'machine', 'drip'] },
  stage: { size: [4, 1.2, 0.3], solid: true, names: ['stage', 'platform', 'altar'] },
  lectern: { size: [0.6, 0.5, 1.15], solid: true, names: ['lectern', 'podium', 'pulpit'] },
  piano: { size: [1.5, 0.65, 1.25], solid: true, names: ['piano'] },
  column: { size: [0.5, 0.5, 4.2], solid: true, names: ['column', 'pillar'] },
  plant: { size: [0.5, 0.5, 1.2], solid: true, names: ['plant'] },
  floorLamp: { size: [0.42, 0.42, 1.75], solid: true, names: ['lamp', 'floor lamp', 'light'] },
  tableLamp: { size: [0.3, 0.3, 0.42], solid: false, names: ['lamp', 'light'] },
  pendant: { size: [0.44, 0.44, 1], solid: false, names: [] },
  ceilingPanel: { size: [1.2, 0.3, 0.04], solid: false, names: [] },
  ceilingLight: { size: [0.4, 0.4, 0.2], solid: false, names: [] },
  chandelier: { size: [1.2, 1.2, 1.4], solid: false, names: ['chandelier'] },
  sconce: { size: [0.2, 0.2, 0.2], solid: false, names: [] },
  candle: { size: [0.08, 0.08, 0.12], solid: false, names: ['candle'] },
  rug: { size: [2.7, 1.9, 0.02], solid: false, names: ['rug', 'carpet'] },
  picture: { size: [0.8, 0.05, 0.6], solid: false, names: ['picture', 'painting', 'photograph'] },
  poster: { size: [0.6, 0.02, 0.85], solid: false, names: ['poster'] },
  clock: { size: [0.36, 0.06, 0.36], solid: false, names: ['clock'] },
  mirror: { size: [0.8, 0.05, 0.95], solid: false, names: ['mirror'] },
  television: { size: [1.1, 0.08, 0.65], solid: false, names: ['tv', 'television', 'screen'] },
  whiteboard: {
    size: [2.2, 0.06, 1.15],
    solid: false,
    names: ['board', 'whiteboard', 'blackboard', 'chalkboard'],
  },
  noticeBoard: {
    size: [1.1, 0.04, 0.8],
    solid: false,
    names: ['noticeboard', 'notice board', 'board', 'timetable'],
  },
  toolBoard: { size: [1.8, 0.06, 0.9], solid: false, names: ['tool board', 'tools'] },
  neonSign: { size: [1.2, 0.08, 0.5], solid: false, names: ['neon', 'sign', 'neon sign'] },
  securityCamera: { size: [0.16, 0.12, 0.12], solid: false, names: ['camera', 'security camera'] },
  pipe: { size: [0.1, 0.1, 2.7], solid: false, names: ['pipe'] },
  radiator: { size: [1.1, 0.12, 0.6], solid: false, names: ['radiator'] },
  fireplace: { size: [1.4, 0.4, 1.2], solid: true, names: ['fireplace', 'fire', 'mantelpiece', 'hearth'] },
  dressing: { size: [0.2, 0.2, 0.2], solid: false, names: [] },
} satisfies Record<string, PieceKind>;

/** Every piece type the kit builds, with its usual size, its seats and its free tops. */
export const pieceKinds = { ...indoorPieces, ...outdoorPieces } satisfies Record<string, PieceKind>;
export type PieceType = keyof typeof pieceKinds;
/** The entry of a type. */
export const pieceKind = (type: PieceType): PieceKind => pieceKinds[type];
