import type { Beat } from '../../../schemas/source/blocking.ts';

type DirectionKind = NonNullable<Beat['direction']>['kind'];

/** The script's camera words at the head of a sentence, most telling first; what follows them is who or what is seen. */
const directions: readonly (readonly [RegExp, DirectionKind])[] = [
  [/^(?:AND |THEN )?(?:BACK (?:TO|ON)\b(?: SCENE)?|RETURN TO (?:SCENE)?|RESUME\b)/, 'back'],
  [
    /^(?:EXTREME |TIGHT(?:ER)? )?(?:CLOSE(?:R|-UP| UP)?(?: SHOT)?(?: ON\b| OF\b|[:.-]|$)|CU(?: ON| OF)?\b|ECU\b|TIGHT(?:ER)? ON\b|PUSH(?:ING)? IN(?: ON)?\b)/,
    'closeOn',
  ],
  [/^INSERT(?: SHOT)?(?: OF| ON)?\b/, 'insert'],
  [/^(?:P\.?O\.?V\.?\b|THROUGH (?:HIS|HER|THEIR) EYES)/, 'pov'],
  [/^(?:OVER (?:THE )?SHOULDER|OTS\b)/, 'over'],
  [/^(?:TWO[- ]?SHOT|2[- ]SHOT)/, 'two'],
  [/^(?:ESTABLISHING|AERIAL)(?: SHOT)?\b/, 'establishing'],
  [/^(?:EXTREME )?(?:WIDE(?:R)?(?: SHOT| ANGLE| ON)?|FULL SHOT|LONG SHOT|MASTER(?: SHOT)?)\b/, 'wide'],
  [
    /^(?:TRACKING|FOLLOWING|DOLLY|PANNING|PAN|CRANE|STEADICAM|(?:THE )?CAMERA (?:TRACKS|FOLLOWS|MOVES WITH))(?: SHOT)?(?: WITH| TO| ON)?\b/,
    'tracking',
  ],
  [
    /^(?:ANGLE|NEW ANGLE|ANOTHER ANGLE|REVERSE(?: ANGLE)?|FAVORING|FAVOURING|ON)(?: ON| TO)?(?=\b[ :.-]|$)/,
    'angleOn',
  ],
];
const ownersPov = /^(.{1,40}?)(?:['’]S|S['’])\s+P\.?O\.?V\.?\b/;
const overWhom = /^OVER\s+(.{1,40}?)(?:['’]S|S['’])\s+SHOULDER\b/;
const weSee =
  /^(?:(?:and|then|now)\s+)?we\s+(see|hear|follow|move with|track|push in(?: on| to)?|close in(?: on)?|pull back(?: from)?|pan to|find|watch)\s+/i;
const weKinds: readonly (readonly [RegExp, DirectionKind])[] = [
  [/follow|move|track/i, 'tracking'],
  [/push|close/i, 'closeOn'],
  [/pull/i, 'wide'],
  [/see|find|watch|pan/i, 'angleOn'],
];

/** A sentence without its camera words, and what they ask for. `on` is the text of who or what is to be seen. */
export function cameraWords(sentence: string): { kind: DirectionKind; on: string; rest: string } | undefined {
  const owner = ownersPov.exec(sentence);
  if (owner) return { kind: 'pov', on: owner[1] ?? '', rest: tail(sentence.slice(owner[0].length)) };
  const over = overWhom.exec(sentence);
  if (over) return { kind: 'over', on: over[1] ?? '', rest: tail(sentence.slice(over[0].length)) };
  const we = weSee.exec(sentence);
  if (we) {
    const kind = weKinds.find(([verb]) => verb.test(we[1] ?? ''))?.[1];
    const rest = sentence.slice(we[0].length);
    return kind && { kind, on: rest, rest };
  }
  for (const [pattern, kind] of directions) {
    const match = pattern.exec(sentence);
    if (!match) continue;
    const rest = tail(sentence.slice(match[0].length));
    return { kind, on: rest, rest };
  }
  return undefined;
}

const tail = (text: string): string => text.replace(/^[\s:.,–—-]+/, '');
