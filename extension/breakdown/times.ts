import type { Scene, TimeOfDay } from '../../schemas/source/breakdown.ts';
import { fold, foldedWords, words } from './text.ts';

/** Words of headings for each time of day, folded: English, French, German, Spanish, Italian, Portuguese, Dutch, Scandinavian, Polish, Russian, Turkish, Chinese, Japanese, Korean, Arabic, Hebrew. */
const timeWords: Record<TimeOfDay, ReadonlySet<string>> = {
  DAY: words(
    `day daytime daylight morning noon midday afternoon jour journee matin midi apres-midi tag tags vormittag mittag
     nachmittag dia manana mediodia tarde giorno mattina mattino pomeriggio manha dag ochtend middag dag morgon dzień
     dzien poranek день утро полдень gün gunduz sabah 日 白天 昼 日间 上午 下午 中午 낮 아침 오후 نهار صباح יום בוקר`,
  ),
  NIGHT: words(
    `night nighttime midnight nuit minuit nacht nachts mitternacht noche medianoche notte noite nacht natt noc ночь
     gece 夜 深夜 晚 晚上 夜晚 夜间 午夜 밤 심야 ليل לילה`,
  ),
  DAWN: words(
    `dawn sunrise daybreak aube aurore morgengrauen morgendammerung sonnenaufgang fruhmorgens amanecer alba madrugada
     amanhecer dageraad gryning świt рассвет şafak 黎明 清晨 拂晓 早朝 夜明け 朝 晨 새벽 فجر שחר`,
  ),
  DUSK: words(
    `dusk sunset twilight evening sundown nightfall soir crepuscule soiree abend dammerung abenddammerung
     sonnenuntergang atardecer anochecer crepusculo sera tramonto entardecer avond schemering kvall skymning wieczór
     zmierzch вечер сумерки закат akşam 黄昏 傍晚 夕 夕方 日落 저녁 황혼 مساء غروب ערב`,
  ),
};

/** Words that say when, but leave the time of day to the scene before. */
const relative = words(
  `continuous cont cont'd continuing later moments moment same time meanwhile simultaneous immediately after
   continu suite plus tard spater gleich danach fortlaufend continua continuo luego despues mas mismo momento momentos
   poi dopo later subito 稍后 接上 连续 続き 잠시 후`,
);

/** Words that may stand beside a time word: `LATER THAT SAME NIGHT`, `EARLY MORNING`, `2 HOURS LATER`. */
const fillers = words(
  `the a an next that same early late very this following few some one two three hours hour minutes minute seconds days
   weeks years year months in at on of first last light magic golden blue time present flashback dream pre post o'clock
   am pm uhr le la l' une un meme der die das am selben nachster spaterer frueher fruher el al siguiente misma il
   mismo otro dia pleno full moonlight moonlit bright`,
);

const phrases: readonly (readonly [RegExp, TimeOfDay])[] = [
  [/\b(?:first light|early morning|crack of dawn|break of day)\b/, 'DAWN'],
  [/\b(?:magic hour|golden hour|blue hour)\b/, 'DUSK'],
  [/\b(?:plena noche|pleine nuit|dead of night|late evening)\b/, 'NIGHT'],
];

const order: readonly TimeOfDay[] = ['DAWN', 'DUSK', 'NIGHT', 'DAY'];

function timeOfClock(text: string): TimeOfDay | undefined {
  const match = /\b(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|a\.m|p\.m|uhr|h|o'clock)?/.exec(text);
  if (!match || (match[2] === undefined && match[3] === undefined)) return undefined;
  const said = Number(match[1]);
  const hour = /^p/.test(match[3] ?? '') ? (said % 12) + 12 : /^a/.test(match[3] ?? '') ? said % 12 : said;
  if (hour >= 5 && hour < 7) return 'DAWN';
  if (hour >= 7 && hour < 18) return 'DAY';
  return hour >= 18 && hour < 21 ? 'DUSK' : 'NIGHT';
}

/** The time of day that words name, if they do. */
export function timeOfDayIn(text: string): TimeOfDay | undefined {
  const folded = fold(text);
  for (const [pattern, time] of phrases) if (pattern.test(folded)) return time;
  const found = foldedWords(text);
  return order.find((time) => found.some((word) => timeWords[time].has(word))) ?? timeOfClock(folded);
}

const isTimeWord = (word: string): boolean => order.some((time) => timeWords[time].has(word));

/** Whether a part of a heading says when, and nothing else: `NIGHT`, `MOMENTS LATER`, `THE NEXT MORNING`, `4 AM`. */
export function saysWhen(part: string): boolean {
  const found = foldedWords(part);
  if (found.length === 0) return false;
  if (phrases.some(([pattern]) => pattern.test(fold(part)))) return found.length <= 4;
  const known = (word: string) => isTimeWord(word) || relative.has(word);
  if (found.some(known)) return found.every((word) => known(word) || fillers.has(word) || /^\d+$/.test(word));
  return (
    timeOfClock(fold(part)) !== undefined &&
    found.every((word) => fillers.has(word) || /^\d+(?:am|pm|h\d*)?$/.test(word))
  );
}

/** The time word at the end of a part without a dash before it: `STREET DAY` → `DAY`. */
export function trailingTime(part: string): string | undefined {
  const last = /\s(\S+)\.?$/u.exec(part)?.[1];
  return last !== undefined && isTimeWord(fold(last.replace(/\.$/, ''))) ? last : undefined;
}

const nightScene = /\b(?:moon|moonlight|stars|street ?lamps?|night|midnight|darkness)\b/;
const duskScene = /\b(?:sunset|dusk|twilight|setting sun|sun sets)\b/;
const dawnScene = /\b(?:sunrise|dawn|daybreak|sun rises)\b/;

/**
 * The time of day of a scene: by its heading's own words, else (CONTINUOUS, LATER, or nothing said) by its first action
 * and then as in the scene before; day, if nothing says otherwise.
 */
export function resolveTime(
  timeWord: string | undefined,
  firstAction: string,
  before: Pick<Scene, 'time'> | undefined,
): TimeOfDay {
  const said = timeWord === undefined ? undefined : timeOfDayIn(timeWord);
  if (said) return said;
  if (timeWord === undefined) {
    const action = fold(firstAction);
    if (dawnScene.test(action)) return 'DAWN';
    if (duskScene.test(action)) return 'DUSK';
    if (nightScene.test(action)) return 'NIGHT';
  }
  return before?.time ?? 'DAY';
}
