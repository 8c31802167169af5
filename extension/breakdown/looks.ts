import type { CastMember, Look } from '../../schemas/source/breakdown.ts';
import { pick, seeded } from '../geometry/random.ts';
import { colourDistance } from './colours.ts';
import {
  bottomColours,
  clothesOfWork,
  eyeColours,
  hairColoursFor,
  hairStylesFor,
  meanHeight,
  outfitsFor,
  shoeColours,
  skinColours,
  topColours,
} from './lookChoices.ts';
import { fold } from './text.ts';
import type { Traits } from './traits.ts';

/** What a look is made from. */
export interface LookSource {
  id: string;
  name: string;
  sex: CastMember['sex'];
  years?: number;
  description: string;
  traits: Traits;
}

/** A look is compared with so many of the first (the leads) and of the last; in a crowd more tell nothing. */
const compared = { first: 16, last: 24 };

/** So many looks are drawn for a person; the one least like everybody else's is taken. */
const draws = 32;
/** Past so many people nobody is told apart any more, and fewer draws do. */
const crowd = { size: 120, draws: 4 };
const clampHeight = (metres: number): number => Math.round(100 * Math.min(2.1, Math.max(0.8, metres))) / 100;

function ageFrom(traits: Traits): Look['age'] {
  return traits.look.age ?? 'adult';
}

/** One look by a stream of numbers; what the script says stands, what it leaves open is drawn. */
function draw(source: LookSource, random: () => number): Look {
  const { sex, traits } = source;
  const age = ageFrom(traits);
  const given = { ...clothesOfWork(fold(`${source.name} ${source.description}`)), ...traits.look };
  const body = sex === 'unknown' ? (random() < 0.5 ? 'female' : 'male') : sex;
  const figure =
    (body === 'female' ? 0.78 + 0.22 * random() : 0.14 * random()) *
    (age === 'child' ? 0.4 : age === 'teen' ? 0.8 : 1);
  const skin =
    given.skin ?? pick(isFairHair(given.hairColour) ? skinColours.slice(0, 3) : skinColours, random);
  const spread = age === 'child' && source.years !== undefined ? 0.04 : 0.14;
  const height = meanHeight(age, body, source.years) + (traits.taller ?? spread * (random() - 0.5));
  const drawn: Look = {
    heightM: clampHeight(height),
    build: pick(['slim', 'average', 'average', 'stocky'] as const, random),
    age,
    figure: Math.round(100 * figure) / 100,
    skin,
    hairStyle: pick(hairStylesFor(sex === 'unknown' ? body : sex, age), random),
    hairColour: pick(hairColoursFor(age, skin), random),
    eyeColour: pick(eyeColours, random),
    outfit: pick(outfitsFor(body, age), random),
    topColour: pick(topColours, random),
    bottomColour: pick(bottomColours, random),
    shoesColour: pick(shoeColours, random),
    glasses: random() < (age === 'elder' ? 0.35 : 0.12),
    beard: drawBeard(body, age, random()),
    hat: 'none',
  };
  const look = { ...drawn, ...given };
  if (look.outfit === 'suit') {
    look.bottomColour = given.bottomColour ?? look.topColour;
    look.shirtColour = given.shirtColour ?? '#f0efe9';
  }
  return look;
}

/** Red and fair hair go with fair skin, where the script says no more. */
const isFairHair = (colour: string | undefined): boolean => colour === '#a5482a' || colour === '#d8b46a';

function drawBeard(body: 'female' | 'male', age: Look['age'], number: number): Look['beard'] {
  if (body === 'female' || age === 'child' || age === 'teen') return 'none';
  return number < 0.26 ? 'full' : number < 0.38 ? 'moustache' : 'none';
}

const longHair = new Set<Look['hairStyle']>(['long', 'ponytail', 'bob', 'curly']);

/** How easily two people are told apart at a distance: most by the top's colour, then hair, height, outline. */
export function lookDistance(a: Look, b: Look): number {
  const top = Math.min(60, colourDistance(a.topColour, b.topColour));
  const hair =
    a.hairStyle === 'bald' || b.hairStyle === 'bald'
      ? 0
      : Math.min(40, colourDistance(a.hairColour, b.hairColour));
  const style =
    a.hairStyle === b.hairStyle ? 0 : longHair.has(a.hairStyle) === longHair.has(b.hairStyle) ? 8 : 16;
  const height = Math.min(16, 130 * Math.abs(a.heightM - b.heightM));
  const marks = (a.glasses !== b.glasses ? 4 : 0) + (a.beard !== b.beard ? 8 : 0) + (a.hat !== b.hat ? 8 : 0);
  const outline = (a.outfit !== b.outfit ? 8 : 0) + (a.build !== b.build ? 4 : 0);
  return 1.4 * top + 0.6 * hair + style + height + marks + outline;
}

/**
 * The look of a person: what the description gives, and for the rest that of many seeded draws which is least like
 * the looks already given. Depends on the id, the seed and those looks alone.
 */
export function makeLook(source: LookSource, taken: readonly Look[], seed: number): Look {
  const random = seeded(`look:${seed}:${source.id}`);
  const others = taken.filter((_, i) => i < compared.first || i >= taken.length - compared.last);
  let best = draw(source, random);
  let bestDistance = nearest(best, others);
  for (let i = 1; i < (taken.length < crowd.size ? draws : crowd.draws); i++) {
    const look = draw(source, random);
    const distance = nearest(look, others);
    if (distance > bestDistance) [best, bestDistance] = [look, distance];
  }
  return best;
}

function nearest(look: Look, taken: readonly Look[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const other of taken) least = Math.min(least, lookDistance(look, other));
  return least;
}
