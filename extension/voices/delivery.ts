import type { SceneLine } from '../../schemas/source/breakdown.ts';
import type { SpokenLine } from '../../schemas/source/voices.ts';

/** How a line is said, beside by whom. Factors multiply the voice's own; `levelDb` is left to the mix. */
export interface Delivery {
  levelDb: number;
  rate: number;
  pitch: number;
  /** Factor on the swing of the melody. */
  lively: number;
  /** Breath without voice. */
  whisper: boolean;
}

const plain: Delivery = { levelDb: 0, rate: 1, pitch: 1, lively: 1, whisper: false };

/** What parentheticals do, first match of each row; an actor's directions in common use, as small measured shifts. */
const manners: readonly (readonly [RegExp, Partial<Delivery>])[] = [
  [
    /\bwhisper|under (his|her|their) breath|\bhushed|\bmouth(s|ing)\b/,
    { levelDb: -7, rate: 0.95, whisper: true },
  ],
  [/\b(shout|yell|scream|bellow|roar)|\bat the top of/, { levelDb: 6, rate: 1.04, pitch: 1.18, lively: 1.7 }],
  [/\bcall(s|ing)\b|\bloud|\bover the noise/, { levelDb: 4, rate: 0.97, pitch: 1.1, lively: 1.4 }],
  [
    /\b(quiet|soft|gentl|low voice|murmur|mutter|mumbl)/,
    { levelDb: -5, rate: 0.94, pitch: 0.97, lively: 0.8 },
  ],
  [/\b(sigh|weary|wearily|tired|exhaust)/, { levelDb: -2.5, rate: 0.88, pitch: 0.95, lively: 0.75 }],
  [/\b(cry|cries|sob|tear|weep|choked|breaking)/, { levelDb: -2, rate: 0.9, pitch: 1.06, lively: 1.3 }],
  [
    /\b(laugh|giggl|chuckl|amused|grin|delight|excited|thrilled|happ|cheer)/,
    { levelDb: 1, rate: 1.05, pitch: 1.07, lively: 1.5 },
  ],
  [
    /\b(angr|furious|snap|hiss|through .*teeth|seeth|sharp|cold)/,
    { levelDb: 2, rate: 1.04, pitch: 1.03, lively: 1.3 },
  ],
  [
    /\b(sad|flat|dull|hollow|numb|deadpan|dry|monotone)/,
    { levelDb: -1.5, rate: 0.94, pitch: 0.97, lively: 0.5 },
  ],
  [
    /\b(fast|quick|rapid|hurr|rush|panic|breathless|frantic|nervous|afraid|scared)/,
    { rate: 1.14, pitch: 1.05, lively: 1.2 },
  ],
  [/\b(slow|drawl|careful|measured|hesita|thought|delibera|drunk|slur|trail)/, { rate: 0.86 }],
];

/** How a line is to be said, from its parenthetical and its own punctuation. */
export function deliveryOf(line: Pick<SceneLine, 'text' | 'parenthetical'>): Delivery {
  const words = (line.parenthetical ?? '').toLowerCase();
  const out = { ...plain };
  for (const [pattern, shift] of manners) {
    if (!pattern.test(words)) continue;
    out.levelDb += shift.levelDb ?? 0;
    out.rate *= shift.rate ?? 1;
    out.pitch *= shift.pitch ?? 1;
    out.lively *= shift.lively ?? 1;
    out.whisper ||= shift.whisper ?? false;
  }
  if (!out.whisper && /!/.test(line.text)) {
    out.levelDb += 1.5;
    out.pitch *= 1.03;
    out.lively *= 1.3;
  }
  if (!out.whisper && shouted(line.text)) {
    out.levelDb += 3;
    out.pitch *= 1.08;
  }
  return out;
}

/** Three or more words, all in capitals. */
function shouted(text: string): boolean {
  const words = text.match(/\p{L}{2,}/gu) ?? [];
  return (
    words.length >= 3 && words.every((word) => word === word.toUpperCase() && word !== word.toLowerCase())
  );
}

/** What the mix does to the voice: from the cue's extensions, the parenthetical and the line's place. */
export function treatmentOf(line: Pick<SceneLine, 'extensions' | 'parenthetical'>): SpokenLine['treatment'] {
  const extensions = (line.extensions ?? []).map((e) => e.toUpperCase().replace(/[.\s]/g, '')).join(' ');
  const words = `${extensions} ${(line.parenthetical ?? '').toUpperCase()}`;
  // "(into phone)" is said in the room, "(on phone)" and "(filtered)" come out of one.
  if (/\b(ON|OVER|FROM|THROUGH)\s*(THE\s*)?(PHONE|RADIO|INTERCOM|TV|SPEAKER|WALKIE)|FILTERED/.test(words))
    return 'phone';
  if (/\b(ON|OVER|THROUGH)?(THE)?(PHONE|TELEPHONE|RADIO|TV|INTERCOM)\b/.test(extensions)) return 'phone';
  if (/\bVO\b|VOICEOVER|NARRAT|PRELAP/.test(extensions)) return 'voice-over';
  if (/\bO[SC]\b|OFFSCREEN|OFFCAMERA|OFFSTAGE/.test(extensions)) return 'off-screen';
  return 'room';
}
