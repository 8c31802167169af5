import type { Look } from '../../schemas/source/breakdown.ts';
import { colourOf, colourPattern } from './colours.ts';
import { numberOf, personNoun } from './personWords.ts';
import { fold, foldedWords } from './text.ts';

/** What words say of a person. */
export interface Traits {
  look: Partial<Look>;
  years?: number;
  sex?: 'female' | 'male';
  /** Taller or shorter than others of that age, metres. */
  taller?: number;
}

type Rule = readonly [RegExp, Partial<Look>];

const hairColours: readonly Rule[] = [
  [
    /\b(?:red|ginger|auburn|copper)[ -](?:\w+ )?(?:hair|haired|beard|curls|mane)|\bred-?head|\brousse\b|\bpelirroj[oa]/,
    { hairColour: '#a5482a' },
  ],
  [/\b(?:blond|blonde|fair-haired|golden hair|flaxen|rubio|rubia)\b/, { hairColour: '#d8b46a' }],
  [
    /\b(?:white|snow-white)[ -](?:\w+ )?(?:hair|haired|beard|curls|mane|moustache|mustache)/,
    { hairColour: '#e6e3dc' },
  ],
  [
    /\b(?:grey|gray|silver|graying|greying|salt-and-pepper)[ -]?(?:\w+ )?(?:hair|haired|beard|curls|mane|moustache|mustache)|\bgr[ae]ying\b/,
    { hairColour: '#9a9a98' },
  ],
  [/\b(?:black|raven|dark)[ -](?:\w+ )?(?:hair|haired|beard|curls)/, { hairColour: '#1d1814' }],
  [/\bbrunette\b|\b(?:brown|chestnut)[ -](?:\w+ )?(?:hair|haired|beard|curls)/, { hairColour: '#4a2f1d' }],
  [/\b(?:blue|green|pink|purple)[ -](?:\w+ )?hair/, { hairColour: '#5a5fb0' }],
];
const hairStyles: readonly Rule[] = [
  [/\b(?:bald|balding|shaved head|hairless|chauve|kahlkopfig|calvo)\b/, { hairStyle: 'bald' }],
  [/\b(?:hair in a bun|a bun\b|bun of hair|topknot|chignon)/, { hairStyle: 'bun' }],
  [/\b(?:pony-?tail|pigtails|braid|braids|braided)\b/, { hairStyle: 'ponytail' }],
  [/\b(?:bob|bobbed|pageboy)\b/, { hairStyle: 'bob' }],
  [/\b(?:curly|curls|afro|frizzy|wild hair|ringlets)\b/, { hairStyle: 'curly' }],
  [/\b(?:buzz ?-?cut|crew ?-?cut|cropped|close-cropped|shorn)\b/, { hairStyle: 'cropped' }],
  [/\blong[ -](?:\w+ )?(?:hair|haired)|\bdreadlocks\b|\bhair down to\b/, { hairStyle: 'long' }],
  [/\bshort[ -](?:\w+ )?(?:hair|haired)/, { hairStyle: 'short' }],
];
const faces: readonly Rule[] = [
  [/\b(?:beard|bearded|goatee|barbe|barbu|bart|bartig|barba)\b/, { beard: 'full' }],
  [/\b(?:moustache|mustache|moustached|mustachioed|schnurrbart|bigote)\b/, { beard: 'moustache' }],
  [/\b(?:clean-shaven|beardless)\b/, { beard: 'none' }],
  [/\b(?:glasses|spectacles|bespectacled|sunglasses|lunettes|brille|gafas|horn-rims)\b/, { glasses: true }],
];
const skins: readonly Rule[] = [
  [
    /\b(?:black|african(?:-american)?) (?:man|woman|boy|girl|teen|teenager|kid|male|female)\b|\bdark[ -]skin(?:ned)?\b/,
    { skin: '#6b4530' },
  ],
  [/\bbrown[ -]skin(?:ned)?\b|\bindian\b|\bsouth asian\b/, { skin: '#9c6b4a' }],
  [
    /\b(?:olive[ -]skin(?:ned)?|latin[oa]|hispanic|mediterranean|tanned|sunburnt|sun-tanned)\b/,
    { skin: '#c48f6a' },
  ],
  [/\b(?:asian|japanese|chinese|korean)\b/, { skin: '#e0b48c' }],
  [/\b(?:pale|fair[ -]skin(?:ned)?|freckled|freckles)\b/, { skin: '#f0cdb8' }],
];
const builds: readonly Rule[] = [
  [
    /\b(?:thin|skinny|slim|lean|slender|wiry|gaunt|lanky|bony|petite|frail|mince|schlank|dunn|delgad[oa])\b/,
    { build: 'slim' },
  ],
  [
    /\b(?:heavy|heavyset|stocky|burly|fat|big|broad|broad-shouldered|muscular|plump|round|stout|massive|huge|gros|grosse|dick|gord[oa])\b/,
    { build: 'stocky' },
  ],
];
const hats: readonly Rule[] = [
  [/\b(?:baseball cap|flat cap|cap|casquette|mutze)\b/, { hat: 'cap' }],
  [/\b(?:beanie|wool(?:en|ly)? hat|knit(?:ted)? (?:cap|hat)|bonnet)\b/, { hat: 'beanie' }],
  [/\b(?:headscarf|head scarf|hijab|kerchief|shawl over (?:her|his) head|kopftuch)\b/, { hat: 'scarf' }],
  [/\b(?:hat|fedora|top hat|straw hat|cowboy hat|chapeau|hut|sombrero|stetson|trilby)\b/, { hat: 'brim' }],
];

