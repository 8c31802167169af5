import type { Vec2, Vec3 } from '../../schemas/source/common.ts';
import type { Override } from '../../schemas/source/overrides.ts';
import type { FloorPlan, Piece, Sets } from '../../schemas/source/sets.ts';
import { round4, wrapAngle } from '../geometry/vector.ts';

type Of<D extends Override['do']> = Extract<Override, { do: D }>;

/** Floor plans with what a person moved, deleted and coloured in them; those untouched are the same objects. */
export function overrideSets(sets: Sets, overrides: readonly Override[]): Sets {
  const own = overrides.filter(
    (o) => o.do === 'movePiece' || o.do === 'removePiece' || o.do === 'colourPiece',
  );
  if (own.length === 0) return sets;
  return {
    ...sets,
    sets: sets.sets.map((plan) => own.filter((o) => o.set === plan.id).reduce(applyTo, plan)),
  };
}

function applyTo(
  plan: FloorPlan,
  override: Of<'movePiece'> | Of<'removePiece'> | Of<'colourPiece'>,
): FloorPlan {
  const piece = plan.pieces.find(({ id }) => id === override.piece);
  if (!piece) return plan;
  if (override.do === 'removePiece') return without(plan, piece.id);
  if (override.do === 'movePiece') return moved(plan, piece, override.position, override.facing);
  const { colour } = override;
  return { ...plan, pieces: plan.pieces.map((p) => (p === piece ? { ...p, colour } : p)) };
}

/** Without a piece go the seats, the surfaces and the places beside it. */
function without(plan: FloorPlan, id: string): FloorPlan {
  const stays = <T extends { piece?: string | undefined }>(items: T[]) =>
    items.filter((item) => item.piece !== id);
  return {
    ...plan,
    pieces: plan.pieces.filter((piece) => piece.id !== id),
    marks: stays(plan.marks),
    seats: stays(plan.seats),
    surfaces: stays(plan.surfaces),
  };
}

/** Seats, surfaces and places beside a piece go with it, as if they were fixed to it. */
function moved(plan: FloorPlan, piece: Piece, position: Vec3, facing: number): FloorPlan {
  const turn = facing - piece.facing;
  const place = (point: Vec3): Vec3 => {
    const [x, y] = turned([point[0] - piece.position[0], point[1] - piece.position[1]], turn);
    return [
      round4(position[0] + x),
      round4(position[1] + y),
      round4(point[2] + position[2] - piece.position[2]),
    ];
  };
  const spot = (point: Vec3): Vec3 => {
    const [x, y] = place(point);
    return [x, y, point[2]];
  };
  const faces = (angle: number) => round4(wrapAngle(angle + turn));
  const own = <T extends { piece?: string | undefined }>(items: T[], change: (item: T) => T): T[] =>
    items.map((item) => (item.piece === piece.id ? change(item) : item));
  return {
    ...plan,
    pieces: plan.pieces.map((p) => (p === piece ? { ...p, position, facing } : p)),
    marks: own(plan.marks, (mark) => ({
      ...mark,
      position: spot(mark.position),
      facing: faces(mark.facing),
    })),
    seats: own(plan.seats, (seat) => ({
      ...seat,
      position: spot(seat.position),
      facing: faces(seat.facing),
      approach: spot(seat.approach),
    })),
    surfaces: own(plan.surfaces, (surface) => ({
      ...surface,
      position: place(surface.position),
      size: Math.abs(Math.sin(turn)) > Math.SQRT1_2 ? [surface.size[1], surface.size[0]] : surface.size,
    })),
  };
}

const turned = ([x, y]: Vec2, angle: number): Vec2 => [
  x * Math.cos(angle) - y * Math.sin(angle),
  x * Math.sin(angle) + y * Math.cos(angle),
];
