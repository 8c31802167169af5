/** Colour words of clothes, hair and things, as sRGB; English, French, German, Spanish. */
const table: Record<string, string> = {
  '#b3262e': 'red rouge rot rote roter rotes roten rojo roja scarlet crimson',
  '#7c1f2b': 'burgundy maroon wine claret',
  '#d96f2b': 'orange rust rusty',
  '#b5532e': 'terracotta copper',
  '#c9922b': 'mustard ochre',
  '#e0bb3c': 'yellow jaune gelb gelbe gelber gelbes gelben amarillo amarilla',
  '#c9a24a': 'gold golden brass bronze',
  '#3f7d46': 'green vert verte grun grune gruner grunes grunen verde emerald',
  '#6b7340': 'olive khaki',
  '#2f5a3f': 'forest-green',
  '#2f7f86': 'teal turquoise petrol',
  '#2f5fa8': 'blue bleu bleue blau blaue blauer blaues blauen azul',
  '#24324f': 'navy indigo denim',
  '#8fb4d9': 'sky-blue light-blue pale-blue baby-blue',
  '#6a3f8a': 'purple violet violett lila morado morada plum',
  '#b58ac0': 'lavender lilac mauve',
  '#d6869e': 'pink rose rosa',
  '#6d4a33': 'brown brun brune braun braune brauner braunes braunen marron chocolate leather wooden wood',
  '#b08d62': 'tan camel beige sand sandy',
  '#efe6d2': 'cream ivory',
  '#f0efe9': 'white blanc blanche weiss weisse weisser weisses weissen blanco blanca',
  '#8b8f94': 'grey gray gris grise grau graue grauer graues grauen silver steel',
  '#46494f': 'charcoal slate dark-grey dark-gray iron',
  '#1e1f24': 'black noir noire schwarz schwarze schwarzer schwarzes schwarzen negro negra',
};

const byWord = new Map<string, string>();
for (const [hex, names] of Object.entries(table)) for (const name of names.split(' ')) byWord.set(name, hex);

/** The colour a (folded) word names. */
export const colourOf = (word: string): string | undefined => byWord.get(word);

/** All colour words, for patterns. */
export const colourPattern = [...byWord.keys()].sort((a, b) => b.length - a.length).join('|');

const channels = (hex: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);

/** CIE L*a*b* (D65) of an sRGB colour; formulas of CIE 15. */
function lab(hex: string): [number, number, number] {
  const [r = 0, g = 0, b = 0] = channels(hex).map((c) =>
    c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
  );
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const labs = new Map<string, [number, number, number]>();
function cachedLab(hex: string): [number, number, number] {
  const known = labs.get(hex);
  if (known) return known;
  const made = lab(hex);
  labs.set(hex, made);
  return made;
}

/** How far apart two colours look (CIE76 ΔE; 100 is black to white). */
export function colourDistance(a: string, b: string): number {
  const [l1, a1, b1] = cachedLab(a);
  const [l2, a2, b2] = cachedLab(b);
  return Math.hypot(l1 - l2, a1 - a2, b1 - b2);
}
