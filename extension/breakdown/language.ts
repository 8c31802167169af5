import { words } from './text.ts';

const scripts: readonly (readonly [RegExp, string])[] = [
  [/[\u3040-\u30ff]/g, 'ja'],
  [/[\uac00-\ud7af]/g, 'ko'],
  [/[\u4e00-\u9fff]/g, 'zh'],
  [/\p{Script=Cyrillic}/gu, 'ru'],
  [/\p{Script=Arabic}/gu, 'ar'],
  [/\p{Script=Hebrew}/gu, 'he'],
  [/\p{Script=Greek}/gu, 'el'],
  [/\p{Script=Devanagari}/gu, 'hi'],
];

/** Small words that are frequent in one language and rare in the others. */
const small: readonly (readonly [string, ReadonlySet<string>])[] = [
  ['en', words('the and you is are to of that it what with he she his her not was have this')],
  ['fr', words('le les des et est une pas vous je elle dans qui avec sur ne ce au du mais')],
  ['de', words('der die und ist nicht ein eine ich sie das mit zu den von auf es dem wir aber')],
  ['es', words('el los las y es una que por con no se su del para pero como está muy qué')],
  ['it', words('il gli che è una non di sono con per della mi lo ma come questo perché')],
  ['pt', words('o os as é uma não que com para do da em você ele ela mas isso')],
  ['nl', words('de het een en niet ik je van dat zijn op met voor maar wat hij')],
];

/** So much text is looked at, characters. */
const sample = 20_000;

/** The language most of a text is in, BCP 47; English if nothing tells. */
export function guessLanguage(texts: Iterable<string>): string {
  let text = '';
  for (const each of texts) {
    text += ` ${each}`;
    if (text.length > sample) break;
  }
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  for (const [pattern, language] of scripts) {
    const count = text.match(pattern)?.length ?? 0;
    if (count > letters * (language === 'ja' ? 0.1 : 0.4)) return language;
  }
  const counts = new Map<string, number>();
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? [])
    for (const [language, set] of small)
      if (set.has(word)) counts.set(language, (counts.get(language) ?? 0) + 1);
  let best = 'en';
  for (const [language, count] of counts) if (count > (counts.get(best) ?? 0)) best = language;
  return best;
}
