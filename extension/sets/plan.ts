import type { Breakdown, Place, SetKind } from '../../schemas/source/breakdown.ts';
import type { FloorPlan, Mark, Seat, Sets } from '../../schemas/source/sets.ts';
import { hash32 } from '../geometry/random.ts';
import { direction, round4 } from '../geometry/vector.ts';
import { Draft } from './draft.ts';
import {
  entries,
  marksOfOpening,
  marksOfPieces,
  namedMarks,
  seatsOf,
  stands,
  surfacesOf,
} from './findPlaces.ts';
import { vehicles } from './kinds/car.ts';
import { countries } from './kinds/country.ts';
import { homes } from './kinds/home.ts';
import type { Layout } from './kinds/layout.ts';
import { towns } from './kinds/town.ts';
import { trades } from './kinds/trade.ts';
import { workplaces } from './kinds/work.ts';
import { colourOf, paletteFor } from './palettes.ts';
import { pieceKinds } from './pieces.ts';
import { floorOf } from './reach.ts';

const layouts: Record<SetKind, Layout> = {
  ...homes,
  ...workplaces,
  ...trades,
  ...towns,
  ...countries,
  ...vehicles,
};

/** Seen from outdoors, a home is its yard and any other building its street; a car is parked in one. */
const outdoors: Partial<Record<SetKind, SetKind>> = { living: 'yard', kitchen: 'yard', bedroom: 'yard' };

/** The kind a place is built as: its own, or what surrounds it when the scenes play outside. */
export function builtAs(place: Place): SetKind {
  if (place.setting === 'EXT' && !layouts[place.kind].exterior) return outdoors[place.kind] ?? 'street';
  if (place.setting === 'INT' && place.kind === 'station') return 'hall';
  return place.kind;
}

/**
 * One floor plan for each place, in the breakdown's order: a kind's layout, coloured and dressed by the place's
 * words and seed. Plans in `previous` whose origin is `edited` stay whole as long as their place exists.
 */
export function planSets(breakdown: Breakdown, previous: Sets | undefined, options: { seed: number }): Sets {
  const edited = new Map(
    previous?.sets.filter((plan) => plan.origin === 'edited').map((plan) => [plan.id, plan]),
  );
  return {
    version: 1,
    sets: breakdown.places.map((place) => edited.get(place.id) ?? planSet(place, options.seed)),
  };
}

/** The floor plan of one place. Depends on the place and the film's seed alone. */
export function planSet(place: Place, filmSeed: number): FloorPlan {
  const kind = builtAs(place);
  const layout = layouts[kind];
  const words = new Set(
    [...place.words, ...place.name.split(/[^\p{L}'-]+/u)].map((word) => word.toLowerCase()),
  );
  if (kind === 'hall' && place.kind === 'station') words.add('station');
  const draft = new Draft(layout.size, layout.exterior, layout.style, words);
  layout.build(draft);
  const palette = paletteFor(kind, place.id, filmSeed, words);
  const pieces = draft.pieces.map(({ colour, ...piece }) => {
    const hex = colourOf(palette, colour);
    return hex ? { ...piece, colour: hex } : piece;
  });
  const { marks, seats } = kind === 'car' ? carPlaces(draft) : places(draft);
  return {
    id: place.id,
    kind,
    exterior: draft.exterior,
    size: draft.size,
    style: draft.style,
    palette,
    openings: draft.openings,
    pieces,
    marks: distinct(marks),
    seats,
    surfaces: surfacesOf(draft.pieces),
    wildWalls: draft.wildWalls,
    master: { from: draft.master },
    seed: hash32(`${place.id} ${filmSeed}`) % 2 ** 31,
    origin: 'planned',
  };
}

function places(draft: Draft): { marks: Mark[]; seats: Seat[] } {
  const doors = draft.openings.flatMap((opening) => marksOfOpening(draft, opening));
  const floor = floorOf(draft.size, draft.pieces, entries(draft, doors));
  const reached = doors.map((mark): Mark => {
    if (mark.kind !== 'window') return mark;
    const spot = floor.nearest([mark.position[0], mark.position[1]], 1.5);
    return spot ? { ...mark, position: [round4(spot[0]), round4(spot[1]), 0] } : mark;
  });
  const seats = seatsOf(draft.pieces, floor);
  const marks = [
    ...reached,
    ...namedMarks(draft),
    ...stands(draft, draft.pieces, floor),
    ...marksOfPieces(draft.pieces, floor),
  ];
  return { marks, seats };
}

/** Round a car nothing is in the way: one gets in beside one's seat. */
function carPlaces(draft: Draft): { marks: Mark[]; seats: Seat[] } {
  const beside = 1.45;
  const seats = draft.pieces
    .filter((piece) => piece.type === 'carCabin')
    .flatMap((car) =>
      pieceKinds.carCabin.seats().map((spot): Seat => {
        const [, forward] = direction(car.facing);
        const position: Seat['position'] = [
          car.position[0] + spot.at[0],
          car.position[1] + spot.at[1] * forward,
          car.position[2],
        ];
        return {
          id: spot.name,
          names: [spot.name.replaceAll('_', ' '), spot.name === 'driver' ? 'wheel' : 'seat', 'car'],
          position,
          facing: car.facing,
          height: spot.height,
          kind: spot.kind,
          piece: car.id,
          approach: [Math.sign(spot.at[0]) * beside, position[1], 0],
        };
      }),
    );
  return { marks: namedMarks(draft), seats };
}

/** The first mark of an id keeps it. */
const distinct = (marks: readonly Mark[]): Mark[] =>
  [...new Map([...marks].reverse().map((mark) => [mark.id, mark])).values()].reverse();
