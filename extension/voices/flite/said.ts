/** Sounds people write that are no words to Flite (which spells them out), as words that sound like them. */
const interjections: Record<string, string> = {
  hm: 'hum',
  hmm: 'hum',
  mm: 'um',
  mmm: 'um',
  mhm: 'um hum',
  shh: 'sh',
  shhh: 'sh',
  sh: 'shush',
  psst: 'pist',
  tsk: 'tisk',
  brr: 'burr',
  grr: 'grr',
  pfft: 'puft',
  pff: 'puff',
  argh: 'arg',
  ugh: 'ugg',
  ahem: 'a hem',
  zzz: 'zuz',
  ok: 'okay',
  vs: 'versus',
  km: 'kilometers',
  kg: 'kilograms',
  cm: 'centimeters',
};

const symbols: readonly (readonly [RegExp, string])[] = [
  [/°\s*C\b/g, ' degrees celsius '],
  [/°\s*F\b/g, ' degrees fahrenheit '],
  [/°/g, ' degrees '],
  [/€\s*([\d.,]*\d)/g, '$1 euros '],
  [/£\s*([\d.,]*\d)/g, '$1 pounds '],
  [/½/g, ' and a half '],
  [/¼/g, ' and a quarter '],
  [/#(?=\d)|№/g, ' number '],
  [/&/g, ' and '],
  [/@/g, ' at '],
  [/\+/g, ' plus '],
  [/=/g, ' equals '],
  [/(\d)\s*[x×]\s*(\d)/g, '$1 times $2'],
  [/\bkm\/h\b/gi, 'kilometers an hour'],
];

/**
 * One word of the script as Flite can say it, in ASCII; '' when nothing of it can be said. Long capitals are a shout,
 * not an abbreviation, and "Nooooo" is one word.
 */
export function saidByFlite(word: string): string {
  let text = word;
  for (const [pattern, by] of symbols) text = text.replace(pattern, by);
  text = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/æ/gi, 'ae')
    .replace(/œ/gi, 'oe')
    .replace(/ø/gi, 'o')
    .replace(/ß/g, 'ss')
    .replace(/ł/gi, 'l')
    .replace(/đ|ð/gi, 'd')
    .replace(/þ/gi, 'th')
    .replace(/\.{2,}|--+/g, ',')
    .replace(/[^A-Za-z0-9 ,.;:'!?$%/-]/g, ' ')
    .replace(/([A-Za-z])\1{2,}/g, '$1$1')
    .replace(/\b(\w+?)-(?=\1\b)/gi, '$1, ');
  text = text
    .split(/\s+/)
    .map((part) => {
      const letters = part.replace(/[^A-Za-z]/g, '');
      const known = interjections[letters.toLowerCase()];
      if (known) return part.replace(letters, known);
      const isWord = letters.length > 3 && /[AEIOUY]/.test(letters);
      return isWord && letters === letters.toUpperCase() ? part.toLowerCase() : part;
    })
    .join(' ')
    .trim();
  return /[A-Za-z0-9]/.test(text) ? text : '';
}
