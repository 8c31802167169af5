import type { Look } from '../../schemas/source/breakdown.ts';

type Sex = 'female' | 'male' | 'unknown';

/** Colours of upper clothes, far enough apart to tell people by at a distance. */
export const topColours = [
  '#b3262e', '#2f5fa8', '#e0bb3c', '#3f7d46', '#efe6d2', '#24324f', '#d96f2b', '#2f7f86', '#6a3f8a', '#d6869e',
  '#46494f', '#8fb4d9', '#7c1f2b', '#b08d62', '#6b7340', '#8b8f94', '#b5532e', '#2f5a3f', '#6d4a33', '#b58ac0',
] as const; // biome-ignore format: a palette reads as rows

export const bottomColours = ['#39415a', '#2b2d33', '#5a4a3a', '#6c6f73', '#3a4f74', '#4a3b3f'] as const;
export const shoeColours = ['#3b2a22', '#1e1f24', '#5c4632', '#7a7d80'] as const;
export const skinColours = [
  '#f0cdb8',
  '#e0a98a',
  '#d39a78',
  '#c48f6a',
  '#b07a55',
  '#9c6b4a',
  '#805438',
  '#6b4530',
] as const;
export const eyeColours = ['#5b3a22', '#3d2a1c', '#5f7f9c', '#5d7a55', '#6f6a5a'] as const;

const hairColours = ['#1d1814', '#3a2618', '#5a3a22', '#7a4a2a', '#a5482a', '#b08a4e', '#d8b46a'] as const;
const greyHair = ['#e6e3dc', '#9a9a98', '#c4c2bc'] as const;

/** Hair colours that go with age and skin: grey for elders; fair and red only on fair skin. */
export function hairColoursFor(age: Look['age'], skin: string): readonly string[] {
  if (age === 'elder') return greyHair;
  const fair = skinColours.indexOf(skin as (typeof skinColours)[number]);
  return fair >= 0 && fair < 3 ? hairColours : hairColours.slice(0, 3);
}

export function hairStylesFor(sex: Sex, age: Look['age']): readonly Look['hairStyle'][] {
  if (sex === 'male')
    return age === 'elder'
      ? ['short', 'cropped', 'bald']
      : age === 'adult'
        ? ['short', 'curly', 'cropped', 'bald', 'short']
        : ['short', 'curly', 'cropped'];
  if (sex === 'female')
    return age === 'elder' ? ['bun', 'short', 'bob', 'curly'] : ['long', 'bun', 'ponytail', 'bob', 'curly'];
  return ['short', 'curly', 'bob', 'ponytail', 'cropped'];
}

export function outfitsFor(sex: Sex, age: Look['age']): readonly Look['outfit'][] {
  if (age === 'child' || age === 'teen') return ['tshirt', 'shirt', 'tshirt'];
  return sex === 'female'
    ? ['shirt', 'dress', 'coat', 'shirt', 'tshirt']
    : ['shirt', 'coat', 'suit', 'tshirt', 'shirt'];
}

/** Mean standing height, metres (NCD-RisC means of adults, rounded; children at about eight). */
const heights: Record<Look['age'], Record<Sex, number>> = {
  child: { female: 1.26, male: 1.27, unknown: 1.26 },
  teen: { female: 1.61, male: 1.68, unknown: 1.64 },
  adult: { female: 1.66, male: 1.78, unknown: 1.72 },
  elder: { female: 1.6, male: 1.72, unknown: 1.66 },
};

export function meanHeight(age: Look['age'], sex: Sex, years: number | undefined): number {
  if (age === 'child' && years !== undefined) return Math.max(0.82, 0.76 + 0.062 * years);
  return heights[age][sex];
}

/** What people wear for their work, by words of their names and descriptions. */
const workClothes: readonly (readonly [RegExp, Partial<Look>])[] = [
  [
    /\b(?:cop|police\w*|officer|sheriff|deputy|patrolman|trooper|sergeant)\b/,
    { outfit: 'uniform', topColour: '#24324f', bottomColour: '#1e1f24', hat: 'cap' },
  ],
  [
    /\b(?:soldier|captain|lieutenant|colonel|private|corporal)\b/,
    { outfit: 'uniform', topColour: '#6b7340', bottomColour: '#5a5a3a' },
  ],
  [/\b(?:guard|warden|bouncer)\b/, { outfit: 'uniform', topColour: '#46494f', bottomColour: '#1e1f24' }],
  [/\b(?:nurse|paramedic)\b/, { outfit: 'uniform', topColour: '#8fb4d9', bottomColour: '#8fb4d9' }],
  [/\b(?:doctor|dr|surgeon|scientist)\b/, { outfit: 'coat', topColour: '#f0efe9' }],
  [
    /\b(?:waiter|waitress|bartender|barman|barmaid|butler)\b/,
    { outfit: 'suit', topColour: '#1e1f24', bottomColour: '#1e1f24', shirtColour: '#f0efe9' },
  ],
  [/\b(?:chef|cook|baker)\b/, { outfit: 'uniform', topColour: '#f0efe9', bottomColour: '#46494f' }],
  [
    /\b(?:lawyer|banker|businessman|businesswoman|agent|boss|ceo|president|minister|senator|executive|butler|groom)\b/,
    { outfit: 'suit', topColour: '#46494f', bottomColour: '#46494f' },
  ],
  [/\b(?:detective|inspector|spy|private eye)\b/, { outfit: 'coat', topColour: '#b08d62' }],
  [/\b(?:priest|pastor|monk|reverend|nun)\b/, { outfit: 'coat', topColour: '#1e1f24' }],
  [/\bbride\b/, { outfit: 'dress', topColour: '#f0efe9' }],
  [
    /\b(?:mechanic|janitor|plumber|worker|builder|firefighter|fireman)\b/,
    { outfit: 'uniform', topColour: '#2f5fa8', bottomColour: '#39415a' },
  ],
  [/\b(?:fisherman|sailor)\b/, { outfit: 'coat', topColour: '#e0bb3c', hat: 'beanie' }],
  [/\b(?:farmer|cowboy|gardener)\b/, { outfit: 'shirt', hat: 'brim' }],
];

/** The clothes of somebody's work; nothing if the words name none. */
export function clothesOfWork(text: string): Partial<Look> {
  return workClothes.find(([pattern]) => pattern.test(text))?.[1] ?? {};
}
