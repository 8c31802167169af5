import type { Feeling } from '../../schemas/source/blocking.ts';
import { clamp, smoothstep } from '../geometry/vector.ts';

/** The scene turns this far in; tension rises to it and falls after (usual practice: 70–85%). */
const turn = 0.78;

const fault =
  /\byou(?:'ve|'re| have| are)?\b[^.?!]*\b(?:lie|lied|liar|lying|hate|kill|killed|betray\w*|cheat\w*|left|leave|blame|fault|stole|steal|hurt|destroy\w*|ruin\w*|forgot|promised|knew|never|made)\b/i;
const love = /\bI (?:\w+ )?(?:love|need|miss|want|forgive|hate) you\b/i;

/** What a line's own words and manner add to tension. */
export function lineHeat(text: string, loudness: 'whisper' | 'quiet' | 'usual' | 'shout'): number {
  const trimmed = text.trim();
  let heat = 0;
  if (/!/.test(trimmed)) heat += 0.12;
  if (/(?:--|—|–)\s*$/.test(trimmed)) heat += 0.1;
  if (loudness === 'shout') heat += 0.2;
  if (loudness === 'whisper') heat += 0.12;
  if ((trimmed.match(/\S+/g)?.length ?? 0) <= 3) heat += 0.05;
  if (fault.test(trimmed) || love.test(trimmed)) heat += 0.15;
  if (/[A-Z]{3,}(?:\s+[A-Z]{2,})+/.test(trimmed)) heat += 0.1;
  return heat;
}

/** Tension of a beat, 0–1, from its place among the scene's beats (0 first, 1 last) and its own heat. */
export function tensionAt(place: number, heat: number): number {
  const rise = 0.22 + 0.43 * smoothstep(0, turn, place);
  const fall = place > turn ? 0.22 * smoothstep(turn, 1, place) : 0;
  return Math.round(clamp(rise - fall + heat, 0, 1) * 1000) / 1000;
}

const words: readonly (readonly [RegExp, Feeling])[] = [
  [
    /\b(?:hate|liar|damn|shut up|get out|how dare|idiot|stupid|hell|bastard|enough|stop it|your fault)\b/i,
    'angry',
  ],
  [/\b(?:sorry|miss(?:ed)? (?:you|him|her)|died|dead|gone|lost|alone|never again|funeral|goodbye)\b/i, 'sad'],
  [/\b(?:help|run|hide|scared|afraid|please don't|look out|watch out|oh god|oh no)\b/i, 'afraid'],
  [/\b(?:what\?!|no way|oh my|impossible|unbelievable|really\?)/i, 'surprised'],
  [
    /\b(?:thank you|thanks|wonderful|great|perfect|congratulations|happy|beautiful|brilliant|welcome|ha ha|hooray)\b/i,
    'happy',
  ],
  [/\b(?:love you|darling|sweetheart|my dear|honey)\b/i, 'tender'],
];

/** The feeling that a line's own words and punctuation suggest. */
export function feelingIn(text: string): { feeling: Feeling; strength: number } | undefined {
  const loud = /!/.test(text);
  const found = words.find(([pattern]) => pattern.test(text))?.[1];
  if (found) return { feeling: found, strength: loud ? 0.8 : 0.5 };
  if (/\?!|!\?/.test(text)) return { feeling: 'surprised', strength: 0.7 };
  if (loud)
    return {
      feeling: fault.test(text) || /\b(?:tell|don't|no|stop|why|what)\b/i.test(text) ? 'angry' : 'happy',
      strength: 0.55,
    };
  return undefined;
}