const garments: readonly (readonly [string, NonNullable<Look['outfit']>])[] = [
  ['suit|tuxedo|tux|blazer|costume|anzug|traje', 'suit'],
  ['dress|gown|robe|kleid|vestido|sundress|nightgown', 'dress'],
  [
    'coat|overcoat|raincoat|trench coat|trenchcoat|trench|parka|cloak|bathrobe|manteau|mantel|abrigo|cape',
    'coat',
  ],
  ['uniform|scrubs|overalls|fatigues|uniforme', 'uniform'],
  ['t-shirt|tee|tank top|undershirt|vest top', 'tshirt'],
  [
    'sweater|pullover|jumper|hoodie|cardigan|shirt|blouse|jacket|vest|sweatshirt|turtleneck|top|flannel|pull|chemise|veste|hemd|jacke|pulli|camisa|chaqueta',
    'shirt',
  ],
];
const lower =
  'trousers|pants|jeans|slacks|leggings|shorts|skirt|kilt|pantalon|jupe|hose|rock|pantalones|falda';

/** `a long brown coat`: a colour, up to two words, a garment — or garment and colour the other way round in French and Spanish. */
const coloured = (garment: string): RegExp =>
  new RegExp(
    `\\b(${colourPattern})(?:[ -](?!and\\b|with\\b)[\\p{L}-]+){0,2}?[ -](?:${garment})s?\\b|\\b(?:${garment}) (${colourPattern})\\b`,
    'u',
  );
const named = (garment: string): RegExp => new RegExp(`\\b(?:${garment})s?\\b`, 'u');

const garmentRules = garments.map(([words, outfit]) => ({
  outfit,
  named: named(words),
  coloured: coloured(words),
}));
const lowerColour = coloured(lower);
const shoeColour = coloured('shoes|shoe|boots|boot|sneakers|heels|sandals');
const tieColour = coloured('tie|necktie|bow tie');
const whiteShirt = coloured('shirt');

const colourIn = (pattern: RegExp, text: string): string | undefined => {
  const match = pattern.exec(text);
  return match ? colourOf(match[1] ?? match[2] ?? '') : undefined;
};

function clothes(text: string): Partial<Look> {
  const look: Partial<Look> = {};
  const worn = garmentRules.find((rule) => rule.named.test(text));
  if (worn) {
    look.outfit = worn.outfit;
    const colour = colourIn(worn.coloured, text);
    if (colour) look.topColour = colour;
    if (worn.outfit === 'suit' || worn.outfit === 'coat') {
      const shirt = colourIn(whiteShirt, text);
      if (shirt) look.shirtColour = shirt;
    }
  }
  const [bottom, shoes, tie] = [lowerColour, shoeColour, tieColour].map((pattern) => colourIn(pattern, text));
  if (bottom) look.bottomColour = bottom;
  else if (/\bjeans\b/.test(text)) look.bottomColour = '#3a4f74';
  if (/\bshorts\b/.test(text)) look.shorts = true;
  if (shoes) look.shoesColour = shoes;
  if (tie) look.tieColour = tie;
  if (/\bstrip(?:ed|es)\b/.test(text)) look.stripe = '#f0efe9';
  return look;
}

