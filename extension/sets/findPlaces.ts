import type { Vec2, Vec3 } from '../../schemas/source/common.ts';
import type { Mark, Opening, Piece, Seat, Surface } from '../../schemas/source/sets.ts';
import { bodyRadius, clearance, inTheWay } from '../geometry/ground.ts';
import { direction, distance2, facingTo, flat, radians, round4, wrapAngle } from '../geometry/vector.ts';
import { type Draft, inward } from './draft.ts';
import { type PieceType, pieceKind } from './pieces.ts';
import { type Floor, step } from './reach.ts';

/** Where one stands before using a piece: half a step clear of it. */
const reachOut = bodyRadius + 0.08;
/** Stands keep this far apart, metres. */
const spacing = 1;
/** And this far from walls and things, so that cameras fit; less where the room is small. */
const standRoom = [
  { wall: 0.9, thing: 0.55 },
  { wall: 0.6, thing: 0.42 },
  { wall: 0.4, thing: bodyRadius },
] as const;
const wanted = { least: 6, most: 12 };

const local = (piece: Piece, x: number, y: number): Vec2 => {
  const [fx, fy] = direction(piece.facing);
  return [piece.position[0] + x * fy + y * fx, piece.position[1] - x * fx + y * fy];
};
const point3 = (p: Vec2, z = 0): Vec3 => [round4(p[0]), round4(p[1]), round4(z)];

/** A piece's seats with the free places beside them. Seats that nobody can get to are left out. */
export function seatsOf(pieces: readonly Piece[], floor: Floor): Seat[] {
  return pieces.flatMap((piece) =>
    (pieceKind(piece.type as PieceType).seats?.(piece.size) ?? []).flatMap((spot): Seat[] => {
      const place = local(piece, spot.at[0], spot.at[1]);
      const facing = wrapAngle(piece.facing + spot.turn);
      const [fx, fy] = direction(facing);
      const inFront: Vec2 = [place[0] + fx * 0.75, place[1] + fy * 0.75];
      const approach = floor.nearest(inFront, 0.25) ?? floor.nearest(place, spot.kind === 'car' ? 2 : 1.4);
      if (!approach) return [];
      const suffix = spot.name ? (spot.kind === 'car' ? spot.name : `${piece.id}_${spot.name}`) : piece.id;
      const names = [
        ...pieceKind(piece.type as PieceType).names,
        ...(spot.name ? [spot.name.replaceAll('_', ' ')] : []),
      ];
      const floorHeight = piece.position[2];
      return [
        {
          id: suffix,
          names,
          position: point3(place, floorHeight),
          facing: round4(facing),
          height: spot.height,
          kind: spot.kind,
          piece: piece.id,
          approach: point3(approach),
        },
      ];
    }),
  );
}

/** The free tops of pieces. */
export function surfacesOf(pieces: readonly Piece[]): Surface[] {
  return pieces.flatMap((piece) =>
    (pieceKind(piece.type as PieceType).tops?.(piece.size) ?? []).map(
      (top, n): Surface => ({
        id: n === 0 ? `${piece.id}_top` : `${piece.id}_top${n + 1}`,
        names: [...pieceKind(piece.type as PieceType).names],
        piece: piece.id,
        position: point3(local(piece, top.at[0], top.at[1]), piece.position[2] + top.at[2]),
        size: [round4(Math.max(0.1, top.size[0])), round4(Math.max(0.1, top.size[1]))],
      }),
    ),
  );
}

const doorNames = ['door', 'doorway', 'entrance', 'threshold'];

/** Marks inside and outside each door, and before each window. */
export function marksOfOpening(draft: Draft, opening: Opening): Mark[] {
  const at = (out: number): Vec3 => point3(draft.at(opening.side, opening.at, out));
  const into = round4(radians(inward[opening.side]));
  if (opening.type === 'window')
    return [
      {
        id: opening.id,
        kind: 'window',
        names: ['window', 'glass', 'blinds', 'curtains'],
        position: at(0.6),
        facing: round4(wrapAngle(into + Math.PI)),
        opening: opening.id,
      },
    ];
  const n = opening.id.replace('door', '');
  return [
    { id: opening.id, kind: 'door', names: doorNames, position: at(0.6), facing: into, opening: opening.id },
    {
      id: `outside${n}`,
      kind: 'outside',
      names: ['outside', 'hall', 'hallway', 'corridor'],
      position: at(-0.9),
      facing: into,
      opening: opening.id,
    },
  ];
}

