import type { Feeling } from '../../../schemas/source/blocking.ts';
import type { Reader, Sentence } from './discourse.ts';

/** What a parenthetical asks of the line after it. */
export interface Manner {
  /** Seconds of silence before the words. */
  pause: number;
  feeling?: Feeling;
  strength: number;
  loudness: 'whisper' | 'quiet' | 'usual' | 'shout';
  /** The cast id that the words are said to. */
  to?: string;
  phone: boolean;
  /** What the speaker does. */
  sentences: readonly Sentence[];
}

const feelings: readonly (readonly [RegExp, Feeling])[] = [
  [
    /\b(?:angr|furious|snap|bitter|hostile|irritat|annoy|seeth|accus|cold(?:ly)?\b|sharp|harsh|mad\b|fed up|growl|snarl|through (?:her|his|gritted) teeth)/,
    'angry',
  ],
  [
    /\b(?:sad|cry|tearful|sob|weep|broken|mourn|near tears|choked|hurt\b|voice break|regret|apolog|sorry|heartbroken|defeated)/,
    'sad',
  ],
  [
    /\b(?:afraid|scared|frighten|terrif|nervous|anxious|panic|trembl|worried|uneasy|stammer|stutter|alarmed)/,
    'afraid',
  ],
  [/\b(?:surpris|shock|stunned|startl|incredul|amazed|astonish|disbeliev)/, 'surprised'],
  [
    /\b(?:confus|puzzl|bewilder|uncertain|unsure|quizzical|curious|suspicious|skeptic|sceptic|frown)/,
    'puzzled',
  ],
  [
    /\b(?:laugh|smil|happy|happily|cheer|grin|delight|excited|joy|amused|teas|playful|proud|relieved|bright|chuckl|wry|joking|warmly amused)/,
    'happy',
  ],
  [/\b(?:tender|soft|gentl|warm|loving|affection|kind(?:ly)?\b|sooth|intimate)/, 'tender'],
  [/\b(?:disgust|revolted|sneer|contempt|grimac)/, 'disgusted'],
  [/\b(?:tired|weary|exhaust|yawn|sigh|sleepy|drained)/, 'tired'],
  [/\b(?:determin|firm|resolut|insist|steel|stern|serious|certain|matter[- ]of[- ]fact)/, 'determined'],
  [/\b(?:bored|flat(?:ly)?\b|deadpan|dry(?:ly)?\b|dully|uninterested|indifferent)/, 'bored'],
];

/** Seconds that the usual words for silence last. */
const pauses: readonly (readonly [RegExp, number])[] = [
  [/\blong (?:beat|pause|silence|moment)/, 2],
  [/\b(?:pause|silence|hesitat)/, 1.5],
  [/\bbeat\b|\bthen\b|\ba moment\b/, 1],
];

/** Reads the words in brackets before a line, without their brackets or with them. */
export function mannerOf(parenthetical: string | undefined, speaker: string, reader: Reader): Manner {
  const text = (parenthetical ?? '').replace(/^\s*\(|\)\s*$/g, '').toLowerCase();
  const to = /\b(?:to|at)\s+(.+)$/.exec(text)?.[1];
  const addressee = to ? reader.people(to).find((id) => id !== speaker) : undefined;
  const loudness = /\b(?:shout|yell|scream|loud|calling|bellow)/.test(text)
    ? 'shout'
    : /\bwhisper|under (?:her|his) breath|hush/.test(text)
      ? 'whisper'
      : /\b(?:quiet|soft|low|mutter|murmur|gentl)/.test(text)
        ? 'quiet'
        : 'usual';
  const feeling =
    feelings.find(([pattern]) => pattern.test(text))?.[1] ?? (loudness === 'shout' ? 'angry' : undefined);
  const original = (parenthetical ?? '').replace(/^\s*\(|\)\s*$/g, '');
  return {
    pause: pauses.find(([pattern]) => pattern.test(text))?.[1] ?? 0,
    ...(feeling ? { feeling } : {}),
    strength: /\b(?:very|extremely|so|furious|terrif|scream|sob)/.test(text) ? 1 : 0.75,
    loudness,
    ...(addressee ? { to: addressee } : {}),
    phone: /\b(?:in(?:to)? (?:the |his |her )?(?:phone|receiver|handset)|on (?:the )?phone|phone)\b/.test(
      text,
    ),
    sentences:
      original && !feelingOnly(text)
        ? reader.read(original.split(';').join(','), speaker).filter((s) => s.deeds.length > 0)
        : [],
  };
}

/** Words that say how, and hold no action: "(quietly)", "(beat)", "(to Sam)", "(O.S.)". */
const feelingOnly = (text: string): boolean =>
  /^(?:[\w'-]+ly|beat|pause|then|to [\w' ]+|into [\w' ]+|whispering|shouting|yelling|calling|quiet|soft|cont'd|continuing|[a-z]\.[a-z]\.?)$/.test(
    text.trim(),
  );
