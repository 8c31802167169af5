import type { Vec2, Vec3 } from '../../schemas/source/common.ts';
import type { Seat } from '../../schemas/source/sets.ts';

/** Where one sits or lies, in the piece's frame: x across, y along its facing; `height` above its base. */
export interface SeatSpot {
  name: string;
  at: Vec2;
  turn: number;
  height: number;
  kind: Seat['kind'];
}

/** Free room on a piece for props, in its frame; z above its base. */
export interface Top {
  at: Vec3;
  size: Vec2;
}

/** What planning knows of a piece that the kit can build. */
export interface PieceKind {
  /** Width across, depth along its facing, height; metres. */
  size: Vec3;
  solid: boolean;
  /** What an action line may call it; empty: dressing nobody goes to. */
  names: readonly string[];
  seats?: (size: Vec3) => SeatSpot[];
  tops?: (size: Vec3) => Top[];
}