/** A mark before every piece that has a name: at its front, else at a side or its back. */
export function marksOfPieces(pieces: readonly Piece[], floor: Floor): Mark[] {
  return pieces.flatMap((piece): Mark[] => {
    const names = pieceKind(piece.type as PieceType).names;
    if (names.length === 0 || Math.max(piece.size[0], piece.size[1]) > 25) return [];
    const [w, d] = piece.size;
    const clear = inTheWay(piece) ? reachOut : 0.45;
    const tries: Vec2[] = [
      [0, d / 2 + clear],
      [w / 2 + clear, 0],
      [-w / 2 - clear, 0],
      [0, -d / 2 - clear],
    ].map(([x, y]) => local(piece, x as number, y as number));
    for (const within of [0.12, 0.6]) {
      for (const place of tries) {
        const spot = floor.nearest(place, within);
        if (!spot) continue;
        const facing = round4(facingTo(spot, nearestOn(piece, spot)));
        return [
          {
            id: `at_${piece.id}`,
            kind: 'task',
            names: [...names],
            position: point3(spot),
            facing,
            piece: piece.id,
          },
        ];
      }
    }
    return [];
  });
}

/** The point of a piece's box nearest to `from`, pulled towards its middle, so that facing it is well defined. */
function nearestOn(piece: Piece, from: Vec2): Vec2 {
  const [fx, fy] = direction(piece.facing);
  const dx = from[0] - piece.position[0];
  const dy = from[1] - piece.position[1];
  const hold = (value: number, half: number) => Math.max(-half, Math.min(half, value)) * 0.9;
  return local(piece, hold(dx * fy - dy * fx, piece.size[0] / 2), hold(dx * fx + dy * fy, piece.size[1] / 2));
}

interface Spot {
  cell: Vec2;
  wall: number;
  thing: number;
  /** Metres from the middle of the set, as a share of its half size. */
  middle: number;
  /** Metres to the nearest stand taken so far. */
  apart: number;
}

/** Free floor where a layout wants people to stand, every second cell. */
function spots(draft: Draft, pieces: readonly Piece[], floor: Floor): Spot[] {
  const solids = pieces.filter(inTheWay);
  const inArea = ([x, y]: Vec2): boolean =>
    draft.standing.length === 0 ||
    draft.standing.some((area) => Math.abs(x - area.x) <= area.w / 2 && Math.abs(y - area.y) <= area.d / 2);
  const coarse = ([x, y]: Vec2): boolean => Math.round(x / step) % 2 === 0 && Math.round(y / step) % 2 === 0;
  return floor
    .cells()
    .filter((cell) => coarse(cell) && inArea(cell))
    .map((cell) => ({
      cell,
      wall: draft.exterior ? 9 : Math.min(draft.east - Math.abs(cell[0]), draft.north - Math.abs(cell[1])),
      thing: solids.reduce((least, piece) => Math.min(least, clearance(cell, piece)), 2),
      middle: Math.hypot(cell[0] / draft.east, cell[1] / draft.north),
      apart: Number.POSITIVE_INFINITY,
    }));
}

/** How good a place is: the first wants room about it and the middle, the others distance from those taken. */
const worth = (spot: Spot): number =>
  spot.apart === Number.POSITIVE_INFINITY
    ? Math.min(spot.thing, spot.wall, 1.2) - 0.5 * spot.middle
    : Math.min(spot.apart, 1.6) - 0.45 * spot.middle + 0.1 * Math.min(spot.thing, 1);

/**
 * Places to stand and talk in free space: the roomiest point first (the "middle"), then ever the best apart from
 * those taken; away from walls and furniture as long as there are enough of them.
 */
export function stands(draft: Draft, pieces: readonly Piece[], floor: Floor): Mark[] {
  const all = spots(draft, pieces, floor);
  const taken: Vec2[] = [];
  for (const { wall, thing } of standRoom) {
    while (taken.length < wanted.most) {
      const open = all.filter((spot) => spot.wall >= wall && spot.thing >= thing && spot.apart >= spacing);
      const [first] = open;
      if (!first) break;
      const { cell } = open.reduce((best, spot) => (worth(spot) > worth(best) + 1e-9 ? spot : best), first);
      taken.push(cell);
      for (const spot of all) spot.apart = Math.min(spot.apart, distance2(cell, spot.cell));
    }
    if (taken.length >= wanted.least) break;
  }
  const centre = taken[0] ?? [0, 0];
  return taken.map((place, n) => ({
    id: n === 0 ? 'centre' : `stand${n}`,
    kind: 'stand',
    names: n === 0 ? ['centre', 'center', 'middle', 'room'] : [],
    position: point3(place),
    facing: round4(n === 0 ? wrapAngle(radians(inward[draft.master]) + Math.PI) : facingTo(place, centre)),
  }));
}

/** The marks a layout gave, in the document's form. */
export const namedMarks = (draft: Draft): Mark[] =>
  draft.marks.map((mark) => ({
    id: mark.id,
    kind: mark.kind,
    names: [...mark.names],
    position: mark.at,
    facing: round4(mark.facing),
  }));

/** From where a set is entered: its doors, else its edges. */
export const entries = (draft: Draft, marks: readonly Mark[]): Vec2[] => {
  const doors = marks.filter((mark) => mark.kind === 'door').map((mark) => flat(mark.position));
  return doors.length > 0
    ? doors
    : draft.marks.filter((mark) => mark.kind === 'outside').map((mark) => flat(mark.at));
};
