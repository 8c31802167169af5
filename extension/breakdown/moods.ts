import type { Scene } from '../../schemas/source/breakdown.ts';
import { fold } from './text.ts';

const weathers: readonly (readonly [RegExp, Scene['weather']])[] = [
  [
    /\b(?:rain|rains|rainy|raining|downpour|drizzle|drizzles|thunderstorm|pluie|pleut|regen|regnet|lluvia|llueve|pioggia)\b|雨|дожд/,
    'rain',
  ],
  [/\b(?:snow|snows|snowy|snowing|blizzard|snowfall|neige|schnee|schneit|nieve|neve)\b|雪|снег/, 'snow'],
  [/\b(?:fog|foggy|mist|misty|haze|brouillard|brume|nebel|niebla|nebbia)\b|雾|霧|туман/, 'fog'],
  [
    /\b(?:wind|winds|windy|storm|stormy|gale|gust|gusts|tempete|vent|wind|sturm|viento|tormenta|vento)\b|风|風|ветер/,
    'wind',
  ],
];
const notWeather =
  /\b(?:no|without|stops?|stopped|after the) (?:rain|raining|snow|snowing|wind)\b|\brain ?coat|\bsnow-white\b/g;

/** The weather that headings and action lines speak of. */
export function weatherOf(texts: readonly string[]): Scene['weather'] | undefined {
  for (const text of texts) {
    const folded = fold(text).replace(notWeather, ' ');
    const found = weathers.find(([pattern]) => pattern.test(folded));
    if (found) return found[1];
  }
  return undefined;
}

const dark =
  /\b(?:dark|darkness|shadow|shadows|shadowy|dim|dimly|gloom|gloomy|candle|candlelight|lantern|flashlight|blood|bloody|corpse|dead|murder|gun|knife|scream|screams|grave|funeral|fear|afraid|creeps|lurks|empty|abandoned|neon)\b/g;
const bright =
  /\b(?:bright|brightly|sunny|sunlight|sunlit|party|birthday|cheerful|colorful|colourful|wedding|picnic|fluorescent|dance|dances)\b/g;

/** Low-key light for night, and for dark words; high-key for day, and where words are bright. */
export function moodOf(time: Scene['time'], texts: readonly string[]): Scene['mood'] {
  let score = time === 'NIGHT' ? 1 : time === 'DUSK' ? 0.5 : 0;
  for (const text of texts) {
    const folded = fold(text);
    score += 0.5 * ((folded.match(dark)?.length ?? 0) - (folded.match(bright)?.length ?? 0));
  }
  return score >= 1 ? 'low' : 'high';
}
