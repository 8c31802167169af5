/** Scripts that tell a language (or the likeliest one) by themselves. */
const scripts: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Han}/gu, 'zh'],
  [/\p{Script=Cyrillic}/gu, 'ru'],
  [/\p{Script=Greek}/gu, 'el'],
  [/\p{Script=Arabic}/gu, 'ar'],
  [/\p{Script=Hebrew}/gu, 'he'],
  [/\p{Script=Devanagari}/gu, 'hi'],
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Tamil}/gu, 'ta'],
  [/\p{Script=Bengali}/gu, 'bn'],
  [/\p{Script=Georgian}/gu, 'ka'],
  [/\p{Script=Armenian}/gu, 'hy'],
];

/**
 * The language a text is in: the film's own, unless most letters belong to a script that language is not written in.
 * Both are BCP 47. Kana anywhere means Japanese, since Japanese also writes Han.
 */
export function languageOf(text: string, filmLanguage: string): string {
  const letters = (text.match(/\p{L}/gu) ?? []).length;
  const base = filmLanguage.split('-')[0]?.toLowerCase() ?? 'en';
  for (const [pattern, language] of scripts) {
    const count = (text.match(pattern) ?? []).length;
    const enough = language === 'ja' ? count > 0 : count * 2 > letters;
    if (letters === 0 || !enough) continue;
    return base === language || sharesScript(base, language) ? filmLanguage : language;
  }
  return filmLanguage;
}

const families: readonly (readonly string[])[] = [
  ['ru', 'uk', 'be', 'bg', 'sr', 'mk', 'kk', 'ky', 'mn'],
  ['ar', 'fa', 'ur', 'ps', 'ckb'],
  ['hi', 'mr', 'ne', 'sa'],
  ['he', 'yi'],
  ['zh', 'yue', 'cmn', 'ja'],
];

const sharesScript = (a: string, b: string): boolean =>
  families.some((family) => family.includes(a) && family.includes(b));