const decadeShift = (text: string): number =>
  /\bearly\b/.test(text) ? 2 : /\b(?:late|end)\b/.test(text) ? 8 : 5;

/** Age in years from `60s`, `mid-30s`, `late forties`, `8-year-old`, `(45)`, `60 ans`. */
function yearsIn(text: string): number | undefined {
  const decade = /\b(\d)0['’]?s\b/.exec(text);
  if (decade) return Number(decade[1]) * 10 + decadeShift(text);
  const decades = [
    'twenties',
    'thirties',
    'forties',
    'fifties',
    'sixties',
    'seventies',
    'eighties',
    'nineties',
  ];
  const spelled = decades.findIndex((word) => text.includes(word));
  if (spelled >= 0) return 20 + 10 * spelled + decadeShift(text);
  const aged = /\b(\d{1,3}|[a-z]+)[ -](?:years?|ans|jahre|anos)\b/.exec(text);
  const told = aged ? numberOf(aged[1] ?? '') : undefined;
  if (told !== undefined) return told;
  const bare = /(?:^|[,(;] ?|\baged? |\babout |\baround |\bmaybe )(\d{1,2})(?=$|[,);.]| or )/.exec(text);
  return bare ? Number(bare[1]) : undefined;
}

function ageIn(text: string): Look['age'] | undefined {
  if (/\b(?:middle-aged|grown)\b/.test(text)) return 'adult';
  if (/\b(?:teenage|teenaged|teens|adolescent)\b/.test(text)) return 'teen';
  if (
    /\b(?:elderly|ancient|aged|old (?:man|woman|lady|gentleman)|(?:an|very) old\b|vieux|vieille|greise?|anciano|anciana)\b/.test(
      text,
    )
  )
    return 'elder';
  return /^old\b|, old\b|\bold,/.test(text) ? 'elder' : undefined;
}

/** The age group of so many years. */
export function ageGroup(years: number): Look['age'] {
  if (years < 13) return 'child';
  if (years < 20) return 'teen';
  return years < 62 ? 'adult' : 'elder';
}

const height = (text: string): number | undefined => {
  if (/\b(?:very tall|towering|giant|gigantic|huge)\b/.test(text)) return 0.16;
  if (/\b(?:tall|lanky|gro(?:ss|sse|sser)|grande|alt[oa])\b/.test(text)) return 0.11;
  return /\b(?:tiny|very short)\b/.test(text)
    ? -0.16
    : /\b(?:short(?! (?:\w+ )?hair)|small|petite|petit|petite|klein|bajo|baja)\b(?!-)/.test(text)
      ? -0.1
      : undefined;
};

function sexIn(text: string, look: Partial<Look>): Traits['sex'] {
  const found = foldedWords(text);
  const noun = found.map((word) => personNoun(word)?.sex).find((sex) => sex !== undefined);
  if (noun) return noun;
  if (look.beard === 'full' || look.beard === 'moustache') return 'male';
  if (found.some((word) => /^(?:her|she|hers|herself|female)$/.test(word))) return 'female';
  if (found.some((word) => /^(?:his|he|him|himself|male)$/.test(word))) return 'male';
  return look.outfit === 'dress' ? 'female' : undefined;
}

/** Reads a description: `60s, red coat, glasses`, `a tall woman with a white beard`. What is not said is left out. */
export function readTraits(description: string): Traits {
  const text = fold(description);
  const look: Partial<Look> = {};
  for (const rules of [hairColours, hairStyles, faces.slice(0, 3), faces.slice(3), skins, builds, hats]) {
    const rule = rules.find(([pattern]) => pattern.test(text));
    if (rule) Object.assign(look, rule[1]);
  }
  Object.assign(look, clothes(text));
  const years = yearsIn(text);
  const noun = foldedWords(text)
    .map(personNoun)
    .find((facts) => facts?.age !== undefined && facts.age !== 'adult');
  const age = years === undefined ? (ageIn(text) ?? noun?.age) : ageGroup(years);
  if (age) look.age = age;
  const traits: Traits = { look };
  const sex = sexIn(text, look);
  const taller = height(text);
  if (years !== undefined) traits.years = years;
  if (sex) traits.sex = sex;
  if (taller !== undefined) traits.taller = taller;
  return traits;
}
