import type { Vec2, Vec3 } from '../../schemas/source/common.ts';
import type { FloorPlan, Mark, Opening, Piece } from '../../schemas/source/sets.ts';
import { hash32 } from '../geometry/random.ts';
import { radians, round4 } from '../geometry/vector.ts';
import { type PieceType, pieceKind } from './pieces.ts';

export type Side = 'N' | 'E' | 'S' | 'W';

/** Degrees that face into the room from each wall. */
export const inward = { N: 180, E: 90, S: 0, W: -90 } as const;

export interface PieceOptions {
  id?: string;
  z?: number;
  size?: Partial<{ w: number; d: number; h: number }>;
  wall?: Piece['wall'];
  colour?: string;
  solid?: boolean;
  options?: Piece['options'];
}

/** A mark that a layout names itself; others are found from pieces and openings. */
export interface NamedMark {
  id: string;
  kind: Mark['kind'];
  names: readonly string[];
  at: Vec3;
  facing: number;
}

/** A floor plan in the making. Layouts say angles in degrees, counter-clockwise from north, and lengths in metres. */
export class Draft {
  readonly size: Vec3;
  readonly exterior: boolean;
  readonly words: ReadonlySet<string>;
  readonly pieces: Piece[] = [];
  readonly openings: Opening[] = [];
  readonly marks: NamedMark[] = [];
  style: FloorPlan['style'];
  wildWalls: FloorPlan['wildWalls'];
  master: Side = 'S';
  /** Where people rather stand; empty: anywhere. */
  readonly standing: { x: number; y: number; w: number; d: number }[] = [];
  readonly #used = new Map<string, number>();

  constructor(size: Vec3, exterior: boolean, style: FloorPlan['style'], words: ReadonlySet<string>) {
    this.size = size;
    this.exterior = exterior;
    this.style = style;
    this.words = words;
    this.wildWalls = exterior ? [] : ['N', 'E', 'S', 'W', 'C'];
  }

  get east(): number {
    return this.size[0] / 2;
  }
  get north(): number {
    return this.size[1] / 2;
  }

  /** Whether the script gave the place one of these words. */
  says(...words: readonly string[]): boolean {
    return words.some((word) => this.words.has(word));
  }

  /** A piece whose base stands at (x, y), facing `degrees`. */
  put(type: PieceType, x: number, y: number, degrees = 0, more: PieceOptions = {}): Piece {
    const kind = pieceKind(type);
    const [w, d, h] = kind.size;
    const piece: Piece = {
      id: this.#name(more.id ?? type),
      type,
      position: [round4(x), round4(y), round4(more.z ?? 0)],
      facing: round4(radians(degrees)),
      size: [more.size?.w ?? w, more.size?.d ?? d, more.size?.h ?? h],
      solid: more.solid ?? kind.solid,
      ...(more.wall ? { wall: more.wall } : {}),
      ...(more.colour ? { colour: more.colour } : {}),
      ...(more.options ? { options: more.options } : {}),
    };
    this.pieces.push(piece);
    return piece;
  }

  /** The point `along` metres right of a wall's middle (seen from inside) and `out` metres into the room. */
  at(side: Side, along: number, out: number): Vec2 {
    if (side === 'N') return [along, this.north - out];
    if (side === 'S') return [-along, -this.north + out];
    return side === 'E' ? [this.east - out, -along] : [-this.east + out, along];
  }

  /** A piece with its back to a wall; it goes when the wall goes. */
  against(side: Side, along: number, type: PieceType, more: PieceOptions = {}): Piece {
    const depth = more.size?.d ?? pieceKind(type).size[1];
    const [x, y] = this.at(side, along, depth / 2 + 0.03);
    return this.put(type, x, y, inward[side], { wall: side, ...more });
  }

  /** A thing that hangs on a wall, its lower edge `z` metres up. */
  hang(side: Side, along: number, z: number, type: PieceType, more: PieceOptions = {}): Piece {
    const [x, y] = this.at(side, along, 0);
    return this.put(type, x, y, inward[side], { wall: side, z, ...more });
  }

  /** A small thing that lies about as dressing: `kind` is a prop kind, or what the kit's dressing knows. */
  dress(
    kind: string,
    x: number,
    y: number,
    z: number,
    degrees = 0,
    more: Piece['options'] = {},
    wall?: Side,
  ): void {
    const id = `${kind}_${this.#count(`dressing ${kind}`)}`;
    this.put('dressing', x, y, degrees, { id, z, options: { kind, ...more }, ...(wall ? { wall } : {}) });
  }

  /** Things along the top of a piece, each [kind, across, along, turn in degrees]. */
  dressTop(piece: Piece, things: readonly (readonly [string, number, number, number?])[]): void {
    const [c, s] = [Math.cos(piece.facing), Math.sin(piece.facing)];
    for (const [kind, u, v, turn] of things) {
      const [x, y, z] = piece.position;
      const degrees = (piece.facing * 180) / Math.PI + (turn ?? 0);
      const wall = piece.wall && piece.wall !== 'C' ? piece.wall : undefined;
      this.dress(kind, x + u * c - v * s, y + u * s + v * c, z + piece.size[2], degrees, {}, wall);
    }
  }

  door(side: Side, at: number, options: Opening['options'] = {}): void {
    this.#open('door', side, at, { width: 0.9, height: 2.03, sill: 0 }, options);
  }

  archway(side: Side, at: number, width: number): void {
    this.#open('archway', side, at, { width, height: 2.2, sill: 0 }, {});
  }

  window(
    side: Side,
    at: number,
    hole: { width: number; height?: number; sill?: number },
    options: Opening['options'] = {},
  ): void {
    this.#open('window', side, at, { height: 1.3, sill: 0.85, ...hole }, options);
  }

  /** A place to stand or look at that no piece or opening gives. */
  mark(id: string, kind: Mark['kind'], names: readonly string[], at: Vec3, degrees: number): void {
    this.marks.push({ id, kind, names, at, facing: radians(degrees) });
  }

  #open(
    type: Opening['type'],
    side: Side,
    at: number,
    hole: { width: number; height: number; sill: number },
    options: Opening['options'],
  ): void {
    const id = this.#name(type === 'archway' ? 'door' : type);
    this.openings.push({
      id,
      type,
      side,
      at,
      ...hole,
      ...(options && Object.keys(options).length ? { options } : {}),
    });
  }

  #count(key: string): number {
    const n = (this.#used.get(key) ?? 0) + 1;
    this.#used.set(key, n);
    return n;
  }

  #name(base: string): string {
    const n = this.#count(base);
    return n === 1 ? base : `${base}${n}`;
  }
}

/** A number in [0, 1) that depends on the texts alone. */
export const chance = (...texts: readonly string[]): number => hash32(texts.join(' ')) / 2 ** 32;
